"""The application: routes over a store. Bound to localhost unless its caller says otherwise."""

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from starlette.exceptions import HTTPException
from uvicorn.config import LOGGING_CONFIG

import maps
from serve import documents
from serve.documents import GEOJSON, JSON, link
from serve.parameters import (
    FILTERS,
    FORMAT,
    PAGING,
    BadRequest,
    ExpandPlace,
    Page,
    page_query,
    read_filters,
    read_given,
    read_page,
)
from store import Store, StoreError, dump

MAP_LIMIT: Final = 50_000  # events in one page of the map

# Requests are logged on stderr, as all that is no result.
_ACCESS: Final = LOGGING_CONFIG["handlers"]["access"] | {"stream": "ext://sys.stderr"}
_LOGGING: Final = LOGGING_CONFIG | {"handlers": LOGGING_CONFIG["handlers"] | {"access": _ACCESS}}

Answer = Callable[[Request], Response]


def create_app(
    store: Store, *, expand_place: ExpandPlace | None = None, outlines: dict[str, Any] | None = None
) -> FastAPI:
    """An application that reads one store.

    ``expand_place`` turns a place's name into the ids of it and of all places inside it (the gazetteer
    knows); without it ``place`` finds events at exactly that place. ``outlines`` lie beneath the map.
    """
    app = FastAPI(title=documents.TITLE, docs_url=None, redoc_url=None)  # their pages load scripts from afar
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"])
    routes = _Routes(store, expand_place, outlines)
    answered: dict[str, tuple[Answer, list[dict[str, Any]]]] = {
        "/": (routes.landing, [FORMAT]),
        "/conformance": (routes.conformance, [FORMAT]),
        "/collections": (routes.collections, [FORMAT]),
        "/collections/events": (routes.collection, [FORMAT]),
        "/collections/events/queryables": (routes.queryables, [FORMAT]),
        "/collections/events/items": (routes.items, [*FILTERS, *PAGING, FORMAT]),
        "/collections/events/items/{event_id:path}": (routes.item, [FORMAT]),
        "/map": (routes.map, FILTERS),
        "/health": (routes.health, []),
    }
    for path, (answer, parameters) in answered.items():
        checked = _checked(answer, parameters)
        app.add_api_route(path, checked, methods=["HEAD"], include_in_schema=False)
        app.add_api_route(
            path,
            checked,
            methods=["GET"],
            name=answer.__name__,
            operation_id=answer.__name__,
            summary=answer.__doc__,
            openapi_extra={"parameters": [*_path_parameters(path), *parameters]},
            response_class=Response,
            responses=_refusals(path),
        )
    app.add_exception_handler(HTTPException, _no_such_page)
    return app


