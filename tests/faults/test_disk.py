"""A disk that is full, a store that may not be written, a folder that goes: said, nothing lost, gone on with."""

import errno
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

import store
from benchmarks.left import left_by, store_faults
from flows import pipeline
from flows.job import Job, JobError
from flows.picture import Picture
from flows.pipeline import run_direct
from tests.faults.conftest import job

NOBODY: Final = 65534


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, which a test may enlarge."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here; tests/flows/test_faults.py limits the size of files instead")
    yield place
    subprocess.run(["umount", place], check=True)


def _resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", disk], check=True)


def test_a_disk_that_is_full_at_any_moment_is_named_and_the_next_run_completes(
    articles: Path, undisturbed: Path, disk: Path
) -> None:
    expected, needed = left_by(undisturbed), sum(path.stat().st_size for path in undisturbed.iterdir()) // 1024
    said = []
    for tenths in range(1, 14, 3):
        out = disk / f"out-{tenths}"
        _resize(disk, max(needed * tenths // 10, 64))
        try:
            run_direct(job(articles, out))
        except (JobError, OSError) as fault:
            said.append(str(fault))
            assert _names_the_disk(fault), fault
            assert store_faults(out) == []
        _resize(disk, needed * 10)
        run_direct(job(articles, out))
        assert left_by(out) == expected, tenths
        shutil.rmtree(out)
    assert len(set(said)) >= 3, said


def _names_the_disk(fault: Exception) -> bool:
    if isinstance(fault, OSError):
        return fault.errno == errno.ENOSPC and "waqai" not in str(fault.strerror)
    return any(why in str(fault) for why in ("make room, and run again", "No space left", "see to its room"))


@contextmanager
def _as_nobody() -> Iterator[None]:
    """As somebody whom permissions hold."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder where anybody may work, also nobody."""
    with tempfile.TemporaryDirectory(prefix="waqai-open-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_store_that_may_not_be_written_is_named_with_the_way_on(
    articles: Path, undisturbed: Path, open_folder: Path
) -> None:
    kept, copied = open_folder / "kept.gpkg", open_folder / "reports.jsonl"
    copied.write_bytes(articles.read_bytes())
    with store.open(kept):
        pass
    kept.chmod(0o444)
    with (
        _as_nobody(),
        pytest.raises(JobError, match=r"kept\.gpkg: .*readonly.*may be read but not written: give leave"),
    ):
        run_direct(Job((str(copied),), open_folder / "out", store_url=str(kept), processes=1))
    with store.open(kept) as opened:
        assert opened.count() == 0


def test_a_store_in_a_folder_that_nobody_may_write_is_read(undisturbed: Path, open_folder: Path) -> None:
    sealed = open_folder / "archive"
    sealed.mkdir()
    with store.open(undisturbed / "waqai.gpkg") as opened:
        expected = [*opened.query()]
    shutil.copy(undisturbed / "waqai.gpkg", sealed / "waqai.gpkg")
    sealed.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    with _as_nobody(), store.open(sealed / "waqai.gpkg", create=False) as opened:
        assert [*opened.query()] == expected
        with pytest.raises(store.StoreError, match="may be read but not written"):
            opened.write([{**expected[0], "id": "another"}])


@pytest.mark.parametrize("gone", ["folder", "store", "folder, and another is there"])
def test_what_is_removed_while_a_run_goes_on_ends_it_and_is_made_again_by_the_next(
    articles: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    out, write, batches = tmp_path / "out", pipeline.write, []

    def removing(*given: object, **named: object) -> object:
        batches.append(1)
        if len(batches) == 2:
            for path in [*out.glob("waqai.gpkg*")] if gone == "store" else []:
                path.unlink()
            if gone != "store":
                shutil.rmtree(out)
            if "another" in gone:
                out.mkdir()
        return write(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "write", removing)
    with pytest.raises(JobError, match=r"there is no store at .*waqai\.gpkg"):
        run_direct(job(articles, out))
    assert not (out / "events.geojson").exists(), "half of what there is would have been published"
    run_direct(job(articles, out))
    assert left_by(out) == left_by(undisturbed)


def test_a_folder_that_goes_before_the_files_are_published_is_named(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, publish = tmp_path / "out", pipeline.publish

    def removing(given: Job) -> Picture:
        shutil.rmtree(out)
        return publish(given)

    monkeypatch.setattr(pipeline, "publish", removing)
    with pytest.raises(JobError, match=rf"--out {out}: it was removed while the run went on"):
        run_direct(job(articles, out))
