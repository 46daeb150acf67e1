"""The shape of each collection's features as JSON Schema: clients need not guess it from the first of them.

GDAL takes the types of columns from here, and understands one type for each and no list of them: that any may be null
stands in the title. It sends every comparison of a column that it knows as a time as ``datetime``, which asks when
events happened: so ``updated``, which is another time, is described as text.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any, Final

from serve.catalogue import Collection, Document

_COUNT: Final[Document] = {"type": "object", "properties": {side: {"type": "integer"} for side in ("min", "max")}}
_DAY: Final[Document] = {"type": "string", "format": "date"}  # a clock, where there is one, is more than GIS make of it
_KINDS: Final = {"text": "string", "timestamp": "string", "number": "number"}


def feature_schema(base: str, described: Collection) -> Document:
    """A feature of a collection."""
    told = _events() if described.id == "events" else _listed(described)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/{described.id}/schema",
        "title": f"{described.title}; what is not told is null",
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object", "title": "GeoJSON geometry"},
            "properties": {"type": "object", "properties": told},
        },
    }


@cache
def _events() -> Document:
    with (Path(__file__).parent / "event_properties.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: {"title": row["title"], **_typed(row["type"])} for row in csv.DictReader(rows)}


def _typed(kind: str) -> dict[str, Any]:
    return {"count": _COUNT, "day": _DAY}.get(kind) or {"type": kind}


def _listed(described: Collection) -> Document:
    return {
        name: {"title": one.title, "type": _KINDS[one.kind]}
        for name, one in described.asked.items()
        if one.kind in _KINDS
    }
