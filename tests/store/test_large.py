"""Large writes: what they leave behind, in the file and in its log."""

from pathlib import Path

import pytest

import store
from store import Filters, Store
from store.embedded import Embedded
from tests.store.features import feature

MANY = 6_000


def test_thousands_written_at_once_come_back(empty: Store) -> None:
    empty.write([feature(f"e{number}", title=f"قصف رقم {number}") for number in range(MANY)])
    assert empty.count() == empty.count(Filters(text="مدنيين")) == MANY
    assert empty.count(Filters(text="2999")) == 1


def test_what_waits_in_the_log_goes_into_the_file_behind_a_write(tmp_path: Path) -> None:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature(f"e{number}") for number in range(MANY)])
        assert isinstance(opened.backend, Embedded)
        opened.backend.close()  # waits
        size = (tmp_path / "waqai.gpkg").stat().st_size  # while others could still read and write it
    assert size > 8_000_000, "all but the empty tables still waits"


def test_a_store_that_was_closed_can_be_written_again(tmp_path: Path) -> None:
    opened = store.open(tmp_path / "waqai.gpkg")
    for number in range(2):
        opened.write([feature(f"e{number}-{each}") for each in range(MANY)])
        opened.close()
    assert opened.count() == 2 * MANY
    opened.close()


def test_much_that_is_written_leaves_an_index_of_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.embedded._SETTLED", 150)
    with store.open(tmp_path / "waqai.gpkg") as opened:
        pieces = [_pieces_after(opened, number) for number in range(4)]
        assert opened.count(Filters(text="مدنيين")) == 400
    assert pieces == [1, 1, 2, 1]  # 100, 200: half at least; 300: one hundred more are not; 400: half of all


def _pieces_after(opened: Store, number: int) -> int:
    opened.write([feature(f"e{number}-{each}", title=f"قصف رقم {each}") for each in range(100)])
    with opened.backend.engine.connect() as connection:
        [(pieces,)] = connection.exec_driver_sql("SELECT count(DISTINCT segid) FROM words_idx").all()
    return int(pieces)
