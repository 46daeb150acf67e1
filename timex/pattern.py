"""Patterns of rules: a small language over words and typed slots, unfolded into plain sequences.

word            a word as it stands, folded; at the beginning of a rule it may carry clitics
{type}          a slot filled by a part of that type; {name:type} gives it another name
و{type}         the part's first word carries this clitic
~x              x is glued to what stands before it
x?  (x y | z)   may be absent; alternatives
[x]             must stand there but is no part of the expression (at either end of a rule)
\\( \\) \\? \\|     the signs themselves
"""

import re
from dataclasses import dataclass, replace
from itertools import product

from arabic import fold


@dataclass(frozen=True, slots=True)
class Literal:
    """One word or sign that must stand there."""

    form: str
    glued: bool = False
    context: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of some type that must stand there, its first word carrying just these clitics."""

    name: str
    type: str
    clitics: str = ""
    glued: bool = False


Atom = Literal | Slot
Sequence_ = tuple[Atom, ...]
_PIECE = re.compile(
    r"\s*(?:(?P<slot>[^\s()\[\]|?{}\\]*\{[^}]*\})|(?P<word>(?:\\.|[^\s()\[\]|?{}\\])+)|(?P<sign>[()\[\]|?]))"
)


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.pieces: list[tuple[str, str]] = []
        at = 0
        while at < len(pattern.rstrip()):
            match = _PIECE.match(pattern, at)
            if match is None:
                raise ValueError(f"no pattern: {pattern!r} at {at}")
            self.pieces.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
            at = match.end()
        self.at = 0

    def peek(self) -> tuple[str, str]:
        return self.pieces[self.at] if self.at < len(self.pieces) else ("", "")

    def take(self) -> tuple[str, str]:
        piece = self.peek()
        self.at += 1
        return piece

    def alternatives(self) -> list[Sequence_]:
        found = self.sequence()
        while self.peek() == ("sign", "|"):
            self.take()
            found = found + self.sequence()
        return found

    def sequence(self) -> list[Sequence_]:
        parts: list[list[Sequence_]] = []
        while self.peek()[0] and self.peek() not in (("sign", "|"), ("sign", ")"), ("sign", "]")):
            part = self.element()
            if self.peek() == ("sign", "?"):
                self.take()
                part = [*part, ()]
            parts.append(part)
        return [tuple(atom for piece in choice for atom in piece) for choice in product(*parts)]

    def element(self) -> list[Sequence_]:
        kind, text = self.take()
        if kind == "sign" and text in "([":
            inner = self.alternatives()
            if self.take() != ("sign", ")" if text == "(" else "]"):
                raise ValueError(f"unclosed {text} in {self.pattern!r}")
            return inner if text == "(" else [tuple(_context(atom) for atom in sequence) for sequence in inner]
        if kind == "slot":
            return [(_slot(text),)]
        if kind == "word":
            return [(_literal(text),)]
        raise ValueError(f"unexpected {text!r} in {self.pattern!r}")


def _context(atom: Atom) -> Atom:
    if isinstance(atom, Slot):
        raise TypeError(f"a slot cannot be context: {atom.name}")
    return replace(atom, context=True)


def _slot(text: str) -> Slot:
    before, inside = text[:-1].split("{")
    name, _, type_ = inside.partition(":")
    glued = before.startswith("~")
    return Slot(name, type_ or name, fold(before.removeprefix("~")), glued)


def _literal(text: str) -> Literal:
    glued = text.startswith("~")
    return Literal(fold(re.sub(r"\\(.)", r"\1", text.removeprefix("~"))).casefold(), glued)


def unfold(pattern: str) -> list[Sequence_]:
    """All plain sequences of a pattern; no optional part, alternative or group is left."""
    parser = _Parser(pattern)
    found = parser.alternatives()
    if parser.peek()[0]:
        raise ValueError(f"too much in {pattern!r}: {parser.peek()[1]!r}")
    return list(dict.fromkeys(sequence for sequence in found if sequence))
