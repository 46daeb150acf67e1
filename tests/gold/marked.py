"""Marked articles: own texts with what their words mean written into them, read into gold.

An article is a text file of three parts, divided by lines of ``---``:

- ``published: DATE`` and ``source: NAME``;
- the text, in which ⟦D 2016-12-06|أمس⟧ marks a date (a day, month, year, ``FIRST..LAST``, ``-`` for none) and
  ⟦P daraa|درعا⟧ a place (a key of ``article_places.csv``); ``D?`` and ``P?`` cost nothing, found or missed;
- one line for each event, ``type/type | factuality/factuality | date | place,place | words``: the words that tell it,
  as they stand in the text; an act that hits several places is one event with all of them; a ``*`` is not compared,
  ``-`` is none; a line that begins with ``?`` costs nothing.

The gold is that of the reference scorer: half-open offsets in code points, inclusive ISO dates.
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
ARTICLES: Final = HERE / "articles"
_MARK: Final = re.compile(r"⟦([DP]\??) ([^|⟧]+)\|([^⟧]+)⟧")

Gold = dict[str, Any]


def marked_articles() -> list[Gold]:
    """All marked articles as gold, each with its ``text``; ``ValueError`` names the file and what is wrong with it."""
    return [_read(path) for path in sorted(ARTICLES.glob("*.txt"))]


@cache
def _places() -> dict[str, Gold]:
    with (HERE / "article_places.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["key"]: {"name": row["key"], **{cell: float(row[cell]) for cell in ("lat", "lon", "tol_km")}}
            for row in csv.DictReader(lines)
        }


def _read(path: Path) -> Gold:
    try:
        head, body, tail = path.read_text(encoding="utf-8").split("\n---\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        text, marks = _unmarked(body.strip("\n"))
        return {
            "id": path.stem,
            "published": fields["published"],
            "source": fields["source"],
            "text": text,
            "dates": [mark | _bounds(means) for sort, means, mark in marks if sort == "D"],
            "places": [mark | _place(means) for sort, means, mark in marks if sort == "P"],
            "events": [_event(line, text) for line in tail.splitlines() if line.strip()],
        }
    except (ValueError, KeyError) as wrong:
        raise ValueError(f"{path.name}: {wrong!r}") from wrong


def _unmarked(body: str) -> tuple[str, list[tuple[str, str, Gold]]]:
    """The text as published, and its marks: sort, what it means, and where it stands."""
    text, marks, at = "", list[tuple[str, str, Gold]](), 0
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        start, at = len(text), mark.end()
        text += mark[3]
        where = {"start": start, "end": len(text), "surface": mark[3], "optional": mark[1].endswith("?")}
        marks.append((mark[1][0], mark[2], where))
    text += body[at:]
    if "⟦" in text or "⟧" in text:
        raise ValueError("a mark that cannot be read")
    return text, marks


def _bounds(written: str) -> Gold:
    """``date_start`` and ``date_end`` of a written date, null for ``-`` and ``*``."""
    if written in ("-", "*"):
        return {"date_start": None, "date_end": None}
    first, _, last = written.partition("..")
    return {"date_start": first, "date_end": last or first}


def _place(key: str) -> Gold:
    return {"name": key, "lat": None, "lon": None} if key == "-" else dict(_places()[key])


def _event(line: str, text: str) -> Gold:
    types, factualities, written, places, words = (cell.strip() for cell in line.removeprefix("?").split(" | "))
    start = text.find(words)
    if start < 0:
        raise ValueError(f"an event's words are not in the text: {words}")
    kinds, moods = types.split("/"), factualities.split("/")
    keys = [key for key in places.split(",") if key not in ("-", "*")]
    return {
        "start": start,
        "end": start + len(words),
        "text": words,
        "type": kinds[0],
        "type_or": kinds[1:],
        "factuality": moods[0],
        "factuality_or": moods[1:] if moods[0] != "*" else list(_MOODS),
        **_bounds(written),
        "places": [dict(_places()[key]) for key in keys] if "-" not in places.split(",") else [],
        "optional": line.startswith("?"),
    }


_MOODS: Final = ("occurred", "claimed", "planned", "proposed", "denied")
