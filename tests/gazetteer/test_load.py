"""The gazetteer is there at once, small, and never older than its tables."""

import os
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

import gazetteer
from gazetteer import TableError
from gazetteer.assembling import assemble
from gazetteer.cached import cached
from gazetteer.catalogue import Gazetteer
from gazetteer.stored import Stored
from gazetteer.tables import PLACE_COLUMNS, read_tables
from tests.gazetteer import small

LOAD_SECONDS = 0.150
MEMORY_MB = 100

MEASURE = """
import re, sys, time, gazetteer
from dataclasses import fields
from pathlib import Path
begun = time.process_time()  # of this process: the machine may be busy with others
gazetteer.load()
heavy = {"numpy", "pandas", "shapely", "geopy", "geopandas", "rapidfuzz"} & set(sys.modules)
taken = time.process_time() - begun
status = Path("/proc/self/status")  # ru_maxrss would count the process that started this one
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(taken, int(peak[1]) / 1024 if peak else 0, *heavy)
"""


def _measured() -> tuple[float, float, list[str]]:
    ran = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    seconds, megabytes, *heavy = ran.stdout.split()
    return float(seconds), float(megabytes), heavy


def test_it_loads_within_its_budget() -> None:
    gazetteer.load()  # the index is made on first use
    runs = []
    for _ in range(5):
        runs.append(_measured())
        if runs[-1][0] < LOAD_SECONDS:
            break
        time.sleep(0.2)
    assert min(seconds for seconds, _, _ in runs) < LOAD_SECONDS
    assert min(megabytes for _, megabytes, _ in runs) < MEMORY_MB


def test_loading_imports_nothing_heavy() -> None:
    assert _measured()[2] == []


def _made(folder: Path) -> Stored:
    return assemble(read_tables(folder))


def test_the_index_is_made_once_and_anew_when_a_table_changes(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    made: list[int] = []

    def make() -> Stored:
        made.append(1)
        return _made(tables)

    def stored() -> Stored:
        return cached(sorted(tables.glob("*.csv")), make, [tmp_path / "cache"])

    assert stored() == stored()
    assert len(made) == 1
    small.table(
        tables / "more_names.csv",
        ("place_id", "name", "kind", "source", "note"),
        [("C9003", "زهر", "variant", "test", "")],
    )
    assert Gazetteer(stored()).entries("زهر")
    assert len(made) == 2


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    files = sorted(tables.glob("*.csv"))
    first = cached(files, lambda: _made(tables), [tmp_path])
    (kept,) = tmp_path.glob("*.index")
    kept.write_bytes(kept.read_bytes()[:-7])
    assert cached(files, lambda: _made(tables), [tmp_path]) == first


def test_where_nothing_can_be_written_the_index_stays_in_memory(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    stored = cached(sorted(tables.glob("*.csv")), lambda: _made(tables), [blocked / "below"])
    assert Gazetteer(stored).place("C9001").name == "السهل"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [("kind", "hamlet", "hamlet"), ("lat", "north", "north"), ("lat", "135", "135"), ("id", "", "id and name")],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, column: str, cell: str, reason: str) -> None:
    tables = small.write(tmp_path / "tables")
    row = dict(zip(PLACE_COLUMNS, small.PLACES[5], strict=True)) | {column: cell}
    small.table(tables / "bad_places.csv", PLACE_COLUMNS, [tuple(row.values())])
    with pytest.raises(TableError, match=rf"bad_places.csv:2: .*{reason}"):
        read_tables(tables)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    small.table(tables / "seats.csv", ("area_id", "seat"), [])
    with pytest.raises(TableError, match=r"seats.csv:1: missing column seat_id, source"):
        read_tables(tables)


def test_the_kept_index_is_the_one_that_was_made(tmp_path: Path) -> None:
    tables = small.write(tmp_path / "tables")
    files = sorted(tables.glob("*.csv"))
    made = cached(files, lambda: _made(tables), [tmp_path])
    kept = cached(files, lambda: pytest.fail("made anew"), [tmp_path])
    assert [field.name for field in fields(Stored) if getattr(kept, field.name) != getattr(made, field.name)] == []
    assert {form: kept.forms[form] for form in made.forms} == dict(made.forms)
    assert kept.forms.get("no such name") is None
    assert list(kept.written) == [kept.written[number] for number in range(len(made.written))] == list(made.written)


def test_the_index_is_the_same_whatever_the_seed_of_hashes() -> None:
    code = "import hashlib; from gazetteer.assembling import assemble; from gazetteer.tables import read_tables; "
    code += "print(hashlib.sha256(repr(assemble(read_tables())).encode()).hexdigest())"
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
