"""How many cases of a public test suite ``timex`` reads right.

A suite is a file of tab-separated rows: the reference time, what is expected, the text. Expected is the beginning
of the ISO time at which the reading begins (``2013-02``, ``2013-02-12T15``), both ends of an interval
(``2013-07-13/2013-07-15``, either may be empty), a TIMEX3 duration (``PT20M``; equal lengths are equal), the end of
another TIMEX3 value after ``=`` (``=XXXX-WXX-1``), a day give or take four after ``~`` (weeks counted otherwise),
``*`` for any time, or ``-`` for none; alternatives stand between commas. The suites themselves are not part of the
project: docs/evaluation-suites.md names them.

    python -m benchmarks.timex_suite SUITE.tsv [--errors]
"""

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import timex

_UNITS: Final = {"Y": 31_536_000, "M": 2_592_000, "W": 604_800, "D": 86_400}
_CLOCK_UNITS: Final = {"H": 3600, "M": 60, "S": 1}
_LENGTH: Final = re.compile(r"P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])*))?")
_WEEK: Final = 4  # days by which two ways of counting weeks may differ


def seconds(value: str) -> float | None:
    """The length of a TIMEX3 duration, years of 365 and months of 30 days; null for any other value."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    parts = re.findall(r"([\d.]+)(\w)", match[1] or "")
    clock = re.findall(r"([\d.]+)(\w)", match[2] or "")
    return round(sum(float(n) * _UNITS[u] for n, u in parts) + sum(float(n) * _CLOCK_UNITS[u] for n, u in clock), 3)


def fits(expected: str, first: str, last: str, value: str) -> bool:
    """Does a reading that begins and ends there, of that value, say what was expected?"""
    if expected == "*":
        return True
    if expected.startswith("="):
        return value.endswith(expected[1:])
    if expected.startswith("P"):
        return value == expected or (seconds(value) is not None and seconds(value) == seconds(expected))
    if expected.startswith("~"):
        day = date.fromisoformat(expected[1:])
        return bool(first) and abs((date.fromisoformat(first[:10]) - day).days) <= _WEEK
    begin, ranged, end = expected.partition("/")
    if ranged:
        return first.startswith(begin) and last.startswith(end)
    return (bool(first) and first.startswith(begin)) or value.startswith(begin)


def right(expected: str, found: Sequence[timex.Timex]) -> bool:
    """Is one of the mentions what was expected? Two mentions may be the ends of one interval."""
    if expected == "-":
        return not found
    readings = [(t.date_start or "", t.date_end or "", t.value) for t in found]
    if len(readings) == 2 and "/" in expected:
        readings.append((readings[0][0], readings[1][1], ""))
    return any(fits(one, *reading) for one in expected.split(",") for reading in readings)


def main() -> None:
    """Prints how many rows are right, and with ``--errors`` the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    for suite in arguments.suite:
        rows = [line.split("\t") for line in suite.read_text(encoding="utf-8").splitlines() if line]
        passed = 0
        for reference, expected, text in rows:
            found = timex.tag(text, reference, prefer="future")
            good = right(expected, found)
            passed += good
            if arguments.errors and not good:
                print(expected, text, [(t.text, t.value) for t in found], sep=" | ")
        print(f"{suite.stem}: {passed} of {len(rows)}, {passed / len(rows):.3f}")


if __name__ == "__main__":
    main()
