"""Sentences that nobody would write cost no more than their length."""

import arabic
from events import EventType, extract
from events.bounded import LONGEST, bounded
from timex import Published

DAY = Published("2016-12-07", "2016-12-07", "given", "")
ENDLESS = "وقصفت المدفعية الحي الشرقي، " * 120 + "وانفجرت سيارة مفخخة قتلت 7 مدنيين"


def test_a_text_of_usual_sentences_is_left_as_it_is() -> None:
    text = arabic.analyse("قصفت المدفعية الحي. قتل ثلاثة مدنيين.")
    assert bounded(text) is text


def test_an_endless_sentence_is_cut_after_commas_without_losing_a_token() -> None:
    text = arabic.analyse(ENDLESS)
    cut = bounded(text)
    assert len(text.sentences) == 1
    assert [(token.start, token.end, token.index) for token in cut.tokens] == [
        (token.start, token.end, token.index) for token in text.tokens
    ]
    assert all(0 < sentence.last - sentence.first <= LONGEST for sentence in cut.sentences)
    assert all(cut.tokens[sentence.last - 1].form == "،" for sentence in cut.sentences[:-1])
    for number, sentence in enumerate(cut.sentences):
        assert {token.sentence for token in cut.of_sentence(number)} == {number}, sentence


def test_without_commas_it_is_cut_all_the_same() -> None:
    cut = bounded(arabic.analyse("قصف " * (2 * LONGEST + 1)))
    assert [sentence.last - sentence.first for sentence in cut.sentences] == [LONGEST, LONGEST, 1]


def test_what_stands_at_its_end_is_still_found() -> None:
    found = extract(arabic.analyse(ENDLESS), DAY, [], [])
    assert [event.type for event in found][-1] is EventType.EXPLOSION
    assert found[-1].deaths is not None and found[-1].deaths.min == 7
