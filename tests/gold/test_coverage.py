"""The marked articles cover the classes of dates, places and events: what is left out is listed, nothing more."""

import csv
from collections import Counter
from typing import Final

from gazetteer import PlaceKind
from tests.gold.marked import HERE
from tests.gold.test_articles import annotated, gold_articles

EVENTS: Final = HERE.parents[1] / "events" / "mapping.csv"
# Kinds that no marked article names: the first two are told from a town by a word that few articles write, and the
# tables hold mountains and valleys as regions.
UNNAMED_KINDS: Final = {PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT, PlaceKind.MOUNTAIN, PlaceKind.VALLEY}


def test_every_type_and_factuality_is_scored_more_than_once() -> None:
    scored = [one for gold in gold_articles().values() for one in gold["events"] if not one["optional"]]
    types = Counter(kind for one in scored for kind in (one["type"], *one["type_or"]))
    with EVENTS.open(encoding="utf-8", newline="") as lines:
        known = {row["type"] for row in csv.DictReader(lines)}
    assert {kind for kind in known if types[kind] < 2} == {"statement"}, "of which the gold does not list all"
    moods = Counter(mood for one in scored for mood in (one["factuality"], *one["factuality_or"]))
    assert {
        mood: moods[mood] for mood in ("occurred", "claimed", "planned", "proposed", "denied") if moods[mood] < 2
    } == {}


def test_every_kind_of_event_is_told_where_the_table_says() -> None:
    with EVENTS.open(encoding="utf-8", newline="") as lines:
        known = {(row["type"], row["subtype"]) for row in csv.DictReader(lines) if row["subtype"]}
    with (HERE / "classes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert {(row["type"], row["subtype"]) for row in rows} == known
    wrong = [row for row in rows if row["article"] != "-" and not _tells(row["article"], row["type"])]
    assert wrong == []
    assert [row["subtype"] for row in rows if row["article"] == "-"] == ["abuse", "injury", "hunger_or_cold"]


def _tells(article: str, kind: str) -> bool:
    return any(kind in (one["type"], *one["type_or"]) for one in gold_articles()[article]["events"])


def test_every_class_of_dates_and_places_is_met() -> None:
    found = annotated().values()
    dates = [mention for article in found for mention in article["dates"]]
    assert {mention["type"] for mention in dates} == {"DATE", "TIME", "DURATION", "SET"}
    wanted = {"minute", "hour", "daypart", "day", "week", "month", "season", "quarter", "year", "vague"}
    assert wanted - {mention["granularity"] for mention in dates} == set()
    assert len({mention["rule"] for mention in dates}) >= 45
    places = [mention for article in found for mention in article["places"]]
    assert {mention["role"] for mention in places} == {
        *("event", "origin", "destination", "metonym", "dateline", "background"),
    }
    assert set(PlaceKind) - {mention["kind"] for mention in places} == UNNAMED_KINDS
