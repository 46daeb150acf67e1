"""What is kept of words over a long run."""

from collections import Counter
from itertools import chain

from arabic import Recent, analyse


def test_what_is_known_of_words_is_forgotten_before_it_fills_the_memory() -> None:
    lengths = Recent[str, int](len, 10)
    seen = [(lengths[word], len(lengths)) for word in map("ا".__mul__, chain(range(30), range(30)))]
    assert [length for length, _ in seen] == [*range(30), *range(30)]
    assert max(kept for _, kept in seen) <= 10


def test_what_keeps_being_met_is_worked_out_once() -> None:
    asked: list[str] = []

    def know(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Recent[str, int](know, 10)
    for number in range(100):
        assert known["حلب"] == 3
        assert known[str(number)] == len(str(number))
    assert Counter(asked)["حلب"] == 1


def test_what_is_cleared_is_worked_out_anew() -> None:
    meaning = {"first": 1}
    known = Recent[str, int](lambda word: meaning.get(word, 0), 2)
    assert [known[word] for word in ("first", "second", "third")] == [1, 0, 0]
    meaning["first"] = 2
    known.clear()
    assert known["first"] == 2


def test_a_word_written_without_marks_holds_its_letters_once() -> None:
    (token,) = analyse("قصف").tokens
    assert token.word.form is token.word.plain is token.word.surface
