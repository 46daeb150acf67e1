"""Tellings: what each set of articles says of one event, and the one face that the event shows.

Several runs may tell one event from different articles. Each telling is kept; the face is chosen by a
rule that does not depend on the order of runs, so that repeating any run changes nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from store.model import FACTUALITIES, TYPES, Feature, StoreError


@dataclass(frozen=True, slots=True)
class Telling:
    """One set of articles' version of an event; ``place`` is a row of the place table."""

    articles: frozenset[str]
    place: int
    properties: dict[str, Any]
    key: int = 0


def dump(value: object) -> str:
    """Compact JSON with its Arabic letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def articles_of(properties: dict[str, Any]) -> frozenset[str]:
    """The articles that a feature was made from."""
    return frozenset(str(source["article"]) for source in properties["sources"] if source.get("article") is not None)


def told_properties(feature: Feature) -> dict[str, Any]:
    """A feature's properties as kept: with its id and sources, without what the store itself sets."""
    properties = dict(feature.get("properties") or {})
    event_id = feature.get("id", properties.get("id"))
    if not isinstance(event_id, str) or not event_id:
        raise StoreError(f"a feature without an id (a string) cannot be kept: {dump(feature)[:120]}")
    for name, known in (("type", TYPES), ("factuality", FACTUALITIES)):
        if str(properties.get(name)) not in known:
            told = properties.get(name)
            raise StoreError(f"event {event_id}: its {name} is {told!r}; known are {', '.join(sorted(known))}")
    sources = properties.get("sources")
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise StoreError(f"event {event_id}: sources must be a list of objects (article, url, source, published)")
    properties["id"] = event_id
    for ours in ("updated", "review"):
        properties.pop(ours, None)
    return properties


def best(tellings: Iterable[Telling]) -> Telling:
    """The telling whose words the event shows: most articles, then most confident, then most precise."""
    return max(tellings, key=_rank)


def _rank(telling: Telling) -> tuple[int, float, int, int, list[str]]:
    told = telling.properties
    return (
        len(telling.articles),
        told.get("confidence") or 0.0,
        -(told.get("time_precision") or 9),
        -(told.get("geo_precision") or 9),
        sorted(telling.articles),
    )


def all_sources(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """Every source once, the earliest published first."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for telling in sorted(tellings, key=_rank, reverse=True):
        for source in telling.properties["sources"]:
            seen.setdefault((source.get("article"), source.get("url"), source.get("evidence")), source)
    return sorted(seen.values(), key=lambda source: (_published(source), str(source.get("article"))))


def _published(source: dict[str, Any]) -> str:
    """When a source appeared, for sorting; some give a string, some the whole reading, some nothing."""
    published = source.get("published")
    if isinstance(published, dict):
        published = published.get("date_start")
    return str(published) if published else "~"  # after every digit
