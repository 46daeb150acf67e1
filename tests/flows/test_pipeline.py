"""The main job without Prefect."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import store
from articles import Article, Refusal
from flows import spool
from flows.extraction import Found
from flows.job import Job, JobError
from flows.pipeline import SHARD, run_direct, sharded
from flows.summary import Summary

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
    assert (summary.articles, summary.status, len(summary.refusals)) == (2, 1, 1)
    assert summary.refusals[0].where.endswith("spoilt.txt")
    collection = json.loads((out / "events.geojson").read_text(encoding="utf-8"))
    assert len(collection["features"]) == summary.published == summary.events >= 2
    assert {feature["properties"]["date_start"] for feature in collection["features"]} >= {"2016-12-05", "2016-12-06"}
    assert (out / "map.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    with store.open(out / "waqai.gpkg", create=False) as opened:
        assert opened.count() == summary.events


def test_running_again_changes_nothing(sources: Path, tmp_path: Path) -> None:
    job = Job((str(sources),), tmp_path / "out", published="2016-12-07")
    first = run_direct(job)
    before = (tmp_path / "out" / "events.geojson").read_bytes()
    again = run_direct(job)
    assert again.stored == store.Written(same=first.events)
    assert (tmp_path / "out" / "events.geojson").read_bytes() == before


def test_what_an_earlier_run_stored_stays_in_the_picture(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_direct(Job((str(sources / "aleppo.txt"),), out))
    second = run_direct(Job((str(sources / "homs.txt"),), out, published="2016-12-07"))
    assert second.published == first.events + second.events


def test_another_store_can_be_named(sources: Path, tmp_path: Path) -> None:
    summary = run_direct(Job((str(sources),), tmp_path / "out", store_url=str(tmp_path / "other.gpkg")))
    assert summary.store == str(tmp_path / "other.gpkg")
    assert not (tmp_path / "out" / "waqai.gpkg").exists()


def test_a_store_that_cannot_be_used_stops_the_run_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "waqai.gpkg").write_text("no store", encoding="utf-8")
    with pytest.raises(JobError):
        run_direct(Job(("/never/read",), tmp_path))


def test_nothing_to_read_still_gives_an_empty_map(tmp_path: Path) -> None:
    summary = run_direct(Job((str(tmp_path / "none"),), tmp_path / "out"))
    assert (summary.articles, summary.events, summary.status) == (0, 0, 1)
    assert json.loads((tmp_path / "out" / "events.geojson").read_text(encoding="utf-8"))["features"] == []


def test_shards_hold_hundreds_of_articles_and_refusals_are_told() -> None:
    found = [Article(str(number), "text") for number in range(2 * SHARD + 1)]
    told: list[Refusal] = []
    shards = [*sharded([*found, Refusal("x", "empty")], told.append)]
    assert [len(shard) for shard in shards] == [SHARD, SHARD, 1]
    assert told == [Refusal("x", "empty")]


def test_a_run_killed_on_the_way_leaves_a_store_that_the_next_run_completes(sources: Path, tmp_path: Path) -> None:
    for number in range(400):
        (sources / f"n{number}.txt").write_text(f"{ALEPPO} {number}", encoding="utf-8")
    out = tmp_path / "out"
    code = f"""
from pathlib import Path
from flows import pipeline
from flows.job import Job
pipeline.SHARD = 20
if __name__ == "__main__":
    pipeline.run_direct(Job(({str(sources)!r},), Path({str(out)!r})), processes=1)
"""
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen([sys.executable, script], cwd=Path(__file__).parents[2])
    while process.poll() is None:
        if (out / "waqai.gpkg").exists() and _events(out) > 0:
            os.kill(process.pid, signal.SIGKILL)
            break
        time.sleep(0.02)
    process.wait()
    killed = _events(out)
    summary = run_direct(Job((str(sources),), out), processes=1)
    assert killed > 0
    assert summary.published == summary.events == _events(out)


def _events(out: Path) -> int:
    try:
        with store.open(out / "waqai.gpkg", create=False) as opened:
            return opened.count()
    except store.StoreError:  # its tables are being made
        return 0


def test_shards_and_findings_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    articles = [Article("a", "نص\r\n", "عنوان", "2016-12-07", "metadata", "https://example.org", "وكالة")]
    (shard,) = spool.write_shards([articles], tmp_path)
    assert (shard.articles, spool.read_shard(shard.path)) == (1, articles)
    found = Found([{"id": "e", "properties": {"title": "حلب"}}], ("a",), (Refusal("b", "empty", 3),), 2, 3)
    assert spool.read_found(spool.write_found(found, shard.path)) == found


def test_a_summary_keeps_markup_of_file_names_harmless(tmp_path: Path) -> None:
    refusal = Refusal("a|b`<script>.txt\n# title", "empty")
    summary = Summary(1, (refusal,), 2, 3, 4, store.Written(new=4), 4, "s", tmp_path / "g", tmp_path / "m", 1.0)
    lines = summary.markdown().splitlines()
    assert "| articles read | 1 |" in lines
    assert lines[-1] == "- `a¦b'<script>.txt\\x0a# title: empty`"
    assert str(summary).startswith("1 article read, 1 refused; 2 dates and 3 places mentioned; 4 events (4 new")
