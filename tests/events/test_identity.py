"""The same happening keeps its id, is told once, and counts nobody twice."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from articles import Article
from events import Annotation, Count, Event, EventType
from events import features as features_of
from events.repetition import counts_agree, days_overlap
from gazetteer import load
from tests.events.reading import DAY, read, timex, toponym
from timex import Published

RAID: dict[str, Any] = {
    "text": "قتل خمسة مدنيين في غارة جوية على بلدة أريحا أمس.",
    "at": ["أريحا"],
    "when": {"أمس": ["2019-05-13", "2019-05-13", "day"]},
}


def features(annotations: list[Annotation]) -> list[dict[str, Any]]:
    return features_of(annotations, load())


def annotation(row: dict[str, Any], article: str, published: str = DAY) -> Annotation:
    events = read(row)
    return Annotation(
        Article(article, row["text"]), Published(published, published, "given", ""), (), (), tuple(events)
    )


def raid(**changes: Any) -> Event:
    [event] = read(RAID)
    return event._replace(**changes)


def told(article: str, *events: Event, published: str = DAY) -> Annotation:
    return Annotation(
        Article(article, RAID["text"]), Published(published, published, "given", ""), (), (), tuple(events)
    )


def test_reading_again_gives_the_same_ids() -> None:
    assert [event.id for event in read(RAID)] == [event.id for event in read(RAID)]


def test_another_article_of_the_same_raid_is_the_same_event() -> None:
    other = {**RAID, "text": "غارة جوية على بلدة أريحا أمس تقتل خمسة مدنيين."}
    assert read(RAID)[0].id == read(other)[0].id


def test_another_day_is_another_event() -> None:
    later = {**RAID, "when": {"أمس": ["2019-05-12", "2019-05-12", "day"]}}
    assert read(RAID)[0].id != read(later)[0].id


def test_an_unplaced_event_is_its_articles_own() -> None:
    text = "قتل ثلاثة أشخاص في اشتباكات."
    row = {"text": text, "at": [], "when": {}}
    assert read(row)[0].id == read(row)[0].id
    made = features([annotation(row, "a"), annotation(row, "b")])
    assert len(made) == 2, "nothing says that two unplaced fights are one"


def test_two_sources_make_one_feature_with_two_quotes() -> None:
    [feature] = features([annotation(RAID, "a"), annotation(RAID, "b")])
    assert [source["article"] for source in feature["properties"]["sources"]] == ["a", "b"]
    assert all(source["evidence"] in RAID["text"] for source in feature["properties"]["sources"])


def test_a_later_source_does_not_change_the_id() -> None:
    [alone] = features([told("a", raid(), published="2019-05-14")])
    second = raid(id="another", deaths=None, injured=Count(3, 3))
    [both] = features([told("b", second, published="2019-05-15"), told("a", raid(), published="2019-05-14")])
    assert both["id"] == alone["id"]
    assert both["properties"]["injured"] == {"min": 3, "max": 3}, "the second source's number fills the gap"


def test_tolls_that_contradict_are_two_happenings() -> None:
    made = features([told("a", raid()), told("b", raid(deaths=Count(19, 19), id="other"))])
    assert [feature["properties"]["deaths"]["min"] for feature in made] == [5, 19]


def test_a_toll_that_rises_is_one_happening_with_a_range() -> None:
    [feature] = features([told("a", raid(deaths=Count(27, 27))), told("b", raid(deaths=Count(32, 32), id="other"))])
    assert feature["properties"]["deaths"] == {"min": 27, "max": 32}


def test_a_retelling_without_a_date_joins_the_dated_toll() -> None:
    undated = raid(dated=False, date_start="2019-05-15", date_end="2019-05-15", id="other", deaths=Count(6, 6))
    [feature] = features([told("a", raid()), told("b", undated, published="2019-05-15")])
    assert feature["properties"]["date_end"] == "2019-05-13", "the day that a text gives stands"


def test_raids_somewhere_in_a_country_are_not_merged() -> None:
    wide = raid(uncertainty_km=350.0)
    assert len(features([told("a", wide), told("b", wide)])) == 2


def test_what_some_tell_and_others_deny_is_one_claim_with_both_sources() -> None:
    [feature] = features([told("a", raid()), told("b", raid(factuality="denied", denial=True))])
    assert feature["properties"]["factuality"] == "claimed"
    assert [source["factuality"] for source in feature["properties"]["sources"]] == ["occurred", "denied"]


def test_what_a_text_says_was_not_does_not_dispute_what_others_tell() -> None:
    made = features([told("a", raid()), told("b", raid(factuality="denied"))])
    assert sorted(feature["properties"]["factuality"] for feature in made) == ["denied", "occurred"]


def test_what_is_planned_is_not_merged_with_what_is_told() -> None:
    made = features([told("a", raid()), told("b", raid(factuality="planned"))])
    assert len(made) == len({feature["id"] for feature in made}) == 2


def test_airstrike_and_shelling_of_one_place_and_day_are_one_family() -> None:
    bombed = raid(type=EventType.SHELLING, subtype="bombardment")
    assert len(features([told("a", raid()), told("b", bombed)])) == 1


def test_an_event_at_three_places_is_three_features_and_counted_once() -> None:
    row = {
        "text": "قصفت المدفعية بلدات البارة وكنصفرة والفطيرة أمس ما أدى إلى مقتل أربعة مدنيين.",
        "at": ["البارة", "كنصفرة", "الفطيرة"],
        "when": RAID["when"],
    }
    made = features([annotation(row, "a")])
    assert sorted(feature["properties"]["place_name"] for feature in made) == ["البارة", "الفطيرة", "كنصفرة"]
    assert sum(feature["properties"]["deaths"]["min"] for feature in made if feature["properties"]["deaths"]) == 4
    assert {feature["properties"]["part_of"] for feature in made} == {None, made[0]["id"]}


def test_no_pin_where_the_text_names_no_place_or_only_a_country() -> None:
    unplaced = raid(lat=None, lon=None, place_id=None, place_name=None, places=())
    country = raid(places=(toponym(RAID["text"], "أريحا")._replace(kind="country", uncertainty_km=350.0),))
    assert [feature["geometry"] for feature in features([told("a", unplaced), told("b", country)])] == [None, None]


def test_a_title_says_what_where_and_when_in_both_languages() -> None:
    [feature] = features([annotation(RAID, "a")])
    assert feature["properties"]["title"] == "غارات جوية في أريحا، 2019-05-13"
    assert feature["properties"]["title_en"] == "Airstrikes in أريحا, 2019-05-13"


def test_ids_of_features_are_distinct() -> None:
    made = features([told("a", raid(), raid(), raid(deaths=None))])
    assert len({feature["id"] for feature in made}) == len(made)


days = st.dates().map(lambda day: day.isoformat())
counts = st.one_of(st.none(), st.builds(Count, st.integers(0, 50), st.one_of(st.none(), st.integers(51, 99))))


@given(counts, counts)
def test_agreement_of_counts_is_mutual(one: Count | None, other: Count | None) -> None:
    assert counts_agree(one, other) == counts_agree(other, one)
    assert counts_agree(one, one)


@given(days, days, days, days)
def test_overlap_of_days_is_mutual(a: str, b: str, c: str, d: str) -> None:
    one = raid(date_start=min(a, b), date_end=max(a, b))
    other = raid(date_start=min(c, d), date_end=max(c, d))
    assert days_overlap(one, other) == days_overlap(other, one)
    assert days_overlap(one, one)


def test_the_order_of_articles_does_not_matter() -> None:
    first, second = (
        told("a", raid(), published="2019-05-14"),
        told("b", raid(injured=Count(2, 2)), published="2019-05-15"),
    )
    assert features([first, second]) == features([second, first])


def test_timexes_of_rows_stand_in_their_text() -> None:
    assert timex("قصف أمس", "أمس", ["2019-05-13", "2019-05-13", "day"]).start == 4
