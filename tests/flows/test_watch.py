"""The watch flow: what is new goes into the store and onto the map, whatever is killed on the way."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import store
import waqai
from articles.collection import Collector
from flows import extractor, pipeline
from flows.job import JobError
from flows.summary import Summary
from flows.watching import watch_direct, watch_of
from tests.articles.site import Site, page, rss, serving

_TEXT = (
    "قتل {deaths} مدنيين أمس الثلاثاء في غارات جوية استهدفت مدينة {place}، بحسب الدفاع المدني.\n"
    "وقال مصدر طبي إن المصابين نقلوا إلى مشفى ميداني قريب من المدينة وإن بينهم أطفالا ونساء."
)


@pytest.fixture
def outlet() -> Iterator[Site]:
    with serving() as site:
        yield site


class Newsroom:
    """A feed of places, a settings file and a folder of results."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.path, self.out = folder / "waqai.toml", folder / "out"
        self.path.write_text(
            "[fetching]\nprivate = true\nrate = 1000\ntries = 1\n"
            f'[sources.one]\nfeed = "{site.base}/rss"\nrecheck_hours = 0\n',
            encoding="utf-8",
        )

    def tell(self, **deaths: int) -> None:
        """An article of each place."""
        links = [
            self.site.put(f"/n/{number}", page(f"غارات على {place}", _TEXT.format(place=place, deaths=count)))
            for number, (place, count) in enumerate(deaths.items())
        ]
        self.site.put("/rss", rss([(link, "غارات") for link in links]))

    def watch(self, **options: Any) -> Summary:
        return watch_direct(watch_of(self.path, self.out, **options))

    def published(self) -> dict[str, Any]:
        """Deaths by place, as the published file tells."""
        features = json.loads((self.out / "events.geojson").read_text(encoding="utf-8"))["features"]
        told = [feature["properties"] for feature in features]
        return {one["place_name"]: one["deaths"]["min"] for one in told if one["deaths"]}


@pytest.fixture
def newsroom(outlet: Site, tmp_path: Path) -> Newsroom:
    return Newsroom(outlet, tmp_path)


def test_what_is_new_or_changed_is_stored_and_published_and_the_rest_is_left(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4, سراقب=5)
    first = newsroom.watch()
    assert (first.tally.new, first.status) == (2, 0)
    assert newsroom.published() == {"دوما": 4, "سراقب": 5}
    stamp = (newsroom.out / "events.geojson").stat().st_mtime_ns
    second = newsroom.watch()
    assert (second.tally.new, second.tally.known, second.picture.events) == (0, 2, first.picture.events)
    assert (newsroom.out / "events.geojson").stat().st_mtime_ns == stamp, "nothing is written for nothing"
    newsroom.tell(دوما=9, سراقب=5, داريا=6)
    third = newsroom.watch()
    assert third.tally.new == 2
    assert newsroom.published() == {"دوما": 9, "سراقب": 5, "داريا": 6}, "the corrected article's events are replaced"


def test_an_article_whose_date_is_corrected_moves_its_events_and_leaves_none_behind(newsroom: Newsroom) -> None:
    def days() -> list[str]:
        features = json.loads((newsroom.out / "events.geojson").read_text(encoding="utf-8"))["features"]
        return sorted({feature["properties"]["date_start"] for feature in features})

    link = newsroom.site.base + "/n/0"
    for published, told in (("2016-12-07", "2016-12-06"), ("2016-12-14", "2016-12-13")):
        text = _TEXT.format(place="دوما", deaths=4)
        newsroom.site.put("/n/0", page("غارات على دوما", text, day=published))
        newsroom.site.put("/rss", rss([(link, "غارات")]))
        newsroom.watch()
        assert days() == [told], "«أمس الثلاثاء» is counted from the article's date"


def test_a_round_with_nothing_new_says_so(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4)
    newsroom.watch()
    again = newsroom.watch()
    assert str(again).startswith("0 articles read, 1 known already")
    assert (again.status, again.tally.stored.changed) == (0, 0)


