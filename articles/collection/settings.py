"""The settings file: which sources are read, how politely, and how; the environment goes before it."""

import datetime
import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from articles.origin import UnreadableError
from articles.publication import LAYERS

_PREFIX: Final = "WAQAI_"
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


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Zone = Annotated[str, AfterValidator(_known_zone)]
Named = Annotated[list[str], BeforeValidator(_as_list)]
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

    feed: Named = []
    sitemap: Named = []
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
        env_prefix=_PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    store: str | None = None
    places: Path | None = None
    fetching: Fetching = Fetching()
    sources: dict[Annotated[str, Field(pattern=_NAME)], Source] = Field(min_length=1)

    @property
    def watched(self) -> dict[str, Source]:
        """The sources that are on."""
        return {name: source for name, source in self.sources.items() if source.enabled}


def load(path: Path) -> Settings:
    """The settings of a file, relative paths counted from its folder. Raises ``SettingsError``."""
    table = _table(path)

    class OfFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],  # noqa: ARG003  # the library calls with these names
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, init_settings

    try:
        settings = OfFile(**table)
    except ValidationError as wrong:
        raise SettingsError("; ".join(_said(path, error, table) for error in wrong.errors()[:5])) from None
    except ValueError as wrong:  # an environment variable that should hold JSON and does not
        raise SettingsError(f"{path}: {wrong}") from None
    return _placed(settings, path.parent)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such file") from None
    except UnicodeDecodeError as broken:
        raise SettingsError(f"{path}: not UTF-8 (byte {broken.start}), which TOML is") from None
    except tomllib.TOMLDecodeError as broken:
        raise SettingsError(f"{path}: no TOML: {broken}") from None
    except RecursionError:
        raise SettingsError(f"{path}: no TOML: nested too deeply") from None
    except OSError as fault:
        raise SettingsError(f"{path}: {fault.strerror}") from None


def _placed(settings: Settings, folder: Path) -> Settings:
    """Files named in the settings, found from where the settings lie."""
    sources = {}
    for name, source in settings.sources.items():
        kind = source.kind
        if kind in ("files", "addresses"):
            source = source.model_copy(update={kind: [_from(folder, one) for one in source.named]})  # noqa: PLW2901
        sources[name] = source
    places = settings.places and folder / settings.places
    return settings.model_copy(update={"sources": sources, "places": places})


def _from(folder: Path, named: str) -> str:
    return named if "://" in named else str(folder / named)


# --- What is wrong, for a person ---


def _said(path: Path, error: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    """`waqai.toml: [sources.sana] rate: input should be greater than 0`, or the environment's variable for the file."""
    keys = [str(part) for part in error["loc"] if not isinstance(part, int) and part != "[key]"]
    message = error["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    depth = min(len(keys), 2 if keys[:1] == ["sources"] else 1)
    if error["type"] == "missing" and keys == ["sources"]:
        return f'{path}: no source: it needs a table such as [sources.enab] with feed = "https://..."'
    if error["type"] == "extra_forbidden":
        message = f"no such key{_near(keys)}"
    if keys[:1] == ["sources"] and keys[1:] and not _holds(table, keys[:2]):
        return f"{_PREFIX}SOURCES__{keys[1].upper()}__... in the environment: {path} has no source {keys[1]}"
    variable = _PREFIX + "__".join(keys).upper()
    stated = next((name for name in os.environ if name.upper() == variable), None)
    if stated and not _holds(table, keys):
        return f"{stated} in the environment: {message}"
    shown = "".join(f"[{'.'.join(keys[:depth])}] " if (depth and len(keys) > depth) or depth == 2 else "")
    rest = ".".join(keys[depth:] if shown else keys)
    given = f" (it is {error['input']!r})" if isinstance(error["input"], str | int | float) else ""
    return f"{path}: {shown}{rest + ': ' if rest else ''}{message}{given if error['type'] != 'extra_forbidden' else ''}"


def _holds(table: Mapping[str, Any], keys: Sequence[str]) -> bool:
    found: Any = table
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            return False
        found = found[key]
    return True


def _near(keys: Sequence[str]) -> str:
    models: dict[str, type[BaseModel]] = {"fetching": Fetching, "sources": Source}
    model = models.get(keys[0], Settings) if keys[1:] else Settings
    near = difflib.get_close_matches(keys[-1], model.model_fields, n=1)
    return f"; {near[0]} is near" if near else f"; known are {', '.join(sorted(model.model_fields))}"
