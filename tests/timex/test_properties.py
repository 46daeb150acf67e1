"""What must hold of any text: spans lead back to their letters, nothing crashes, time grows with length."""

from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import timex
from arabic import analyse, fold
from tests.counting import calls

PUBLISHED = "2016-12-08"
SENTENCES = (
    "قصفت الطائرات المدينة أمس الأربعاء وقتل خمسة",
    "سقطت البلدة في 15 آذار/مارس 2011",
    "تنتهي المهلة الساعة 12 من ظهر الجمعة",
    "توقف القصف ثلاثة أيام ثم عاد",
    "خرجوا ليل الثلاثاء - الأربعاء من الحي",
)
# Characters that carry no letter: tatweel, fatha, shadda, left-to-right and right-to-left marks, zero-width joiner.
SILENT = "ـَّ\u200e\u200f\u200d"
WORDS = """
قبل بعد منذ من إلى حتى بين و في يوم اليوم أمس غدا الجمعة الثلاثاء أحد 3 15 2011 31 آذار شباط تشرين الثاني مارس عام شهر
الشهر الماضي المقبل الساعة صباحا مساء ليل ساعة أيام يومين نصف ربع مطلع نهاية كل رمضان عيد الفطر هـ م / - : . ( ) ، القرن
العشرين 1437 الأول الربع أسبوع الأسبوع نفسه التالي ذلك 24 الـ24 ساعات الأخيرة فجر أول آخر هذا
"""
words = st.sampled_from([*WORDS.split(), "\n"])


@given(st.sampled_from(SENTENCES), st.data())
@settings(max_examples=150, deadline=None)
def test_a_span_leads_back_to_its_letters(sentence: str, data: st.DataObject) -> None:
    """Signs that carry no letter change neither what is found nor its value."""
    plain = timex.tag(sentence, PUBLISHED)
    places = data.draw(st.lists(st.integers(1, len(sentence) - 1), max_size=6))
    letters = list(sentence)
    for place in places:
        if letters[place - 1][-1:].isalpha() and letters[place][:1].isalpha():  # inside a word
            letters[place - 1] += data.draw(st.sampled_from(SILENT))
    found = timex.tag("".join(letters), PUBLISHED)
    assert [(fold(t.text), t.value) for t in found] == [(fold(t.text), t.value) for t in plain]
    assert ["".join(letters)[t.start : t.end] for t in found] == [t.text for t in found]


@given(st.lists(words, max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_no_order_of_time_words_breaks_it(text: str) -> None:
    for published in (PUBLISHED, "2016-12-08T20:00+02:00", None):
        found = timex.tag(text, published)
        assert [t for t in found if text[t.start : t.end] != t.text] == []
        assert [(a, b) for a, b in pairwise(found) if a.end > b.start] == []
        assert [t for t in found if t.date_start and t.date_end and t.date_start[:10] > t.date_end[:10]] == []


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    assert [t for t in timex.tag(text, PUBLISHED) if text[t.start : t.end] != t.text] == []


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_a_deictic_with_its_weekday_is_that_weekday(day: date) -> None:
    names = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
    yesterday = day - timedelta(days=1)
    for late in (0, 1):  # the crawl may be a day late
        found = timex.tag(f"قصفت أمس {names[yesterday.weekday()]} القرية", day + timedelta(days=late))
        assert [t.date_start for t in found] == [yesterday.isoformat()]


def test_work_grows_with_the_length_only() -> None:
    """Ten times the text takes about ten times the work, whatever the text."""
    slow = []
    for unit in (
        "من 3 إلى 5 ",
        "أمس الأول من ",
        "بعد يوم الجمعة ",
        "15 آذار/مارس - ",
        "الساعة 3 و5 و7 ",
        "يوم يوم ",
        "12/11/10/9/",
    ):
        timex.find(analyse(unit * 50))  # what it remembers of phrases
        short, long = (calls(partial(timex.find, analyse(unit * times))) for times in (100, 1000))
        if long > 12 * short:
            slow.append((unit, short, long))
    assert slow == []
