"""Article text is hostile: no payload in any field runs, asks for anything, or changes the page."""

import copy
import html
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import maps
from flows.job import Job
from flows.pipeline import run_direct
from maps.blocks import PACKED_FROM
from tests.maps.browser import Opened, Visit
from tests.maps.examples import told_twice
from tests.store.features import feature

HIT: Final = "WAQAI_WAS_HIT"
PAYLOADS: Final = {
    "jinja expression": f"{{{{ cycler.__init__.__globals__.os.environ.update({{'{HIT}': '1'}}) }}}}{{{{ 7*7 }}}}",
    "jinja statement": f"{{% set x = lipsum.__globals__.os.environ.update({{'{HIT}': '1'}}) %}}{{# #}}",
    "image": "<img src=x onerror='window.hit=1;alert(1)'>",
    "end of script": "</script><script>window.hit=1;alert(2)</script>",
    "end of style": "</style></title></textarea><script>window.hit=1</script>",
    "comment": "--><script>window.hit=1</script><!-- <!--<script>",
    "template literal": "${window.hit=1}`${alert(3)}`",
    "javascript link": "javascript:window.hit=1//https://x.example",
    "data link": "data:text/html,<script>opener.hit=1</script>",
    "attribute": "\" onmouseover=window.hit=1 autofocus onfocus=window.hit=1 x=' href='javascript:window.hit=1",
    "svg": "<svg onload=window.hit=1><iframe srcdoc='<script>top.hit=1</script>'></iframe></svg>",
    "request": "<link rel=stylesheet href=https://evil.example/x.css>@import 'https://evil.example';url(https://evil.example)",
    "separators": "\u2028window.hit=1\u2029\u0000\ufeff\u0085",
    "bidi": "\u202e\u2066\u200f<b>\u202c",
    "prototype": '"},"__proto__":{"hit":1},"constructor":{"',
    "our marks": "<!-- waqai data --><!--waqai:scripts--><!--waqai:title-->",
}
CLOSED: Final = {"id", "type", "factuality", "date_start", "date_end"}  # of these a wrong one is refused, see below


def full() -> dict[str, Any]:
    """An event with every property of the contract."""
    one = told_twice()
    end = {"place_id": "x", "name": "إدلب", "name_en": "Idlib", "lat": 35.9, "lon": 36.6}
    one["properties"] |= {
        "origin_point": end | {"name": "حلب", "lat": 36.2},
        "destination_point": end,
        "origin": "حلب",
        "destination": "إدلب",
        "part_of": "other",
        "place_kind": "town",
        "pcode": "C1",
        "acled": "Attack",
        "plover": "ASSAULT",
        "updated": "2026-01-01",
        "review": {"verdict": "confirmed", "by": "A", "why": "B"},
        "detained": {"min": 1, "max": 2},
        "missing": {"min": 1, "max": 2},
        "displaced": {"min": 1, "max": 2},
        "unheard_of": "x",
    }
    return one


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything in an event that is no container."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


NUMBERS: Final = {"lat", "lon", "confidence"}  # read by Python as numbers
PATHS: Final = [
    path
    for path in leaves(full()["properties"])
    if path[0] not in CLOSED and path[-1] not in NUMBERS and path[-1] not in (0, 1)
]


def poisoned(path: tuple[Any, ...], payload: str, event_id: str) -> dict[str, Any]:
    one = copy.deepcopy(full())
    holder = one["properties"]
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = payload
    return one | {"id": event_id}


def harmless(visit: Visit) -> None:
    """Nothing ran, nothing was asked for, and the page has no element that it does not make itself."""
    assert visit.page.evaluate("window.hit") is None
    assert visit.page.evaluate("({}).hit") is None
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith("file:")] == []
    assert visit.page.locator("img, iframe, object, embed, base, link, form, video, audio, svg[onload]").count() == 0
    assert (
        visit.page.evaluate(
            "[...document.querySelectorAll('*')].filter((node) => [...node.attributes].some(({ name }) =>"
            " name.startsWith('on'))).length"
        )
        == 0
    )
    hrefs = visit.page.locator("a[href]").evaluate_all("nodes => nodes.map((node) => node.protocol)")
    assert set(hrefs) <= {"https:", "http:", "file:"}
    assert HIT not in os.environ


