"""A store that is damaged, or that somebody has made to harm, is refused by name or answers; it runs nothing."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

import store
from tests.store.features import feature


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "waqai.gpkg"
    with store.open(path) as opened:
        opened.write([feature(f"e{number}") for number in range(5)])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def answered_or_refused(path: Path) -> None:
    try:
        with store.open(path, create=False) as opened:
            opened.count()
            list(opened.query(store.Filters(text="قصف")))
    except store.StoreError as refused:
        assert str(path) in str(refused) or "store" in str(refused)


@pytest.mark.parametrize("number", range(25))
def test_a_damaged_store_is_refused_or_answers(whole: bytes, number: int, tmp_path: Path) -> None:
    drawn = random.Random(number)  # noqa: S311  repeatable is what matters
    data = bytearray(whole)
    for _ in range(drawn.choice((1, 20, 2000))):
        data[drawn.randrange(100 if number % 2 else 0, len(data))] = drawn.randrange(256)
    path = tmp_path / "waqai.gpkg"
    path.write_bytes(data[: drawn.randrange(len(data))] if number % 5 == 0 else data)
    answered_or_refused(path)


@pytest.mark.parametrize(
    "data", [b"", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(4096), b"\0" * 100_000, b"PK\x03\x04"]
)
def test_what_is_no_store_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "waqai.gpkg"
    path.write_bytes(data)
    answered_or_refused(path)


def test_what_is_no_file_is_refused_before_it_is_touched(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gpkg"
    os.mkfifo(pipe)
    (tmp_path / "nothing.gpkg").symlink_to("/dev/null")
    for path in (pipe, tmp_path / "nothing.gpkg", Path("/dev/full")):
        with pytest.raises(store.StoreError, match="no file"):
            store.open(path)
