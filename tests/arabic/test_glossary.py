"""Glossaries: a word is worked out once, by every glossary, and what is known of it stays with it."""

from arabic import Glossary, Word, analyse


def test_a_text_is_looked_up_word_by_word_and_a_word_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: Word) -> int:
        asked.append(word.form)
        return len(word.form)

    lengths = Glossary(length)
    text = analyse("غادرت القافلة دمشق، ثم عادت القافلة")
    assert lengths.of(text) == [5, 7, 4, 1, 2, 4, 7]
    assert lengths.of(text) == [5, 7, 4, 1, 2, 4, 7]
    assert sorted(asked) == sorted(set(asked))
    assert lengths[text.words[1]] == 7


def test_glossaries_keep_apart_what_they_know_whichever_is_asked_first() -> None:
    lengths, firsts = Glossary(lambda word: len(word.form)), Glossary(lambda word: word.form[0])
    text = analyse("تفقد الوفد مخيماً جديداً للنازحين")
    assert firsts.of(text) == ["ت", "ا", "م", "ج", "ل"]
    assert lengths.of(text) == [4, 5, 5, 5, 8]
    later = Glossary(lambda word: word.form[-1])
    assert later.of(text) == ["د", "د", "ا", "ا", "ن"]


def test_a_glossary_that_is_gone_leaves_the_others_in_their_places() -> None:
    gone, kept = Glossary(lambda word: word.form), Glossary(lambda word: word.kind)
    del gone
    text = analyse("لقاءات 2031 متفرقة")
    assert [int(kind) for kind in kept.of(text)] == [0, 1, 0]
    assert kept.of(analyse("")) == []
