"""The grammar: rules compiled into one word tree per type.

Every type knows by which words it can begin, and every word what must follow it to begin anything, so that a
rule is tried only where one of its words stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from timex.lexicon import Follow, Lexicon, closed_words
from timex.pattern import Slot, unfold
from timex.rule import Rule


class Accept(NamedTuple):
    """The end of one unfolded pattern: its rule and the names of its slots in order."""

    rule: Rule
    names: tuple[str, ...]
    lead: int  # context tokens before the expression
    trail: int  # and after it
    order: int


class State:
    """A node of a type's word tree."""

    __slots__ = ("accepts", "edges", "glued", "reach", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, State] = {}
        self.glued: dict[str, State] = {}
        self.slots: dict[tuple[Type, str, bool], State] = {}
        self.accepts: list[Accept] = []
        self.edges: list[tuple[int, Type, str, bool, State]] = []  # the slots once more, with their types' bits
        self.reach = 0  # the bits of all types that may fill a slot here

    def settle(self) -> None:
        """Prepare the finished tree for walking."""
        self.edges = [
            (type_.bit, type_, clitics, glued, state) for (type_, clitics, glued), state in self.slots.items()
        ]
        for bit, *_ in self.edges:
            self.reach |= bit
        for state in (*self.words.values(), *self.glued.values(), *self.slots.values()):
            state.settle()


class Type:
    """A type of part: a kind of lexeme, a union of types, or what rules make."""

    __slots__ = ("bit", "members", "name", "root")

    def __init__(self, name: str, bit: int) -> None:
        self.name, self.bit = name, bit
        self.root: State | None = None
        self.members: tuple[Type, ...] = ()


_TERMINALS: Final = ("digits", "number", "ordinal", "feast")


class Grammar:
    """Compiled rules. ``unions`` name types that are any of several others."""

    def __init__(self, rules: Sequence[Rule], unions: Mapping[str, Sequence[str]]) -> None:
        kinds = {kind for rows in closed_words().values() for kind, _, _ in rows} | set(_TERMINALS)
        made = {rule.makes for rule in rules}
        self.types = {name: Type(name, 1 << i) for i, name in enumerate(sorted(kinds | made | set(unions)))}
        self.rules = rules
        for name, members in unions.items():
            self.types[name].members = tuple(self.types[member] for member in members)
        for order, rule in enumerate(rules):
            self._plant(rule, order)
        for type_ in self.types.values():
            if type_.root is not None:
                type_.root.settle()
        self._holders = self._holding()
        self.lexicon = Lexicon(self._bits(kinds), self._weak(kinds))

    def _plant(self, rule: Rule, order: int) -> None:
        made = self.types[rule.makes]
        made.root = made.root or State()
        for sequence in unfold(rule.pattern):
            state, names, context = made.root, [], []
            for atom in sequence:
                if isinstance(atom, Slot):
                    if atom.type not in self.types:
                        raise ValueError(f"rule {rule.name}: no type {atom.type}")
                    key = (self.types[atom.type], atom.clitics, atom.glued)
                    state = state.slots.setdefault(key, State())
                    names.append(atom.name)
                    context.append(False)
                else:
                    state = (state.glued if atom.glued else state.words).setdefault(atom.form, State())
                    context.append(atom.context)
            lead = context.index(False)
            trail = context[::-1].index(False)
            state.accepts.append(Accept(rule, tuple(names), lead, trail, order))

    def _bits(self, kinds: Iterable[str]) -> dict[str, int]:
        """For every kind and first literal, the types it can begin, found to a fixed point."""
        begins: dict[str, int] = {kind: self.types[kind].bit for kind in kinds}
        firsts = {name: self._firsts(type_) for name, type_ in self.types.items()}
        changed = True
        while changed:
            changed = False
            for first in firsts.values():
                extra = {s for starter in first for s in firsts.get(starter, ())} - first
                if extra:
                    first.update(extra)
                    changed = True
        for name, first in firsts.items():
            for starter in first:
                if starter in kinds or starter.startswith("="):
                    begins[starter] = begins.get(starter, 0) | self.types[name].bit
        return begins

    def _weak(self, kinds: Iterable[str]) -> dict[str, Follow]:
        """What must follow the words that are no expression alone: prepositions, numbers, units and the like."""
        roots = {type_: type_.root for type_ in self.types.values() if type_.root is not None}
        after: dict[Type, list[State]] = {}
        for root in roots.values():
            for state in _all_states(root):
                for (type_, _, _), following in state.slots.items():
                    after.setdefault(type_, []).append(following)
        follows: dict[str, Follow] = {}
        for kind in kinds:
            self._weaken(kind, {self.types[kind]}, [], after, follows)
        for word in {word for root in roots.values() for word in root.words}:
            begun = {type_: root.words[word] for type_, root in roots.items() if word in root.words}
            whole = {type_ for type_, state in begun.items() if state.accepts}
            self._weaken(f"={word}", whole, begun.values(), after, follows)
        more = self.types["number"].bit | self.types["ordinal"].bit  # a numeral of several words
        for kind in ("number", "digits", "ordinal"):
            follows[kind] = Follow(follows[kind].words, follows[kind].mask | more)
        return follows

    def _weaken(
        self,
        name: str,
        whole: set[Type],
        states: Iterable[State],
        after: Mapping[Type, list[State]],
        follows: dict[str, Follow],
    ) -> None:
        """Note what must follow a word unless it may be an expression alone."""
        alone = self._alone(whole)
        if self.types["expression"] not in alone:
            follows[name] = _follow([*states, *(state for type_ in alone for state in after.get(type_, ()))])

    def _alone(self, types: set[Type]) -> set[Type]:
        """The types that a part of one of these types may be all by itself."""
        found = set(types)
        todo = list(types)
        while todo:
            part = todo.pop()
            for type_ in self._holders.get(part, ()):
                if type_ not in found:
                    found.add(type_)
                    todo.append(type_)
        return found

    def _holding(self) -> dict[Type, list[Type]]:
        """For each type, those that it alone may be: unions it belongs to and rules of one slot."""
        holders: dict[Type, list[Type]] = {}
        for type_ in self.types.values():
            for member in type_.members:
                holders.setdefault(member, []).append(type_)
            if type_.root is not None:
                for (part, _, _), state in type_.root.slots.items():
                    if state.accepts:
                        holders.setdefault(part, []).append(type_)
        return holders

    def _firsts(self, type_: Type) -> set[str]:
        first = {member.name for member in type_.members}
        if type_.root is not None:
            first |= {f"={word}" for word in type_.root.words}
            first |= {slot.name for slot, _, _ in type_.root.slots}
        return first


def _follow(states: Iterable[State]) -> Follow:
    words: set[str] = set()
    mask = 0
    for state in states:
        words |= state.words.keys() | state.glued.keys()
        for type_, _, _ in state.slots:
            mask |= type_.bit
    return Follow(frozenset(words), mask)


def _all_states(state: State) -> Iterator[State]:
    yield state
    for following in (*state.words.values(), *state.glued.values(), *state.slots.values()):
        yield from _all_states(following)
