"""A name is found as the field writes it, with what is said of where it is, and the reason is given."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from arabic import fold
from gazetteer import Candidate, Gazetteer, NameKind, PlaceKind
from gazetteer.assembling import assemble
from gazetteer.lookup import SURE
from gazetteer.tables import read_tables
from tests.gazetteer import small

CASES = Path(__file__).parents[1] / "cases" / "gazetteer_lookup.tsv"
ROWS = [
    line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


@pytest.fixture
def two_banks(tmp_path: Path) -> Gazetteer:
    return Gazetteer(assemble(read_tables(small.write(tmp_path / "tables"))))


@pytest.mark.parametrize(("name", "within", "expected", "least"), ROWS)
def test_the_first_candidate_is_the_place_meant(
    places: Gazetteer, name: str, within: str, expected: str, least: str
) -> None:
    found = places.lookup(name, within=within or None)
    assert (found[0].place.id if found else "-") == expected
    assert not found or found[0].score >= float(least)


def test_entries_are_exact_and_the_likeliest_place_comes_first(places: Gazetteer) -> None:
    names = places.entries(fold("إدلب"))
    assert names[0].place_id == "C3871"
    assert {"SY07", "SY0700", "SY070000"} <= {name.place_id for name in names}
    assert places.entries("ادل") == ()


def test_longest_counts_the_words_of_the_longest_name(two_banks: Gazetteer) -> None:
    assert two_banks.longest("ام") == 2
    assert two_banks.longest("مدينه") == 3
    assert two_banks.longest("زهر") == 0


def test_names_made_by_rule_are_marked_and_single_words_ask_for_context(two_banks: Gazetteer) -> None:
    (joined,) = two_banks.entries(fold("كفرزهر"))
    assert (joined.kind, joined.ambiguous) == (NameKind.RULE, False)
    (single,) = two_banks.entries(fold("الظفتان"))
    assert (single.kind, single.ambiguous) == (NameKind.RULE, True)


def test_no_rule_takes_a_name_that_another_place_has_for_its_own(places: Gazetteer) -> None:
    taken = []
    for form in places.stored.forms:
        made = [name.place_id for name in places.entries(form) if name.kind is NameKind.RULE]
        own = [name.place_id for name in places.entries(form) if name.kind is not NameKind.RULE]
        # An area and its town may share a spelling: they are one name.
        taken += [(form, a, b) for a in made for b in own if not (places.within(a, b) or places.within(b, a))]
    assert taken == []


def test_a_town_has_the_regular_spellings_that_its_area_has_as_its_own(places: Gazetteer) -> None:
    assert {"SY050501"} < {name.place_id for name in places.entries(fold("كفرزيتا"))}


def test_ambiguous_names_are_marked(two_banks: Gazetteer) -> None:
    assert two_banks.entries(fold("الشرقي"))[0].ambiguous
    assert not two_banks.entries(fold("كفر زهر"))[0].ambiguous


def test_a_preferred_row_replaces_the_name_and_keeps_the_official(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    rows = [("C9003", "كفرزهرة", "preferred", "test", "newspapers write it joined")]
    small.table(tables / "hand_names.csv", ("place_id", "name", "kind", "source", "note"), rows)
    held = Gazetteer(assemble(read_tables(tables)))
    assert held.place("C9003").name == "كفرزهرة"
    assert NameKind.OFFICIAL in {name.kind for name in held.names("C9003") if name.name == "كفر زهر"}


def test_within_excludes_namesakes_elsewhere(places: Gazetteer) -> None:
    for candidate in places.lookup("الزهراء", within="SY04"):
        assert places.within(candidate.place.id, "SY04"), candidate


def test_near_ranks_the_nearest_namesake_first(places: Gazetteer) -> None:
    homs, aleppo = (34.73, 36.72), (36.22, 37.10)
    assert places.within(places.lookup("حي الزهراء", near=homs)[0].place.id, "SY04")
    assert places.within(places.lookup("حي الزهراء", near=aleppo)[0].place.id, "SY02")


def test_kind_is_a_filter(places: Gazetteer) -> None:
    found = places.lookup("حلب", kind=PlaceKind.GOVERNORATE)
    assert [candidate.place.id for candidate in found] == ["SY02"]


def test_a_misspelling_counts_for_less_the_less_the_text_says(two_banks: Gazetteer) -> None:
    (anywhere,) = two_banks.lookup("كفر زهير")
    (wide,) = two_banks.lookup("كفر زهير", within="SY90")
    (narrow,) = two_banks.lookup("كفر زهير", within="SY900100")
    assert {c.place.id for c in (anywhere, wide, narrow)} == {"C9003"}
    assert anywhere.score < wide.score < narrow.score < SURE


def test_every_candidate_says_why(places: Gazetteer) -> None:
    asked = ["حلب", "كفرنبل", "معردبسة", "مشفى الأتارب", "حلب - حي الشعار", "Khan Sheikhoun", "خربة الناصرية"]
    silent = [(name, c) for name in asked for c in places.lookup(name) if not c.reason or not 0 < c.score <= 1]
    assert silent == []


def test_candidates_are_distinct_and_best_first(places: Gazetteer) -> None:
    found = places.lookup("الزهراء", limit=50)
    assert len({candidate.place.id for candidate in found}) == len(found)
    assert found[0].score == max(candidate.score for candidate in found)
    assert places.lookup("الزهراء", limit=3) == found[:3]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_string_may_be_asked(text: str) -> None:
    assert all(isinstance(candidate, Candidate) for candidate in gazetteer.load().lookup(text))


@settings(deadline=None)
@given(st.sampled_from(sorted(row[2] for row in ROWS if row[2].startswith("C"))))
def test_every_own_name_finds_its_place(place_id: str) -> None:
    held = gazetteer.load()
    for name in held.names(place_id):
        assert place_id in {candidate.place.id for candidate in held.lookup(name.name, limit=200)}, name
