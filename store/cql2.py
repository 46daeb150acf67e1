"""CQL2 text: a filter as a standard client writes it, turned into a condition with parameters.

Understood: comparisons, AND OR NOT and brackets, LIKE, BETWEEN, IN, IS NULL, CASEI, DATE, TIMESTAMP,
S_INTERSECTS with BBOX or WKT, and T_INTERSECTS, T_BEFORE, T_AFTER, T_DURING over ``datetime``. Anything else
is refused with the place in the filter. Source: OGC 21-065r2 (CQL2), Annex B.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from store.interval import Stretch, interval, stretch
from store.queryables import QUERYABLES, CqlError, Token, tokens

_DEEPEST: Final = 40  # brackets
_COMPARISONS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})
_TIMES: Final = {
    "T_INTERSECTS": "(e.starts <= {ends} AND e.ends >= {starts})",
    "T_BEFORE": "e.ends < {starts}",
    "T_AFTER": "(e.starts > {ends} AND e.ends IS NOT NULL)",
    "T_DURING": "(e.starts >= {starts} AND e.ends <= {ends})",
}

Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class _Operand:
    """SQL with its parameters, and the kind of value it gives."""

    sql: str
    values: list[Any]
    kind: str


def condition(written: str) -> Condition:
    """The SQL condition over ``event e`` that a CQL2 text filter means, and its parameters."""
    reader = _Reader(tokens(written), written)
    result = reader.either(0)
    if reader.now.kind != "end":
        raise reader.unexpected("AND, OR or the end")
    return result


class _Reader:
    """Recursive descent; every method returns what it read as SQL and moves on."""

    def __init__(self, read: list[Token], written: str) -> None:
        self._tokens = read
        self._written = written
        self._index = 0

    @property
    def now(self) -> Token:
        return self._tokens[self._index]

    def unexpected(self, wanted: str) -> CqlError:
        found = repr(self.now.text) if self.now.text else "the end"
        return CqlError(f"filter, letter {self.now.at + 1}: {wanted} expected, {found} found")

    def _next(self) -> Token:
        token = self.now
        if token.kind != "end":
            self._index += 1
        return token

    def _took(self, *keywords: str) -> str | None:
        if self.now.kind in ("word", "sign") and self.now.keyword in keywords:
            return self._next().keyword
        return None

    def _expect(self, keyword: str) -> None:
        if not self._took(keyword):
            raise self.unexpected(keyword)

    def either(self, depth: int) -> Condition:
        return self._joined("OR", self._both, depth)

    def _both(self, depth: int) -> Condition:
        return self._joined("AND", self._single, depth)

    def _joined(self, keyword: str, read: Callable[[int], Condition], depth: int) -> Condition:
        sql, values = read(depth)
        parts = [sql]
        while self._took(keyword):
            sql, more = read(depth)
            parts.append(sql)
            values = values + more
        return (f"({f' {keyword} '.join(parts)})" if len(parts) > 1 else parts[0]), values

    def _single(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise self.unexpected(f"fewer than {_DEEPEST} nested brackets")
        if self._took("NOT"):
            sql, values = self._single(depth + 1)
            return f"NOT {sql}", values
        if self._took("("):
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        if name := self._took(*_TIMES):
            return self._time(name)
        if self._took("S_INTERSECTS"):
            return self._intersects()
        return self._predicate()

    def _predicate(self) -> Condition:
        left = self._operand()
        if self.now.kind == "sign" and self.now.text in _COMPARISONS:
            sign = self._next().text
            right = self._operand()
            self._same_kind(left, right)
            return f"{left.sql} {sign} {right.sql}", left.values + right.values
        if self._took("IS"):
            negated = self._took("NOT")
            self._expect("NULL")
            return f"{left.sql} IS {'NOT ' if negated else ''}NULL", left.values
        negation = "NOT " if self._took("NOT") else ""
        if self._took("LIKE"):
            pattern = self._operand()
            self._same_kind(left, pattern)
            return f"{left.sql} {negation}LIKE {pattern.sql} ESCAPE '\\'", left.values + pattern.values
        if self._took("BETWEEN"):
            return self._between(left, negation)
        if self._took("IN"):
            return self._among(left, negation)
        raise self.unexpected("a comparison, LIKE, BETWEEN, IN or IS NULL")

    def _between(self, left: _Operand, negation: str) -> Condition:
        low = self._operand()
        self._expect("AND")
        high = self._operand()
        self._same_kind(left, low)
        self._same_kind(left, high)
        return f"{left.sql} {negation}BETWEEN {low.sql} AND {high.sql}", left.values + low.values + high.values

    def _among(self, left: _Operand, negation: str) -> Condition:
        self._expect("(")
        listed = [self._operand()]
        while self._took(","):
            listed.append(self._operand())
        self._expect(")")
        for operand in listed:
            self._same_kind(left, operand)
        values = [value for operand in listed for value in operand.values]
        return f"{left.sql} {negation}IN ({', '.join(operand.sql for operand in listed)})", left.values + values

    def _same_kind(self, left: _Operand, right: _Operand) -> None:
        kinds = {left.kind, right.kind}
        if len(kinds) > 1 and kinds != {"date", "text"}:  # a day may be written as a plain string
            raise CqlError(f"filter, before letter {self.now.at + 1}: a {left.kind} is compared with a {right.kind}")

    def _operand(self) -> _Operand:
        token = self._next()
        if token.kind == "text":
            return _Operand("?", [_unquoted(token)], "text")
        if token.kind == "number":
            return _Operand("?", [float(token.text)], "number")
        if token.kind == "word":
            return self._named(token)
        self._index -= token.kind != "end"
        raise self.unexpected("a property or a value")

    def _named(self, token: Token) -> _Operand:
        if token.keyword in ("DATE", "TIMESTAMP") and self._took("("):
            day = self._stretch_of(self._text())
            self._expect(")")
            return _Operand("?", [_iso_day(day[0])], "date")
        if token.keyword in ("CASEI", "ACCENTI") and self._took("("):
            inner = self._operand()
            self._expect(")")
            return _Operand(f"lower({inner.sql})", inner.values, inner.kind)
        name = token.text.strip('"')
        if name not in QUERYABLES:
            raise CqlError(
                f"filter, letter {token.at + 1}: events have no {name!r} to filter by;"
                f" they have {', '.join(sorted(QUERYABLES))}"
            )
        sql, kind = QUERYABLES[name]
        return _Operand(sql, [], kind)

    def _text(self) -> str:
        if self.now.kind != "text":
            raise self.unexpected("a quoted text")
        return _unquoted(self._next())

    def _stretch_of(self, written: str, *, read: Callable[[str], Stretch] = stretch) -> Stretch:
        try:
            return read(written)
        except ValueError as wrong:
            raise CqlError(f"filter, before letter {self.now.at + 1}: {wrong}") from None

    def _time(self, name: str) -> Condition:
        """``T_…(datetime, instant or INTERVAL)``, over the whole stretch in which an event lies."""
        self._expect("(")
        self._expect("DATETIME")
        self._expect(",")
        kind = self._took("INTERVAL", "DATE", "TIMESTAMP")
        if not kind:
            raise self.unexpected("DATE, TIMESTAMP or INTERVAL")
        self._expect("(")
        written = self._text()
        if kind == "INTERVAL":
            self._expect(",")
            written += f"/{self._text()}"
        self._expect(")")
        self._expect(")")
        starts, ends = self._stretch_of(written, read=interval)
        return _TIMES[name].format(starts=int(starts), ends=int(ends)), []

    def _intersects(self) -> Condition:
        self._expect("(")
        if not self._took("GEOMETRY", "GEOM"):
            raise self.unexpected("geometry")
        self._expect(",")
        at = self.now.at
        depth = 0
        while self.now.kind != "end" and (depth or self.now.text != ")"):
            depth += (self.now.text == "(") - (self.now.text == ")")
            self._next()
        wkt = self._written[at : self.now.at].strip()
        self._expect(")")
        return "e.place IN (SELECT key FROM place WHERE geometry IS NOT NULL AND intersects(geometry, ?))", [_wkt(wkt)]


def _unquoted(token: Token) -> str:
    return token.text[1:-1].replace("''", "'")


def _iso_day(minute: int) -> str:
    return date.fromordinal(minute // 1440).isoformat()


def _wkt(written: str) -> str:
    """A geometry of the filter as WKT that shapely has read once; BBOX becomes a polygon."""
    import shapely  # noqa: PLC0415  0.2 s to import, needed for this predicate only

    try:
        if found := re.fullmatch(r"BBOX\s*\(([^()]*)\)", written, re.IGNORECASE):
            west, south, east, north = (float(number) for number in found[1].split(","))
            return str(shapely.box(west, south, east, north).wkt)
        return str(shapely.from_wkt(written).wkt)
    except (ValueError, shapely.errors.ShapelyError) as wrong:
        raise CqlError(f"filter: {written[:60]!r} is no geometry ({wrong})") from None
