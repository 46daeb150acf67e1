"""The checker finds every planted fault, names its row, and finds none in the project's own tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer import TableError
from gazetteer.additions import with_additions
from gazetteer.check import check, publish
from gazetteer.loading import _load
from gazetteer.outlines import Outlines
from gazetteer.tables import NAME_COLUMNS, PLACE_COLUMNS, read_tables
from tests.gazetteer import small

Plant = Callable[[Path], None]


def place(**cells: object) -> Plant:
    """One more place, like the village C9003 but for these cells."""
    row = dict(zip(PLACE_COLUMNS, small.PLACES[7], strict=True)) | {"id": "C9100", "pcode": ""} | cells
    return lambda tables: small.table(tables / "bad_places.csv", PLACE_COLUMNS, [tuple(row.values())])


def name(*cells: str) -> Plant:
    return lambda tables: small.table(tables / "bad_names.csv", NAME_COLUMNS, [cells])


def members(*cells: str) -> Plant:
    return lambda tables: small.table(tables / "bad_members.csv", ("place_id", "member_id"), [cells])


FAULTS = [
    ("an id used twice", place(id="C9003"), "small_places.csv:9", "already used in bad_places.csv:2"),
    ("an id out of the scheme", place(id="village 7"), "bad_places.csv:2", "scheme"),
    ("an unknown kind", place(kind="hamlet"), "bad_places.csv:2", "hamlet"),
    ("an unknown source", place(source="hearsay"), "bad_places.csv:2", "hearsay"),
    ("an unknown parent", place(parent="SY999999"), "bad_places.csv:2", "SY999999"),
    ("a parent narrower than the child", place(kind="city", parent="N9001"), "bad_places.csv:2", "narrower"),
    ("a parent that does not hold it", place(lat=35.5, lon=37.9), "bad_places.csv:2", "outside its parent"),
    ("a point outside Syria", place(lat=33.0, lon=20.0), "bad_places.csv:2", "outside Syria"),
    ("a foreign flag inside Syria", place(country="LB", parent="LB"), "bad_places.csv:2", "flagged LB"),
    ("no parent", place(parent=""), "bad_places.csv:2", "no parent"),
    ("no uncertainty", place(uncertainty_km=0), "bad_places.csv:2", "too small"),
    ("coordinates the wrong way round", place(lat=136.6, lon=35.4), "bad_places.csv:2", "not degrees"),
    ("a name of no place", name("C9999", "تل", "variant", "test", ""), "bad_names.csv:2", "C9999"),
    ("a name with marks", name("C9003", "كَفر", "variant", "test", ""), "bad_names.csv:2", "plain letters"),
    ("a name of two scripts", name("C9003", "كفر Zahr", "variant", "test", ""), "bad_names.csv:2", "one script"),
    ("an unknown name kind", name("C9003", "تل", "nickname", "test", ""), "bad_names.csv:2", "nickname"),
    ("a member of no place", members("SY-region-two-banks", "SY999999"), "bad_members.csv:2", "SY999999"),
]


@pytest.mark.parametrize(("plant", "where", "reason"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_planted_fault_is_found(tmp_path: Path, plant: Plant, where: str, reason: str) -> None:
    tables = small.write(tmp_path / "tables")
    plant(tables)
    found = [str(problem) for problem in check(tables) if not problem.note]
    assert any(each.startswith(where) and reason in each for each in found), found


def test_the_small_tables_have_no_fault(tmp_path: Path) -> None:
    assert [problem for problem in check(small.write(tmp_path / "tables")) if not problem.note] == []


def test_the_projects_own_tables_have_no_fault() -> None:
    assert [str(problem) for problem in check() if not problem.note] == []


def test_an_orphan_outline_is_found(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    outlines = (tables / "outlines.json").read_text().replace("SY900101", "SY900199")
    (tables / "outlines.json").write_text(outlines)
    assert "SY900199" in {problem.row for problem in check(tables)}


def test_homonyms_are_listed_as_notes(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    place(lat=35.45)(tables)
    assert [p.reason for p in check(tables) if p.note and p.row == "كفر زهر"] == ["homonyms: 2 in الشرق"]


def test_a_published_id_may_not_go(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    publish(tables)
    assert [problem for problem in check(tables) if problem.file == "ids.txt"] == []
    small.table(tables / "small_places.csv", PLACE_COLUMNS, [row for row in small.PLACES if row[0] != "gn-1"])
    assert [problem.row for problem in check(tables) if problem.file == "ids.txt"] == ["gn-1"]


ADDED = ("id", "name", "kind", "lat", "lon", "names")


def added(folder: Path, *rows: tuple[object, ...], columns: tuple[str, ...] = ADDED) -> Path:
    path = folder / "mine.csv"
    small.table(path, columns, list(rows))
    return path


def test_a_users_places_are_found_like_any_other(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    mine = added(tmp_path, ("my-1", "حاجز الجسر", "military", 35.5, 37.6, "حاجز النهر|Bridge checkpoint"))
    held = _load(tables, mine)
    assert held.place("my-1").parent == "SY900101"
    assert [c.place.id for c in held.lookup("حاجز النهر")][:1] == ["my-1"]
    assert [c.place.id for c in held.lookup("Bridge checkpoint")][:1] == ["my-1"]
    assert [problem for problem in check(tables, mine) if not problem.note] == []


BAD_ROWS = [
    (("C9003", "تل", "hill", 35.5, 37.5, ""), "taken by small_places.csv"),
    (("my-1", "", "hill", 35.5, 37.5, ""), "id and name must be filled"),
    (("my-1", "تل", "mound", 35.5, 37.5, ""), "mound"),
    (("my-1", "تل", "hill", "35,5", 37.5, ""), "35,5"),
    (("my-1", "تل", "hill", 10, 10, ""), "no Syrian sub-district"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS)
def test_a_users_bad_row_is_refused_with_file_row_and_reason(
    tmp_path: Path, row: tuple[object, ...], reason: str
) -> None:
    tables = small.write(tmp_path / "tables")
    mine = added(tmp_path, ("my-0", "تل", "hill", 35.5, 37.5, ""), row)
    with pytest.raises(TableError, match=r"mine\.csv:3"):
        with_additions(read_tables(tables), mine, Outlines(tables / "outlines.json"))
    (problem,) = [each for each in check(tables, mine) if each.file == "mine.csv"]
    assert problem.line == 3
    assert reason in problem.reason


def test_a_users_file_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    mine = added(tmp_path, ("my-0", "تل", "hill", 35.5), columns=("id", "name", "kind", "lat"))
    with pytest.raises(TableError, match="missing column lon"):
        with_additions(read_tables(tables), mine, Outlines(tables / "outlines.json"))
