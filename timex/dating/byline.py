"""The date line of an article: a byline, a dateline or a line of its own that says when it was published."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from arabic import Kind, Text, Token
from timex.dating.stated import stated_day
from timex.dating.vocabulary import phrases, words
from timex.expression import Expression, day_of
from timex.reading import Clock, Date

_LINES: Final = 12  # how many lines from either end may be a byline
_HEAD: Final = 4  # lines at the head where a date alone is the article's
_HEAD_LENGTH: Final = 400
_STAMP: Final = re.compile(r"(?<=GMT)[^\n]{0,12}?[-–|]\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_EDGE: Final = 80  # words from either end of a text where such a mark may stand
_PLACE: Final = 5  # words of a place before the day
_DASHES: Final = ("-", "–", "—", "ـ")
_LONGEST: Final = 120  # characters of such a line


@dataclass(frozen=True, slots=True)
class Byline:
    """The day that a line states, its year null where the line names none, and the line's words."""

    year: int | None
    month: int
    day: int
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    first: int  # token indices, half-open
    last: int


def byline(text: Text, expressions: Sequence[Expression]) -> Byline | None:
    """What the article's date line says, if it has one; a line of the body or of the footer never counts."""
    alone: list[tuple[int, Byline]] = []
    for number, line in enumerate(_candidates(text)):
        if not words("footer", "words").isdisjoint(text.forms[line.first : line.last]):
            continue
        tokens = text.tokens[line.first : line.last]
        within = [e for e in expressions if line.first <= e.first < line.last]
        found = _own_line(text, tokens, within) or _foreign_line(text, tokens)
        if found is not None and any(token.form in words("byline", "markers") for token in tokens):
            return found
        if found is not None and not _follows_a_sentence(text, line.first):
            alone.append((number, found))
    if len(alone) == 1 and alone[0][0] < _HEAD:  # several head a list of fixtures or of events
        return alone[0][1]
    return _marked(text, expressions) or _stamp(text) or _dateline(text, expressions)


def _marked(text: Text, expressions: Sequence[Expression]) -> Byline | None:
    """«الأحد، 25 أكتوبر 2009، آخر تحديث 22:00» inside a longer line: a mark of two words beside a whole date."""
    for expression in expressions:
        named = _whole_date(expression)
        if named is None or _EDGE <= expression.first < len(text.tokens) - _EDGE:
            continue
        beside = text.tokens[max(expression.first - 4, 0) : expression.last + 4]
        if any(_is_mark(text, first, second) for first, second in pairwise(beside)):
            return Byline(named.year, named.month or 0, named.day or 0, text.quote(expression.start, expression.end))
    return None


def _is_mark(text: Text, first: Token, second: Token) -> bool:
    pair = f"{first.form} {second.form}"
    if pair in phrases("byline", "marks"):
        return True
    opens = first.gap == "\n" or text.tokens[first.index - 1].kind is Kind.PUNCTUATION
    return opens and pair in phrases("byline", "openings")


def _stamp(text: Text) -> Byline | None:
    """«1500 (GMT+04:00) - 16/06/09» at the head of a page, day first."""
    found = _STAMP.search(text.published[:_HEAD_LENGTH])
    if not found:
        return None
    day, month, year = (int(number) for number in found.groups())
    quote = text.published[found.start(1) : found.end(3)]
    return Byline(year + 2000 if year < 100 else year, month, day, quote) if 1 <= month <= 12 else None


def _follows_a_sentence(text: Text, first: int) -> bool:
    """A line after a full stop or a colon continues the text: «تعيينات الحكام:»."""
    return first > 0 and text.tokens[first - 1].form in (".", ":", "…")


def _candidates(text: Text) -> Iterator[_Line]:
    starts = _heads(text)
    lines = [_Line(first, last) for first, last in pairwise([*starts, len(text.tokens)])]
    near = lines if len(lines) <= 2 * _LINES else [*lines[:_LINES], *lines[-_LINES:]]
    for line in near:
        if text.tokens[line.last - 1].end - text.tokens[line.first].start <= _LONGEST:
            yield line


