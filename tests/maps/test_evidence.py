from typing import Any

import pytest

from tests.maps.browser import Opened, opened_card
from tests.maps.examples import QUOTE, told_twice
from tests.store.features import HOMS, feature, source


def test_the_quote_shows_which_words_say_what_when_and_where(opened: Opened) -> None:
    visit = opened_card(opened, told_twice())
    quote = visit.page.locator(".wq-card blockquote").first
    assert quote.locator(".wq-mark-date").all_inner_texts() == ["أمس الثلاثاء"]
    assert quote.locator(".wq-mark-place").all_inner_texts() == ["حي الشعار", "حلب"]  # after a letter of two units too
    assert quote.locator(".wq-mark-trigger").all_inner_texts() == ["قصف"]
    assert quote.locator("p").inner_text() == f"«{QUOTE}»"
    assert quote.locator("p").evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_a_quote_without_marks_is_still_quoted(opened: Opened) -> None:
    visit = opened_card(opened, feature("plain"))
    assert visit.page.locator(".wq-card mark").count() == 0
    assert "«قتل خمسة مدنيين في قصف على السوق»" in visit.text(".wq-card blockquote")


@pytest.mark.parametrize(
    "marks", ["x", {"date": "x"}, {"date": [[5]]}, {"date": [["a", None]]}, {"date": [[-4, 9999]]}]
)
def test_marks_that_fit_nothing_break_nothing(opened: Opened, marks: Any) -> None:
    visit = opened_card(opened, feature("odd", sources=[source("A", marks=marks)]))
    assert "«قتل خمسة مدنيين في قصف على السوق»" in visit.text(".wq-card blockquote")
    assert visit.complaints == []


def test_the_card_says_why_of_everything(opened: Opened) -> None:
    card = opened_card(opened, told_twice()).text(".wq-card")
    wanted = [
        *("the day before the article's date", "the only one of this name in Aleppo", "told as a fact"),
        *("day and place are named", "80%", "الدفاع المدني", "إنقاذ", "قوات النظام", "الفاعل", "الدولة"),
        *("منطقة جبل سمعان، محافظة حلب", "± 1 كم"),
    ]
    assert [words for words in wanted if words not in card] == []


def test_figures_that_differ_stand_side_by_side_and_are_not_mixed(opened: Opened) -> None:
    table = opened_card(opened, told_twice()).page.locator(".wq-differences")
    assert table.locator("thead th").all_inner_texts() == ["المصدر", "قتلى", "هل وقع؟"]
    assert table.locator("tbody tr").all_inner_texts() == ["وكالة الأفق\t5\tوقع", "شبكة الضفاف\t≥ 8\tبحسب رواية"]


def test_sources_that_agree_make_no_table(opened: Opened) -> None:
    agreeing = [source(name, deaths={"min": 5, "max": 5}) for name in "AB"]
    assert opened_card(opened, feature("same", sources=agreeing)).page.locator(".wq-differences").count() == 0


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "file:///etc/passwd"]
)
def test_only_the_web_is_linked(opened: Opened, url: str) -> None:
    visit = opened_card(opened, feature("one", sources=[source("A", url=url)]))
    assert visit.page.locator(".wq-card a").count() == 0


def test_a_link_tells_the_outlet_nothing_of_the_map(opened: Opened) -> None:
    link = opened_card(opened, told_twice()).page.locator(".wq-card blockquote a").first
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")


def test_a_citation_is_complete_in_either_language(opened: Opened) -> None:
    visit = opened_card(opened, told_twice())
    visit.page.evaluate(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; 0"
    )
    visit.page.click("[data-action=cite_en]")
    cited = visit.value("window.copied").replace("\u2068", "").replace("\u2069", "")
    wanted = [
        *("Artillery fire on Al-Shaar. Occurred.", "6 December 2016", "Al-Shaar, Jebel Saman, Aleppo", "Killed: ≥ 5"),
        *("1. وكالة الأفق, A, published 2016-12-07, https://news.example/A", "2. شبكة الضفاف", f"«{QUOTE}»"),
        "Waqai, event twice",
    ]
    assert [words for words in wanted if words not in cited] == []
    visit.page.click("[data-action=cite_ar]")
    cited = visit.value("window.copied").replace("\u2068", "").replace("\u2069", "")
    assert [words for words in ("6 كانون الأول 2016", "قتلى: ≥ 5", "وقائع، الحدث twice") if words not in cited] == []


def test_where_the_browser_refuses_to_copy_the_text_stands_there(opened: Opened) -> None:
    visit = opened_card(opened, told_twice())
    visit.page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); 0")
    visit.page.click("[data-action=cite_ar]")
    assert "وقائع، الحدث" in visit.page.locator(".wq-copied").input_value()


def test_next_and_previous_follow_the_days(opened: Opened) -> None:
    days = {"first": "2016-01-01", "second": "2016-02-01", "third": "2016-03-01"}
    visit = opened([feature(name, date_start=day, date_end=day) for name, day in days.items()])
    visit.page.click("#wq-open-list")
    visit.page.click("[data-event=second]")
    visit.page.click("[data-action=next]")
    visit.page.wait_for_function("document.querySelector('.wq-id bdi').textContent === 'third'")
    assert visit.page.is_disabled("[data-action=next]")
    visit.page.keyboard.press("p")
    visit.page.keyboard.press("p")
    visit.page.wait_for_function("document.querySelector('.wq-id bdi').textContent === 'first'")


def test_a_part_leads_to_its_whole(opened: Opened) -> None:
    visit = opened([feature("whole"), feature("part", at=HOMS, part_of="whole")])
    visit.page.click("#wq-open-list")
    visit.page.click("[data-event=part]")
    visit.page.click(".wq-card dd button")
    visit.page.wait_for_function("document.querySelector('.wq-id bdi').textContent === 'whole'")
