"""The application: routes over a store, behind a guard."""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Final

import uvicorn
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from uvicorn.config import LOGGING_CONFIG

from serve.guard import METHODS, Guard
from serve.openapi import answers
from serve.parameters import ExpandPlace, Parameter, read_given
from serve.patience import patient
from serve.problems import Problem
from serve.refusals import refused
from serve.routes import Route, Routes
from serve.settings import Settings
from store import FilterError, Store, StoreError, TooSlow

# Requests are logged on stderr, as all that is no result.
_ACCESS: Final = LOGGING_CONFIG["handlers"]["access"] | {"stream": "ext://sys.stderr"}
_LOGGING: Final = LOGGING_CONFIG | {"handlers": LOGGING_CONFIG["handlers"] | {"access": _ACCESS}}
_LOG: Final = logging.getLogger("uvicorn.error")
_DEFAULTS: Final = Settings()
_REFUSED: Final[dict[type[Exception], int]] = {FilterError: 400, TooSlow: 504, StoreError: 503}


def create_app(
    store: Store,
    *,
    expand_place: ExpandPlace | None = None,
    outlines: dict[str, Any] | None = None,
    settings: Settings = _DEFAULTS,
) -> FastAPI:
    """An application that reads one store.

    ``expand_place`` turns a place's name into the ids of it and of all places inside it (the gazetteer
    knows); without it ``place`` finds events at exactly that place. ``outlines`` lie beneath the map.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)  # their pages load scripts from afar
    for route in Routes(app, store, expand_place, outlines, settings).all():
        _add(app, route, store, settings)
    app.add_exception_handler(HTTPException, partial(_no_such_page, settings.public))
    app.add_middleware(Guard, settings=settings)
    return app


def run(
    app: FastAPI,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    log_level: str = "info",
    listening: Callable[[str], None] = lambda _: None,
    settings: Settings = _DEFAULTS,
) -> None:
    """Serve until interrupted; ``listening`` is told the address once it is ours.

    Of the settings those of connections count here. Raises ``OSError`` where the port is taken or the host is not this
    machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with suppress(KeyboardInterrupt), socket.create_server((host, port), family=family) as listener:
        listening(f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level=log_level,
            log_config=_LOGGING,
            server_header=False,
            proxy_headers=False,
            **connections(settings),
        )
        uvicorn.Server(config).run(sockets=[listener])


def connections(settings: Settings) -> dict[str, Any]:
    """uvicorn's options for how many may ask at once, and how slowly."""
    return {
        "http": patient(settings.request_seconds, settings.answer_seconds),
        "ws": "none",
        "limit_concurrency": settings.connections,
        "timeout_keep_alive": int(settings.request_seconds) or 1,
    }


def _add(app: FastAPI, route: Route, store: Store, settings: Settings) -> None:
    checked = _checked(route, store, settings)
    app.add_api_route(route.path, checked, methods=[*METHODS[1:]], include_in_schema=False)
    app.add_api_route(
        route.path,
        checked,
        methods=["GET"],
        operation_id=route.name,
        summary=route.summary,
        include_in_schema=route.listed,
        openapi_extra={"parameters": [parameter.document for parameter in route.parameters]},
        response_class=Response,
        responses=answers(route.contents),
    )


def _checked(route: Route, store: Store, settings: Settings) -> Callable[[Request], Response]:
    """An answer whose parameters are known ones, and whose faults become problems with reasons."""
    asked: tuple[Parameter, ...] = tuple(parameter for parameter in route.parameters if parameter.place == "query")

    def checked(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        try:
            pairs = request.query_params.multi_items()
            if request.query_params.get("f") == "html":  # a form sends its empty fields too
                pairs = [(name, value) for name, value in pairs if value]
            with store.within(settings.query_seconds):
                return route.answer(request, read_given(pairs, asked))
        except Problem as problem:
            return refused(request, problem, settings.public)
        except (FilterError, StoreError) as fault:
            status = next(status for kind, status in _REFUSED.items() if isinstance(fault, kind))
            return refused(request, Problem(status, _told(fault, status)), settings.public)
        except Exception:  # noqa: BLE001  the rim: what went wrong is for the log, never for the client
            _LOG.exception("%r failed", request.url.path)  # as letters: whoever asks writes no lines of the log
            return refused(request, Problem(500, "the server made a mistake; its log says which"), settings.public)

    return checked


def _told(fault: Exception, status: int) -> str:
    """What the client is told: where the store lies, and how it is mended, is for whoever runs the server."""
    if status != 503:  # what was asked, and not the store's own state
        return str(fault)
    _LOG.error("%s", fault)
    return "the store cannot be read at the moment; the server's log says why"


async def _no_such_page(public: str | None, request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    headers = {"allow": ", ".join(METHODS)} if status == 405 else {}
    return refused(request, Problem(status, f"{request.method} {request.url.path}"[:300], headers), public)
