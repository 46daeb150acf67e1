"""What a run leaves in its folder, apart from times, and whether the store is sound: for ``benchmarks.faults``."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import store

STORE: Final = "waqai.gpkg"
_PAGES: Final = ("events.geojson", "map.html", "timeline.html")
_TIMES: Final = frozenset({"last_change", "begun", "finished"})
# Which run wrote a row, and what each of them did, is not the same when one was killed, and should not be.
_OF_RUNS: Final = frozenset({"run"})
_SHADOWS: Final = "words"  # of the word index: its own check looks at them


def left_by(out: Path) -> dict[str, str]:
    """Digests of all that a run left, by name: files, tables of the store if it is there, and the record of the run."""
    found = {page: _digest((out / page).read_bytes()) for page in _PAGES if (out / page).exists()}
    found["files in the folder"] = " ".join(
        sorted(path.name for path in out.iterdir() if not path.name.startswith(f"{STORE}-"))
    )
    found["run.json"] = json.dumps(_record(out), ensure_ascii=False, sort_keys=True)
    if (out / STORE).exists():
        found |= {f"table {name}": digest for name, digest in _tables(out / STORE)}
    return found | dict.fromkeys(store_faults(out), "")


def store_faults(out: Path) -> list[str]:
    """What is wrong with the store of a folder, if it has one yet: it must open, and be sound to the last page."""
    path = out / STORE
    if not path.exists() or not path.stat().st_size:
        return []
    try:
        with store.open(path) as opened:
            opened.count()
        with closing(sqlite3.connect(path)) as database:
            database.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
            database.rollback()
            said = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            unfound = "SELECT count(*) FROM event WHERE key NOT IN (SELECT rowid FROM words)"
            said += [f"{row[0]} events without words" for row in database.execute(unfound) if row[0]]
            said += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    except (store.StoreError, sqlite3.Error) as fault:
        return [f"store: {fault}"]
    return [f"store: {line}" for line in said[:3]]


def _tables(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        for name in names:
            if name in _OF_RUNS or name.startswith((_SHADOWS, "sqlite_")):
                continue
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(column for column in columns if column not in _TIMES | _OF_RUNS)
            rows = sorted(map(repr, database.execute(f"SELECT {kept} FROM {name}")))
            yield name, f"{len(rows)} rows {_digest(''.join(rows).encode())}"


def _record(out: Path) -> dict[str, Any]:
    """run.json apart from times and places, and from what the run did that an earlier one had done."""
    record: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for name in ("run", "started", "seconds", "stored", "settings"):
        record.pop(name, None)
    for counted in (record["articles"], *record["sources"].values()):
        counted["read"] = counted.pop("new") + counted.pop("known")
    for result in record["results"].values():
        del result["path"]
    return record


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()
