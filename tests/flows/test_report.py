"""What a person and a machine are told of a run."""

import gzip
import json
from pathlib import Path

import pytest

from articles import Refusal
from flows.expected import expected
from flows.job import Job
from flows.meter import Lines, duration
from flows.picture import Picture
from flows.pipeline import run_direct
from flows.summary import Summary
from flows.tally import NAMED, Sources, Tally
from gazetteer import load
from tests.flows.test_pipeline import ALEPPO


def test_sources_are_followed_while_they_are_read() -> None:
    sources = Sources(["a", "b"])
    assert [(source, sources.now) for source in sources] == [("a", "a"), ("b", "b")]


def test_refusals_are_counted_by_source_and_reason_and_the_first_named() -> None:
    tally, said = Tally(), list[str]()
    tally.refuse((Refusal(str(number), "empty") for number in range(NAMED + 5)), said.append, "news/")
    assert (tally.refused.count, len(tally.refused.named), len(said)) == (NAMED + 5, NAMED, NAMED + 5)
    assert tally.of("news/").to_row()["reasons"] == {"empty": NAMED + 5}


def test_unknown_names_are_whole_and_by_frequency() -> None:
    tally = Tally()
    tally.unknown.update(["قريه زردنيا", "قريه زردنيا وسط اليوم", "قريه زردنيا"])
    assert [(name.name, name.count) for name in tally.unknown_names(load(), 10)] == [("زردنيا", 3)]


def test_a_run_leaves_its_record(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(f"{ALEPPO} وفي قرية زردنيا.", encoding="utf-8")
    (news / "b.txt").touch()
    run_direct(Job((str(news),), tmp_path / "out"))
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["articles"]) == (
        "some refused",
        {"new": 1, "known": 0, "elsewhere": 0, "refused": 1},
    )
    assert record["sources"][str(news)]["reasons"] == {"empty": 1}
    assert record["quality"]["unknown_places"] == [{"name": "زردنيا", "announced_by": "قريه", "count": 1}]
    assert record["results"]["events.geojson"]["bytes"] == (tmp_path / "out" / "events.geojson").stat().st_size
    assert record["events"]["by_type_and_governorate"][0]["Aleppo"] >= 1
    assert set(record["program"]) == {"version", "code", "data", "python", "libraries"}


TABLE = " ".join(["15", "3", "2011"] * 120)


def test_an_article_that_was_read_in_part_is_said_counted_and_named_also_when_it_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "whole", "text": ALEPPO}, {"id": "table", "text": f"{ALEPPO}\n{TABLE}\n{TABLE}"}]
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    left_out = "article table: 2 of its lines, of 300 numbers or more, were taken for tables, without times"
    for known in (0, 2):
        summary = run_direct(Job((str(source),), out, processes=1))
        assert summary.tally.known == known
        assert f"read in part: {left_out}\n" in capsys.readouterr().err
        record = json.loads((out / "run.json").read_text(encoding="utf-8"))
        assert record["in_part"] == {"articles": 1, "named": [left_out]}
        assert "1 of them in part" in str(summary)


def test_a_log_says_how_far_how_fast_and_how_long_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    now = iter([0.0, 10.0, 20.0])
    monkeypatch.setattr("flows.meter.time.monotonic", lambda: next(now))
    lines = Lines(said.append)
    lines.advance(500)
    lines.batch("batch 1: 500 articles")
    lines.total(100_000)
    lines.advance(500)
    lines.batch("batch 2: 500 articles")
    assert said == [
        "batch 1: 500 articles; 500 done, 50/s",
        "batch 2: 500 articles; 1000 of 100000 done, 50/s, 33 min 00 s left",
    ]
    assert [duration(59.6), duration(7_260)] == ["1 min 00 s", "2 h 01 min"]


def test_articles_are_counted_without_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.jsonl").write_bytes(b"{}\n{}\n{}")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n"))
    assert expected([str(tmp_path)]) == 6
    (tmp_path / "d.csv").touch()
    assert expected([str(tmp_path)]) is None
    assert expected(["-"]) is None
    assert expected([str(tmp_path / "none")]) is None


def test_the_picture_is_counted_by_type_and_governorate() -> None:
    picture = Picture()
    told = [("airstrike", 36.2, "Aleppo"), ("airstrike", None, None), ("protest", 33.5, "Aleppo")]
    features = [
        {"properties": {"type": kind, "date_start": None, "lat": lat, "admin1_name_en": where}}
        for kind, lat, where in told
    ]
    assert [*picture.counting(features)] == features
    assert (picture.events, picture.undated, picture.unplaced) == (3, 3, 1)
    assert picture.table() == [
        {"type": "airstrike", "all": 2, "Aleppo": 1, "unplaced": 1},
        {"type": "protest", "all": 1, "Aleppo": 1, "unplaced": 0},
    ]


def test_file_names_with_markup_stay_letters(tmp_path: Path) -> None:
    from flows.artifacts import run_page

    summary = Summary(Job(("news",), tmp_path))
    summary.tally.refuse([Refusal("a|b`<script>.txt\n# title", "empty")], lambda _: None)
    assert run_page(summary).splitlines()[-1] == "- `a¦b'<script>.txt\\x0a# title: empty`"
