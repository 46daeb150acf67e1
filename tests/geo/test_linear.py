"""Reading takes time in proportion to the text, whatever word of whatever vocabulary it repeats."""

import random
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

import pytest

import gazetteer
from arabic import Text, analyse
from geo import read
from geo.vocabulary import table
from tests.counting import calls, seconds

SHORT: Final = 8_000  # characters
TIMES: Final = 8  # how much longer the long text is
SLACK: Final = 2  # quadratic time would be TIMES times the linear one
LEAST: Final = 0.005  # seconds below which nothing is told from the noise of the clock
PAIRS: Final = 40

# Names of each sort, openings, signs and constructions that reach far back or ahead.
OTHERS: Final = (
    "حلب", "وحلب", "بحلب", "دير الزور", "معرة النعمان", "كفرنبل", "القدم", "المشيرفة", "سوريا", "السورية", "عمان",
    "زعقورة", "حي الثورة", "في حي الثورة", "في جبالا", "تدمر", "#حلب", "5", "،", "-", "(", ")", "«", "»", ":", "\n",
    "حلب، ", "حلب\n", "حلب||", "بين حلب وحماة", "شمال غرب", "الشمالي الشمالي من حلب", "الشمالي والغربي", "ريفي حلب",
    "المدينة ريفها الشمالي", "5 كيلومترات من حلب", "طريق حلب -", "قرى المشيرفة وزعقورة", "في حلب في", "من", "إلى",
)  # fmt: skip


def _classes() -> Iterator[str]:
    """A word of each entry of the vocabularies, in the singular, the dual and the plural in turn."""
    for name in ("words.toml", "context.toml"):
        for section in table(name).values():
            entries = section.values() if isinstance(section, dict) else [section]
            yield from filter(None, map(_word, entries, count()))


def _word(entry: Any, number: int) -> str | None:
    lists = [words for words in (entry.values() if isinstance(entry, dict) else [entry]) if isinstance(words, list)]
    spellings = [words[0] for words in lists if words and isinstance(words[0], str) and not words[0].isascii()]
    return spellings[number % len(spellings)] if spellings else None


CLASSES: Final = tuple(dict.fromkeys((*OTHERS, *_classes())))
# Names among triggers, numbers and signs, as attacks and lists repeat them.
MIXED: Final = (
    "قصف حلب", "قصف حلب.", "قتل 5 مدنيين في حلب،", "حلب حمص حماة", "من حلب إلى حمص", "«حلب»", "مدينة حلب و", "شمال حلب",
    "غارة على إدلب", "طريق حلب", "حلب - حمص",
)  # fmt: skip
MOST_CALLS: Final = 500  # a word: a list of names that many places bear is compared with what is named around it
SAMPLE: Final = random.Random(7)  # noqa: S311 - a sample, the same each time
ALTERNATED: Final = [" ".join(SAMPLE.sample(CLASSES, 2)) for _ in range(PAIRS)]


def _seconds(text: Text) -> float:
    return seconds(lambda: read(text, gazetteer.load()))


def _growth(unit: str) -> float:
    """How many times longer a text ``TIMES`` as long takes; the first reading, which meets new words, not counted."""
    short, long = (analyse((f"{unit} " * (size // len(unit) + 1))[:size]) for size in (SHORT, SHORT * TIMES))
    read(short, gazetteer.load())
    return _seconds(long) / max(_seconds(short), LEAST)


def _calls(unit: str, times: int) -> float:
    """Calls a word of a text that names Aleppo and then repeats a unit."""
    text = analyse(f"حلب {f'{unit} ' * times}")
    read(text, gazetteer.load())
    return calls(lambda: read(text, gazetteer.load())) / len(text.words)


def test_a_name_repeated_costs_the_same_a_word_however_often() -> None:
    costs = {unit: (_calls(unit, 150), _calls(unit, 300)) for unit in (*OTHERS, *MIXED) if unit.strip()}
    grown = {unit: both for unit, both in costs.items() if both[1] > both[0] * 1.1}
    assert grown == {}
    costly = {unit: both for unit, both in costs.items() if both[1] > MOST_CALLS}
    assert costly == {}


@pytest.mark.slow
@pytest.mark.parametrize("units", [CLASSES, ALTERNATED], ids=["one word", "two words in turn"])
def test_a_text_eight_times_as_long_takes_about_eight_times_as_long(units: tuple[str, ...]) -> None:
    slow = [unit for unit in units if _growth(unit) > TIMES * SLACK]
    for _ in range(3):  # the machine may have been busy
        slow = [unit for unit in slow if _growth(unit) > TIMES * SLACK]
    assert slow == []


@pytest.mark.parametrize("separator", ["، ", " و", " في ", "\n", ". "])
def test_a_list_of_thousands_of_places_takes_time_in_proportion(separator: str) -> None:
    names = [place.name for place in gazetteer.load() if place.country == "SY"]
    random.Random(1).shuffle(names)  # noqa: S311 - likewise
    texts = [analyse("سوريا " + separator.join(names[:many])) for many in (500, 500 * TIMES)]
    for text in texts:
        read(text, gazetteer.load())
    for _ in range(5):  # the machine may have been busy
        short, long = (_seconds(text) for text in texts)
        if long < max(short, LEAST) * TIMES * SLACK:
            return
    assert long < max(short, LEAST) * TIMES * SLACK
