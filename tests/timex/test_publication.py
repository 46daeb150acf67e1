"""The article's date: stated, in a line of its text, or worked out; every sentence here is our own."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timex
from arabic import analyse
from tests.counting import calls
from timex.dating.days import EVERY, FIRST, LAST, between, in_month, on_day_of_month, on_weekday, the_day
from timex.dating.stated import day_of_address, stated_day, stated_moment
from timex.publication import infer

CASES = Path(__file__).parents[1] / "cases" / "publication.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"


def read(text: str, **given_by: Any) -> timex.Published:
    arguments = {"stated": None, "basis": None, "url": None} | given_by
    return timex.read(analyse(text), **arguments)[0]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_an_article_is_dated(row: dict[str, Any]) -> None:
    found = read(row["text"], stated=row.get("stated"), basis=row.get("basis"), url=row.get("url"))
    assert {name: getattr(found, name) for name in row["expect"]} == row["expect"]


def test_every_inferred_date_gives_its_reasons() -> None:
    assert [row["name"] for row in ROWS if not read(row["text"]).reason] == []


# --- What is stated ---


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2016-12-08", "2016-12-08"),
        ("2016-12-08T22:30:00Z", "2016-12-08"),
        ("2016-12-08 10:00", "2016-12-08"),
        ("20161208", "2016-12-08"),
        ("Thu, 08 Dec 2016 23:00:00 GMT", "2016-12-08"),
        ("8 كانون الأول 2016", "2016-12-08"),
        ("الخميس 08 ديسمبر 2016 - 10:20", "2016-12-08"),
        ("١٢/٠٧/٢٠١٦", "2016-07-12"),
        ("8 décembre 2016", "2016-12-08"),
        ("8 Aralık 2016", "2016-12-08"),
        ("8.12.2016", "2016-12-08"),
        ("5 جويلية 2016", "2016-07-05"),
        ("15/8/1435 هـ", "2014-06-13"),
    ],
)
def test_a_stated_day_is_read_in_its_format(stated: str, day: str) -> None:
    assert str(stated_day(stated)) == day


@pytest.mark.parametrize("stated", ["", "2016", "Dec 2016", "أمس", "16-12-08", "1481112000", "2016-13-40", "x" * 500])
def test_no_day_is_made_up_for_what_states_none(stated: str) -> None:
    assert stated_day(stated) is None


def test_a_stated_time_keeps_its_offset() -> None:
    moment = stated_moment("2016-12-08T10:00:00+02:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=2)
    assert stated_moment("2016-12-08T00:00:00Z") is None


def test_hours_are_counted_from_a_stated_time() -> None:
    _, mentions = timex.read(
        analyse("انفجرت عبوة قبل ساعتين."), stated="2016-12-08T10:00:00+02:00", basis="metadata", url=None
    )
    assert str(mentions[0].date_start).startswith("2016-12-08T08:00")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2016/12/8/a", "2016-12-08"),
        ("https://example.org/a-2016-12-08.html", "None"),
        ("https://example.org/a?day=20161208", "2016-12-08"),
        ("https://example.org/20161399/a", "None"),
        ("https://example.org/article/1234567", "None"),
    ],
)
def test_an_address_states_a_day_only_where_it_holds_one(url: str, day: str) -> None:
    assert str(day_of_address(url)) == day


def test_a_date_names_the_place_it_was_read_in() -> None:
    found, _ = timex.read("قصف على حي السكري.", stated="2016-12-07", basis="metadata", by="meta article:published_time")
    assert (found.basis, found.reason) == ("metadata", "the date given (meta article:published_time) is 2016-12-07")


def test_a_guess_yields_to_what_the_text_says() -> None:
    dated, silent = "قتل أربعة في قصف على حلب أمس الثلاثاء 6 كانون الأول 2016.", "قتل أربعة في قصف على حلب."
    told, _ = timex.read(dated, stated="2011-01-01", basis="guess", by="htmldate's guess")
    guessed, _ = timex.read(silent, stated="2016-12-09", basis="guess", by="htmldate's guess")
    assert (told.date_start, told.basis) == ("2016-12-07", "inferred")
    assert (guessed.date_start, guessed.basis) == ("2016-12-09", "inferred")
    assert "htmldate's guess is 2016-12-09" in guessed.reason


# --- What is worked out ---


def test_the_day_of_the_run_is_never_an_answer() -> None:
    today = date.today().isoformat()  # noqa: DTZ011  the very day that must not come up
    assert today not in {read(row["text"]).date_end for row in ROWS} | {read(row["text"]).date_start for row in ROWS}


def test_the_clock_is_a_bound_when_it_is_given() -> None:
    text = analyse("وقال وزير الخارجية الروسي سيرغي لافروف إن المحادثات مستمرة.")
    found = timex.publication(text, timex.find(text), latest=date(2019, 5, 4))
    assert found.date_end == "2019-05-04"


def test_relative_days_stay_relative_where_only_the_weekday_is_known() -> None:
    published, mentions = timex.read(
        analyse("قال المتحدث اليوم الأربعاء إن القصف وقع أمس."), stated=None, basis=None, url=None
    )
    assert published.date_start is None
    assert "Wednesday" in published.reason
    assert [mention.date_start for mention in mentions] == [None, None]


def test_what_is_set_aside_is_told() -> None:
    found = read("افتتح المعبر اليوم الخميس 15 آذار 2018. وقال وزير الخارجية الأمريكي جون كيري إن القرار خاطئ.")
    assert "set aside" in found.reason


SENTENCES = [row["text"] for row in ROWS if not {"stated", "url"} & set(row)]


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
@settings(max_examples=60, deadline=None)
def test_more_text_narrows_the_days_unless_something_is_set_aside(first: str, second: str) -> None:
    alone, both = analyse(first), analyse(f"{first}\n{second}")
    before, after = infer(alone, timex.find(alone)), infer(both, timex.find(both))
    if not after.set_aside and not before.set_aside:
        assert (after.days & before.days) == after.days


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reading_of_its_date(text: str) -> None:
    read(text)


# --- Sets of days ---


def test_every_set_of_days_agrees_with_the_calendar() -> None:
    wrong = [
        day for day in EVERY if day not in on_weekday(day.isoweekday()) & in_month(day.month) & on_day_of_month(day.day)
    ]
    assert wrong == []
    assert (len(EVERY), EVERY.first, EVERY.last) == ((LAST - FIRST).days + 1, FIRST, LAST)


@given(st.dates(FIRST, LAST), st.integers(-400, 400))
def test_a_moved_day_is_that_many_days_off(day: date, days: int) -> None:
    moved = day + timedelta(days)
    expected = the_day(moved) if FIRST <= moved <= LAST else the_day(day) & the_day(day + timedelta(1))
    assert the_day(day).moved(days) == expected


def test_an_interval_holds_both_its_ends() -> None:
    week = between(date(2016, 12, 5), date(2016, 12, 11))
    assert (len(week), week.first, week.last) == (7, date(2016, 12, 5), date(2016, 12, 11))
    assert not between(date(2016, 12, 11), date(2016, 12, 5))


# --- The reference articles, and cost ---


@pytest.mark.skipif(not GOLD.exists(), reason="the reference articles are not beside this checkout")
def test_the_reference_articles_are_dated_without_their_date() -> None:
    wrong = []
    for path in sorted(GOLD.glob("*.gold.json")):
        want = json.loads(path.read_text(encoding="utf-8"))["infer_published"]
        found = read((path.parent / path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8"))
        first, last = (date.fromisoformat(str(bound)) for bound in (found.date_start, found.date_end))
        holds = want["date_start"] <= last.isoformat() and first.isoformat() <= want["date_end"]
        if not holds or (last - first).days > want["max_days"]:
            wrong.append((path.name, found))
    assert wrong == []


def test_dating_loads_no_heavy_library() -> None:
    code = (
        "import sys, timex; from arabic import analyse; "
        "timex.read(analyse('قال المتحدث اليوم الأربعاء'), stated='2016-12-07', basis='given', url=None); "
        "print(sorted({'dateparser', 'numpy', 'pandas', 'hijridate', 'prefect'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_long_sentence_costs_no_more_than_its_length() -> None:
    def cost(times: int) -> int:
        text = analyse("قال وزير الخارجية الأمريكي جون كيري ووزير الدفاع منذ خمس سنوات في سوريا " * times)
        expressions = timex.find(text)
        return calls(lambda: timex.publication(text, expressions))

    cost(10)  # the tables are read once
    assert cost(800) < 12 * cost(80)


@pytest.mark.parametrize(
    "sentence", ["عثر أمس أحد حراس الغابات على جثة", "أقدم مساء اليوم، أحد المعتصمين على إغلاق الطريق"]
)
def test_someone_is_no_weekday_that_moves_the_date(sentence: str) -> None:
    assert read(sentence, stated="2017-05-09").date_start == "2017-05-09"
    assert read(sentence).date_start is None
    assert "weekday" not in read(sentence).reason
