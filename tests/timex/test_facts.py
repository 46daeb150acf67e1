"""The table of dated facts, and what of it is found in a text."""

import csv
from datetime import date
from pathlib import Path

import pytest

import timex
from arabic import analyse, fold
from timex.dating import facts, mentions

DATA = Path(timex.__file__).with_name("data")


def found(sentence: str) -> dict[str, bool]:
    """The names found in a sentence, and whether each is told as present."""
    return {mention.fact.name: mention.present for mention in mentions.find(analyse(sentence))}


def test_every_fact_is_of_a_known_kind_with_days_in_order_and_a_source() -> None:
    wrong = []
    for line, row in enumerate(facts.rows(), start=2):
        days = [date.fromisoformat(row[bound]) for bound in ("start", "end") if row[bound]]
        if row["kind"] not in facts.KINDS or days != sorted(days) or not days or not row["source"]:
            wrong.append((line, row))
    assert wrong == []


def test_an_office_names_its_title_and_a_round_of_talks_its_days() -> None:
    offices = [row["names"] for row in facts.rows() if row["kind"] == "office" and not row["roles"]]
    talks = [row["names"] for row in facts.rows() if row["kind"] == "talks" and not (row["start"] and row["end"])]
    assert (offices, talks) == ([], [])


def test_no_fact_is_told_twice() -> None:
    told = [
        (row["kind"], fold(name), row["roles"], row["context"])
        for row in facts.rows()
        for name in row["names"].split("|")
    ]
    assert sorted(row for row in set(told) if told.count(row) > 1) == []


def test_the_fact_table_holds_a_few_hundred_rows() -> None:
    assert len(facts.rows()) >= 300


@pytest.mark.parametrize(
    "sentence",
    [
        "وقال وزير الخارجية الأميركي جون كيري إن المحادثات مستمرة",
        "وقال وزير الخارجيه الامريكي جون كيرى إن المحادثات مستمرة",
        "بحث الوزير مع نظيره الأمريكي جون كيري الهدنة",
        "وصل «جون كيري»، وزير الخارجية الأميركي، إلى جنيف",
    ],
)
def test_an_office_is_known_by_name_and_title(sentence: str) -> None:
    assert found(sentence).get("جون كيري") is True


@pytest.mark.parametrize(
    "sentence",
    [
        "وصل جون كيري إلى جنيف",  # no title
        "قال المرشح لمنصب وزير الخارجية جون كيري",  # not yet
        "التقى وزير الخارجية التركي الوفد، وتابع جون كيري المباحثات",  # the title of another
    ],
)
def test_a_name_without_its_title_is_no_fact(sentence: str) -> None:
    assert "جون كيري" not in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "انتقد وزير الخارجية الأميركي السابق جون كيري القرار",
        "في عام 2013 زار وزير الخارجية الأميركي جون كيري المنطقة",
        "وكان وزير الخارجية الأميركي آنذاك جون كيري قد زار المنطقة",
    ],
)
def test_a_title_no_longer_held_sets_no_end(sentence: str) -> None:
    assert found(sentence)["جون كيري"] is False


def test_a_deputy_does_not_hold_the_office() -> None:
    assert "فيصل المقداد" not in {
        mention.fact.name
        for mention in mentions.find(analyse("قال نائب وزير الخارجية السوري فيصل المقداد"))
        if mention.fact.roles[0][0] == fold("وزير")
    }


def test_the_president_beside_the_prime_minister_is_not_the_prime_minister() -> None:
    names = [
        mention.fact
        for mention in mentions.find(analyse("التقى رئيس الوزراء بن علي يلدريم والرئيس رجب طيب أردوغان الوفد"))
    ]
    assert [fact.name for fact in names if fact.kind == "office"] == ["بن علي يلدريم"]


def test_hyphens_in_a_name_do_not_matter() -> None:
    assert "بان كي مون" in found("دعا الأمين العام للأمم المتحدة بان كي-مون إلى هدنة")


def test_a_round_of_talks_is_named_once_the_round_before_is_over() -> None:
    mention = next(m for m in mentions.find(analyse("فشلت جولة أستانا 3 في وقف القصف")) if m.fact.kind == "talks")
    assert mention.fact.start == date(2017, 2, 16)


def test_context_is_required() -> None:
    assert "جيش الإسلام" not in found("تبنى جيش الإسلام الهجوم في غزة")
    assert "جيش الإسلام" in found("قصف جيش الإسلام مواقع في الغوطة الشرقية")


def test_the_span_of_a_fact_leads_back_to_its_words() -> None:
    sentence = "وقال المبعوث الأممي إلى سوريا ستيفان دي ميستورا إن الوقت ينفد"
    mention = next(m for m in mentions.find(analyse(sentence)) if m.fact.kind == "office")
    assert sentence[mention.start : mention.end] == "دي ميستورا"


def test_former_offices_only_set_a_beginning() -> None:
    ends = {row["names"]: row["end"] for row in facts.rows() if row["kind"] in ("event", "existence") and row["end"]}
    assert ends == {}


def test_every_conflict_has_a_first_day_nouns_and_a_source() -> None:
    with (DATA / "conflicts.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    wrong = [
        row for row in rows if not (row["nouns"] and row["here"] and row["source"] and date.fromisoformat(row["start"]))
    ]
    assert rows and wrong == []
