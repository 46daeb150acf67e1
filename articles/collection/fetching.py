"""Many pages asked for at once, but each host in its turn: so many requests a second, so many at a time."""

import heapq
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final

from articles.collection import robots
from articles.collection.records import Known, Wanted
from articles.origin import UnreadableError
from articles.web import Fetched, PassingError, Web

_log: Final = logging.getLogger("waqai")
_TICK_S: Final = 0.5
_FAULTS: Final = 3  # in a row that a host itself makes (no answer at all): the rest of its pages waits for the next run

Outcome = Fetched | UnreadableError
Done = Callable[[Wanted, Outcome], Iterable[Wanted]]  # returns what to ask for besides: the target of a redirect


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a host is asked."""

    rate: float = 1.0  # requests a second
    lanes: int = 1  # requests at a time
    robots: bool = True

    def and_with(self, other: "Politeness") -> "Politeness":
        """The gentler of both, in each respect: two sources may share a host."""
        return Politeness(min(self.rate, other.rate), min(self.lanes, other.lanes), self.robots or other.robots)


@dataclass(slots=True)
class _Host:
    """One site's queue and when it may be asked again."""

    politeness: Politeness
    waiting: deque[Wanted] = field(default_factory=deque)
    rules: robots.Rules | None = None
    next_at: float = 0.0  # monotonic seconds
    busy: int = 0
    faults: int = 0
    given_up: PassingError | None = None

    def gap_s(self, agent: str) -> float:
        asked = self.rules.delay_s(agent) if self.rules else 0.0
        return max(1 / self.politeness.rate, asked)


class Fetcher:
    """Asks for pages; ``done`` is called in the caller's thread, in the order in which answers come."""

    def __init__(self, web: Web, politeness: Mapping[str, Politeness], *, at_once: int = 16) -> None:
        self._web = web
        self._politeness = politeness  # by source
        self._at_once = at_once
        self._hosts: dict[str, _Host] = {}

    def share(self, other: "Fetcher") -> None:
        """Take turns with another fetcher at the same hosts, one after the other running."""
        self._hosts = other._hosts

    def fetch(self, pages: Iterable[Wanted], done: Done) -> None:
        """Every page once; a fault is an outcome like another."""
        for page in pages:
            self._queue(page)
        running: dict[Future[Outcome | robots.Rules], tuple[_Host, Wanted | None]] = {}
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="fetch") as pool:
            while running or any(host.waiting for host in self._hosts.values()):
                pause = self._start(pool, running, done)
                finished, _ = wait(running, timeout=pause, return_when=FIRST_COMPLETED)
                if not running:
                    time.sleep(pause)
                for future in finished:
                    host, asked = running.pop(future)
                    host.busy -= 1
                    self._finish(host, asked, future.result(), done)

    def _queue(self, page: Wanted) -> None:
        politeness = self._politeness[page.source]
        host = self._hosts.setdefault(robots.site(page.address), _Host(politeness))
        host.politeness = host.politeness.and_with(politeness)
        host.waiting.append(page)

    def _start(self, pool: ThreadPoolExecutor, running: dict, done: Done) -> float:  # type: ignore[type-arg]
        """Begin what may begin now; seconds until more may."""
        now = time.monotonic()
        due = [(host.next_at, number, host) for number, host in enumerate(self._hosts.values()) if host.waiting]
        heapq.heapify(due)
        while due and len(running) < self._at_once:
            at, number, host = heapq.heappop(due)
            if at > now:
                return min(_TICK_S, at - now)
            if host.busy >= host.politeness.lanes or not host.waiting:
                continue
            if host.politeness.robots and host.rules is None:
                if not host.busy:
                    host.busy += 1
                    running[pool.submit(self._rules, host.waiting[0].address)] = (host, None)
                continue
            page = host.waiting.popleft()
            refused = self._refused(host, page)
            if refused is not None:
                self._more(done(page, refused))
            else:
                host.busy += 1
                host.next_at = now + host.gap_s(self._web.limits.agent)
                running[pool.submit(self._ask, page)] = (host, page)
            heapq.heappush(due, (host.next_at, number, host))
        return _TICK_S

    def _refused(self, host: _Host, page: Wanted) -> UnreadableError | None:
        if host.given_up is not None:
            return host.given_up
        if host.rules is None or not self._politeness[page.source].robots:
            return None
        if host.rules.unreachable:
            return PassingError(host.rules.unreachable)
        if not host.rules.allows(page.address, self._web.limits.agent):
            return UnreadableError("robots.txt does not allow it")
        return None

    def _rules(self, address: str) -> robots.Rules:
        try:
            return robots.rules(self._web, address)
        except Exception as fault:  # noqa: BLE001  # the rim of the web, as for pages: a site's oddities stop no other
            _log.debug("%s", address, exc_info=True)
            return robots.Rules(unreachable=f"robots.txt cannot be read: {type(fault).__name__}: {fault}")

    def _ask(self, page: Wanted) -> Outcome:
        known = {}
        if page.known.etag:
            known["If-None-Match"] = page.known.etag
        if page.known.modified:
            known["If-Modified-Since"] = page.known.modified
        try:
            return self._web.ask(page.address, known)
        except UnreadableError as problem:
            return problem
        except Exception as fault:  # noqa: BLE001  # the rim of the web: one page's fault stops no other
            _log.debug("%s", page.address, exc_info=True)
            return UnreadableError(f"asking for it failed: {type(fault).__name__}: {fault}")

    def _finish(self, host: _Host, page: Wanted | None, outcome: Outcome | robots.Rules, done: Done) -> None:
        if page is None:
            host.rules = outcome if isinstance(outcome, robots.Rules) else robots.Rules()
            return
        if isinstance(outcome, robots.Rules):
            raise TypeError("rules for a page")  # never: a page's future gives its outcome
        self._judge(host, outcome)
        self._more(done(page, outcome))

    def _judge(self, host: _Host, outcome: Outcome) -> None:
        """A host that asks for rest, or does not answer at all, is left alone for the rest of the run."""
        if not isinstance(outcome, PassingError):
            host.faults = 0
            return
        if outcome.after is not None and outcome.after > self._web.limits.longest_wait_s:
            host.given_up = PassingError(f"its server asks to be left alone: {outcome}", outcome.after)
        elif outcome.unreached:
            host.faults += 1
            if host.faults >= _FAULTS:
                host.given_up = PassingError(f"its server does not answer: {outcome}")

    def _more(self, pages: Iterable[Wanted]) -> None:
        for page in pages:
            self._queue(page)


def redirected(page: Wanted, target: str) -> Wanted:
    """The page that a redirect leads to, asked for afresh."""
    return Wanted(target, page.source, page.entry, page.hops + 1, Known(), 0)
