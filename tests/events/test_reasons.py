"""An event's reasoning is the sum of its parts, whichever telling of the article each part comes from."""

import gazetteer
from articles import Article
from events import annotate
from tests.events.reading import read

TWICE = (
    "انفجرت سيارة مفخخة وسط كفرنبل يوم الثلاثاء.\n"
    "وأفادت مصادر طبية في المدينة بأن الانفجار أسفر عن مقتل ستة مدنيين وإصابة تسعة."
)


def test_the_reasoning_repeats_each_part_and_its_remarks() -> None:
    (event,) = read({"text": TWICE, "at": ["كفرنبل"], "when": {"يوم الثلاثاء": ["2016-05-03", "2016-05-03", "day"]}})
    assert event.retold, "two tellings were to be read as one"
    assert event.place_name == "كفرنبل"
    for part in (event.told, event.factuality_reason, event.date_reason, event.place_reason):
        assert part and part in event.reason


def test_a_place_that_the_fuller_telling_leaves_out_is_reasoned_by_the_words_that_name_it() -> None:
    (event,) = read({"text": TWICE, "at": ["كفرنبل"], "when": {}})
    assert "«كفرنبل»" in event.reason
    assert "names no place" not in event.reason
    assert event.place_reason == "«كفرنبل»: named"


def test_a_denial_that_another_telling_dates_says_so() -> None:
    text = "قصفت طائرات حربية كفرنبل يوم الثلاثاء وقتل أربعة.\nونفت الوزارة قصف كفرنبل."
    article = Article(id="denied", text=text, published="2016-05-05", published_basis="given")
    (denied,) = [event for event in annotate(article, gazetteer.load()).events if event.factuality == "denied"]
    assert denied.date_start == "2016-05-03"
    assert denied.date_reason.startswith("«يوم الثلاثاء»")
    assert "dated by the article's other telling of it" in denied.date_reason
    assert denied.date_reason in denied.reason
