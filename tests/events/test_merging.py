"""Own-written articles by several outlets: what is one happening, and what only looks like it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from articles import Article
from events import Merged, accounts, annotate, features, merge
from gazetteer import load

ROWS = [json.loads(line) for line in Path("tests/cases/merging.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def events_of(number: int) -> list[Merged]:
    read = [annotate(Article(**article), load()) for article in ROWS[number]["articles"]]
    return merge(account for annotation in read for account in accounts(annotation, load()))


def tellers(event: Merged) -> list[str]:
    return sorted({source["article"] for source in event.feature["properties"]["sources"]})


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["claim"] for row in ROWS])
def test_articles_of_one_happening_are_one_event(number: int) -> None:
    assert sorted(map(tellers, events_of(number))) == sorted(map(sorted, ROWS[number]["events"]))


FACTS = [
    (number, fact)
    for number, row in enumerate(ROWS)
    for fact in ("deaths", "injured", "factuality", "place")
    if fact in row
]


@pytest.mark.parametrize(("number", "fact"), FACTS, ids=[f"{ROWS[number]['claim']}: {fact}" for number, fact in FACTS])
def test_an_event_says_what_its_sources_say_together(number: int, fact: str) -> None:
    told: dict[str, Any] = {}
    for event in events_of(number):
        properties = event.feature["properties"]
        value = properties["place_name"] if fact == "place" else properties[fact]
        told["+".join(tellers(event))] = list(value.values()) if isinstance(value, dict) else value
    expected = {
        "+".join(sorted(ids)): value for ids, value in zip(ROWS[number]["events"], ROWS[number][fact], strict=True)
    }
    assert told == expected


def test_every_source_keeps_its_own_figures() -> None:
    [event] = events_of(0)
    deaths = {source["article"]: source["deaths"] for source in event.feature["properties"]["sources"]}
    assert deaths == {
        "agency": {"min": 7, "max": 7},
        "daily": {"min": 8, "max": 8},
        "site": {"min": 8, "max": 8},
        "radio": {"min": 9, "max": 9},
        "short": None,
    }


def test_marks_point_at_the_words_in_the_evidence() -> None:
    for source in events_of(0)[0].feature["properties"]["sources"]:
        for name, spans in source["marks"].items():
            assert all(source["evidence"][start:end].strip() for start, end in spans), (name, source)
        assert [source["evidence"][start:end] for start, end in source["marks"]["place"]] in (
            [],
            ["أريحا"],
            ["مدينة أريحا"],
        )


def test_conflicting_voices_of_one_article_are_all_kept() -> None:
    [event] = events_of(len(ROWS) - 1)
    voices = {source["attribution"] for source in event.feature["properties"]["sources"]}
    assert voices == {"وزارة الدفاع الروسية", "التحالف الدولي", "وزارة الدفاع التركية", "المرصد السوري لحقوق الإنسان"}


def test_four_who_contradict_one_another_about_a_strike_stand_on_one_event() -> None:
    text = (
        "ميدانياً، نفت وزارة الدفاع الروسية استهداف طائراتها أي موقع للجيش السوري في دير الزور أول من أمس.\n\n"
        "وكان التحالف الدولي قد نفى مسؤوليته عن قصف المعسكر، فيما نقلت وكالة «رويترز» عن مسؤول أميركي قوله إن بلاده "
        "متأكدة من مسؤولية روسيا عن غارة على المعسكر في دير الزور.\n\n"
        "وأعاد المتحدث إلى الأذهان أنه حسب معلومات هيئة الأركان العامة في الجيش السوري، وجهت طائرات تابعة للتحالف "
        "الدولي مساء 6 كانون الأول ضربة إلى معسكر اللواء 168، والذي يبعد كيلومترين غرب مدينة دير الزور."
    )
    article = Article("strike", text, published="2015-12-08", published_basis="given")
    strikes = [
        feature["properties"]
        for feature in features([annotate(article, load())], load())
        if feature["properties"]["type"] == "airstrike"
    ]
    assert len(strikes) == 1
    voices = {source["attribution"] for source in strikes[0]["sources"]}
    assert voices == {"وزارة الدفاع الروسية", "التحالف الدولي", "وكالة رويترز", "هيئة الأركان العامة"}
    assert strikes[0]["factuality"] == "claimed"
