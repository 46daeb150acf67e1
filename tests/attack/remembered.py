"""A store's life made from a fuzzer's bytes: writes, decisions and questions in any order, of two who have it open.

One of them answers from columns in memory whenever these are new; the other never does; and what a question asks of an
event is asked of every event once more, in Python. All three must agree at every step.
"""

import csv
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import store
from store import Filters, Store, StoreError, memory
from tests.attack.composed import Choices
from tests.store.features import ALEPPO, HOMS, feature, square

_STEPS: Final = 24
_IDS: Final = tuple(f"e{number}" for number in range(12))
_TYPES: Final = ("shelling", "siege", "protest")
_FACTUALITIES: Final = ("occurred", "claimed", "denied")
_DAYS: Final = (
    None,
    "2016-12-06",
    "2016-12-06T23:30+03:00",
    "2016-12",
    "2015",
    "2018-02-28",
    "1399-12-31",
    "9998-01-01",
)
_DEATHS: Final = (None, 0, 1, 5, 40, 2**31 - 1)
_SURE: Final = (None, 0.0, 0.3, 0.30000000000000004, 0.8, 1.0)
_WORDS: Final = ("قصف", "سوق", "قصف سوق", "بيت")

Event = dict[str, Any]


class Question(NamedTuple):
    """Filters, and what they ask of one event's properties."""

    filters: Filters
    asks: Callable[[Event], bool]


def live(data: bytes) -> None:
    """Live through what the bytes say; raises ``AssertionError`` where the three do not agree."""
    choices, folder = Choices(data), Path(tempfile.mkdtemp(prefix="waqai-columns-"))
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    try:
        with ExitStack() as held:
            held.enter_context(patch.object(memory, "_FEW", 0))
            held.enter_context(patch.object(memory, "_OFTEN", 10**9))  # only when a step says so
            plain, quick = (
                held.enter_context(store.open(folder / "waqai.gpkg", clock=lambda: now[0], processes=1))
                for _ in range(2)
            )
            for _ in range(_STEPS):
                now[0] += timedelta(minutes=choices.below(2))
                writer = choices.pick((plain, quick))
                _step(choices, writer, folder)
                if choices.below(3):
                    quick.hold()
                _agree(choices, plain, quick)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _step(choices: Choices, opened: Store, folder: Path) -> None:
    match choices.below(8):
        case 0:
            opened.write([], read=[choices.pick("ABC")])
        case 1:
            _decide(choices, opened, folder)
        case 2:
            standing = [each.key for each in store.corrections(opened) if each.undone is None]
            if standing:
                store.undo(opened, choices.pick(standing), by="fuzz", why="as it was")
        case 3:
            pass
        case _:
            opened.write([_event(choices) for _ in range(1 + choices.below(6))])


def _event(choices: Choices) -> Event:
    day, deaths, spot = choices.pick(_DAYS), choices.pick(_DEATHS), choices.below(4)
    told: dict[str, Any] = {
        "type": choices.pick(_TYPES),
        "factuality": choices.pick(_FACTUALITIES),
        "date_start": day,
        "date_end": day if choices.below(3) else None,
        "deaths": None if deaths is None else {"min": deaths, "max": None},
        "confidence": choices.pick(_SURE),
        "time_precision": choices.pick((None, 1, 2, 3)),
        "title": choices.pick(_WORDS),
        "articles": choices.pick(("A", "B", "AB", "ABC")),
    }
    if spot == 3:
        told["geometry"] = square(36.3, 33.4, 0.3)
    return feature(choices.pick(_IDS), at=(ALEPPO, HOMS, None, None)[spot], **told)


