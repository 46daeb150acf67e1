"""How long a client may take: over its question, and over taking the answer. uvicorn alone waits for both forever."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Patient(H11Protocol):
    """A connection that ends where a question is not whole, or an answer not taken, in so many seconds."""

    request_s: float = 15.0
    answer_s: float = 120.0  # what the store may take included
    _since: float = 0.0  # of the loop's clock: the connection, the question or the end of the answer
    _asked: Any = None  # the question that is being answered
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to watch."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """There is nothing left to watch."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """What came in may be a whole question."""
        super().handle_events()
        if self.cycle is not self._asked:
            self._asked, self._since = self.cycle, self.loop.time()

    def on_response_complete(self) -> None:
        """The answer is handed over; it need not have been taken."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _look(self) -> None:
        left = self._since + self._allowed() - self.loop.time()
        if left <= 0:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(min(left, self.request_s), self._look)

    def _allowed(self) -> float:
        answering = self.cycle is not None and not self.cycle.response_complete
        return self.answer_s if answering or self.transport.get_write_buffer_size() else self.request_s


def patient(request_s: float, answer_s: float) -> type[asyncio.Protocol]:
    """The kind of connection that waits so long."""
    return type("Patient", (Patient,), {"request_s": request_s, "answer_s": answer_s})
