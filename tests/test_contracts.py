"""The contracts that other tools rely on, over the sample articles: fields, types, RFC 7946, stable ids."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

import store
from articles import Article, read
from events import Annotation, annotate, features, to_json
from flows.job import Job
from flows.pipeline import run_direct
from gazetteer import load

SAMPLES: Final = Path(__file__).parents[1] / "samples"

DAY: Final = r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d)?"
Moment = Annotated[str, Field(pattern=f"^{DAY}$")]
Code = Literal[1, 2, 3]
Sentence = Annotated[str, Field(min_length=5)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Share = Annotated[float, Field(gt=0, le=1)]
Kind = Literal[
    "battle", "airstrike", "shelling", "explosion", "attack", "detention", "protest", "territory", "siege",
    "displacement", "deployment", "agreement", "offer", "diplomacy", "statement", "aid", "disaster", "other",
]  # fmt: skip
Factuality = Literal["occurred", "claimed", "planned", "proposed", "denied"]


class Strict(BaseModel):
    """No field more, none less, no type but these."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Span(Strict):
    start: int
    end: int


class Publication(Strict):
    date_start: Moment | None
    date_end: Moment | None
    basis: Literal["given", "metadata", "url", "text", "inferred"] | None
    reason: str | None


class DateMention(Span):
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    date_start: Moment | None
    date_end: Moment | None
    granularity: str | None
    mod: str | None  # TIMEX3's; ours, as is what follows it
    edtf: str | None
    rule: str
    reason: Sentence


class PlaceMention(Span):
    text: str
    place_id: str | None
    name: str | None
    name_en: str | None
    kind: str | None
    lat: Latitude | None
    lon: Longitude | None
    uncertainty_km: float | None
    country: str | None
    pcode: str | None
    role: Literal["event", "origin", "destination", "metonym", "dateline", "background"]
    reason: Sentence
    candidates: int
    rivals: list[str]  # ours: ids of the other places that the name may mean


class Actor(Strict):
    name: str
    name_en: str | None
    kind: Literal["state", "rebel", "jihadist", "kurdish-led", "external", "civilians", "unknown"]
    role: Literal["doer", "target", "party", "mediator"]


class Count(Strict):
    min: int | None
    max: int | None


class Happening(Strict):
    """The fields that an event has in an annotation and in GeoJSON."""

    id: str
    type: Kind
    subtype: str | None
    date_start: Moment | None
    date_end: Moment | None
    date_granularity: str | None
    time_precision: Code | None
    place_id: str | None
    lat: Latitude | None
    lon: Longitude | None
    uncertainty_km: float | None
    geo_precision: Code | None
    origin: str | None
    destination: str | None
    actors: list[Actor]
    deaths: Count | None
    injured: Count | None
    detained: Count | None
    missing: Count | None
    displaced: Count | None
    factuality: Factuality
    attribution: str | None
    attribution_kind: str | None
    date_reason: str
    place_reason: str
    factuality_reason: str
    confidence_reason: str
    confidence: Share
    reason: Sentence


class EventMention(Happening):
    model_config = ConfigDict(extra="ignore")  # an event may tell more than the contract asks

    trigger: Span
    evidence: Span


class Object(Strict):
    id: str
    title: str | None
    url: str | None
    source: str | None
    published: Publication
    dates: list[DateMention]
    places: list[PlaceMention]
    events: list[EventMention]
    remarks: Annotated[list[Sentence], Field(min_length=1)] = Field(default=[])  # only where something was left out


class Source(Strict):
    article: str
    url: str | None
    source: str | None
    published: Annotated[str, Field(pattern=rf"^{DAY}$|^({DAY}|\.\.)/({DAY}|\.\.)$")] | None
    evidence: Sentence
    marks: dict[Literal["trigger", "date", "place"], list[tuple[int, int]]]
    deaths: Count | None
    injured: Count | None
    detained: Count | None
    missing: Count | None
    displaced: Count | None
    factuality: Factuality
    attribution: str | None
    attribution_kind: str | None


class Point(Strict):
    place_id: str | None
    name: str
    name_en: str
    lat: Latitude | None
    lon: Longitude | None


class Properties(Happening):
    model_config = ConfigDict(extra="ignore")

    part_of: str | None
    origin_point: Point | None
    destination_point: Point | None
    admin1_pcode: str | None
    admin1_name: str | None
    admin1_name_en: str | None
    admin2_pcode: str | None
    admin2_name: str | None
    admin2_name_en: str | None
    title: Sentence
    sources: Annotated[list[Source], Field(min_length=1)]
    updated: str


