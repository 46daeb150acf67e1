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

from flows import ephemeral, extraction, pipeline, timeline
from flows.job import Job
from store import StoreError
from tests.flows.test_pipeline import ALEPPO, HOMS


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


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"id": "aleppo", "text": ALEPPO}, {"id": "homs", "text": HOMS, "published": "2016-12-07"}]
    path.write_text("\n".join([*(json.dumps(row) for row in rows), "{broken"]), encoding="utf-8")
    return path


def test_the_flow_does_the_direct_run_s_work_and_leaves_a_summary(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SHARD", 1)
    summary = timeline.timeline([str(sources)], str(tmp_path / "flow"))
    direct = pipeline.run_direct(Job((str(sources),), tmp_path / "direct"))
    assert (summary.articles, summary.events, summary.refusals) == (2, direct.events, direct.refusals)
    assert _told(tmp_path / "flow") == _told(tmp_path / "direct")
    told = str(getattr(Artifact.get("waqai-run"), "data", ""))
    assert "| articles read | 2 |" in told
    assert "news.jsonl, row 3: Invalid JSON" in told


def test_the_deployment_names_the_flow_and_parameters_it_takes() -> None:
    checkout = Path(__file__).parents[2]
    (deployment,) = yaml.safe_load((checkout / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    flow: Flow[Any, Any] = load_flow_from_entrypoint(str(checkout / deployment["entrypoint"]))
    assert flow.name == deployment["name"] == "timeline"
    flow.validate_parameters(deployment["parameters"])
    assert all((checkout / source).exists() for source in deployment["parameters"]["sources"])
    assert [Cron(times["cron"], timezone=times["timezone"]) for times in deployment["schedules"]]


def test_storing_is_tried_again_and_extracting_is_not(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = {"store": 0, "extract": 0}
    write = pipeline.write

    def busy_once(*arguments: object) -> object:
        tried["store"] += 1
        if tried["store"] == 1:
            raise StoreError("database is locked")
        return write(*arguments)  # type: ignore[arg-type]

    def wrong(*_: object) -> None:
        tried["extract"] += 1
        raise TypeError("a fault of ours")

    monkeypatch.setattr(pipeline, "write", busy_once)
    monkeypatch.setattr(timeline.store_found, "retry_delay_seconds", 0)
    assert timeline.timeline([str(sources)], str(tmp_path / "a")).articles == 2
    assert tried["store"] == 2
    monkeypatch.setattr(extraction.Extractor, "extract", wrong)
    with pytest.raises(TypeError):
        timeline.timeline([str(sources)], str(tmp_path / "b"))
    assert tried["extract"] == 1


def _told(out: Path) -> list[str]:
    features = json.loads((out / "events.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        feature["properties"].pop("updated")
    return [json.dumps(feature, sort_keys=True) for feature in features]
