"""Names that corrections offer: what may be added, and what a person has to look at first."""

from pathlib import Path

import pytest

from gazetteer import TableError, load
from gazetteer.additions import with_additions
from gazetteer.check import check
from gazetteer.loading import _load
from gazetteer.offered import Offer, Said, offered
from gazetteer.outlines import Outlines
from gazetteer.tables import read_tables
from tests.gazetteer import small

ATMA, KAFRANBEL = "C4130", "C4068"


def offer(words: str, place_id: str = ATMA, *, unknown: bool = True) -> Offer:
    (one,) = offered([Said(words, place_id, unknown)], load())
    return one.offer


def test_a_name_that_no_place_has_can_be_added() -> None:
    assert offer("قرمزلان") is Offer.ADD


def test_a_name_of_other_places_is_a_matter_of_the_text() -> None:
    (one,) = offered([Said("كفرنبل", ATMA, unknown=False)], load())
    assert one.offer is Offer.DISAMBIGUATION
    assert {load().place(other).name for other in one.others} == {"كفرنبل"}


def test_a_name_that_the_place_has_already_is_known_in_any_spelling() -> None:
    assert [offer(words, unknown=False) for words in ("أطمة", "اطمه")] == [Offer.KNOWN] * 2


def test_words_about_a_place_that_they_name_are_no_name_of_another() -> None:
    assert offer("شمال إدلب", unknown=False) is Offer.DESCRIPTION
    assert offer("شمال إدلب", unknown=True) is Offer.ADD  # read as one name, so it is one


def test_one_name_for_two_places_is_a_conflict_and_says_so_of_both() -> None:
    told = [Said("قرمزلان", ATMA, unknown=True), Said("قرمزلان", KAFRANBEL, unknown=True)]
    assert [(one.place_id, one.offer, one.others) for one in offered(told, load())] == [
        (KAFRANBEL, Offer.CONFLICT, (ATMA,)),
        (ATMA, Offer.CONFLICT, (KAFRANBEL,)),
    ]


def test_corrections_that_agree_are_one_offer_whatever_the_spelling_and_the_best_backed_comes_first() -> None:
    told = [
        Said("كفرنبل", ATMA, unknown=False),
        Said("زمردين", ATMA, unknown=True),
        Said("أرمزلان", ATMA, unknown=True),
        Said("ارمزلان", ATMA, unknown=True),
    ]
    assert [(one.name, one.offer, one.said) for one in offered(told, load())] == [
        ("أرمزلان", Offer.ADD, (2, 3)),
        ("زمردين", Offer.ADD, (1,)),
        ("كفرنبل", Offer.DISAMBIGUATION, (0,)),
    ]


def test_a_place_that_the_gazetteer_lacks_is_offered_no_name() -> None:
    assert offered([Said("قرمزلان", "my-own-hill", unknown=True)], load()) == []


def names(folder: Path, *rows: str, columns: str = "place_id,name,kind,offer") -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_users_table_of_names_gives_known_places_further_names(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    place = read_tables(tables).places[-1].id
    mine = names(
        tmp_path, f"{place},قرمزلان,variant,add", f"{place},زمردين,variant,", f"{place},أرمزلان,variant,conflict"
    )
    held = _load(tables, mine)
    assert [[name.place_id for name in held.entries(form)] for form in ("قرمزلان", "زمردين")] == [[place], [place]]
    assert held.entries("ارمزلان") == ()  # a person has not said `add`
    assert [problem for problem in check(tables, mine) if not problem.note] == []


def test_names_and_places_may_stand_in_one_file(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    columns = "id,name,kind,lat,lon,place_id"
    mine = names(tmp_path, "my-1,حاجز الجسر,military,35.5,37.6,", ",قرمزلان,variant,,,my-1", columns=columns)
    held = _load(tables, mine)
    assert [name.place_id for name in held.entries("قرمزلان")] == ["my-1"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("C0000,قرمزلان,variant,add", "C0000 is no known place"),
        ("C9003,,variant,add", "must be filled"),
        ("C9003,قرمزلان,nickname,add", "nickname"),
    ],
)
def test_a_users_bad_name_is_refused_with_file_row_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    tables = small.write(tmp_path / "tables")
    with pytest.raises(TableError, match=rf"mine\.csv:2: .*{reason}"):
        with_additions(read_tables(tables), names(tmp_path, row), Outlines(tables / "outlines.json"))
