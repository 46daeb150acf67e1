import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import store
from store import Filters, StoreError
from tests.store.features import feature

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A store as schema 2 wrote it."""
    path = tmp_path / "waqai.gpkg"
    connection = sqlite3.connect(path)
    connection.executescript((CASES / "store_schema_2.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def test_an_older_store_is_brought_up_to_date_with_nothing_lost(older: Path, caplog: pytest.LogCaptureFixture) -> None:
    expected: list[dict[str, Any]] = json.loads((CASES / "store_schema_2.json").read_text(encoding="utf-8"))
    with caplog.at_level(logging.WARNING), store.open(older) as opened:
        assert list(opened.query(Filters(rejected=True))) == expected
        assert [one.field for one in store.corrections(opened)] == ["date_start", "verdict"]
        assert opened.count() == 4
        assert opened.count(Filters(text="مدنيين")) == 4
    assert "brought to schema 3" in caplog.text


def test_the_older_file_is_kept_beside_it(older: Path) -> None:
    store.open(older).close()
    kept = sqlite3.connect(older.with_name("waqai.schema-2.gpkg"))
    assert kept.execute("SELECT value FROM waqai_meta WHERE name = 'schema'").fetchone() == ("2",)
    assert kept.execute("SELECT count(*) FROM telling").fetchone() == (6,)
    kept.close()


def test_a_migrated_store_is_opened_again_without_ado(older: Path) -> None:
    store.open(older).close()
    with store.open(older) as opened:
        assert sorted(place.place_id for place in opened.places()) == ["ghouta", "old-homs", "shaar"]
        tables = opened.backend.tables(opened.backend.engine.connect())
    assert [name for name in tables if name.startswith("old_")] == []


def test_a_migration_that_fails_leaves_the_store_as_it_was(older: Path) -> None:
    connection = sqlite3.connect(older)
    connection.execute("UPDATE telling SET properties = 'not JSON' WHERE event = 'siege'")
    connection.commit()
    before = list(connection.iterdump())
    with pytest.raises(StoreError, match="left as it is"):
        store.open(older)
    assert list(connection.iterdump()) == before
    connection.close()


def test_a_store_made_before_the_indexes_of_its_orders_were_wide_gets_them(store_url: str) -> None:
    with store.open(store_url) as opened, opened.backend.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ordered_by_updated")
        connection.exec_driver_sql("CREATE INDEX ranked_by_updated ON event (updated, key)")
    with store.open(store_url) as opened, opened.reading() as connection:
        there = opened.backend.indexes(connection)
    assert {"ordered_by_updated", "ordered_by_deaths", "ranked_by_updated"} & there == {
        "ordered_by_updated",
        "ordered_by_deaths",
    }


def test_a_store_made_before_notes_and_wordings_were_kept_gets_their_tables(store_url: str) -> None:
    with store.open(store_url) as opened:
        opened.write([feature()])
        with opened.backend.engine.begin() as connection:
            for table in ("reading", "wording"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
    with store.open(store_url) as opened:
        opened.note("waqai 1", {"A": "as it stood"})
        assert opened.noted("waqai 1", ["A"]) == {"A": "as it stood"}
        assert opened.write([feature(articles="B")]) == store.Written(changed=1)
