"""The same inputs give the same bytes, wherever, however and by however many they are read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from benchmarks.archive import made_up
from flows.job import Job
from flows.pipeline import run_direct

RESULTS: Final = ("events.geojson", "map.html")


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one thing that is not of the inputs."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481155200")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of which several tell of the same events, in no order."""
    path = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    rows = [*made_up(240)]
    retold = [row | {"id": f"again-{row['id']}"} for row in reversed(rows[::3])]
    path.write_text("\n".join(json.dumps(row) for row in [*rows, *retold]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def once(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The results of one plain run."""
    out = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1481155200")
        run_direct(Job((str(archive),), out, processes=1))
    yield out


def _changed(one: Path, other: Path) -> list[str]:
    return [name for name in RESULTS if (one / name).read_bytes() != (other / name).read_bytes()]


@pytest.mark.parametrize(("processes", "batch"), [(1, 1_000), (2, 1_000), (1, 100), (2, 7)])
def test_processes_and_batches_change_no_byte(
    archive: Path, once: Path, tmp_path: Path, processes: int, batch: int
) -> None:
    run_direct(Job((str(archive),), tmp_path, processes=processes, batch=batch))
    assert _changed(tmp_path, once) == []


def test_a_run_in_two_parts_changes_no_byte(archive: Path, once: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.jsonl"
    part.write_bytes(b"\n".join(archive.read_bytes().splitlines()[:150]))
    run_direct(Job((str(part),), tmp_path / "out", processes=1))
    run_direct(Job((str(archive),), tmp_path / "out", processes=1))
    assert _changed(tmp_path / "out", once) == []


def test_another_moment_changes_the_stamps_alone(
    archive: Path, once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    run_direct(Job((str(archive),), tmp_path, processes=1))
    assert _without_stamps(tmp_path) == _without_stamps(once)


def _without_stamps(out: Path) -> list[dict[str, object]]:
    features: list[dict[str, object]] = json.loads((out / "events.geojson").read_bytes())["features"]
    for feature in features:
        assert isinstance(feature["properties"], dict)
        del feature["properties"]["updated"]
    return features
