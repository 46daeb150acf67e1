import unicodedata
from typing import Any

import pytest

import arabic
from tests.maps.browser import Opened, Visit, found, listed
from tests.store.features import HOMS, feature, source


def three() -> list[dict[str, Any]]:
    return [
        feature("a", confidence=0.9, sources=[source("A", "سقطت قذيفة على السّوقِ في الأتارب")], admin1_pcode="SY02"),
        feature(
            "b",
            confidence=0.65,
            admin1_pcode="SY02",
            type="battle",
            sources=[source("B", "اشتباكات", source="شبكة الضفاف")],
        ),
        feature(
            "c",
            confidence=0.4,
            at=HOMS,
            factuality="denied",
            geo_precision=3,
            actors=[{"name": "روسيا", "role": "doer"}],
        ),
    ]


def test_a_search_finds_other_spellings(opened: Opened) -> None:
    visit = opened(three())
    assert found(visit) == "المعروض 2 من 3"
    visit.page.fill("#wq-search", "السوق اتارب")
    assert found(visit) == "المعروض 1 من 3"
    visit.page.click("#wq-open-list")
    assert listed(visit) == ["a"]
    visit.page.fill("#wq-search", "لا وجود له")
    assert found(visit) == "المعروض 0 من 3"
    visit.page.click("#wq-reset")
    assert found(visit) == "المعروض 2 من 3"


def letters() -> list[str]:
    blocks = [(0x600, 0x900), (0x200B, 0x2070), (0xFB50, 0xFDFC), (0xFE70, 0xFF00), (0x20, 0x250)]
    words = ["الإِثْنَيْن", "قـــتل", "ﻻ", "مؤسّسة", "شارع ٢٩ آيار", "ڤيينا", "أ", "لآ", "پاکستان", "\u200fحي\u200e"]
    single = [chr(code) for first, last in blocks for code in range(first, last)]
    return words + [one for one in single if unicodedata.category(one) != "Cn"]  # the browser's Unicode may be newer


def test_the_page_folds_letters_as_the_reader_of_articles_does(opened: Opened) -> None:
    visit = opened([])
    folded = visit.page.evaluate("(texts) => texts.map(window.waqai.fold)", letters())
    wrong = [
        (text, mine, arabic.fold(text))
        for text, mine in zip(letters(), folded, strict=True)
        if mine != arabic.fold(text)
    ]
    assert wrong == []


def counts(visit: Visit, facet: str) -> dict[str, str]:
    pairs = visit.page.locator(f"#wq-facet-{facet} label").evaluate_all(
        "nodes => nodes.map((node) => [node.querySelector('.wq-label').textContent, node.lastChild.textContent])"
    )
    return dict(pairs)


def test_every_choice_says_how_many_events_it_would_give(opened: Opened) -> None:
    visit = opened(three())
    found(visit)
    assert counts(visit, "source") == {"وكالة الأفق": "1", "شبكة الضفاف": "1"}  # the denied one is off
    visit.page.uncheck("[data-types=battle]")
    found(visit)
    assert counts(visit, "source") == {"وكالة الأفق": "1", "شبكة الضفاف": "0"}
    battle = visit.page.locator("label:has([data-types=battle]) .wq-n")
    assert battle.inner_text() == "1"  # what ticking it again would give


@pytest.mark.parametrize(
    ("facet", "choice", "left"),
    [
        ("confidence", "low", ["c"]),
        ("confidence", "high", ["a"]),
        ("place_precision", "3", ["c"]),
        ("actor", "روسيا", ["c"]),
        ("source", "شبكة الضفاف", ["b"]),
        ("governorate", "SY02", ["a", "b"]),
        ("day_precision", "1", ["a", "b", "c"]),
    ],
)
def test_each_filter_keeps_what_it_names(opened: Opened, facet: str, choice: str, left: list[str]) -> None:
    visit = opened(three())
    visit.page.check("[data-facts=denied]")
    visit.page.click(f"#wq-facet-{facet} summary")
    visit.page.locator(f"#wq-facet-{facet} input[data-{facet}='{choice}']").check()
    assert found(visit) == f"المعروض {len(left)} من 3"
    visit.page.click("#wq-open-list")
    assert sorted(listed(visit)) == left


def test_what_is_off_at_first_can_be_asked_for(opened: Opened) -> None:
    visit = opened([feature("a"), feature("s", type="statement"), feature("d", factuality="denied")])
    assert found(visit) == "المعروض 1 من 3"
    visit.page.check("[data-types=statement]")
    visit.page.check("[data-facts=denied]")
    assert found(visit) == "المعروض 3 من 3"
