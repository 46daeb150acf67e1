"""Governorates and districts shaded by what happened in them: the same numbers as a count made here."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from benchmarks.synthetic import events
from maps.ground import ground
from tests.maps.browser import Opened, Visit
from tests.store.features import HOMS, feature

OFF = ("statement", "diplomacy")  # types that are off at first
EPOCH = date(1970, 1, 1).toordinal()


def day(written: str) -> int:
    return date.fromisoformat(written).toordinal() - EPOCH


def shaded(visit: Visit) -> dict[str, int]:
    """What each area counts, by its code."""
    found: dict[str, int] = visit.value(
        "(() => { const made = {}; for (const [i, n] of waqai.shading.counted.areas)"
        " if (n) made[waqai.page.ground.areas[i].pcode] = n; return made; })()"
    )
    return found


def placed_anywhere(count: int) -> list[dict[str, Any]]:
    """Made-up events, their areas told as the extraction tells them: some by governorate alone, some by none."""
    areas = {level: [area for area in ground()["areas"] if area["level"] == level] for level in (1, 2)}
    made = []
    for number, one in enumerate(events(count, places=count)):
        held = areas[2][number % len(areas[2])]
        told = {"admin1_pcode": held["pcode"][:4], "admin2_pcode": held["pcode"] if number % 3 else None}
        where = {"place_id": f"p{number}", "uncertainty_km": 2.0 if number % 3 else 50.0}
        made.append(one | {"properties": one["properties"] | told | where})
    return made


@pytest.mark.parametrize(("mode", "level"), [("governorates", 1), ("districts", 2)])
@pytest.mark.parametrize("by", ["events", "deaths"])
def test_the_shades_count_what_python_counts_over_the_chosen_days(
    opened: Opened, mode: str, level: int, by: str
) -> None:
    made = placed_anywhere(400)
    first, last = "2014-01-01", "2016-12-31"
    wanted: Counter[str] = Counter()
    for properties in (one["properties"] for one in made if one["geometry"]):
        code, start, end = (properties[name] for name in (f"admin{level}_pcode", "date_start", "date_end"))
        told = properties["factuality"] in ("occurred", "claimed") and properties["type"] not in (
            "statement",
            "diplomacy",
        )
        if not (code and start and told and start <= last and end >= first):
            continue
        wanted[code] += 1 if by == "events" else (properties["deaths"] or {"min": 0})["min"]
    visit = opened(made)
    visit.page.evaluate(f"waqai.setTime({day(first)}, {day(last)})")
    visit.page.select_option("#wq-mode", mode)
    visit.page.select_option("#wq-measure", by)
    assert shaded(visit) == {code: n for code, n in wanted.items() if n}
    assert visit.complaints == []


def test_what_did_not_happen_or_lies_in_no_one_area_is_not_counted_but_told(opened: Opened) -> None:
    visit = opened(
        [
            feature("a"),
            feature("denied", factuality="denied"),
            feature("wide", at=[38.0, 35.0], place_id="w", uncertainty_km=90),
            feature("homs", at=HOMS, place_id="h"),
        ]
    )
    visit.page.check("[data-facts=denied]")
    visit.page.select_option("#wq-mode", "governorates")
    assert shaded(visit) == {"SY02": 1, "SY04": 1}  # by where their points lie: nobody told their governorate
    assert "أوسع من أن تُنسب إلى واحدة: 1" in visit.text("#wq-shades")
    assert "لأنها لم تقع: 1" in visit.text("#wq-shades")
    visit.page.click("#wq-shades summary")
    assert visit.page.locator("#wq-shades tr").all_inner_texts() == ["حلب\t1", "حمص\t1"]


def test_a_click_on_an_area_lists_its_events_and_a_link_keeps_the_shades(opened: Opened) -> None:
    visit = opened([feature("a"), feature("homs", at=HOMS, place_id="h")])
    visit.page.select_option("#wq-mode", "governorates")
    at = visit.value("(() => { const p = waqai.map.latLngToContainerPoint([34.6, 37.4]); return [p.x, p.y]; })()")
    visit.page.mouse.click(*at)
    visit.page.wait_for_selector(".wq-entry")
    assert visit.text("#wq-side-title") == "حمص 1"
    address = visit.value("location.hash")
    assert "areas=governorates" in address
    visit.page.goto("about:blank")
    visit.page.goto(visit.requests[0] + address)
    visit.page.wait_for_selector("body[data-ready]")
    assert json.dumps(shaded(visit)) == '{"SY02": 1, "SY04": 1}'
    visit.page.keyboard.press("a")
    assert visit.page.input_value("#wq-mode") == "districts"
