"""Schedules against a real Prefect server on loopback, by the commands that docs/prefect.md gives."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from tests.articles.site import serving
from tests.flows.test_pipeline import HOMS
from tests.flows.test_watch import Newsroom
from tests.maps.browser import launched
from tests.ports import free_port

CHECKOUT: Final = Path(__file__).parents[2]
PATIENCE_S: Final = 300  # a busy machine with two processors
PREFECT: Final = [sys.executable, "-m", "prefect", "--no-prompt"]
STATES: Final = ("SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED")
EVERY_MINUTE: Final = "* * * * *"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Desk:
    """A Prefect server on loopback, with a home of its own."""

    url: str
    environment: dict[str, str]
    log: Path

    def prefect(self, *arguments: str, **more: str) -> str:
        """Prefect's own command line."""
        done = subprocess.run(
            [*PREFECT, *arguments],
            env=self.environment | more,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What Prefect's API answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/{path}", data, headers)  # noqa: S310  # our own server
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
            return json.load(answer)

    def runs(self, deployment: str, *states: str) -> list[dict[str, Any]]:
        """A deployment's runs in those states, the latest first."""
        wanted = {
            "flow_runs": {"deployment_id": {"any_": [self.deployment(deployment)["id"]]}},
            "sort": "START_TIME_DESC",
        }
        return [run for run in self.ask("flow_runs/filter", wanted) if run["state_type"] in states]

    def deployment(self, name: str) -> dict[str, Any]:
        """By name, of the flow ``timeline`` unless the name says of which."""
        found: dict[str, Any] = self.ask(f"deployments/name/{name if '/' in name else f'timeline/{name}'}")
        return found

    @contextmanager
    def process(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process that lasts as long as the block."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command], env=self.environment, cwd=CHECKOUT, stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE_S)  # a run of its own is waited for
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def waited(what: str, found: Callable[[], Any], desk: Desk | None = None) -> Any:
    """What ``found`` gives as soon as it gives anything true."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            if result := found():
                return result
        except (urllib.error.URLError, OSError):  # it is starting
            pass
        time.sleep(0.5)
    said = desk.log.read_text(encoding="utf-8", errors="replace")[-3000:] if desk else ""
    raise AssertionError(f"waited {PATIENCE_S} s in vain for {what}\n{said}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "WAQAI_"))}
    environment = inherited | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": str(CHECKOUT),
        "COLUMNS": "300",
    }
    found = Desk(url, environment, home / "processes.log")
    with found.process("prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)):
        waited("the server", lambda: found.ask("health"), found)
        yield found


def test_a_served_schedule_runs_pauses_resumes_runs_now_and_shows_its_failures(
    desk: Desk, news: Path, tmp_path: Path
) -> None:
    name, out = "desk", tmp_path / "out"
    command = ["schedule", str(news), "--cron", EVERY_MINUTE, "--name", name, "--out", str(out)]
    with desk.process("waqai", *command):
        (first,) = waited("a scheduled run", lambda: desk.runs(name, "COMPLETED")[:1], desk)
        assert first["auto_scheduled"]
        assert _events(out) == ["aleppo"]
        assert {"waqai-run", "waqai-sources", "waqai-events", "waqai-quality", "waqai-map"} <= set(
            _artifacts(desk, first)
        )

        schedule = desk.deployment(name)["schedules"][0]["id"]
        assert schedule in desk.prefect("deployment", "schedule", "ls", f"timeline/{name}")
        desk.prefect("deployment", "schedule", "pause", f"timeline/{name}", schedule)
        waited("the end of what was due", lambda: not desk.runs(name, "SCHEDULED", "PENDING", "RUNNING"), desk)
        assert not desk.deployment(name)["schedules"][0]["active"]

        (news / "homs.txt").write_text(HOMS, encoding="utf-8")
        before = len(desk.runs(name, "COMPLETED"))
        desk.prefect("deployment", "run", f"timeline/{name}", "--watch", "--watch-timeout", str(PATIENCE_S))
        assert len(desk.runs(name, "COMPLETED")) == before + 1
        assert "COMPLETED" in desk.prefect("flow-run", "ls", "--flow-name", "timeline")
        assert _events(out) == ["aleppo", "homs"]

        told = _alarm(desk)
        kept = (out / "waqai.gpkg").read_bytes()
        for part in out.glob("waqai.gpkg*"):
            part.unlink()
        (out / "waqai.gpkg").write_text("no store", encoding="utf-8")
        desk.prefect("deployment", "run", f"timeline/{name}")
        (failed,) = waited("the failure", lambda: desk.runs(name, "FAILED"), desk)
        assert "waqai.gpkg is not a readable store" in failed["state"]["message"]
        assert "Failed" in _artifact(desk, failed, "waqai-run")
        assert "not a readable store" in waited("the notification", lambda: "".join(told), desk)

        (out / "waqai.gpkg").write_bytes(kept)
        desk.prefect("deployment", "schedule", "resume", f"timeline/{name}", schedule)
        done = {run["id"] for run in desk.runs(name, "COMPLETED")}
        waited(
            "a scheduled run after the pause",
            lambda: [run for run in desk.runs(name, "COMPLETED") if run["id"] not in done and run["auto_scheduled"]],
            desk,
        )
    waited("the pause at the end", lambda: desk.deployment(name)["paused"], desk)


def test_a_settings_file_is_watched_on_a_schedule_and_read_anew_each_time(desk: Desk, tmp_path: Path) -> None:
    name, schedule = "watch/outlets", ["--cron", EVERY_MINUTE, "--name", "outlets"]
    with serving() as site:
        room = Newsroom(site, tmp_path)
        room.tell(دوما=4)
        with desk.process("waqai", "schedule", str(room.path), *schedule, "--out", str(room.out)):
            (first,) = waited("a scheduled round", lambda: desk.runs(name, "COMPLETED")[:1], desk)
            assert first["auto_scheduled"]
            assert room.published() == {"دوما": 4}

            _pause(desk, name)
            room.tell(دوما=9, سراقب=5)
            _run_now(desk, name)
            assert room.published() == {"دوما": 9, "سراقب": 5}, "what was corrected replaces what it was"

            kept = room.path.read_text(encoding="utf-8")
            room.path.write_text(f'{kept}[sources.gone]\nfeed = "{site.base}/none"\n', encoding="utf-8")
            run = _run_now(desk, name)
            assert "404" in _artifact(desk, run, "waqai-watch"), "a source that fails is named, and fails no other"

            room.path.write_text(kept.replace("rate = 1000", "rate = 0"), encoding="utf-8")
            desk.prefect("deployment", "run", name)
            (failed,) = waited("the failure", lambda: desk.runs(name, "FAILED"), desk)
            assert "waqai.toml: [fetching] rate: input should be greater than 0" in failed["state"]["message"]

            room.path.write_text(kept, encoding="utf-8")
            room.tell(دوما=9, سراقب=5, داريا=6)
            done = {run["id"] for run in desk.runs(name, "COMPLETED")}
            desk.prefect("deployment", "schedule", "resume", name, desk.deployment(name)["schedules"][0]["id"])
            waited("a round after the pause", lambda: _scheduled(desk, name, done), desk)
            assert room.published() == {"دوما": 9, "سراقب": 5, "داريا": 6}


def _make_pool(desk: Desk) -> None:
    """The work pool of prefect.yaml; the tests share a server, and run in any order."""
    desk.prefect("work-pool", "create", "--type", "process", "--overwrite", "waqai")


def test_a_team_s_deployment_watches_a_settings_file(desk: Desk, tmp_path: Path) -> None:
    _make_pool(desk)
    with serving() as site:
        room = Newsroom(site, tmp_path)
        room.tell(دوما=4)
        given = {"settings": str(room.path), "out": str(room.out)}
        desk.prefect("deploy", "--name", "watch", "--cron", EVERY_MINUTE, "--params", json.dumps(given))
        with desk.process("prefect", "worker", "start", "--pool", "waqai"):
            waited("a scheduled round", lambda: _scheduled(desk, "watch/watch", set()), desk)
        assert room.published() == {"دوما": 4}
    assert desk.runs("watch/watch", "FAILED", "CRASHED") == []


def _scheduled(desk: Desk, name: str, known: Container[str]) -> list[dict[str, Any]]:
    """Runs that the schedule began and that are done, beside those that are known."""
    return [run for run in desk.runs(name, "COMPLETED") if run["id"] not in known and run["auto_scheduled"]]


def _pause(desk: Desk, name: str) -> None:
    """As docs/prefect.md says; then until what was due is done."""
    desk.prefect("deployment", "schedule", "pause", name, desk.deployment(name)["schedules"][0]["id"])
    waited("the end of what was due", lambda: not desk.runs(name, "SCHEDULED", "PENDING", "RUNNING"), desk)
    assert not desk.deployment(name)["schedules"][0]["active"]


def _run_now(desk: Desk, name: str) -> dict[str, Any]:
    """The run, once it is done."""
    known = {run["id"] for run in desk.runs(name, *STATES)}
    desk.prefect("deployment", "run", name, "--watch", "--watch-timeout", str(PATIENCE_S))
    (run,) = [run for run in desk.runs(name, "COMPLETED") if run["id"] not in known]
    return run


def test_a_team_s_deployment_runs_on_a_work_pool(desk: Desk, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _make_pool(desk)
    given = {"sources": [str(news)], "out": str(out)}
    desk.prefect("deploy", "--name", "timeline", "--cron", EVERY_MINUTE, "--params", json.dumps(given))
    with desk.process("prefect", "worker", "start", "--pool", "waqai"):
        waited("a scheduled run", lambda: _scheduled(desk, "timeline/timeline", set()), desk)
        assert _events(out) == ["aleppo"]
        (news / "homs.txt").write_text(HOMS, encoding="utf-8")
        desk.prefect("deployment", "run", "timeline/timeline", "--watch", "--watch-timeout", str(PATIENCE_S))
        assert _events(out) == ["aleppo", "homs"]
    assert desk.runs("timeline", "FAILED", "CRASHED") == []


def test_the_page_pauses_resumes_and_runs_now(desk: Desk) -> None:
    _make_pool(desk)
    desk.prefect("deploy", "--name", "timeline")
    known = {run["id"] for run in desk.runs("timeline", *STATES)}

    def paused() -> bool:
        deployment = desk.deployment("timeline")
        return bool(deployment["paused"] or not deployment["schedules"][0]["active"])

    with launched() as browser:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(f"{desk.url.removesuffix('/api')}/deployments/deployment/{desk.deployment('timeline')['id']}")
        page.locator("[role=switch][aria-checked=true]").first.click()
        waited("the pause", paused, desk)
        page.locator("[role=switch][aria-checked=false]").first.click()
        waited("the end of the pause", lambda: not paused(), desk)
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_text("Quick run").click()
        page.get_by_role("button", name="Run", exact=True).last.click()  # of the form with the parameters
        waited(
            "a run now",
            lambda: [
                run for run in desk.runs("timeline", *STATES) if run["id"] not in known and not run["auto_scheduled"]
            ],
            desk,
        )


def _events(out: Path) -> list[str]:
    """The articles that the published events come from."""
    features = json.loads((out / "events.geojson").read_text(encoding="utf-8"))["features"]
    return sorted({source["article"] for feature in features for source in feature["properties"]["sources"]})


def _artifacts(desk: Desk, run: dict[str, Any]) -> dict[str, str]:
    found = desk.ask("artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}})
    return {artifact["key"]: str(artifact["data"]) for artifact in found}


def _artifact(desk: Desk, run: dict[str, Any], key: str) -> str:
    return str(waited(key, lambda: _artifacts(desk, run).get(key), desk))


def _alarm(desk: Desk) -> list[str]:
    """What the automation of docs/prefect.md, run as it stands there, sends to its webhook."""
    told: list[str] = []

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    server = HTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = (CHECKOUT / "docs" / "prefect.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    environment = desk.environment | {"DESK_WEBHOOK": f"http://127.0.0.1:{server.server_address[1]}/"}
    subprocess.run([sys.executable, "-c", example], env=environment, check=True, timeout=PATIENCE_S)
    return told
