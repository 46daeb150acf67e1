"""The settings: which sources are read, how politely, and how."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from articles.origin import UnreadableError, web_address
from articles.publication import LAYERS

PREFIX: Final = "WAQAI_"
_KINDS: Final = ("feed", "sitemap", "addresses", "files")
_NAME: Final = r"^[a-z0-9][a-z0-9_-]{0,63}$"
_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class SettingsError(UnreadableError):
    """Settings that cannot be used; the message names the file, the table and the key."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:
        raise ValueError("no time zone such as Asia/Damascus") from unknown
    return name


def _written(named: list[str]) -> list[str]:
    if any(not one.strip() for one in named):
        raise ValueError("it is empty")
    return named


def _on_the_web(named: list[str]) -> list[str]:
    wrong = [one for one in named if web_address(one) is None or not urlsplit(one).hostname]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no web address such as https://example.org/rss")
    return named


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Zone = Annotated[str, AfterValidator(_known_zone)]
Named = Annotated[list[str], BeforeValidator(_as_list), AfterValidator(_written)]
Listed = Annotated[Named, AfterValidator(_on_the_web)]
Layer = Literal["listing", "meta", "json-ld", "time", "address", "byline", "guess"]
Column = Literal["id", "text", "title", "published", "url", "source"]


class Fetching(BaseModel):
    """How the web is asked."""

    model_config = _STRICT

    agent: str = "Waqai/0.1"
    contact: str | None = None
    rate: float = Field(default=1.0, gt=0, le=1000)
    per_host: int = Field(default=1, ge=1, le=16)
    at_once: int = Field(default=16, ge=1, le=256)
    robots: bool = True
    private: bool = False
    page_mb: float = Field(default=5.0, gt=0, le=100)
    listing_mb: float = Field(default=60.0, gt=0, le=500)
    seconds: float = Field(default=60.0, gt=0, le=3600)
    connect_seconds: float = Field(default=10.0, gt=0, le=120)
    read_seconds: float = Field(default=20.0, gt=0, le=600)
    tries: int = Field(default=3, ge=1, le=10)
    backoff: float = Field(default=1.0, ge=0, le=60)
    longest_wait: float = Field(default=30.0, ge=0, le=600)
    redirects: int = Field(default=5, ge=0, le=20)
    pages_per_run: int = Field(default=2000, ge=1)
    keep_pages: bool = False
    give_up: int = Field(default=10, ge=1)

    @property
    def identification(self) -> str:
        """The User-Agent header: who asks, and where its owner is found."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent


class Source(BaseModel):
    """One source: what is read, and how its pages, dates and fields are."""

    model_config = _STRICT

    feed: Listed = []
    sitemap: Listed = []
    addresses: Named = []
    files: Named = []
    enabled: bool = True
    outlet: str | None = None
    language: Literal["ar", "any"] = "ar"
    timezone: Zone = "Asia/Damascus"
    date: list[Layer] = list(LAYERS)
    text: Literal["page", "entry", "auto"] = "auto"
    only: Named = []
    never: Named = []
    since: datetime.date | None = None
    paging: str | None = None
    format: Literal["plain", "page", "jsonl", "csv", "parquet", "archive", "feed"] | None = None
    fields: dict[Column, str] = {}
    options: dict[str, Any] = {}
    recheck_days: float = Field(default=7.0, ge=0)
    recheck_hours: float = Field(default=3.0, ge=0)
    rate: float | None = Field(default=None, gt=0, le=1000)
    per_host: int | None = Field(default=None, ge=1, le=16)
    robots: bool | None = None

    @property
    def kind(self) -> str:
        """Feed, sitemap, addresses or files."""
        return next(kind for kind in _KINDS if getattr(self, kind))

    @property
    def named(self) -> Sequence[str]:
        """The feeds, sitemaps, addresses or files."""
        return tuple(getattr(self, self.kind))

    @model_validator(mode="after")
    def _one_kind(self) -> "Source":
        given = [kind for kind in _KINDS if getattr(self, kind)]
        if len(given) != 1:
            found = f"both {' and '.join(given)}" if given else "none of them"
            raise ValueError(f"a source has one of {', '.join(_KINDS)}; this one has {found}")
        return self


class Settings(BaseSettings):
    """The whole file; ``WAQAI_FETCHING__RATE`` and the like go before it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    store: str | None = None
    places: Path | None = None
    about: Literal["syria", "all"] = "syria"  # which articles are read
    fetching: Fetching = Fetching()
    sources: dict[Annotated[str, Field(pattern=_NAME)], Source] = Field(min_length=1)

    @property
    def watched(self) -> dict[str, Source]:
        """The sources that are on."""
        return {name: source for name, source in self.sources.items() if source.enabled}
