"""One event's feature from the features of the accounts that tell it: figures side by side, never averaged."""

from collections.abc import Sequence
from typing import Any, Final

from events.face import COUNTS
from events.titles import titles

_CORROBORATED: Final = 0.03  # what each further source adds to the confidence
_SUREST: Final = 0.98


def union(
    features: Sequence[dict[str, Any]],
    event_id: str,
    dated: Sequence[bool],
    sources: Sequence[Sequence[dict[str, Any]]],
) -> dict[str, Any]:
    """The feature of one event; ``features`` in the order of publication, ``dated`` where the text itself says when.

    The surest account gives time and place; counts span all sources' figures, each source keeping its own. ``sources``
    are those of each article in order, of which several may share a feature's words.
    """
    told = [feature["properties"] for feature in features]
    best = max(range(len(told)), key=lambda number: _rank(told[number], dated=dated[number]))
    properties = told[best] | {"id": event_id}
    if len(sources) > 1:
        properties |= {name: span([each[name] for each in told]) for name in COUNTS}
        properties |= {
            "actors": _actors([each["actors"] for each in told]),
            "factuality": _factuality([each["factuality"] for each in told]),
            "sources": [source for each in sources for source in each],
            "updated": max((each["updated"] or "" for each in told), default="") or None,
            "part_of": None if any(each["part_of"] is None for each in told) else told[best]["part_of"],
        }
        properties |= _confidence(properties["sources"], told[best])
        properties["title"], properties["title_en"] = titles(properties)
    return {"type": "Feature", "id": event_id, "geometry": features[best]["geometry"], "properties": properties}


def _rank(told: dict[str, Any], *, dated: bool) -> tuple[bool, float, float, str]:
    return dated, -(told["uncertainty_km"] or 999.0), told["confidence"], told["id"]


def span(counts: Sequence[dict[str, int | None] | None]) -> dict[str, int | None] | None:
    """The range that holds every figure told; its upper end open where one figure's is."""
    told = [count for count in counts if count is not None]
    if not told:
        return None
    lows = [count["min"] for count in told if count["min"] is not None]
    highs = [count["max"] for count in told if count["max"] is not None]
    return {"min": min(lows) if lows else None, "max": max(highs) if len(highs) == len(told) else None}


def _actors(told: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every actor once in each part that some source gives it, the first source's first."""
    return list({(actor["name"], actor["role"]): actor for actors in told for actor in actors}.values())


def _factuality(told: Sequence[str]) -> str:
    """What some tell and others deny is claimed; what nobody denies is as sure as the surest says."""
    if set(told) == {"denied"}:
        return "denied"
    if "denied" in told:
        return "claimed"
    order = ("occurred", "claimed", "planned", "proposed")
    return min(told, key=order.index)


def _confidence(sources: Sequence[dict[str, Any]], best: dict[str, Any]) -> dict[str, Any]:
    """Each further article that tells it makes it surer."""
    articles = {source["article"] for source in sources}
    sure = min(_SUREST, best["confidence"] + _CORROBORATED * (len(articles) - 1))
    reason = f"{best['confidence_reason']}; told by {len(articles)} articles" if best["confidence_reason"] else ""
    return {"confidence": round(max(sure, best["confidence"]), 2), "confidence_reason": reason}
