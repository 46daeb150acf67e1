"""Features handed in whole: each of their sources is an account, and the face is chosen by a rule of the store's own.

Several runs may tell one event from different articles. The face does not depend on the order of runs, so that
repeating any run changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from events import Account
from store.geometry import bounds
from store.interval import event_stretch
from store.model import FACTUALITIES, TYPES, Feature, StoreError
from store.shapes import check_rings, check_shapes
from store.written import dump

TOLD: Final = "told"  # in an account's ``merging``: it came as a part of a feature, and is merged by its id


@dataclass(frozen=True, slots=True)
class Telling:
    """What some accounts say in the same words of one event."""

    features: Sequence[Feature]  # alike but for their one source

    @property
    def properties(self) -> dict[str, Any]:
        """What they say, with the first one's source."""
        return self.features[0]["properties"]  # type: ignore[no-any-return]

    @property
    def articles(self) -> set[str]:
        """Which articles say it."""
        return {str(source.get("article")) for feature in self.features for source in feature["properties"]["sources"]}


def is_told(account: Account) -> bool:
    """Did the account come as a part of a feature?"""
    return TOLD in account.merging


def accounts_of(feature: Feature) -> list[Account]:
    """A feature's accounts, one a source; raises ``StoreError`` naming a feature that cannot be kept."""
    properties = _checked(feature)
    event_id = properties["id"]
    try:
        check_shapes(properties)
        event_stretch(properties.get("date_start"), properties.get("date_end"))
        if feature.get("geometry"):
            bounds(feature["geometry"])
            check_rings(feature["geometry"])
    except (StoreError, ValueError, TypeError, AttributeError) as wrong:
        raise StoreError(f"event {event_id}: {wrong}") from wrong
    sources = properties["sources"]
    made, seen = [], dict[str, int]()
    for number, source in enumerate(sources):
        article = str(source["article"])
        seen[article] = times = seen.get(article, 0) + 1
        told = properties if len(sources) == 1 else properties | {"sources": [source]}
        alone = {**feature, "properties": told}
        own = f"{event_id}|{article}|{times}"
        made.append(Account(own, article, event_id, (), alone, {TOLD: event_id, "number": number}, {}))
    return made


def _checked(feature: Feature) -> dict[str, Any]:
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
    if not sources or not all(source.get("article") for source in sources):
        raise StoreError(f"event {event_id}: sources must name the article that tells it")
    properties["id"] = event_id
    for ours in ("updated", "review"):
        properties.pop(ours, None)
    return properties


def together(features: Sequence[Feature]) -> Feature:
    """One feature from those that tell one event: the best telling's words, everybody's sources."""
    if len(features) == 1:
        return features[0]
    ranked = sorted((Telling(group) for group in _alike(features)), key=_rank, reverse=True)
    best = ranked[0]
    return {**best.features[0], "properties": best.properties | {"sources": _all_sources(ranked)}}


def _alike(features: Sequence[Feature]) -> Iterable[Sequence[Feature]]:
    """Features in groups that say the same in the same words."""
    if len({_parts(feature) for feature in features}) == 1:  # they were one (``accounts_of``)
        return [features]
    alike: dict[str, list[Feature]] = defaultdict(list)
    for feature in features:
        rest = {name: value for name, value in feature["properties"].items() if name != "sources"}
        alike[dump([dict(sorted(rest.items())), feature["geometry"]])].append(feature)
    return alike.values()


def _parts(feature: Feature) -> tuple[Any, ...]:
    """Which objects a feature is made of, but for its sources."""
    told = feature["properties"] | {"sources": None}
    return *told, *map(id, told.values()), id(feature["geometry"])


def _rank(telling: Telling) -> tuple[int, float, int, int, list[str]]:
    """Most articles, then most confident, then most precise."""
    told = telling.properties
    return (
        len(telling.articles),
        told.get("confidence") or 0.0,
        -(told.get("time_precision") or 9),
        -(told.get("geo_precision") or 9),
        sorted(telling.articles),
    )


def _all_sources(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """Every source once, the earliest published first."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for telling in tellings:
        for feature in telling.features:
            for source in feature["properties"]["sources"]:
                seen.setdefault((source.get("article"), source.get("url"), source.get("evidence")), source)
    return sorted(seen.values(), key=lambda source: (_published(source), str(source.get("article"))))


def _published(source: dict[str, Any]) -> str:
    """When a source appeared, for sorting; some give a string, some the whole reading, some nothing."""
    published = source.get("published")
    if isinstance(published, dict):
        published = published.get("date_start")
    return str(published) if published else "~"  # after every digit
