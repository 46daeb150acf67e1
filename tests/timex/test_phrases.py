"""Phrases that are remembered are read as if they were met for the first time."""

import random
import re
from typing import Final

import timex
from arabic import analyse
from timex import finder
from timex.rules import grammar

_AROUND: Final = (
    *("", "قتل", "في", "من", "إلى", "حتى", "و", "،", ".", "(", "1", "12", "2016", "40"),
    *("أمس", "الماضي", "قال", "\n", "مليون", "شخصا", "منذ", "وعشرين"),
)


def _texts() -> list[str]:
    """Examples of every rule among words that may and may not go on with them."""
    chance = random.Random(3)  # noqa: S311  a sample, no secret
    examples = [text for rule in grammar().rules for text in (*rule.examples, *rule.negatives)]
    return [
        " ".join((chance.choice(_AROUND), chance.choice(examples), chance.choice(_AROUND), chance.choice(_AROUND)))
        for _ in range(3_000)
    ]


def test_what_is_remembered_is_what_would_be_read_afresh() -> None:
    texts = _texts()
    remembered = {text: timex.find(analyse(text)) for text in [*texts, *reversed(texts)]}
    differing = []
    for text in random.Random(4).sample(texts, 400):  # noqa: S311  a sample, no secret
        for name in (("expression",), ("expression", "utterance")):
            finder._phrases(*name).known.clear()
        if timex.find(analyse(text)) != remembered[text]:
            differing.append(text)
    assert differing == []


def test_a_number_of_the_same_size_is_read_by_its_own_value() -> None:
    assert [found.value for day in (3, 4, 31, 32) for found in timex.tag(f"وصلوا في {day} آذار 2015")] == [
        "2015-03-03",
        "2015-03-04",
        "2015-03-31",
        "2015-03",
    ]


def test_an_expression_ends_where_the_next_word_does_not_go_on() -> None:
    texts = ("عادوا يوم الجمعة الماضي", "عادوا يوم الجمعة والسبت", "عادوا يوم الجمعة مساء", "عادوا يوم الجمعة في حافلة")
    first = [[found.text for found in timex.tag(text)] for text in texts]
    assert first == [[found.text for found in timex.tag(text)] for text in texts]
    assert [len(found[0].split()) for found in first] == [3, 2, 3, 2]


def test_a_longer_numeral_met_first_hides_nothing() -> None:
    finder._phrases("expression").known.clear()
    around = "قال الناطق باسم المجلس المحلي إن بينهم"
    for _ in range(2):
        found = [timex.tag(f"{around} خمسة عشر {word}") for word in ("ألف دولار", "شهرا", "مسجدا", "يوما", "شخصا")]
        assert [[one.value for one in times] for times in found] == [[], ["P15M"], [], ["P15D"], []]


def _other_numbers(text: str, chance: random.Random) -> str:
    """The same words about other numbers of one to four digits."""
    return re.sub(r"\d+", lambda found: str(chance.randrange(10 ** min(len(found[0]), 4))), text)


def test_another_number_in_a_phrase_that_is_known_is_read_as_if_it_were_met_for_the_first_time() -> None:
    chance = random.Random(7)  # noqa: S311  a sample, no secret
    texts = [text for text in _texts() if re.search(r"\d", text)]
    remembered = {text: timex.find(analyse(text)) for text in (_other_numbers(text, chance) for text in texts * 4)}
    differing = []
    for text in chance.sample(sorted(remembered), 300):
        for name in (("expression",), ("expression", "utterance")):
            finder._phrases(*name).known.clear()
        if timex.find(analyse(text)) != remembered[text]:
            differing.append(text)
    assert differing == []
