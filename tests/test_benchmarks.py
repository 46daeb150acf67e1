"""The benchmark of everything runs, and leaves no room out."""

import pytest

from benchmarks import rooms, whole


def test_every_room_is_timed() -> None:
    measured = rooms.through("varied", 1, 3, of_syria=True)
    assert [room for room in whole.STORING if measured[room] <= 0] == []


def test_the_table_has_a_row_for_every_room_and_for_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    whole.rooms("samples", ["--warm", "1", "--articles", "2", "--rival", "1"])
    rows = capsys.readouterr().out
    rooms_read = [room for room in whole.STORING if room != "concern"]  # all are read here, whatever they concern
    wanted = (*rooms_read, "extract", "extract, merge and store", "memory, MB", "dates alone")
    assert [name for name in wanted if f"\n{name}" not in rows] == []


def test_the_start_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    whole.start_up(1)
    assert capsys.readouterr().out.count("waqai ") == 2
