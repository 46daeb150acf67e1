"""Letters of articles stay letters wherever they come out: spreadsheets, XML, pages, Markdown, logs, file names."""

import csv
import io
import json
import logging
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from lxml import etree, html  # type: ignore[import-untyped]
from starlette.testclient import TestClient

import serve
import store
from articles import Refusal
from flows.artifacts import code
from flows.job import Job
from flows.pipeline import run_direct
from store.streams import STREAMS
from store.tables import spreadsheet_safe
from tests.attack.catalogue import CONTROLS
from tests.attack.seeds import NEWS
from tests.maps.test_hostile import PATHS, PAYLOADS, full, poisoned

FORMULAS: Final = (
    "=1+1", "=HYPERLINK(\"https://evil.example\",\"حلب\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1",
    "\n=1", " =1", "\u00a0=1", "\ufeff=1", "\u200f=1", "\u202e=1", "\u200b+1", "\0=1", "＝1", "＋1", "|a", "%0A=1",
    "  \u200e@a",
)  # fmt: skip
CHECKOUT: Final = Path(__file__).parents[2]
_SIGNS: Final = tuple("=+-@|%＝＋－＠\t\r\n")


def leaf(path: tuple[Any, ...]) -> Any:
    value = full()["properties"]
    for step in path:
        value = value[step]
    return value


CHECKED: Final = ("part_of", "updated", "review", "published")  # what the store makes itself, or reads
TEXTS: Final = [path for path in PATHS if isinstance(leaf(path), str) and not set(CHECKED) & set(path)]


def poisoned_all() -> list[dict[str, Any]]:
    """Every payload and formula in every property of an event that holds text, one a property and event."""
    hostile = [*PAYLOADS.values(), *FORMULAS, *CONTROLS.values()]
    return [
        poisoned(path, hostile[(at + shift) % len(hostile)], f"e{at}-{shift}")
        for at, path in enumerate(TEXTS)
        for shift in range(0, len(hostile), 7)
    ]


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text(cell: str) -> None:
    assert spreadsheet_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("name", sorted(set(STREAMS) - {"geojson", "geojsonl", "kml"}))
def test_no_cell_of_a_table_begins_a_formula(name: str) -> None:
    file = io.StringIO(newline="")
    assert STREAMS[name](poisoned_all(), file)
    rows = [*csv.reader(io.StringIO(file.getvalue(), newline=""))]
    wrong = [cell for row in rows for cell in row if cell.startswith(_SIGNS) and cell != "-" and not is_number(cell)]
    assert wrong == []


def test_every_program_that_writes_a_table_makes_its_cells_safe() -> None:
    """But for the one that compiles the gazetteer from its own tables."""
    rooms = ("articles", "commands", "events", "flows", "gazetteer", "geo", "maps", "serve", "store", "timex", "arabic")
    modules = {path: path.read_text(encoding="utf-8") for room in rooms for path in (CHECKOUT / room).rglob("*.py")}
    writing = {
        path for path, code in modules.items() if re.search(r"csv\.(writer|DictWriter)\(|\.to_(csv|excel)\(", code)
    }
    assert len(writing) > 3
    unsafe = [path for path in writing if not re.search(r"spreadsheet_safe|safe_row|review_rows", modules[path])]
    assert [str(path.relative_to(CHECKOUT)) for path in unsafe] == ["gazetteer/written.py"]


def test_no_cell_of_the_review_begins_a_formula(tmp_path: Path) -> None:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write(poisoned_all()[:200])
        store.write_review(opened, tmp_path / "review.csv", store.Filters())
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell.startswith(_SIGNS) and cell != "-" and not is_number(cell)] == []


