"""What the news names and OCHA has not, or writes otherwise, is found under the news' own name."""

from pathlib import Path

import pytest

import gazetteer
from arabic import analyse
from gazetteer import Gazetteer
from gazetteer.tables import read_rows, read_tables

CASES = Path(__file__).parents[1] / "cases" / "gazetteer_news.tsv"
ROWS = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
EMBEDDED = Path(gazetteer.__file__).with_name("tables") / "embedded.csv"


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


def form(name: str) -> str:
    return " ".join(token.form for token in analyse(name).tokens)


@pytest.mark.parametrize(("name", "place_id"), ROWS)
def test_a_name_of_the_news_is_known(places: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in {entry.place_id for entry in places.entries(form(name))}


@pytest.mark.parametrize("name", ["الباب", "القدم", "نوى", "كسب", "الشعار", "الميسر", "الجديدة", "الثورة", "الزهراء"])
def test_a_name_that_is_also_a_word_says_so(places: Gazetteer, name: str) -> None:
    assert all(entry.ambiguous for entry in places.entries(form(name)))


@pytest.mark.parametrize("name", ["حلب", "إدلب", "دوما", "خان شيخون", "تلبيسة", "القلمون", "كوباني"])
def test_a_name_of_a_place_alone_asks_for_nothing(places: Gazetteer, name: str) -> None:
    assert not any(entry.ambiguous for entry in places.entries(form(name)))


def test_a_countryside_is_the_union_of_its_subdistricts(places: Gazetteer) -> None:
    assert places.within("SY070200", "SY-region-southern-idlib-countryside")
    assert not places.within("SY070300", "SY-region-southern-idlib-countryside")


def test_the_points_of_a_line_follow_one_another_within_a_day_s_drive() -> None:
    tables = read_tables()
    by_line: dict[str, list[tuple[int, float, float]]] = {}
    for place_id, order, lat, lon, _ in tables.lines:
        by_line.setdefault(place_id, []).append((order, lat, lon))
    broken = [
        place_id
        for place_id, points in by_line.items()
        for (_, lat, lon), (_, other_lat, other_lon) in zip(sorted(points), sorted(points)[1:], strict=False)
        if abs(lat - other_lat) + abs(lon - other_lon) > 2.0
    ]
    assert broken == []


def test_no_phrase_that_is_no_place_is_told_twice() -> None:
    phrases = [form(cells["phrase"]) for cells, _ in read_rows(EMBEDDED, ("phrase", "what"))]
    assert sorted(phrases) == sorted(set(phrases))
