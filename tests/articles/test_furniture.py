"""What pages put around an article is taken out, and nothing of the article with it."""

import pytest

from articles.furniture import rules, without_furniture
from articles.origin import Origin
from articles.page import page_article

_PROSE = (
    "قال الدفاع المدني إن ثلاث غارات جوية طالت حي الكلاسة في مدينة حلب وأوقعت أربعة قتلى بينهم طفلة.",
    "وأضاف أن فرق الإنقاذ عملت حتى ساعة متأخرة على رفع الأنقاض وإسعاف المصابين إلى مشفى ميداني قريب.",
    "وتزامن ذلك مع قصف مدفعي طال بلدة خان طومان في ريف المدينة الجنوبي دون ورود أنباء عن إصابات.",
)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_takes_and_leaves_the_lines_it_says(rule: object) -> None:
    mine = next(one for one in rules() if one is rule)
    assert [line for line in mine.takes if not mine.takes_line(line)] == []
    assert [line for line in mine.leaves if mine.takes_line(line)] == []


def test_what_one_rule_leaves_no_other_takes() -> None:
    taken = [
        (rule.name, line) for rule in rules() for other in rules() for line in other.leaves if rule.takes_line(line)
    ]
    assert taken == []


def test_headlines_under_a_related_heading_go_and_the_article_goes_on() -> None:
    lines = (
        _PROSE[0],
        "مواضيع ذات صلة",
        "غارات على ريف إدلب",
        "- هدنة في حي الوعر",
        _PROSE[1],
        "شارك",
        "المصدر: وكالات",
    )
    assert without_furniture("\n".join(lines)) == f"{_PROSE[0]}\n{_PROSE[1]}"


def test_an_article_that_holds_such_words_stays_whole() -> None:
    text = "\n".join((*_PROSE, "شارك في التشييع مئات من أهالي الحي.", "المصدر قال إن القصف تجدد مساء."))
    assert without_furniture(text) == text


def _page(inside: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in _PROSE)
    return (
        '<html><head><meta charset="utf-8"><title>غارات على حي الكلاسة</title></head><body><article>'
        f"<h1>غارات على حي الكلاسة</h1>{paragraphs}{inside}</article></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "box",
    [
        '<div class="related-posts"><p>قتلى في انفجار وسط مدينة الباب شمالي حلب قبل أيام من الهدنة.</p></div>',
        "<figure><img><figcaption>قتلى في انفجار وسط مدينة الباب، أرشيف.</figcaption></figure>",
        "<h3>اقرأ أيضاً</h3><ul><li>قتلى في انفجار وسط مدينة الباب</li></ul>",
        '<div id="newsletter"><p>قتلى في انفجار وسط مدينة الباب: اشترك ليصلك الجديد.</p></div>',
        "<p>اقرأ أيضا: قتلى في انفجار وسط مدينة الباب</p>",
    ],
)  # fmt: skip
def test_an_event_of_another_article_does_not_come_in_by_a_box(box: str) -> None:
    article = page_article(_page(box), Origin("page", "page"))
    assert "الباب" not in article.text
    assert all(line in article.text for line in _PROSE)


def test_a_class_that_lies_about_the_whole_article_takes_nothing() -> None:
    page = _page("").replace(b"<article>", b'<article><div class="related"><form>')
    article = page_article(page, Origin("page", "page"))
    assert all(line in article.text for line in _PROSE)