def _decide(choices: Choices, opened: Store, folder: Path) -> None:
    ids = [event["id"] for event in opened.query(Filters(rejected=True))]
    if not ids:
        return
    decided = choices.pick(
        (
            {"verdict": "rejected"},
            {"verdict": "confirmed"},
            {"new_type": "siege"},
            {"new_date_start": "2016-12-07", "new_date_end": "2016-12-07"},
            {"merge_into": choices.pick(ids)},
            {"split_off": choices.pick("ABC")},
        )
    )
    row = {"id": choices.pick(ids), "why": "seen", "by": "fuzz", **decided}
    with (folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*row])
        writer.writeheader()
        writer.writerow(row)
    try:
        store.apply_corrections(opened, folder / "sheet.csv")
    except StoreError:  # with itself, or what one article alone tells
        return


def _question(choices: Choices) -> Question:
    kind, least, sure = choices.pick(_TYPES), choices.pick((0, 1, 5, 41)), choices.pick((0.0, 0.3, 0.8, 1.0))
    said = choices.pick(_FACTUALITIES)

    def deaths(event: Event) -> int:
        return -1 if event["deaths"] is None else int(event["deaths"]["min"])

    asked = (
        Question(Filters(), lambda _: True),
        Question(Filters(types=(kind,)), lambda event: event["type"] == kind),
        Question(Filters(deaths=least), lambda event: deaths(event) >= least),
        Question(
            Filters(confidence=sure), lambda event: event["confidence"] is not None and event["confidence"] >= sure
        ),
        Question(Filters(sources=2), lambda event: len({each["article"] for each in event["sources"]}) >= 2),
        Question(
            Filters(types=(kind,), factuality=(said,), deaths=least),
            lambda event: event["type"] == kind and event["factuality"] == said and deaths(event) >= least,
        ),
        Question(Filters(time_precision=2), lambda event: (event["time_precision"] or 9) <= 2),
        Question(Filters(cql=f"NOT type = '{kind}'"), lambda event: event["type"] != kind),
        Question(
            Filters(cql=f"deaths_min > {least} OR factuality = '{said}'"),
            lambda event: deaths(event) > least or event["factuality"] == said,
        ),
        Question(Filters(cql="confidence IS NULL"), lambda event: event["confidence"] is None),
        Question(Filters(dated=False), lambda event: event["date_start"] is None),
    )
    return choices.pick(asked)


def _unsure(choices: Choices) -> Filters:
    """What is asked of places and times, of which only the two are compared."""
    return choices.pick(
        (
            Filters(bbox=(36.0, 33.0, 37.5, 36.5), deaths=1),
            Filters(datetime="2016", types=_TYPES[:2]),
            Filters(datetime="../2016-12-06", confidence=0.3),
            Filters(near=(37.15, 36.2, 20.0), factuality=_FACTUALITIES[:1]),
            Filters(datetime="9998-01-01/..", sources=1),
            Filters(rejected=True, deaths=0),
            Filters(cql="updated >= TIMESTAMP('2026-01-01T00:05:00Z') AND NOT time_precision = 1"),
            Filters(placed=False, confidence=0.0),
            Filters(text="بيت", deaths=1),
        )
    )


def _agree(choices: Choices, plain: Store, quick: Store) -> None:
    question, sort, limit = _question(choices), choices.pick(store.ORDERS), 1 + choices.below(5)
    wanted = {event["id"] for event in plain.query() if question.asks(event["properties"])}
    for filters in (question.filters, _unsure(choices)):
        told, again = _walk(plain, filters, sort, limit), _walk(quick, filters, sort, limit)
        assert told == again, (filters, sort, limit, told, again)
        assert plain.count(filters) == quick.count(filters) == len(told), (filters, told)
        if filters is question.filters:
            assert {*told} == wanted, (filters, sort, told, wanted)


def _walk(opened: Store, filters: Filters, sort: str, limit: int) -> list[str]:
    """The ids of all pages."""
    told: list[str] = []
    cursor = None
    while True:
        page = opened.page(filters, limit=limit, sort=sort, cursor=cursor)
        told += [event["id"] for event in page.features]
        cursor = page.cursor
        if cursor is None:
            return told
