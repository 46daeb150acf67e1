"""What the mentions and facts of a text say of the day it was published: each a set of days with its reason.

Every clue answers one question: on which days could an article have said this? «أمس الثلاثاء» is said on
Wednesdays; «15 آذار الماضي» in the months after a 15 March; «سيعقد في 14 من هذا الشهر» by the 14th.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from arabic import Text, fold
from timex.dating.counted import of_shift
from timex.dating.days import between
from timex.dating.evidence import FACT_END, FACT_START, Evidence
from timex.dating.facts import ENDING
from timex.dating.mentions import Found
from timex.dating.occasions import of_meeting, of_twin
from timex.dating.side import Side, side
from timex.dating.told import PASSED, of_date, of_lead, of_named_day
from timex.expression import Expression, day_of
from timex.reading import Clock, Date, FeastDay, Open, Portioned, Range, Reading, Several, Shift

_SYRIAN: Final = fold("سوري")
_ON_A_SIDE: Final = (Date, Several, Range, Open, Portioned)  # what tells more where it is known to be past or to come
_HINDSIGHT: Final = 60  # days: a minister is called minister for some weeks after leaving


def of_expressions(expressions: Sequence[Expression], text: Text) -> Iterator[Evidence]:
    """What the time expressions of a text tell of its own date."""
    syrian = any(isinstance(e.reading, Clock) for e in expressions) and any(
        form.startswith(_SYRIAN) for form in text.forms
    )
    for expression in expressions:
        if _is_an_anniversary(expression, text):
            continue
        quote = text.quote(expression.start, expression.end)
        told = side(expression, text) if isinstance(day_of(expression.reading), _ON_A_SIDE) else None
        for evidence in _of_reading(expression.reading, told, quote):
            yield replace(evidence, weight=evidence.weight - 1) if expression.quoted else evidence
        if syrian and isinstance(expression.reading, Clock):
            yield from of_twin(expression.reading, quote)
        if expression.sentence == 0 and (lead := of_lead(expression, quote)) is not None:
            yield lead
        if (meeting := of_meeting(expression, text)) is not None:
            yield meeting


def _is_an_anniversary(expression: Expression, text: Text) -> bool:
    """«في مثل هذا اليوم من عام 2014» names another year's day."""
    return expression.first > 0 and text.tokens[expression.first - 1].form == "مثل"


def of_facts(found: Sequence[Found], text: Text) -> Iterator[Evidence]:
    """What the facts that a text mentions tell of its date."""
    latest = _latest_holders(found)
    for mention in found:
        fact, name = mention.fact, text.quote(mention.start, mention.end)
        if fact.start is not None:
            reason = f"«{name}» is not in the news before {fact.start} ({fact.source})"
            yield Evidence(between(fact.start, None), reason, FACT_START)
        succeeded = fact.start is not None and latest.get(fact.source, fact.start) > fact.start
        if fact.end is not None and fact.kind in ENDING and mention.present and not succeeded:
            last = fact.end + timedelta(_HINDSIGHT)
            reason = f"«{name}» is told as present, which ended on {fact.end} ({fact.source})"
            yield Evidence(between(None, last), reason, FACT_END)


def _latest_holders(found: Iterable[Found]) -> dict[str, date]:
    """When the latest holder of each office that is named began: the earlier ones are told of as past."""
    latest: dict[str, date] = {}
    for fact in (mention.fact for mention in found):
        if fact.kind == "office" and fact.start is not None:
            latest[fact.source] = max(fact.start, latest.get(fact.source, fact.start))
    return latest


def _of_reading(reading: Reading, side: Side, quote: str) -> Iterator[Evidence]:
    day = day_of(reading)
    if isinstance(day, Shift):
        yield from of_shift(day, quote)
    elif isinstance(day, Date):
        yield from of_date(day, side, quote)
    elif isinstance(day, Several):
        for member in day.members:
            yield from _of_reading(member, side, quote)
    elif isinstance(day, Range):  # its end is fully named, its beginning may borrow from it
        yield from _of_reading(day.last, None if side in PASSED else side, quote)
    elif isinstance(day, Open):
        yield from _of_open(day, side, quote)
    elif isinstance(day, Portioned):
        yield from _of_reading(day.of, side, quote)
    elif isinstance(day, FeastDay):
        yield from of_named_day(day, quote)


def _of_open(reading: Open, side: Side, quote: str) -> Iterator[Evidence]:
    """«منذ 15 آذار»: the day is over whatever the tense."""
    if reading.side == "since":
        yield from _of_reading(reading.point, "since", quote)
    elif reading.side == "until" and side == "future":
        yield from _of_reading(reading.point, side, quote)
