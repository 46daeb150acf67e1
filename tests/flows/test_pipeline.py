"""The main job without Prefect."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import store
from articles import Article
from flows import pipeline
from flows.job import Job, JobError
from flows.pipeline import ahead, run_direct
from flows.program import Program

ALEPPO = "قصفت طائرات حربية حي السكري في مدينة حلب يوم الاثنين 5 كانون الأول 2016، ما أدى إلى مقتل ثلاثة مدنيين."
HOMS = "خرجت مظاهرة في مدينة حمص أمس الثلاثاء طالب المشاركون فيها بالإفراج عن المعتقلين."


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "aleppo.txt").write_text(ALEPPO, encoding="utf-8")
    (folder / "homs.txt").write_text(HOMS, encoding="utf-8")
    (folder / "spoilt.txt").write_bytes(HOMS.encode("cp1256"))
    return folder


def test_articles_become_a_store_a_geojson_file_and_a_map(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    summary = run_direct(Job((str(sources),), out, published="2016-12-07"))
    assert (summary.tally.new, summary.status, summary.tally.refused.count) == (2, 1, 1)
    assert summary.tally.refused.named[0].where.endswith("spoilt.txt")
    collection = json.loads((out / "events.geojson").read_text(encoding="utf-8"))
    assert len(collection["features"]) == summary.picture.events == summary.tally.stored.new >= 2
    assert {feature["properties"]["date_start"] for feature in collection["features"]} >= {"2016-12-05", "2016-12-06"}
    assert (out / "map.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    with store.open(out / "waqai.gpkg", create=False) as opened:
        assert opened.count() == summary.picture.events


def test_running_again_reads_nothing_again_and_changes_nothing(sources: Path, tmp_path: Path) -> None:
    job = Job((str(sources),), tmp_path / "out", published="2016-12-07")
    first = run_direct(job)
    before = (tmp_path / "out" / "events.geojson").read_bytes()
    again = run_direct(job)
    assert (again.tally.new, again.tally.known, again.tally.stored) == (0, 2, store.Written())
    assert again.quality() == first.quality()
    assert (tmp_path / "out" / "events.geojson").read_bytes() == before


def test_an_article_that_has_changed_is_read_again(sources: Path, tmp_path: Path) -> None:
    job = Job((str(sources),), tmp_path / "out", published="2016-12-07")
    run_direct(job)
    (sources / "homs.txt").write_text("هدوء في المدينة.", encoding="utf-8")
    again = run_direct(job)
    assert (again.tally.new, again.tally.known) == (1, 1)
    assert again.tally.stored.withdrawn >= 1
    assert run_direct(replace(job, published="2016-12-08")).tally.new == 2  # another date is another reading


def test_articles_are_read_again_by_another_program(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job((str(sources),), tmp_path / "out", published="2016-12-07")
    run_direct(job)
    monkeypatch.setattr(pipeline, "program", lambda _: Program("0.1.0", "other code", "same data"))
    again = run_direct(job)
    assert (again.tally.new, again.tally.stored.new, again.tally.stored.withdrawn) == (2, 0, 0)


def test_what_another_store_knows_is_read_again(sources: Path, tmp_path: Path) -> None:
    job = Job((str(sources),), tmp_path / "out", published="2016-12-07")
    first = run_direct(job)
    for part in (tmp_path / "out").glob("waqai.gpkg*"):
        part.unlink()
    assert run_direct(job).picture.events == first.picture.events
    other = run_direct(replace(job, store_url=str(tmp_path / "other.gpkg")))
    assert other.picture.events == first.picture.events


def test_what_an_earlier_run_stored_stays_in_the_picture(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_direct(Job((str(sources / "aleppo.txt"),), out))
    second = run_direct(Job((str(sources / "homs.txt"),), out, published="2016-12-07"))
    assert second.picture.events == first.tally.stored.new + second.tally.stored.new


def test_a_map_that_would_grow_too_large_shows_the_latest_and_says_so(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MAPPED", 1)
    summary = run_direct(Job((str(sources),), tmp_path / "out", published="2016-12-07"))
    assert summary.picture.events > summary.picture.mapped == 1
    assert "(the map has the latest 1)" in str(summary)


def test_another_store_can_be_named(sources: Path, tmp_path: Path) -> None:
    run_direct(Job((str(sources),), tmp_path / "out", store_url=str(tmp_path / "other.gpkg")))
    assert (tmp_path / "other.gpkg").exists()
    assert not (tmp_path / "out" / "waqai.gpkg").exists()


def test_a_store_that_cannot_be_used_stops_the_run_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "waqai.gpkg").write_text("no store", encoding="utf-8")
    with pytest.raises(JobError):
        run_direct(Job(("/never/read",), tmp_path))


def test_nothing_to_read_still_gives_an_empty_map(tmp_path: Path) -> None:
    summary = run_direct(Job((str(tmp_path / "none"),), tmp_path / "out"))
    assert (summary.tally.new, summary.picture.events, summary.status) == (0, 0, 1)
    assert json.loads((tmp_path / "out" / "events.geojson").read_text(encoding="utf-8"))["features"] == []


def test_batches_are_begun_ahead_and_come_in_their_order() -> None:
    begun: list[str] = []

    def begin(batch: list[Article]) -> str:
        begun.append(batch[0].id)
        return batch[0].id

    taken = ahead(([Article(letter, "text")] for letter in "abc"), begin, 1)
    assert next(taken) == "a"
    assert begun == ["a", "b"]
    assert [*taken] == ["b", "c"]


KILLED = """
import os, sys
from pathlib import Path
from flows import pipeline
from flows.job import Job
from flows.ledger import Ledger
if __name__ == "__main__":
    source, out, processes = sys.argv[1:]
    keep, kept = Ledger.keep, []

    def keeping(*given):
        keep(*given)
        kept.append(given)
        if len(kept) == 2:
            os.kill(os.getpid(), 9)  # by itself: whoever is told when may be too late

    Ledger.keep = keeping
    pipeline.run_direct(Job((source,), Path(out), batch=20, processes=int(processes)))
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path, processes: int) -> None:
    rows = [{"id": str(number), "text": f"{ALEPPO} {number}"} for number in range(400)]
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(KILLED, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, script, source, out, str(processes)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert process.returncode == -signal.SIGKILL
    job = Job((str(source),), out, processes=1)
    summary = run_direct(job)
    assert summary.tally.new + summary.tally.known == 400
    assert summary.tally.known == 40, "what was stored and noted is not read twice"
    clean = run_direct(replace(job, out=tmp_path / "clean"))
    assert summary.quality() == clean.quality()
    assert told(out) == told(tmp_path / "clean")


def told(out: Path) -> list[str]:
    """The events of a folder of results, apart from when they were written."""
    features = json.loads((out / "events.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        feature["properties"].pop("updated")
    return [json.dumps(feature, sort_keys=True) for feature in features]


def test_a_job_that_cannot_be_done_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job((str(tmp_path),), tmp_path / "out")
    with pytest.raises(JobError, match="0 articles"):
        run_direct(replace(job, batch=0))
    with pytest.raises(JobError, match="-1 processes"):
        run_direct(replace(job, processes=-1))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(JobError, match="SOURCE_DATE_EPOCH=yesterday"):
        run_direct(job)
