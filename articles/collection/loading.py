"""A settings file read: the environment goes before it, and what is wrong is said for a person."""

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from articles.collection.settings import PREFIX, Fetching, Settings, SettingsError, Source


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
    if error["type"] == "string_pattern_mismatch" and keys[:1] == ["sources"]:
        return f"{path}: [{'.'.join(keys)}] a source's name is of small letters, digits, - and _"
    if error["type"] in ("dict_type", "too_short") and keys == ["sources"]:
        return f'{path}: sources: they are tables of their own, such as [sources.enab] with feed = "https://..."'
    if error["type"] == "extra_forbidden":
        message = f"no such key{_near(keys)}"
    if keys[:1] == ["sources"] and keys[1:] and not _holds(table, keys[:2]):
        return f"{PREFIX}SOURCES__{keys[1].upper()}__... in the environment: {path} has no source {keys[1]}"
    variable = PREFIX + "__".join(keys).upper()
    stated = next((name for name in os.environ if name.upper() == variable), None)
    if stated and not _holds(table, keys):
        return f"{stated} in the environment: {message}"
    shown = "".join(f"[{'.'.join(keys[:depth])}] " if (depth and len(keys) > depth) or depth == 2 else "")
    rest = ".".join(keys[depth:] if shown else keys)
    shows = isinstance(error["input"], str | int | float) and f"{error['input']!r} is" not in message
    given = f" (it is {error['input']!r})" if shows else ""
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
