"""CQL2 text, by recursive descent. Source: OGC 21-065r2 (CQL2), Annex B."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from store.cql2 import tree
from store.cql2.tree import Budget, CqlError, Day, Instant, Listed, Literal, Node, Property, Span, call

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>'(?:''|\\'|[^'])*')
    | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z_0-9]*|"(?:""|[^"])+")
    | (?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE | re.ASCII,
)
_GEOMETRIES: Final = frozenset(
    {"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "BBOX"}
)
_FUNCTIONS: Final = {op.upper(): op for op in tree.SPATIAL | tree.TEMPORAL}


@dataclass(frozen=True, slots=True)
class _Token:
    """One token: what it is, its letters, and at which letter of the filter it stands."""

    kind: str
    text: str
    at: int

    @property
    def keyword(self) -> str:
        """Its letters without regard to case, unless they are quoted."""
        return self.text.upper() if self.kind == "word" else self.text


def read_text(written: str) -> Node:
    """The tree of a CQL2 text filter."""
    reader = _Reader(_tokens(tree.legible(written)), written)
    result = reader.either(0)
    if reader.now.kind != "end":
        raise reader.unexpected("AND, OR or the end")
    return result


def _tokens(written: str) -> list[_Token]:
    """The tokens of a filter, and one that stands for its end."""
    found_tokens: list[_Token] = []
    at = 0
    rest = written.rstrip()
    while at < len(rest):
        found = _TOKEN.match(rest, at)
        if not found:
            raise CqlError(f"the filter cannot be read at letter {at + 1}: {rest[at : at + 20]!r}")
        kind = found.lastgroup or ""
        found_tokens.append(_Token(kind, found[kind], found.start(kind)))
        at = found.end()
    return [*found_tokens, _Token("end", "", len(rest))]


class _Reader:
    """Every method returns the tree of what it read, and moves on."""

    def __init__(self, read: list[_Token], written: str) -> None:
        self._tokens = read
        self._written = written
        self._index = 0
        self._budget = Budget()

    @property
    def now(self) -> _Token:
        return self._tokens[self._index]

    def unexpected(self, wanted: str) -> CqlError:
        found = repr(self.now.text) if self.now.text else "the end"
        return CqlError(f"filter, letter {self.now.at + 1}: {wanted} expected, {found} found")

    def _next(self) -> _Token:
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

    def either(self, depth: int) -> Node:
        return self._joined("OR", self._both, depth)

    def _both(self, depth: int) -> Node:
        return self._joined("AND", self._single, depth)

    def _joined(self, keyword: str, read: Callable[[int], Node], depth: int) -> Node:
        parts = [read(depth)]
        while self._took(keyword):
            parts.append(read(depth))
        return call(keyword.lower(), tuple(parts)) if len(parts) > 1 else parts[0]

    def _single(self, depth: int) -> Node:
        self._budget.spend(depth)
        if self._took("NOT"):
            return call("not", (self._single(depth + 1),))
        if self._took("("):
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        if name := self._took(*_FUNCTIONS):
            return call(_FUNCTIONS[name], self._arguments())
        return self._predicate()

    def _predicate(self) -> Node:
        left = self._operand()
        if self.now.kind == "sign" and self.now.text in tree.COMPARISONS:
            return call(self._next().text, (left, self._operand()))
        if self._took("IS"):
            negated = self._took("NOT")
            self._expect("NULL")
            return _unless(bool(negated), call("isNull", (left,)))
        negated = self._took("NOT")
        if self._took("LIKE"):
            return _unless(bool(negated), call("like", (left, self._operand())))
        if self._took("BETWEEN"):
            low = self._operand()
            self._expect("AND")
            return _unless(bool(negated), call("between", (left, low, self._operand())))
        if self._took("IN"):
            return _unless(bool(negated), call("in", (left, Listed(self._arguments()))))
        if isinstance(left, Literal) and isinstance(left.value, bool) and not negated:
            return left
        raise self.unexpected("a comparison, LIKE, BETWEEN, IN or IS NULL")

    def _arguments(self) -> tuple[Node, ...]:
        self._expect("(")
        listed = [self._operand()]
        while self._took(","):
            listed.append(self._operand())
        self._expect(")")
        return tuple(listed)

    def _operand(self) -> Node:
        self._budget.spend(0)
        token = self._next()
        if token.kind == "text":
            return Literal(_unquoted(token))
        if token.kind == "number":
            return Literal(tree.finite(float(token.text)))
        if token.kind == "word":
            return self._named(token)
        self._index -= token.kind != "end"
        raise self.unexpected("a property or a value")

    def _named(self, token: _Token) -> Node:
        name = token.keyword
        opens = self.now.text == "("
        if name in ("TRUE", "FALSE"):
            return Literal(name == "TRUE")
        if name in _GEOMETRIES and (opens or self.now.keyword in ("Z", "EMPTY")):
            return self._geometry(token)
        if opens and name == "CASEI":
            return call("casei", self._arguments())
        if opens and name in ("DATE", "TIMESTAMP"):
            return self._moment(name)
        if opens and name == "INTERVAL":
            return self._interval()
        if opens:
            raise CqlError(f"filter, letter {token.at + 1}: no function {token.text[:40]!r} is known here")
        quoted = token.text.startswith('"')
        return Property(token.text[1:-1].replace('""', '"') if quoted else token.text)

    def _moment(self, name: str) -> Day | Instant:
        self._expect("(")
        at, written = self.now.at, self._text()
        self._expect(")")
        try:
            return tree.day(written) if name == "DATE" else tree.instant(written)
        except CqlError as wrong:
            raise CqlError(f"filter, letter {at + 1}: {wrong}") from None

    def _interval(self) -> Span:
        self._expect("(")
        start = self._bound()
        self._expect(",")
        end = self._bound()
        self._expect(")")
        return Span(start, end)

    def _bound(self) -> Day | Instant | Property | None:
        if self.now.kind == "text":
            return tree.bound(_unquoted(self._next()))
        read = self._operand()
        if isinstance(read, (Day, Instant, Property)):
            return read
        raise self.unexpected("a date, a timestamp, '..' or a property")

    def _text(self) -> str:
        if self.now.kind != "text":
            raise self.unexpected("a quoted text")
        return _unquoted(self._next())

    def _geometry(self, token: _Token) -> tree.Shape:
        """The letters of a geometry, brackets and all, read as WKT."""
        if self.now.text != "(":
            self._next()  # Z, or EMPTY
        depth = 0
        while self.now.kind != "end" and (depth or self.now.text == "("):
            depth += (self.now.text == "(") - (self.now.text == ")")
            self._next()
        written = self._written[token.at : self.now.at].strip()
        if token.keyword != "BBOX":
            return tree.shape(written)
        try:
            return tree.box([float(part) for part in written[written.find("(") + 1 : -1].split(",")])
        except ValueError:
            raise CqlError(f"filter, letter {token.at + 1}: a bounding box has four or six numbers") from None


def _unless(negated: bool, node: Node) -> Node:
    return call("not", (node,)) if negated else node


def _unquoted(token: _Token) -> str:
    return token.text[1:-1].replace("''", "'").replace("\\'", "'")
