"""Refusals as problem documents. Source: RFC 9457, with the ``code`` that OGC API - Features asks for."""

from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from store import dump

PROBLEM: Final = "application/problem+json"
_CODES: Final = {
    400: "InvalidParameterValue",
    401: "Unauthorized",
    404: "NotFound",
    405: "MethodNotAllowed",
    413: "TooLarge",
    414: "TooLong",
    421: "MisdirectedRequest",
    429: "TooManyRequests",
    500: "ServerError",
    503: "StoreUnavailable",
    504: "QueryTimeout",
}


class Problem(Exception):  # noqa: N818  RFC 9457 calls it a problem
    """A request that is not answered as asked."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}

    @property
    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": _CODES.get(self.status, "Refused"),
            "detail": self.detail,
        }

    def response(self) -> Response:
        """As an answer."""
        return Response(dump(self.document), self.status, headers=self.headers, media_type=PROBLEM)


SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": sorted({*_CODES.values(), "Refused"})},
        "detail": {"type": "string"},
    },
}
