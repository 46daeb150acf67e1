"""Text that nobody writes is read in time that grows with its length: repeated words, lines and triggers."""

import random
from collections.abc import Iterator
from functools import partial

import pytest

from arabic import analyse
from events import Event, extract
from events.lexicon import read
from events.refrain import LONG
from geo import Toponym
from tests.counting import calls
from tests.events.reading import toponym
from timex import Published

DAY = Published("2016-12-07", "2016-12-07", "given", "")
WORDS = LONG + 1_000
MOST_CALLS = 25  # a word, whatever it is and however often it is written
BULLETIN = "قتل خمسة مدنيين بقصف لقوات النظام على بلدة الحراك أمس.\n"


def _classes() -> Iterator[tuple[str, str]]:
    """One word of each table and row of this room's words, as a pattern writes it."""
    for table in ("triggers.toml", "modality.toml"):
        for name, rows in read(table).items():
            for row in rows if isinstance(rows, list) else ():
                yield f"{name}/{row.get('name') or row.get('subtype') or ''}", _plain(row["patterns"][0])
    for name, kinds in read("counts.toml").items():
        for kind, words in kinds.items():
            yield f"{name}/{kind}", _plain(words[0])
    for name, words in read("words.toml").items():
        yield name, words[0]


def _plain(pattern: str) -> str:
    parts = [part.split("|")[0].lstrip("=").split("/")[0].rpartition("+")[2] for part in pattern.split()]
    return " ".join(part for part in parts if part.strip("."))


CLASSES = sorted({word: name for name, word in _classes() if word.strip()}.items())


def _repeated(unit: str, words: int = WORDS) -> str:
    return unit * (words // len(unit.split()) + 1)


def _events(text: str, places: list[Toponym] | None = None) -> list[Event]:
    return extract(analyse(text), DAY, [], places or [])


def test_a_word_of_any_class_repeated_costs_no_more_than_its_length() -> None:
    slow = {}
    for word, name in CLASSES:
        text = analyse(_repeated(f"{word} "))
        called = calls(partial(extract, text, DAY, [], []))
        if called > MOST_CALLS * len(text.words):
            slow[name, word] = called / len(text.words)
    assert slow == {}


def test_two_classes_in_turn_cost_no_more_than_their_length() -> None:
    pick = random.Random(10)  # noqa: S311 - sampled, not secret
    slow = {}
    for _ in range(15):
        (one, _), (other, _) = pick.sample(CLASSES, 2)
        text = analyse(_repeated(f"{one} و{other} {one}. {other}.\n"))
        called = calls(partial(extract, text, DAY, [], []))
        if called > MOST_CALLS * len(text.words):
            slow[one, other] = called / len(text.words)
    assert slow == {}


@pytest.mark.parametrize(
    "unit",
    [
        "مقتل 3 وإصابة 4 و",
        "3 مدنيين و4 مقاتلين و",
        "مليون من ",
        "«قال إن ",
        "قال المرصد إن قوات النظام قصفت الحراك، ",
        "وقال أحمد الخطيب إن طائرات قصفت البلدة.\n",
        "لم ترد أنباء عن قتلى ",
        "بين 3 و5 قتلى ",
        BULLETIN,
    ],
)
def test_a_line_repeated_costs_no_more_than_its_length(unit: str) -> None:
    once, twice = (calls(partial(_events, _repeated(unit, words))) for words in (WORDS, 2 * WORDS))
    assert twice < 2.2 * once


def test_one_sentence_with_ten_thousand_triggers_is_read_in_parts_and_says_so() -> None:
    pick = random.Random(11)  # noqa: S311
    triggers = ("قصف", "هجوم", "اشتباكات", "انفجار", "قتل", "اعتقل", "سيطر", "غارة")
    text = " ".join(pick.choice(triggers) for _ in range(10_000)) + " في الحراك"
    assert calls(lambda: _events(text)) < 100 * 10_000
    found = _events(text, [toponym(text, "الحراك")])
    assert found
    assert [event for event in found if "10002 words was read in parts of at most 300" not in event.reason] == []


def test_those_who_are_quoted_by_name_are_looked_for_once() -> None:
    def told(people: int) -> str:
        return "\n".join(f"وقال سالم القاسم{number % 40} إن طائرات قصفت البلدة {number}." for number in range(people))

    once, twice = (calls(partial(_events, told(people))) for people in (600, 1_200))
    assert twice < 2.3 * once


def test_ten_thousand_identical_bulletins_are_one_event() -> None:
    town = toponym(BULLETIN, "الحراك")
    towns = [_moved(town, number * len(BULLETIN)) for number in range(10_000)]
    [event] = _events(BULLETIN * 10_000, towns)
    assert event.deaths is not None and event.deaths.min == 5
    assert event.place_name == "الحراك"


def test_hundreds_of_different_bulletins_are_all_told() -> None:
    def told(bulletins: int) -> tuple[str, list[Toponym]]:
        lines = [f"قتل {number % 9 + 3} مدنيين بقصف على بلدةس{number}." for number in range(bulletins)]
        towns, start = [], 0
        for number, line in enumerate(lines):
            town = _moved(toponym(line, f"بلدةس{number}"), start)
            towns.append(town._replace(lat=number % 89 - 44.0, lon=number // 89 * 5.0))
            start += len(line) + 1
        return "\n".join(lines), towns

    assert len({event.place_name for event in _events(*told(600))}) >= 599  # the first line may be a headline
    once, twice = (calls(partial(_events, *told(bulletins))) for bulletins in (600, 1_200))
    assert twice < 2.3 * once


def _moved(town: Toponym, by: int) -> Toponym:
    return town._replace(start=town.start + by, end=town.end + by)