def test_the_record_counts_each_source_and_names_what_failed(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4)
    newsroom.path.write_text(
        newsroom.path.read_text(encoding="utf-8") + f'[sources.gone]\nfeed = "{newsroom.site.base}/none"\n',
        encoding="utf-8",
    )
    summary = newsroom.watch()
    assert summary.status == 1
    record = json.loads((newsroom.out / "run.json").read_text(encoding="utf-8"))
    assert {name: row["new"] for name, row in record["sources"].items()} == {"one": 1, "gone": 0}
    (gone,) = [row for row in record["collected"] if row["name"] == "gone"]
    assert "404" in gone["errors"][0]
    assert "404" in record["refusals"]["named"][0]


class KilledError(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("moment", ["before extraction", "before the store", "before it is known", "before publishing"])
def test_a_run_that_is_killed_anywhere_is_completed_by_the_next(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KilledError

    newsroom.tell(دوما=4, سراقب=5)
    with monkeypatch.context() as patch:
        holder, name = {
            "before extraction": (extractor.Extractor, "extract"),
            "before the store": (pipeline, "write"),
            "before it is known": (Collector, "settle"),
            "before publishing": (pipeline, "publish"),
        }[moment]
        patch.setattr(holder, name, killed)
        with pytest.raises(KilledError):
            newsroom.watch()
    newsroom.watch()
    assert newsroom.published() == {"دوما": 4, "سراقب": 5}
    assert [count for (path, _), count in newsroom.site.served.items() if path.startswith("/n/")] == [1, 1]


def test_pages_that_were_kept_are_read_again_without_being_asked_for(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4, سراقب=5)
    newsroom.path.write_text(
        newsroom.path.read_text(encoding="utf-8").replace("[fetching]", "[fetching]\nkeep_pages = true")
    )
    newsroom.watch()
    assert newsroom.watch(again=True).tally.new == 2
    assert newsroom.watch().tally.new == 0
    assert [count for (path, _), count in newsroom.site.served.items() if path.startswith("/n/")] == [1, 1]


def test_a_store_that_is_gone_is_not_taken_for_one_that_is_full(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4)
    newsroom.watch()
    (newsroom.out / "waqai.gpkg").unlink()
    with pytest.raises(JobError, match="is not there"):
        newsroom.watch()


def test_a_second_run_at_the_same_time_is_refused_and_harms_nothing(newsroom: Newsroom) -> None:
    newsroom.tell(دوما=4)
    newsroom.watch()
    with sqlite3.connect(newsroom.out / "watch.db.lock", isolation_level=None) as held:
        held.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JobError, match="another run"):
            newsroom.watch()
        held.execute("ROLLBACK")
    assert newsroom.watch().status == 0
    with store.open(newsroom.out / "waqai.gpkg") as opened:
        first, second = store.runs(opened)  # what was refused was no run
    assert (first.status, second.status) == ("done", "done")
    assert first.inputs["one"] != second.inputs["one"], "of what each handed on to be read"


def test_calls_that_are_wrong_say_so(newsroom: Newsroom) -> None:
    for options, said in (
        ({"only": ("two",)}, "no source two; it has one"),
        ({"since": "soon"}, "--since soon: no day"),
        ({"since": "2016-12-07", "until": "2016-12-01"}, "lies before"),
    ):
        with pytest.raises(JobError, match=said):
            newsroom.watch(**options)
    with pytest.raises(JobError, match="no such file"):
        watch_of(newsroom.folder / "none.toml", newsroom.out)


def test_the_command_line_takes_a_settings_file_as_a_source(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.tell(دوما=4)
    path, out = str(newsroom.path), str(newsroom.out)
    assert _status("run", path, "--out", out, "--direct") == 0
    assert newsroom.published() == {"دوما": 4}
    assert _status("watch", path, "--out", out, "--direct", "--source", "one", "--since", "2016-01-01") == 0
    assert _status("run", path, "more.txt", "--out", out, "--direct") == 2
    assert "stands alone" in capsys.readouterr().err
    assert _status("annotate", path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["source"], told["published"]["basis"]) == ("وكالة الخبر", "metadata")
    assert "meta article:published_time" in told["published"]["reason"]


def _status(*call: str) -> int:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["waqai", *call])
        waqai.main()
    return int(ended.value.code or 0)
