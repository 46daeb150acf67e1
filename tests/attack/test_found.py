"""What fuzzing found and was mended, smallest inputs only: one row each."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

import store
from articles import Article
from articles.distinct import distinct
from articles.reading import read_named
from tests.attack.seeds import NEWS
from tests.attack.targets import TARGETS
from tests.store.features import feature

FOUND = {
    "an entry whose content is nothing": (
        "listing",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content/></entry>',
    ),
    "a robots.txt in Latin-1": ("robots", b"User-agent: *\nDisallow: /caf\xe9\n"),
    "a packed file with a flipped bit": ("packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff"),
    "a places table in Windows-1256": ("places", "id,name,kind,lat,lon\na,حلب,city,36,37\n".encode("cp1256")),
    "a places table with a bare return": ("places", b'id,name,kind,lat,lon\na\rb,"c'),
    "an uncertainty that is no number": (
        "places",
        b"id,name,kind,lat,lon,uncertainty_km,country\na,b,town,36,37,nan,IQ\nc,d,town,36,37,inf,IQ\n",
    ),
    "half a surrogate in CQL2": ("cql_text", b"title = '\xff'"),
    "half a surrogate in CQL2 JSON": ("cql_json", b'{"op":"=","args":[{"property":"title"},"\\ud800"]}'),
    "half a surrogate in a search": ("search", b"\xd9\x82\xff"),
    "a column of a review twice, and a row that ends before the second": (
        "review",
        b"id,verdict,new_type,id,why,by\nshelling,confirmed,,,a,b\nbattle,confirmed\n",
    ),
    "settings nested deeply": ("settings", b"a = " + b"[" * 20_000),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_mended(name: str) -> None:
    target, data = FOUND[name]
    TARGETS[target](data)


@pytest.mark.parametrize("field", ["id", "url", "source"])
def test_a_nul_in_what_names_an_article_refuses_its_row_alone(field: str) -> None:
    """PostgreSQL would refuse the batch."""
    whole = {"id": "1", "text": NEWS}
    rows = [json.dumps(row).encode() for row in (whole | {field: "https://a.example/\0"}, whole | {"id": "2"})]
    refused, read = distinct(read_named(io.BytesIO(b"\n".join(rows)), "a.jsonl"))
    assert f"{field}: holds a NUL" in str(refused)
    assert isinstance(read, Article)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"deaths": {"min": 1.5, "max": None}}, "deaths"),
        ({"deaths": 7}, "deaths"),
        ({"injured": {"min": 2**31, "max": None}}, "injured"),
        ({"confidence": "0.8"}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"uncertainty_km": 2**63}, "uncertainty_km"),
        ({"time_precision": 10**30}, "time_precision"),
        ({"actors": "لواء"}, "actors"),
        ({"actors": [{"name": "لواء"}]}, "actors"),
        ({"place_name": "\ud800"}, "place_name"),
        ({"date_start": 2016}, "date_start"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[36, 33], [37, 33], [37, 34], [36, 34]]]}}, "ring"),
        ({"geometry": {"type": "MultiPolygon", "coordinates": [[[[36, 33], [37, 33]]]]}}, "ring"),
    ],
)
def test_a_feature_of_another_shape_is_refused_by_its_id_and_field(
    tmp_path: Path, changed: dict[str, Any], named: str
) -> None:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        with pytest.raises(store.StoreError, match=rf"event odd: .*{named}"):
            opened.write([feature("well"), feature("odd", **changed)])
        assert opened.count() == 0


@pytest.mark.parametrize("format_", store.FORMATS)
def test_an_event_of_a_year_can_be_written_in_every_format(tmp_path: Path, format_: str) -> None:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature("year", date_start="2016", date_end="2016", time_precision=3)])
        assert store.export(opened.query(), tmp_path / "out", format_) <= 1


@pytest.mark.parametrize("format_", store.FORMATS)
def test_half_a_letter_can_be_written_in_every_format(tmp_path: Path, format_: str) -> None:
    half = "قصف \ud83d"
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature("half", title=half, reason=half, actors=[{"name": half, "role": "doer"}])])
        assert store.export(opened.query(), tmp_path / "out", format_) <= 1