@cache
def annotations() -> tuple[Annotation, ...]:
    gazetteer = load()
    return tuple(annotate(item, gazetteer) for item in read([str(SAMPLES)]) if isinstance(item, Article))


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("out")
    run_direct(Job((str(SAMPLES),), out))
    found: dict[str, Any] = json.loads((out / "events.geojson").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("annotation", annotations(), ids=lambda one: one.article.id)
def test_an_annotation_has_the_contract_s_fields_and_types(annotation: Annotation) -> None:
    Object.model_validate_json(json.dumps(to_json(annotation), ensure_ascii=False))


def test_an_annotation_says_what_of_its_article_was_not_read() -> None:
    table = "15 3 2011 " * 120
    told = to_json(annotate(Article("table", f"قتل خمسة مدنيين في حلب أمس.\n{table}"), load(), published="2016-12-07"))
    assert ["taken for tables" in remark for remark in told["remarks"]] == [True]
    Object.model_validate_json(json.dumps(told, ensure_ascii=False))


@pytest.mark.parametrize("annotation", annotations(), ids=lambda one: one.article.id)
def test_mentions_lead_back_to_their_letters_and_events_to_their_places(annotation: Annotation) -> None:
    told, text = to_json(annotation), annotation.article.text
    mentions = told["dates"] + told["places"]
    assert [one for one in mentions if text[one["start"] : one["end"]] != one["text"]] == []
    spans = [event[part] for event in told["events"] for part in ("trigger", "evidence")]
    assert [span for span in spans if not 0 <= span["start"] < span["end"] <= len(text)] == []
    half_placed = [
        one for one in told["events"] if len({one[name] is None for name in ("lat", "lon", "geo_precision")}) > 1
    ]
    assert half_placed == []
    days = [(one["date_start"], one["date_end"]) for one in told["dates"] + told["events"]]
    assert [pair for pair in days if None not in pair and pair[0][:10] > pair[1][:10]] == []


def test_features_are_rfc_7946_with_the_contract_s_properties(collection: dict[str, Any]) -> None:
    assert set(collection) == {"type", "features"}
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        Properties.model_validate_json(json.dumps(feature["properties"]))
        assert feature["id"] == feature["properties"]["id"]
    assert len({feature["id"] for feature in collection["features"]}) == len(collection["features"])


def positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def rings(geometry: dict[str, Any]) -> Iterator[tuple[int, list[list[float]]]]:
    """Each ring with its number in its polygon: 0 is the outer one."""
    if geometry["type"] == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from rings(member)
    polygons: list[Any] = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(
        geometry["type"]
    ) or []
    for polygon in polygons:
        yield from enumerate(polygon)


def twice_area(ring: list[list[float]]) -> float:
    """Positive where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def gazetteer_geometries() -> Iterator[tuple[str, dict[str, Any]]]:
    gazetteer = load()
    for place in gazetteer:
        if geometry := gazetteer.geometry(place.id):
            yield place.id, geometry


def test_every_ring_is_closed_and_turns_as_rfc_7946_asks() -> None:
    wrong = [
        place
        for place, geometry in gazetteer_geometries()
        for number, ring in rings(geometry)
        if ring[0] != ring[-1] or len(ring) < 4 or (twice_area(ring) > 0) != (number == 0)
    ]
    assert wrong == []


def test_a_geometry_is_null_or_lies_on_the_earth_with_the_longitude_first(collection: dict[str, Any]) -> None:
    placed = [feature for feature in collection["features"] if feature["geometry"]]
    assert 0 < len(placed) < len(collection["features"])
    for feature in placed:
        for lon, lat in positions(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert (lon, lat) != (0, 0)
    unplaced = [feature["properties"] for feature in collection["features"] if not feature["geometry"]]
    assert [one for one in unplaced if one["lat"] is not None or one["lon"] is not None] == []


def test_a_point_is_the_place_that_the_properties_name(collection: dict[str, Any]) -> None:
    points = [feature for feature in collection["features"] if (feature["geometry"] or {}).get("type") == "Point"]
    apart = [
        one["id"]
        for one in points
        if one["geometry"]["coordinates"][:2] != [one["properties"]["lon"], one["properties"]["lat"]]
    ]
    assert apart == []


def test_a_publication_day_that_is_worked_out_keeps_its_bounds() -> None:
    told = {
        one.article.id: (one.published.date_start, one.published.date_end)
        for one in annotations()
        if one.published.date_start != one.published.date_end
    }
    written = {
        source["article"]: source["published"]
        for feature in features(annotations(), load())
        for source in feature["properties"]["sources"]
    }
    assert told
    assert {name: written[name] for name in told} == {
        name: f"{first or '..'}/{last or '..'}" for name, (first, last) in told.items()
    }


def test_ids_do_not_depend_on_the_order_of_the_articles() -> None:
    told = {feature["id"] for feature in features(annotations(), load())}
    shuffled = list(annotations())
    random.Random(7).shuffle(shuffled)  # noqa: S311
    assert {feature["id"] for feature in features(shuffled, load())} == told


def test_updated_moves_only_when_something_changed(tmp_path: Path) -> None:
    days = iter(range(1, 9))
    found = features(annotations(), load())
    with store.open(tmp_path / "s.gpkg", clock=lambda: datetime(2026, 1, next(days), tzinfo=UTC)) as opened:
        opened.write(found)
        opened.write(list(reversed(found)))
        assert {one["properties"]["updated"] for one in opened.query()} == {"2026-01-01T00:00:00+00:00"}
        changed = found[0]["properties"] | {"confidence": 0.123}
        opened.write([found[0] | {"properties": changed}, *found[1:]])
        moved = [one["id"] for one in opened.query() if one["properties"]["updated"] > "2026-01-02"]
    assert moved == [found[0]["id"]]
