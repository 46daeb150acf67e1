"""Answers: which representation, whether the client has it already, and packed where it can unpack."""

import gzip
import hashlib
from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from store import dump

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
HTML: Final = "text/html"
ATOM: Final = "application/atom+xml"
CSV: Final = "text/csv"
SCHEMA: Final = "application/schema+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
FORMATS: Final = {"json": JSON, "geojson": GEOJSON, "html": HTML, "csv": CSV}
_WORTH_PACKING: Final = 1_000  # bytes
_LEVEL: Final = 5


def chosen(request: Request, offered: Sequence[str]) -> str:
    """The representation that ``f`` names, else the one of ``offered`` that Accept likes best, else the first."""
    if asked := request.query_params.get("f"):
        wanted = FORMATS.get(asked)
        return next((kind for kind in offered if kind == wanted), offered[0])
    liked = _accepted(request.headers.get("accept", "*/*"))
    return max(offered, key=lambda kind: (_liking(kind, liked), -offered.index(kind)))


def _accepted(header: str) -> dict[str, float]:
    """The media ranges of an Accept header with their weights; one that cannot be read weighs 1."""
    ranges: dict[str, float] = {}
    for part in header[:1000].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            ranges[name] = float(weight)
        except ValueError:  # no number: as if it were not there
            ranges[name] = 1.0
    return ranges


def _liking(kind: str, liked: dict[str, float]) -> float:
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    if kind == GEOJSON and kind not in liked and JSON in liked:
        return liked[JSON]  # GeoJSON is JSON
    return next((liked[name] for name in ranges if name in liked), 0.0)


def answer(
    request: Request, body: str | bytes, media_type: str, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """The body with its ETag, packed where the client can unpack, left out where it has it or wants the head only."""
    raw = body.encode() if isinstance(body, str) else body
    told = {"vary": "Accept, Accept-Encoding", **(headers or {})}
    packs = len(raw) >= _WORTH_PACKING and _takes_gzip(request.headers.get("accept-encoding", ""))
    digest = hashlib.blake2b(raw, digest_size=12).hexdigest()
    told["etag"] = f'"{digest}{"-gzip" if packs else ""}"'
    if status == 200 and _has(request.headers.get("if-none-match", ""), digest):
        return Response(status_code=304, headers=told)
    if packs:
        raw = gzip.compress(raw, _LEVEL, mtime=0)
        told["content-encoding"] = "gzip"
    told["content-length"] = str(len(raw))
    return Response(b"" if request.method == "HEAD" else raw, status, headers=told, media_type=media_type)


def base_of(request: Request, public: str | None) -> str:
    """The address that links begin with: as others know the server, where that was said."""
    return (public or str(request.base_url)).rstrip("/")


def json_answer(
    request: Request, document: object, media_type: str = JSON, *, headers: dict[str, str] | None = None
) -> Response:
    """A document as JSON."""
    return answer(request, dump(document), media_type, headers=headers)


def _takes_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name in ("gzip", "*"):
            return weight not in ("0", "0.0", "0.00", "0.000")
    return False


def _has(header: str, digest: str) -> bool:
    """Does If-None-Match name this body, packed or not? Weak comparison, RFC 9110, 13.1.2."""
    tags = {tag.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for tag in header.split(",")}
    return header.strip() == "*" or digest in tags
