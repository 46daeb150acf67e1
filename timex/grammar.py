"""The grammar: rules compiled into one word tree per type.

Every type knows by which words it can begin, and every word what must follow it to begin anything, so that a
rule is tried only where one of its words stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from timex.lexicon import Lexicon, closed_words
from timex.outlook import Outlook
from timex.pattern import Slot, unfold
from timex.rule import Match, Rule
from timex.trees import Accept, Glances, State, Type

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
        self.glances = Glances()
        for type_ in self.types.values():
            if type_.root is not None:
                type_.root.settle(self.glances)
        bits = self._bits(kinds)
        self.lexicon = Lexicon(bits)
        self.numerals = 1 << len(self.types)  # beside the types' bits: words that may go on with a numeral
        self.numeral_glance = self.glances.number((), self.numerals)
        self.outlook = Outlook(self.types.values(), bits, self.glances)

    def _plant(self, rule: Rule, order: int) -> None:
        made = self.types[rule.makes]
        made.root = made.root or State()
        for sequence in unfold(rule.pattern):
            state, names, context = made.root, [], []
            for atom in sequence:
                if isinstance(atom, Slot):
                    if atom.type not in self.types:
                        raise ValueError(f"rule {rule.name}: no type {atom.type}")
                    if hasattr(Match, atom.name):
                        raise ValueError(f"rule {rule.name}: a slot cannot be named {atom.name}")
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

    def spelled(self) -> frozenset[str]:
        """Every folded word that a rule or the lexicon spells out, at any place."""
        found = {form for rest in self.lexicon.rests() for form in rest}
        todo = [type_.root for type_ in self.types.values() if type_.root is not None]
        while todo:
            state = todo.pop()
            found.update(state.words, state.glued)
            todo += (*state.words.values(), *state.glued.values(), *state.slots.values())
        return frozenset(found)

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

    def _firsts(self, type_: Type) -> set[str]:
        first = {member.name for member in type_.members}
        if type_.root is not None:
            first |= {f"={word}" for word in type_.root.words}
            first |= {slot.name for slot, _, _ in type_.root.slots}
        return first
