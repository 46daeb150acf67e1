"""Names that the news announces and the gazetteer lacks are listed with how often and where."""

from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.assembling import assemble
from gazetteer.missing import missing
from gazetteer.tables import read_tables
from tests.gazetteer import small


@pytest.fixture
def two_banks(tmp_path: Path) -> Gazetteer:
    return Gazetteer(assemble(read_tables(small.write(tmp_path / "tables"))))


def test_unknown_names_are_counted_the_frequent_first(two_banks: Gazetteer) -> None:
    articles = [
        "قصفت مدفعية قرية زردنيا مساء أمس، وسقطت قذائف على بلدة الهراوية أيضا.",
        "دخل عناصر إلى قرية زردنيا صباح اليوم.",
        "عاد الهدوء إلى زردنيا.",
    ]
    found = missing(articles, two_banks)
    assert [(each.name, each.announcer, each.count) for each in found] == [
        ("زردنيا", "قريه", 2), ("الهراوية", "بلده", 1),
    ]  # fmt: skip
    assert "قرية زردنيا" in found[0].examples[0]


def test_known_names_are_not_missing_in_any_regular_spelling(two_banks: Gazetteer) -> None:
    assert missing(["وصلت القافلة إلى قرية أم تينة ثم بلدة كفرزهر ومدينة السهل."], two_banks) == []


def test_a_name_of_two_words_is_whole(two_banks: Gazetteer) -> None:
    articles = ["اشتباكات قرب قرية تل الغزلان.", "قتلى في قرية تل الغزلان بريف الشرق.", "قرية عين الرمان هادئة"]
    assert [each.name for each in missing(articles, two_banks)] == ["تل الغزلان", "عين الرمان"]


@pytest.mark.parametrize(
    "text",
    ["وصلوا إلى مدينة في الشمال.", "قرية صغيرة على النهر.", "حاجز للجيش.", "مدينة. السهل", "", "قرية", "قرية 12"],
)
def test_what_is_no_name_is_not_listed(two_banks: Gazetteer, text: str) -> None:
    assert missing([text], two_banks) == []


def test_what_is_nearest_is_proposed(two_banks: Gazetteer) -> None:
    (found,) = missing(["سقط جرحى في قرية كفر زهير."], two_banks)
    assert [candidate.place.id for candidate in found.nearest] == ["C9003"]


def test_rare_names_can_be_left_out(two_banks: Gazetteer) -> None:
    assert missing(["قرية زردنيا"], two_banks, least=2) == []
