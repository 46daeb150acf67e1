"""The given cases, where they lie beside the checkout: all of them must be read right."""

import json
from pathlib import Path
from typing import Any

import pytest

import timex

GIVEN = Path(__file__).parents[3] / "shared" / "dates" / "cases.jsonl"


def right(want: dict[str, Any], got: timex.Timex) -> bool:
    """The TIMEX3 value where one is given; else the days, and for a clock time where it begins.

    Clock times are compared where they begin: the cases end them with the next hour, we with its last
    minute. A day stands for an hour of it where the article's own hour is not known.
    """
    if want.get("value") not in (None, "scene"):
        return bool(got.value == want["value"])
    return any(_bounds(one, got) for one in [want, *want.get("or", [])])


def _bounds(want: dict[str, Any], got: timex.Timex) -> bool:
    clock = "T" in (want.get("date_start") or "")
    for bound in ("date_start",) if clock else ("date_start", "date_end"):
        expected, found = want.get(bound), getattr(got, bound)
        if expected is not None and (found is None or not (found.startswith(expected) or found == expected[:10])):
            return False
    return True


@pytest.mark.skipif(not GIVEN.exists(), reason="the given cases are not beside this checkout")
def test_all_given_cases_are_read_right() -> None:
    wrong = []
    for case in map(json.loads, GIVEN.open(encoding="utf-8")):
        left = timex.tag(case["text"], case["published"])
        for want in sorted(case["dates"], key=lambda date: date["start"]):
            found = next((t for t in left if t.start < want["end"] and want["start"] < t.end), None)
            if found is None or not right(want, found):
                wrong.append((case["text"], want["surface"], found))
            else:
                left.remove(found)
        wrong += [(case["text"], "nothing", t) for t in left]
    assert wrong == []