def _heads(text: Text) -> list[int]:
    """The first tokens of the lines; each begins a sentence."""
    return [first for first, _ in text.sentences if text.tokens[first].gap == "\n"]


def _own_line(text: Text, tokens: Sequence[Token], expressions: Sequence[Expression]) -> Byline | None:
    """A line that holds a whole date and nothing but the words of a byline."""
    dated = [(e, found) for e in expressions if (found := _whole_date(e)) is not None]
    if not dated:
        return None
    read = {index for e in expressions for index in range(e.first, e.last)}
    others = [token for token in tokens if token.index not in read and token.kind in (Kind.WORD, Kind.LATIN)]
    foreign = [token for token in others if token.form not in words("byline", "words")]
    marked = any(token.form in words("byline", "markers") for token in others)
    if len(foreign) > (4 if marked else 0):
        return None
    expression, named = dated[0]
    return Byline(named.year, named.month or 0, named.day or 0, text.quote(expression.start, expression.end))


def _whole_date(expression: Expression) -> Date | None:
    """The Gregorian day, month and year of an expression; nothing where one is missing."""
    named = day_of(expression.reading)
    if isinstance(named, Clock):
        return None
    if isinstance(named, Date) and named.hijri and named.twin is not None:
        named = named.twin
    if isinstance(named, Date) and named.year and named.month and named.day and not named.hijri:
        return named
    return None


def _foreign_line(text: Text, tokens: Sequence[Token]) -> Byline | None:
    """A line without Arabic letters that is a date: «Wed, Dec 7, 2016»."""
    if any(token.kind is Kind.WORD for token in tokens) or not _may_be_a_date(tokens):
        return None
    quote = text.quote(tokens[0].start, tokens[-1].end)
    found = stated_day(quote)
    return Byline(found.year, found.month, found.day, quote) if found else None


def _may_be_a_date(tokens: Sequence[Token]) -> bool:
    years = [token for token in tokens if token.number and re.fullmatch(r"(19|20)\d\d", token.form)]
    return len(years) == 1 and 3 <= len(tokens) <= 14


def _dateline(text: Text, expressions: Sequence[Expression]) -> Byline | None:
    """A day among the first words of a line at the head, in one of the forms of agencies and organisations.

    «بيروت 15 مارس آذار (رويترز) -», «(بيروت، 7 ديسمبر 2016) –», «دمشق - 7 كانون الأول 2016 -»
    """
    heads = _heads(text)[:_HEAD]
    for expression in expressions:
        first = next((head for head in heads if 0 < expression.first - head <= _PLACE), None)
        named = day_of(expression.reading)
        if first is None or not isinstance(named, Date) or named.hijri or not (named.day and named.month):
            continue
        if not named.rel and not named.within and _is_dateline(text.tokens, first, expression):
            return Byline(named.year, named.month, named.day, text.quote(expression.start, expression.end))
    return None


def _is_dateline(tokens: Sequence[Token], first: int, expression: Expression) -> bool:
    before = [token.form for token in tokens[first : expression.first]]
    after = [token.form for token in tokens[expression.last : expression.last + 5]]
    if not after:
        return False
    if after[0] == "(":  # the agency in brackets
        return bool(words("byline", "agencies") & set(after))
    if before[0] == "(" or before[-1] == "(":  # day, or place and day, in brackets
        return after[0] == ")" and len(after) > 1 and after[1] in _DASHES
    return after[0] in _DASHES and before[-1] in (*_DASHES, "،", ",")


def day_of_byline(found: Byline) -> date | None:
    """The day itself, where the line names a year and the day exists."""
    if found.year is None:
        return None
    try:
        return date(found.year, found.month, found.day)
    except ValueError:  # 31 شباط
        return None
