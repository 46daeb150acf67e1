"""Articles for runs that are to fail, and what an undisturbed run makes of them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faults import reports
from flows.job import Job
from flows.pipeline import run_direct


@pytest.fixture(autouse=True)
def _fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "reports.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in reports(160)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def undisturbed(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1600000000"
    try:
        run_direct(job(articles, out))
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
    yield out


def job(articles: Path, out: Path, store: str | None = None) -> Job:
    """In four batches, in this process."""
    return Job((str(articles),), out, store_url=store, batch=40, processes=1)
