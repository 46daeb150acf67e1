"""The outlook: which types can begin at a word, given the word after it.

Most prepositions and numbers of a text begin no time expression, and the next word tells.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from arabic import fold
from timex.lexicon import NOTHING, Entry
from timex.trees import Glances, State, Type

_NUMERALS: Final = frozenset({"number", "digits", "ordinal"})
_LARGE: Final = frozenset(map(fold, ("مليون", "مليونا", "ملايين", "مليار", "مليارا", "مليارات")))  # money and people


class _Ahead(NamedTuple):
    """For one reading of a word: the types it may be alone, and those that need a certain word or type next."""

    free: int
    words: Mapping[str, int]
    glued: Mapping[str, int]  # words that count only where no blank stands before them
    types: tuple[tuple[int, int], ...]  # bits of which one must begin at the next word, the bit of the type begun


class Outlook:
    """Worked out for each kind of word when it is first met. ``begins`` gives the types a kind can begin, as bits."""

    def __init__(self, types: Iterable[Type], begins: Mapping[str, int], glances: Glances) -> None:
        self._glances = glances
        self._types = tuple(types)
        self._begins = begins
        self._numerals = reduce(or_, (begins[kind] for kind in _NUMERALS))
        self._holders = _holders(self._types)
        self._corners = {type_: _corners(type_) for type_ in self._types}
        self._ahead: dict[str, _Ahead] = {}
        self._looks: dict[tuple[tuple[str, str | None], ...], int] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def live(self, entry: Entry, following: Entry, form: str, gap: str) -> int:
        """The bits of the types that can begin at a word before one with the given entry, form and gap."""
        live = 0
        for name, rest in entry.names:
            if rest is not None:
                if rest == form:
                    live |= self._begins.get(name, 0)
                continue
            ahead = self._ahead.get(name) or self._look(name)
            live |= ahead.free | ahead.words.get(form, 0)
            if not gap:
                live |= ahead.glued.get(form, 0)
            if name in _NUMERALS and form in _LARGE:
                continue
            for other, _ in following.names:
                pair = self._pairs.get((name, other))
                live |= self._pair(name, other) if pair is None else pair
        return live

    def last(self, entry: Entry) -> int:
        """The same for the last word of a line."""
        return self.live(entry, NOTHING, "", "\n")

    def glance(self, entry: Entry) -> int:
        """The number of the look at the next word by which ``live`` tells."""
        number = self._looks.get(entry.names)
        if number is None:
            number = self._looks[entry.names] = self._glance(entry)
        return number

    def _glance(self, entry: Entry) -> int:
        forms, reach = set[str](), 0
        for name, rest in entry.names:
            if rest is not None:
                forms.add(rest)
                continue
            ahead = self._ahead.get(name) or self._look(name)
            forms.update(ahead.words, ahead.glued)
            for mask, _ in ahead.types:
                reach |= mask
            if name in _NUMERALS:
                forms |= _LARGE
                reach |= self._numerals
        return self._glances.number(forms, reach)

    def _pair(self, name: str, other: str) -> int:
        begun = self._begins.get(other, 0)
        if name in _NUMERALS and other in _NUMERALS:  # a numeral of several words
            found = self._begins.get(name, 0)
        else:
            found = 0
            for mask, bit in self._ahead[name].types:
                if mask & begun:
                    found |= bit
        self._pairs[name, other] = found
        return found

    def _look(self, name: str) -> _Ahead:
        """What may follow a kind of lexeme or a literal word (``=word``), for every type that it can begin."""
        word = name[1:] if name.startswith("=") else None
        whole = (
            {t for t in self._types if t.root and word in t.root.words and t.root.words[word].accepts}
            if word
            else {t for t in self._types if t.name == name}
        )
        alone = self._alone(whole)
        free, words, glued, types = 0, dict[str, int](), dict[str, int](), []
        for type_ in self._types:
            if not self._begins.get(name, 0) & type_.bit:
                continue
            if type_ in alone:
                free |= type_.bit
            mask = 0
            for state in self._after(type_, word, alone):
                for form in state.words:
                    words[form] = words.get(form, 0) | type_.bit
                for form in state.glued:
                    glued[form] = glued.get(form, 0) | type_.bit
                mask |= state.reach
            types.append((mask, type_.bit))
        ahead = self._ahead[name] = _Ahead(free, words, glued, tuple(types))
        return ahead

    def _after(self, type_: Type, word: str | None, alone: set[Type]) -> Iterable[State]:
        """Where the first word leads in the trees of a type and of all that it can begin with."""
        for corner in self._corners[type_]:
            if corner.root is None:
                continue
            if word is not None and word in corner.root.words:
                yield corner.root.words[word]
            for _, first, _, _, state in corner.root.edges:
                if first in alone:
                    yield state

    def _alone(self, whole: set[Type]) -> set[Type]:
        """The types that a part of one of these types may be all by itself."""
        found, todo = set(whole), list(whole)
        while todo:
            for holder in self._holders.get(todo.pop(), ()):
                if holder not in found:
                    found.add(holder)
                    todo.append(holder)
        return found


def _holders(types: Iterable[Type]) -> dict[Type, list[Type]]:
    """For each type, those that it alone may be: unions it belongs to and rules of one slot."""
    holders: dict[Type, list[Type]] = {}
    for type_ in types:
        for member in type_.members:
            holders.setdefault(member, []).append(type_)
        if type_.root is not None:
            for _, part, _, _, state in type_.root.edges:
                if state.accepts:
                    holders.setdefault(part, []).append(type_)
    return holders


def _corners(type_: Type) -> set[Type]:
    """A type and all types that a part of it may begin with."""
    found, todo = {type_}, [type_]
    while todo:
        part = todo.pop()
        firsts = [*part.members, *(edge[1] for edge in part.root.edges)] if part.root else part.members
        for first in firsts:
            if first not in found:
                found.add(first)
                todo.append(first)
    return found
