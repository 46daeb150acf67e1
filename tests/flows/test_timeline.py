"""The flow over a temporary server on a fresh home: started once for all of these."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from prefect.artifacts import Artifact
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.schedules import Cron

from flows import ephemeral, extractor, pipeline, steps, timeline, watch
from flows.job import Job, JobError
from flows.runner import task_runner
from store import StoreError
from tests.articles.site import serving
from tests.flows.test_pipeline import ALEPPO, HOMS, told
from tests.flows.test_watch import Newsroom


@pytest.fixture(scope="module", autouse=True)
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("PREFECT_API_URL", raising=False)
        patch.setattr(ephemeral, "LOCAL_SERVER", "http://127.0.0.1:9/api")  # never the developer's own
        with ephemeral.api(told.append):
            yield told


def test_the_person_is_told_what_is_waited_for(said: list[str]) -> None:
    assert [line.split(",")[0] for line in said] == ["Starting Prefect's temporary server"]


def test_a_watch_as_a_flow_does_the_direct_watch_s_work_and_shows_it(tmp_path: Path) -> None:
    with serving() as site:
        newsroom = Newsroom(site, tmp_path)
        newsroom.tell(دوما=4, سراقب=5)
        summary = watch.watch(str(newsroom.path), str(newsroom.out))
        direct = newsroom.watch()
    assert (summary.tally.new, summary.status) == (2, 0)
    assert (direct.tally.new, direct.tally.known) == (0, 2)
    assert newsroom.published() == {"دوما": 4, "سراقب": 5}
    (row,) = json.loads(str(getattr(Artifact.get("waqai-watch"), "data", "")))
    assert (row["name"], row["new"], row["read"]) == ("one", 2, 2)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"id": "aleppo", "text": ALEPPO}, {"id": "homs", "text": HOMS, "published": "2016-12-07"}]
    path.write_text("\n".join([*(json.dumps(row) for row in rows), "{broken"]), encoding="utf-8")
    return path


def test_the_flow_does_the_direct_run_s_work_and_shows_it(sources: Path, tmp_path: Path) -> None:
    summary = timeline.timeline([str(sources)], str(tmp_path / "flow"), batch=1)
    direct = pipeline.run_direct(Job((str(sources),), tmp_path / "direct"))
    assert (summary.tally.new, summary.tally.batches, summary.runner) == (2, 2, "processes")
    assert told(tmp_path / "flow") == told(tmp_path / "direct")
    assert summary.quality() == direct.quality()
    page = _artifact("waqai-run")
    assert "| articles read | 2 |" in page
    assert "news.jsonl, row 3: Invalid JSON" in page
    assert json.loads(_artifact("waqai-sources"))[0]["refused"] == 1
    assert {row["type"] for row in json.loads(_artifact("waqai-events"))} >= {"airstrike", "protest"}
    assert "| without a day | 0 (0%) |" in _artifact("waqai-quality")
    assert _artifact("waqai-map") == f"[map.html]({(tmp_path / 'flow' / 'map.html').as_uri()})"


def test_a_flow_that_fails_shows_why(tmp_path: Path) -> None:
    (tmp_path / "waqai.gpkg").write_text("no store", encoding="utf-8")
    with pytest.raises(JobError, match="not a readable store"):
        timeline.timeline(["news"], str(tmp_path))
    assert "**Failed:** `JobError: " in _artifact("waqai-run")
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["results"]) == ("failed", {})


@pytest.mark.slow
def test_on_a_dask_cluster_of_two_processes_and_postgis_the_same_bytes_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgis_store: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481155200")
    rows = [{"id": str(number), "text": f"{text} {number}"} for number in range(30) for text in (ALEPPO, HOMS)]
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    on_dask = timeline.timeline.with_options(task_runner=task_runner("dask"))
    summary = on_dask([str(source)], str(tmp_path / "dask"), "2016-12-07", postgis_store, batch=7)
    timeline.timeline([str(source)], str(tmp_path / "here"), "2016-12-07", batch=7)
    assert summary.runner == "dask"
    same = [
        name
        for name in ("events.geojson", "map.html")
        if _bytes(tmp_path, "dask", name) == _bytes(tmp_path, "here", name)
    ]
    assert same == ["events.geojson", "map.html"]


def _bytes(folder: Path, run: str, name: str) -> bytes:
    return (folder / run / name).read_bytes()


def test_a_runner_that_is_none_is_named() -> None:
    with pytest.raises(JobError, match="WAQAI_RUNNER=ray"):
        task_runner("ray")


@pytest.mark.parametrize("name", ["timeline", "watch"])
def test_a_deployment_names_its_flow_and_parameters_it_takes(name: str) -> None:
    checkout = Path(__file__).parents[2]
    deployments = yaml.safe_load((checkout / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    (deployment,) = [one for one in deployments if one["name"] == name]
    flow: Flow[Any, Any] = load_flow_from_entrypoint(str(checkout / deployment["entrypoint"]))
    assert flow.name == name
    flow.validate_parameters(deployment["parameters"])
    told = deployment["parameters"]
    assert all((checkout / source).exists() for source in [*told.get("sources", []), told.get("settings", ".")])
    assert [Cron(times["cron"], timezone=times["timezone"]) for times in deployment["schedules"]]


def test_storing_is_tried_again_and_extracting_is_not(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = {"store": 0, "extract": 0}
    write = pipeline.write

    def busy_once(*arguments: object, **named: object) -> object:
        tried["store"] += 1
        if tried["store"] == 1:
            raise StoreError("database is locked")
        return write(*arguments, **named)  # type: ignore[arg-type]

    def wrong(*_: object) -> None:
        tried["extract"] += 1
        raise TypeError("a fault of ours")

    monkeypatch.setattr(pipeline, "write", busy_once)
    monkeypatch.setattr(steps.store_found, "retry_delay_seconds", 0)
    assert timeline.timeline([str(sources)], str(tmp_path / "a")).tally.new == 2
    assert tried["store"] == 2
    monkeypatch.setattr(extractor.Extractor, "extract", wrong)
    with pytest.raises(TypeError):
        timeline.timeline([str(sources)], str(tmp_path / "b"))
    assert tried["extract"] == 1


def _artifact(key: str) -> str:
    return str(getattr(Artifact.get(key), "data", ""))