def test_kml_is_xml_and_holds_no_element_of_an_article() -> None:
    file = io.StringIO()
    STREAMS["kml"](poisoned_all(), file)
    tree = etree.fromstring(file.getvalue().encode())
    names = {etree.QName(element).localname for element in tree.iter() if isinstance(element.tag, str)}
    known = {"kml", "Document", "name", "Placemark", "description", "TimeSpan", "begin", "end", "ExtendedData", "Data"}
    known |= {"Style", "styleUrl", "IconStyle", "LineStyle", "PolyStyle", "color", "width"}
    assert {one.text for one in tree.iter("{*}styleUrl")} <= {f"#{one.get('id')}" for one in tree.iter("{*}Style")}
    assert names - known <= {
        "value",
        "Point",
        "coordinates",
        "Polygon",
        "outerBoundaryIs",
        "LinearRing",
        "MultiGeometry",
    }


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with store.open(tmp_path_factory.mktemp("hostile") / "waqai.gpkg") as opened:
        opened.write(poisoned_all()[:300])
        app = serve.create_app(opened, settings=serve.Settings(feed_entries=300))
        yield TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_a_feed_is_xml_and_links_to_the_web_only(client: TestClient) -> None:
    answer = client.get("/collections/events/feed.atom")
    tree = etree.fromstring(answer.content)
    assert len(tree.findall("{*}entry")) == 300
    links = [link.get("href") for link in tree.iter("{*}link")]
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []
    assert {etree.QName(element).localname for element in tree.iter()} <= {
        *("feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "summary", "point")
    }


@pytest.mark.parametrize(
    "path", ["events/items?limit=300", "articles/items", "places/items", "removed/items", "events"]
)
def test_pages_have_no_element_or_link_of_an_article(client: TestClient, path: str) -> None:
    answer = client.get(f"/collections/{path}", headers={"accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")
    tree = html.fromstring(answer.content)
    assert tree.xpath("//script | //img | //iframe | //svg | //object | //embed | //base") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')] | //@style | //@srcdoc") == []
    links = [link.strip().lower() for link in tree.xpath("//@href | //@src | //@action") if link != "data:,"]  # no icon
    assert [link for link in links if ":" in link.split("/")[0] and not link.startswith(("http:", "https:"))] == []
    assert "49" not in [cell.strip() for cell in tree.xpath("//td/text()")]  # {{ 7*7 }}


@pytest.mark.parametrize("name", PAYLOADS)
def test_an_events_page_shows_its_letters(client: TestClient, name: str) -> None:
    answer = client.get("/collections/events/items/e0-0", params={"f": "html"})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    missing = client.get(f"/collections/events/items/{quote(PAYLOADS[name][:50])}")
    assert missing.status_code in (400, 404)
    assert missing.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", [*PAYLOADS.values(), *CONTROLS.values(), "`` ` | a\n# b\r\n[c](javascript:d)"])
def test_markdown_of_a_run_holds_code_and_nothing_else(text: str) -> None:
    shown = code(text)
    assert shown[0] == shown[-1] == "`"
    assert "`" not in shown[1:-1]
    assert "|" not in shown
    assert shown.isprintable()


@pytest.mark.parametrize("text", [*PAYLOADS.values(), *CONTROLS.values(), "a\nwaqai: all is well\r\x1b[2J\x9b2J"])
def test_a_refusal_is_one_line_without_controls(text: str) -> None:
    assert str(Refusal(text, text, 1)).isprintable()


def test_a_log_line_of_the_server_is_one_line(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(store.Store, "within", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/collections/events/items/a%0Dwaqai:%20all%20is%20well%1b%5b2J")
    assert answer.status_code == 500
    assert [record.getMessage() for record in caplog.records if not record.getMessage().isprintable()] == []


def test_names_of_articles_and_sources_are_no_paths(tmp_path: Path) -> None:
    names = ["../../escape", "/etc/escape", "..\\escape", "a/../../escape", "C:\\escape", "~/escape", "con", ".", ".."]
    names += ["a\nb", "$(touch escape)", "`touch escape`", "%2e%2e%2fescape", "؟*", "file:///escape", "=escape"]
    rows = [
        {"id": name, "source": name, "title": name, "text": f"{NEWS}\n{at}", "published": "2016-12-07"}
        for at, name in enumerate(names)
    ]
    work = tmp_path / "work"
    work.mkdir()
    (work / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    run_direct(Job((str(work / "in.jsonl"),), work / "out", processes=1))
    assert list(tmp_path.rglob("*escape*")) == []
    assert {path.name for path in tmp_path.iterdir()} == {"work"}
    assert {path.name for path in work.iterdir()} == {"in.jsonl", "out"}
    known = {
        "events.geojson",
        "map.html",
        "timeline.html",
        "run.json",
        "waqai.gpkg",
        "waqai.gpkg-wal",
        "waqai.gpkg-shm",
    }
    assert {path.name for path in (work / "out").iterdir()} <= known
