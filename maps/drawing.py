"""Features into pages: the map, and the timeline page of the same events."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from maps.blocks import ROWS, blocks, plain
from maps.columns import Feature, columns, vocabulary
from maps.ground import ground
from maps.page import map_page
from maps.parts import Language, words
from maps.reading import timeline_page

TITLE: Final = "وقائع · Waqai"


def draw(
    features: Iterable[Feature],
    path: str | Path,
    *,
    timeline: str | Path | None = None,
    outlines: dict[str, Any] | None = None,
    title: str = TITLE,
    language: Language = "ar",
) -> None:
    """Write the map of some features of the GeoJSON contract as one HTML file that needs no network.

    ``timeline`` is where to write the timeline page of the same events, in the same folder: each page links to the
    other. ``outlines`` is a GeoJSON FeatureCollection drawn beneath (``name``, ``name_en``, foreign member
    ``attribution``); Syria's governorates where none is given. ``language`` is the one in which the pages open: a
    reader may change it. Raises ``MapError`` naming a feature that cannot be drawn; then nothing is written.
    """
    events = _events(features)
    path = Path(path)
    other = None if timeline is None else Path(timeline)
    _write(path, _map(events, title, language, outlines, other_page=other.name if other else None))
    if other is not None:
        _write(other, _timeline(events, title, language, other_page=path.name))


def page(
    features: Iterable[Feature],
    *,
    other_page: str | None = None,
    outlines: dict[str, Any] | None = None,
    title: str = TITLE,
    language: Language = "ar",
) -> str:
    """The map's HTML; ``other_page`` is the address of its timeline page, if there is one."""
    return _map(_events(features), title, language, outlines, other_page)


def timeline(
    features: Iterable[Feature], *, other_page: str | None = None, title: str = TITLE, language: Language = "ar"
) -> str:
    """The timeline page's HTML: the same events for reading; ``other_page`` is the address of their map."""
    return _timeline(_events(features), title, language, other_page)


def _events(features: Iterable[Feature]) -> str:
    drawn, ordered = columns(features)
    return blocks({"rows": ROWS, **vocabulary(), **drawn}, ordered)


def _map(
    events: str, title: str, language: Language, outlines: dict[str, Any] | None, other_page: str | None = None
) -> str:
    own = _own(title, language, other_page) | {"ground": ground(outlines)}
    return map_page(title, plain("waqai-page", own) + events)


def _timeline(events: str, title: str, language: Language, other_page: str | None = None) -> str:
    return timeline_page(title, language, plain("waqai-page", _own(title, language, other_page)) + events)


def _own(title: str, language: Language, other_page: str | None) -> dict[str, Any]:
    return {"title": title, "language": language, "other_page": other_page, "words": words()}


def _write(path: Path, page: str) -> None:
    draft = Path(f"{path}.{os.getpid()}.part")  # two processes may draw the same map
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave the new name with nothing in it
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