def run(
    app: FastAPI,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    log_level: str = "info",
    listening: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted; ``listening`` is told the address once it is ours.

    Raises ``OSError`` where the port is taken or the host is not this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with suppress(KeyboardInterrupt), socket.create_server((host, port), family=family) as listener:
        listening(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(app, log_level=log_level, log_config=_LOGGING)).run(sockets=[listener])


def _path_parameters(path: str) -> list[dict[str, Any]]:
    if "{" not in path:
        return []
    return [{"name": "event_id", "in": "path", "required": True, "schema": {"type": "string"}}]


def _refusals(path: str) -> dict[int | str, dict[str, Any]]:
    refusals: dict[int | str, dict[str, Any]] = {
        400: {"description": "A parameter is unknown or cannot be read; the answer says which and why"},
        503: {"description": "The store cannot be read"},
    }
    return refusals | {404: {"description": "There is no such event"}} if "{" in path else refusals


def _checked(answer: Answer, parameters: list[dict[str, Any]]) -> Answer:
    """An answer whose parameters are known ones, and whose faults become errors with reasons."""

    def checked(request: Request) -> Response:
        try:
            request.state.given = read_given(request.query_params.multi_items(), parameters)
            return answer(request)
        except BadRequest as wrong:
            return _error(400, "InvalidParameterValue", str(wrong))
        except StoreError as fault:
            return _error(503, "StoreUnavailable", str(fault))

    checked.__name__ = answer.__name__
    return checked


def _error(status: int, code: str, description: str) -> Response:
    return Response(dump({"code": code, "description": description}), status, media_type=JSON)


async def _no_such_page(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    error = _error(status, "NotFound" if status == 404 else "Refused", f"{request.method} {request.url.path}")
    if status == 405:
        error.headers["allow"] = "GET, HEAD"
    return error


def _json(document: object, media_type: str = JSON) -> Response:
    return Response(dump(document), media_type=media_type)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


class _Routes:
    """One method per route; ``request.state.given`` holds the checked parameters."""

    def __init__(self, store: Store, expand_place: ExpandPlace | None, outlines: dict[str, Any] | None) -> None:
        self._store = store
        self._expand = expand_place
        self._outlines = outlines

    def landing(self, request: Request) -> Response:
        """The first page, with links to the rest"""
        return _json(documents.landing(_base(request)))

    def conformance(self, _: Request) -> Response:
        """The standards that this API follows"""
        return _json({"conformsTo": documents.CONFORMANCE})

    def collections(self, request: Request) -> Response:
        """The collections: one, of events"""
        base = _base(request)
        here = link(f"{base}/collections", "self", JSON, "This document")
        return _json({"links": [here], "collections": [documents.collection(base, self._store.extent())]})

    def collection(self, request: Request) -> Response:
        """The collection of events, with its extent"""
        return _json(documents.collection(_base(request), self._store.extent()))

    def queryables(self, request: Request) -> Response:
        """What a filter may ask of an event"""
        return _json(documents.queryables(_base(request)), "application/schema+json")

    def items(self, request: Request) -> Response:
        """Events that meet the filters, page by page"""
        given = request.state.given
        filters, page = read_filters(given, self._expand), read_page(given)
        matched = self._store.count(filters)
        features = list(self._store.query(filters, limit=page.limit, offset=page.offset))
        return _json(
            {
                "type": "FeatureCollection",
                "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "numberMatched": matched,
                "numberReturned": len(features),
                "links": _page_links(f"{_base(request)}/collections/events", given, page, matched),
                "features": features,
            },
            GEOJSON,
        )

    def item(self, request: Request) -> Response:
        """One event by its id"""
        event_id = request.path_params["event_id"]
        feature = self._store.get(event_id)
        if feature is None:
            return _error(404, "NotFound", f"there is no event {event_id!r}")
        base = f"{_base(request)}/collections/events"
        links = [
            link(f"{base}/items/{event_id}", "self", GEOJSON, "This event"),
            link(base, "collection", JSON, "The collection"),
        ]
        return _json(feature | {"links": links}, GEOJSON)

    def map(self, request: Request) -> Response:
        """A map of the events that meet the filters"""
        filters = read_filters(request.state.given, self._expand)
        if (count := self._store.count(filters)) > MAP_LIMIT:
            raise BadRequest(f"{count} events are too many for one map (at most {MAP_LIMIT}): narrow the filters")
        return Response(maps.page(self._store.query(filters), outlines=self._outlines), media_type="text/html")

    def health(self, _: Request) -> Response:
        """Is the store readable, and how many events does it hold?"""
        return _json({"status": "ok", "events": self._store.count()})


def _page_links(base: str, given: dict[str, str], page: Page, matched: int) -> list[dict[str, Any]]:
    def to(offset: int, rel: str, title: str) -> dict[str, Any]:
        return link(f"{base}/items?{page_query(given, Page(page.limit, offset))}", rel, GEOJSON, title)

    links = [to(page.offset, "self", "This page"), link(base, "collection", JSON, "The collection")]
    if page.offset + page.limit < matched:
        links.append(to(page.offset + page.limit, "next", "Next page"))
    if page.offset:
        links.append(to(max(0, page.offset - page.limit), "prev", "Previous page"))
    return links
