"""A run reads the articles that tell of Syria; of the others it keeps that it saw them, and no more."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

import store
from commands.running import run
from flows.job import Job, JobError
from flows.manner import About
from flows.pipeline import run_direct
from flows.watching import watch_direct, watch_of
from tests.flows.test_pipeline import ALEPPO

OTHER = Path(__file__).parents[1] / "cases" / "other_news.jsonl"
WAR = next(row["text"] for row in map(json.loads, OTHER.open(encoding="utf-8")) if row["name"] == "war")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    rows = [
        {"id": "aleppo", "text": ALEPPO, "published": "2016-12-07"},
        {"id": "taiz", "text": WAR, "title": "معارك في تعز", "published": "2016-12-07"},
    ]
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return Job((str(source),), tmp_path / "out", processes=1)


def kept(job: Job) -> set[str]:
    """The articles whose events the store has."""
    with store.open(job.store, create=False) as opened:
        features: list[dict[str, Any]] = list(opened.query())
    return {source["article"] for feature in features for source in feature["properties"]["sources"]}


def test_what_tells_of_other_countries_is_counted_and_not_read(job: Job) -> None:
    summary = run_direct(job)
    assert summary.tally.articles() == {"new": 2, "known": 0, "elsewhere": 1, "refused": 0}
    assert "2 articles read, 1 of them not about Syria;" in str(summary)
    assert kept(job) == {"aleppo"}
    record = json.loads((job.out / "run.json").read_text(encoding="utf-8"))
    assert (record["articles"]["elsewhere"], record["settings"]["about"]) == (1, "syria")


def test_it_is_not_looked_at_again(job: Job) -> None:
    first, again = run_direct(job), run_direct(job)
    assert again.tally.articles() == {"new": 0, "known": 2, "elsewhere": 1, "refused": 0}
    assert again.quality() == first.quality()


def test_a_title_that_names_syria_is_enough(job: Job) -> None:
    source = Path(job.sources[0])
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    source.write_text(json.dumps(rows[1] | {"title": "معارك كما في سوريا"}), encoding="utf-8")
    assert run_direct(job).tally.elsewhere == 0


def test_all_are_read_where_all_are_asked_for_and_forgotten_where_they_no_longer_are(job: Job) -> None:
    everything = replace(job, about=About.ALL)
    assert run_direct(everything).tally.articles() == {"new": 2, "known": 0, "elsewhere": 0, "refused": 0}
    assert kept(job) == {"aleppo", "taiz"}
    assert run_direct(job).tally.stored.withdrawn > 0
    assert kept(job) == {"aleppo"}
    run_direct(everything)
    assert kept(job) == {"aleppo", "taiz"}


def test_the_command_line_and_the_settings_of_a_watch_say_which(
    job: Job, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no store is named
    asked: list[tuple[Literal["syria", "all"] | None, int]] = [("all", 0), ("syria", 1), (None, 1)]
    for about, away in asked:
        assert run(job.sources[0], out=job.out, about=about, processes=1, direct=True) == 0
        assert ("1 of them not about Syria" in capsys.readouterr().err) == away
    settings = tmp_path / "waqai.toml"
    for line, away in (('about = "all"', 0), ("", 1)):
        settings.write_text(f'{line}\n[sources.news]\nfiles = ["news.jsonl"]\n', encoding="utf-8")
        watched = watch_of(settings, tmp_path / f"watched-{away}", processes=1)
        assert watch_direct(watched).tally.elsewhere == away
    assert watch_of(settings, tmp_path, about=About.ALL).job.about is About.ALL
    settings.write_text('about = "lebanon"\n[sources.news]\nfiles = ["news.jsonl"]\n', encoding="utf-8")
    with pytest.raises(JobError, match="about"):
        watch_of(settings, tmp_path)
