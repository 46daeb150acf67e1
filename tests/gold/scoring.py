"""Precision, recall and F1 of what was found in the sample articles against what they mean.

A found mention and a gold mention that overlap are paired, one to one, largest overlap first. "Optional"
gold costs nothing when missed and nothing when found.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.distance import kilometres

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Gold:
    """One row of a gold table, found in its article: half-open offsets and what it means."""

    article: str
    start: int
    end: int
    meaning: dict[str, Any]
    optional: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the system printed: half-open offsets and the mention itself."""

    start: int
    end: int
    mention: dict[str, object]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure over all articles, and each thing that is wrong, for a person to read."""

    gold: int
    found: int
    right: int
    offenders: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


def nth(text: str, surface: str, occurrence: int) -> int:
    """Where the given occurrence of a surface begins; LookupError where there are not so many."""
    at = -1
    for _ in range(occurrence):
        at = text.find(surface, at + 1)
        if at < 0:
            raise LookupError(f"no occurrence {occurrence} of {surface}")
    return at


def gold_of(table: str, texts: dict[str, str]) -> list[Gold]:
    """The rows of a gold table with their offsets; LookupError for a row whose words are not in its article."""
    with (HERE / table).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    found = []
    for row in rows:
        start = nth(texts[row["article"]], row["surface"], int(row["occurrence"]))
        end = start + len(row["surface"])
        found.append(Gold(row["article"], start, end, row, optional=row["optional"] == "optional"))
    return found


Fit = Callable[[Gold, Found], int | None]  # how well two things fit besides their overlap; None: not at all


def pairs(gold: Sequence[Gold], found: Sequence[Found], fit: Fit = lambda _g, _f: 0) -> list[tuple[int, int]]:
    """Indices of gold and found mentions that overlap and fit, one to one, best fit and overlap first."""
    options = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            shared = min(wanted.end, got.end) - max(wanted.start, got.start)
            fits = fit(wanted, got) if shared > 0 else None
            if fits is not None:
                options.append((fits + shared / max(wanted.end - wanted.start, got.end - got.start), i, j))
    paired: list[tuple[int, int]] = []
    for _, i, j in sorted(options, key=lambda option: (-option[0], option[1], option[2])):
        if all(i != a and j != b for a, b in paired):
            paired.append((i, j))
    return paired


def score(
    gold: Sequence[Gold],
    found: dict[str, list[Found]],
    texts: dict[str, str],
    right: Callable[[Gold, Found], bool],
    fit: Fit = lambda _g, _f: 0,
) -> Score:
    """The score of one measure; ``right`` judges a pair, ``fit`` says what may be one."""
    counted = printed = hits = 0
    offenders = []
    for article in texts:
        wanted, got = [g for g in gold if g.article == article], found.get(article, [])
        paired = pairs(wanted, got, fit)
        by_gold, by_found = dict(paired), {j: i for i, j in paired}
        for i, one in enumerate(wanted):
            if one.optional:
                continue
            counted += 1
            if i in by_gold and right(one, got[by_gold[i]]):
                hits += 1
            else:
                said = got[by_gold[i]].mention if i in by_gold else "missed"
                offenders.append(f"{article}: {texts[article][one.start : one.end]} -> {said}")
        for j, one_found in enumerate(got):
            if j in by_found and wanted[by_found[j]].optional:
                continue
            printed += 1
            if j not in by_found:
                offenders.append(f"{article}: extra {texts[article][one_found.start : one_found.end]}")
    return Score(counted, printed, hits, tuple(offenders))


def anything(_gold: Gold, _found: Found) -> bool:
    """Found is enough."""
    return True


def within(want: Mapping[str, Any], found: Found) -> bool:
    """Does a found mention's point lie within ``tol_km`` of the wanted ``lat`` and ``lon``?"""
    lat, lon = found.mention["lat"], found.mention["lon"]
    if not isinstance(lat, float | int) or not isinstance(lon, float | int) or want["lat"] is None:
        return False
    return kilometres(float(want["lat"]), float(want["lon"]), lat, lon) <= float(want["tol_km"])