OPEN_ALL = """async () => {
  for (let e = 0; e < waqai.events.id.length; e += 1) await waqai.open(e);
  return document.querySelectorAll('.wq-card').length;
}"""


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_in_any_property_stays_text(name: str, opened: Opened) -> None:
    events = [poisoned(path, PAYLOADS[name], f"{number}-{path[-1]}") for number, path in enumerate(PATHS)]
    visit = opened(events)
    assert visit.page.evaluate("waqai.events.id.length") == len(PATHS) > 60
    assert visit.page.evaluate(OPEN_ALL) == 1
    visit.page.click("#wq-close")
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    visit.page.mouse.move(640, 300)
    visit.page.click("#wq-language")
    harmless(visit)


def test_payloads_in_a_packed_page_stay_text(opened: Opened) -> None:
    pairs = [(path, payload) for path in PATHS for payload in PAYLOADS.values()]
    events = [poisoned(path, payload, f"e{number}") for number, (path, payload) in enumerate(pairs)]
    assert len(events) > PACKED_FROM / 2
    visit = opened([*events, *(feature(f"more{number}") for number in range(PACKED_FROM))])
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    harmless(visit)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_as_title_id_or_outline_stays_text(name: str, opened: Opened, tmp_path: Path) -> None:
    payload = PAYLOADS[name]
    outline = {
        "type": "Feature",
        "properties": {"name": payload, "name_en": payload, "pcode": payload},
        "geometry": {"type": "Polygon", "coordinates": [[[36, 33], [37, 33], [37, 34], [36, 33]]]},
    }
    outlines = {"type": "FeatureCollection", "features": [outline], "attribution": payload}
    visit = opened(
        [feature(payload), feature(f"{payload}2", part_of=payload)], drawn={"title": payload, "outlines": outlines}
    )
    assert visit.page.evaluate(OPEN_ALL) == 1
    harmless(visit)
    assert visit.page.evaluate("waqai.events.id[0]").replace("\u0000", "") == payload.replace("\u0000", "")


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_where_python_reads_a_value_is_refused_by_name(name: str) -> None:
    for field in ("type", "factuality", "date_start", "date_end", "confidence"):
        wrong = feature("e")
        wrong["properties"][field] = PAYLOADS[name]
        with pytest.raises(maps.MapError, match=r"event 'e' cannot be drawn"):
            maps.page([wrong])
    with pytest.raises(maps.MapError, match=r"event 'e' cannot be drawn"):
        maps.page([feature("e", geometry={"type": "Point", "coordinates": [PAYLOADS[name], 35]})])
    assert HIT not in os.environ


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_stands_in_the_page_as_html_or_template(name: str) -> None:
    page = maps.page([poisoned(path, PAYLOADS[name], "e") for path in PATHS], title=PAYLOADS[name])
    assert "{{" not in page.split("</style>")[-1].split("<script>")[0]
    if "<" in PAYLOADS[name]:
        assert PAYLOADS[name] not in page


def test_hostile_articles_become_a_harmless_map(opened: Opened, tmp_path: Path) -> None:
    articles = [
        {
            "id": f"a{number} {payload}",
            "title": payload,
            "source": payload,
            "url": payload,
            "published": "2016-12-07",
            "text": f"قتل خمسة مدنيين أمس الثلاثاء {payload} في قصف مدفعي على مدينة حلب {html.escape(payload)}،"
            f" {payload} وقالت {payload} إن غارة جوية استهدفت مدينة إدلب يوم الاثنين.",
        }
        for number, payload in enumerate(PAYLOADS.values())
    ]
    source = tmp_path / "hostile.jsonl"
    source.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    run_direct(Job((str(source),), tmp_path / "out", processes=1))
    features = json.loads((tmp_path / "out" / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) >= 2
    visit = opened(features)
    assert visit.page.evaluate(OPEN_ALL) == 1
    harmless(visit)
