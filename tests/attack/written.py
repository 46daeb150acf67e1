"""Events of hostile values, made from a fuzzer's bytes, through the store into files of all formats, and read."""

import csv
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pyarrow.parquet  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]

import store
from store import StoreError
from tests.attack.composed import Choices
from tests.store.features import feature, square

_HOSTILE: Final = (
    *(
        "=1+1",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        '"',
        "';--",
        "<script>",
        "]]>",
        "&amp;&",
        "{{ a }}",
        "\0",
        "\u202e",
        "\ud800",
    ),
    *("\ufffe", "\x1b[31m", "e\u0301", "1e999", "nan", "NULL", "-", "", " ", "9" * 400, "قصف" * 50, "\u2028", "\x0b"),
)
_NUMBERS: Final = (
    None,
    0,
    -1,
    1.5,
    2**31,
    2**53 + 1,
    -(2**63),
    2**63,
    10**30,
    1e308,
    float("nan"),
    float("inf"),
    True,
    "7",
)
_WORDS: Final = ("title", "subtype", "place_name", "place_name_en", "place_id", "attribution", "reason", "other")
_DATES: Final[tuple[object, ...]] = (
    None,
    "2016",
    "2016-12",
    "2016-12-06T25:00",
    "0000-01-01",
    "9999-12-31",
    "٢٠١٦",
    "2016-02-30",
    2016,
    {},
)
_GEOMETRIES: Final[tuple[Any, ...]] = (
    None,
    {"type": "Point", "coordinates": [37.1, 36.2]},
    {"type": "Point", "coordinates": [37.1, 36.2, 1e9]},
    {"type": "Point", "coordinates": []},
    {"type": "Point", "coordinates": [float("nan"), 1]},
    {"type": "Point", "coordinates": [1e300, -1e300]},
    {"type": "Polygon", "coordinates": [[]]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
    {"type": "MultiPolygon", "coordinates": [square(36.0, 33.0, 1.0)["coordinates"]]},
    {"type": "GeometryCollection", "geometries": []},
    {"type": "<b>", "coordinates": "x"},
    {"coordinates": [1, 2]},
    [],
    square(36.0, 33.0, 0.5),
)


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def _lines(path: Path) -> int:
    return len([json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line])


def _placemarks(path: Path) -> int:
    tree = ElementTree.parse(path)  # noqa: S314  our own file
    return len(tree.findall(".//{http://www.opengis.net/kml/2.2}Placemark"))


_READ: Final[Mapping[str, Callable[[Path], int]]] = {
    "geojson": lambda path: len(json.loads(path.read_text(encoding="utf-8"))["features"]),
    "geojsonl": _lines,
    "csv": _rows,
    "csv-excel": _rows,
    "csv-hxl": lambda path: _rows(path) - 1,
    "kml": _placemarks,
    "acled": _rows,
    "ucdp": _rows,
    "gpkg": lambda path: len(pyogrio.read_arrow(path)[1]),
    "parquet": lambda path: int(pyarrow.parquet.read_table(path).num_rows),
}
_SOME_ONLY: Final = ("acled", "ucdp", "kml")  # formats that have no row for an event without a day or place


def export(data: bytes) -> None:
    """Write the events that the bytes make in one format; raises ``AssertionError`` where a file does not hold them."""
    choices = Choices(data)
    with (
        tempfile.TemporaryDirectory(prefix="waqai-export-") as name,
        store.open(Path(name, "waqai.gpkg"), processes=1) as opened,
    ):
        for number in range(1 + choices.below(4)):
            try:
                opened.write([_event(choices, f"e{number}")])
            except StoreError as refused:
                assert str(refused), "a refusal without a reason"
        kept = list(opened.query())
        chosen = choices.pick(store.FORMATS)
        path = Path(name, f"events.{chosen}")
        written = store.export(opened.query(), path, chosen)
        found = _READ[chosen](path)
        assert found == written, (chosen, found, written)
        assert written == len(kept) or chosen in _SOME_ONLY, (chosen, written, len(kept))


def _event(choices: Choices, event_id: str) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for _ in range(choices.below(6)):
        match choices.below(6):
            case 0 | 1:
                changed[choices.pick(_WORDS)] = choices.pick(_HOSTILE) + choices.text()
            case 2:
                changed[choices.pick(("deaths", "injured"))] = choices.pick(
                    (None, {}, {"min": choices.pick(_NUMBERS), "max": choices.pick(_NUMBERS)}, 7, "7", [])
                )
            case 3:
                changed[choices.pick(("confidence", "lat", "lon", "uncertainty_km", "time_precision"))] = choices.pick(
                    _NUMBERS
                )
            case 4:
                changed[choices.pick(("date_start", "date_end"))] = choices.pick(_DATES)
            case _:
                changed["actors"] = choices.pick((None, [], [{}], [{"name": choices.text(), "role": None}], "a", [1]))
    return feature(event_id, geometry=choices.pick(_GEOMETRIES), **changed)
