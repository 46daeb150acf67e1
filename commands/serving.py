"""`waqai serve`: the store over HTTP."""

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from commands.gazetteers import own_places
from commands.options import COUNT, StoreUrl
from commands.refusing import WrongCall, say
from commands.stores import open_store, url_of

if TYPE_CHECKING:
    from serve import Settings

_PORT = Number(gte=1, lte=65_535)


@Parameter(name="*")
@dataclass(frozen=True)
class Serving:
    """What the server allows; docs/http.md has the defaults."""

    token_file: Path | None = None
    "A file that holds the token; else WAQAI_TOKEN. Needed where other machines can ask."
    public: str | None = None
    "The address that others know it by, https://events.example.org, where a proxy stands before it."
    allow_host: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    "A further name under which it may be asked. Repeat the option for several."
    origin: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    "A web page's scheme://host:port whose scripts may read the answers (CORS). Repeat the option for several."
    page: int | None = None
    "Items in a page, where a request does not say."
    largest_page: int | None = None
    "Items in a page at most."
    map_events: int | None = None
    "Events in one map at most."
    feed_entries: int | None = None
    "Events in one feed."
    address_letters: int | None = None
    "The longest address that is read."
    body_bytes: int | None = None
    "The longest body that is passed over."
    query_seconds: float | None = None
    "How long the store may take for one request."
    request_seconds: float | None = None
    "How long a client may take over its question."
    answer_seconds: float | None = None
    "How long an answer may take, until the client has it."
    connections: int | None = None
    "Connections at a time."
    rate: Annotated[int | None, Parameter(validator=COUNT)] = None
    "Requests a minute and client; 0 for no limit."

    def settings(self, host: str) -> "Settings":
        """The server's settings. Raises its ``SettingsError``."""
        from serve import Settings

        given = {field.name: getattr(self, field.name) for field in fields(self)}
        given |= {"token": _token(given.pop("token_file")), "hosts": given.pop("allow_host")}
        given["origins"] = given.pop("origin")
        return Settings(host, **{name: value for name, value in given.items() if value is not None})


_USUAL = Serving()


def _token(file: Path | None) -> str | None:
    """The secret that clients must know, from a file or the environment: never from the call, which others can see."""
    try:
        return file.read_text(encoding="utf-8").strip() if file else os.environ.get("WAQAI_TOKEN")
    except (OSError, UnicodeDecodeError) as wrong:
        raise WrongCall(f"--token-file {file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}") from None


def serve(
    *,
    serving: Serving = _USUAL,
    store_url: StoreUrl = None,
    host: str = "127.0.0.1",
    port: Annotated[int, Parameter(validator=_PORT)] = 8000,
) -> None:
    """Serve the store: query as OGC API - Features, pages to read, feeds, map, health. On localhost unless told."""
    from gazetteer import load
    from serve import create_app
    from serve import run as run_server

    settings = serving.settings(host)
    gazetteer = load(own_places())

    def said(address: str) -> None:
        say(f"Serving {url_of(store_url)} at {address} (its map: {address}map); Ctrl-C ends it")

    with open_store(store_url) as opened:
        served = create_app(opened, expand_place=gazetteer.held_by, settings=settings)
        try:
            run_server(served, host=host, port=port, listening=said, settings=settings)
        except OSError as refused:
            raise WrongCall(f"cannot listen at {host}, port {port}: {refused.strerror}") from None
