"""The grammar: rules compiled into one word tree per type, and the parser that walks it over a text.

A part of a type is parsed at most once at each token, every rule has a bounded length and a part never
contains one of its own type at its own first token, so the time is linear in the text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from arabic import Kind, Text, Token, read_cardinal, read_ordinal
from timex.lexicon import CLITICS, NOTHING, NUMERAL_CLITICS, Entry, Follow, Lexicon, closed_words
from timex.pattern import Literal, Slot, unfold


class Match:
    """What filled the slots of a rule, by name; null where an optional slot is absent."""

    __slots__ = ("_slots",)

    def __init__(self, slots: dict[str, Any]) -> None:
        self._slots = slots

    def __getattr__(self, name: str) -> Any:
        return self._slots.get(name)


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction: its pattern (see timex.pattern), the type it makes, how its meaning is built.

    ``build`` returns null where the words match and mean nothing (month 13). ``examples`` map a text to the
    TIMEX3 value read when the article is of Thursday 8 December 2016; no time is read in ``negatives``.
    """

    name: str
    makes: str
    pattern: str
    build: Callable[[Match], Any]
    examples: Mapping[str, str]
    negatives: Sequence[str] = ()


class Node(NamedTuple):
    """A part that was parsed: its meaning, its token range, the clitics before it, its offset in print."""

    value: Any
    first: int
    last: int
    clitics: str
    start: int
    end: int
    rule: str


class _Accept(NamedTuple):
    rule: Rule
    names: tuple[str, ...]
    lead: int  # context tokens before the expression
    trail: int  # and after it
    order: int


class _State:
    """A node of a type's word tree."""

    __slots__ = ("accepts", "glued", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, _State] = {}
        self.glued: dict[str, _State] = {}
        self.slots: dict[tuple[Type, str, bool], _State] = {}
        self.accepts: list[_Accept] = []


class Type:
    """A type of part: a kind of lexeme, a union of types, or what rules make."""

    __slots__ = ("bit", "members", "name", "root")

    def __init__(self, name: str, bit: int) -> None:
        self.name, self.bit = name, bit
        self.root: _State | None = None
        self.members: tuple[Type, ...] = ()


_TO_THE: Final = ("لل", "ولل")
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
        self._holders = self._holding()
        self.lexicon = Lexicon(self._bits(kinds), self._weak(kinds))

    def _plant(self, rule: Rule, order: int) -> None:
        made = self.types[rule.makes]
        made.root = made.root or _State()
        for sequence in unfold(rule.pattern):
            state, names, context = made.root, [], []
            for atom in sequence:
                if isinstance(atom, Slot):
                    if atom.type not in self.types:
                        raise ValueError(f"rule {rule.name}: no type {atom.type}")
                    key = (self.types[atom.type], atom.clitics, atom.glued)
                    state = state.slots.setdefault(key, _State())
                    names.append(atom.name)
                    context.append(False)
                else:
                    state = (state.glued if atom.glued else state.words).setdefault(atom.form, _State())
                    context.append(atom.context)
            lead = context.index(False)
            trail = context[::-1].index(False)
            state.accepts.append(_Accept(rule, tuple(names), lead, trail, order))

    def _bits(self, kinds: Iterable[str]) -> dict[str, int]:
        """For every kind and first literal, the types it can begin, found to a fixed point."""
        begins: dict[str, int] = {kind: self.types[kind].bit for kind in kinds}
        firsts = {name: self._firsts(type_) for name, type_ in self.types.items()}
        changed = True
        while changed:
            changed = False
            for name, first in firsts.items():
                for starter in [s for s in first if not s.startswith("=")]:
                    extra = firsts.get(starter, set()) - first
                    if extra:
                        first |= extra
                        changed = True
        for name, first in firsts.items():
            for starter in first:
                if starter in kinds or starter.startswith("="):
                    begins[starter] = begins.get(starter, 0) | self.types[name].bit
        return begins

    def _weak(self, kinds: Iterable[str]) -> dict[str, Follow]:
        """What must follow the words that are no expression alone: prepositions, numbers, units and the like."""
        roots = {type_: type_.root for type_ in self.types.values() if type_.root is not None}
        after: dict[Type, list[_State]] = {}
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
        states: Iterable[_State],
        after: Mapping[Type, list[_State]],
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


def _follow(states: Iterable[_State]) -> Follow:
    words: set[str] = set()
    mask = 0
    for state in states:
        words |= state.words.keys() | state.glued.keys()
        for type_, _, _ in state.slots:
            mask |= type_.bit
    return Follow(frozenset(words), mask)


def _all_states(state: _State) -> Iterator[_State]:
    yield state
    for following in (*state.words.values(), *state.glued.values(), *state.slots.values()):
        yield from _all_states(following)


class Parser:
    """Parses the parts of one text."""

    def __init__(self, grammar: Grammar, text: Text) -> None:
        self.tokens = text.tokens
        self.entries: list[Entry] = grammar.lexicon.entries(text.tokens)
        self._memo: dict[tuple[str, int], Sequence[Node]] = {}

    def nodes(self, type_: Type, at: int) -> Sequence[Node]:
        """All parts of a type that begin at a token, at most one per end and clitics; first rule first."""
        key = (type_.name, at)
        known = self._memo.get(key)
        if known is not None:
            return known
        self._memo[key] = ()  # a type does not begin with itself
        if type_.members:
            mask = self.entries[at].mask
            found: Sequence[Node] = [n for member in type_.members if mask & member.bit for n in self.nodes(member, at)]
        elif type_.root is not None:
            found = self._made(type_.root, at)
        else:
            found = self._terminals(type_.name, at)
        self._memo[key] = found
        return found

    def _made(self, root: _State, at: int) -> list[Node]:
        found: list[tuple[int, Node]] = []
        self._begin(root, at, found)
        best: dict[tuple[int, str], tuple[int, Node]] = {}
        for order, node in found:
            key = (node.last, node.clitics)
            if key not in best or order < best[key][0]:
                best[key] = (order, node)
        return [node for _, node in best.values()]

    def _begin(self, root: _State, at: int, found: list[tuple[int, Node]]) -> None:
        """The first step of a rule, whose word may carry clitics that stay outside."""
        token, entry = self.tokens[at], self.entries[at]
        for stem in entry.stems:
            state = root.words.get(stem.form)
            if state is not None:
                start = token.after(stem) if stem.skip else token.start
                self._walk(state, at, at + 1, (), (stem.clitics, start), found)
        for (type_, clitics, _), state in root.slots.items():
            if not entry.mask & type_.bit:
                continue
            for node in self.nodes(type_, at):
                if not clitics:
                    self._walk(state, at, node.last, (node,), (node.clitics, node.start), found)
                elif node.clitics == clitics:  # the rule's own clitics are part of what it makes
                    self._walk(state, at, node.last, (node,), ("", token.start), found)

    def _walk(
        self,
        state: _State,
        first: int,
        at: int,
        filled: tuple[Node, ...],
        head: tuple[str, int],
        found: list[tuple[int, Node]],
    ) -> None:
        for accept in state.accepts:
            node = self._build(accept, first, at, filled, head)
            if node is not None:
                found.append((accept.order, node))
        if at >= len(self.tokens):
            return
        token = self.tokens[at]
        if token.gap == "\n":
            return
        following = state.words.get(token.word.form)
        if following is not None:
            self._walk(following, first, at + 1, filled, head, found)
        if state.glued and not token.gap:
            following = state.glued.get(token.word.form)
            if following is not None:
                self._walk(following, first, at + 1, filled, head, found)
        mask = self.entries[at].mask
        if not mask:
            return
        for (type_, clitics, glued), following in state.slots.items():
            if mask & type_.bit and not (glued and token.gap):
                for node in self.nodes(type_, at):
                    if node.clitics == clitics:
                        self._walk(following, first, node.last, (*filled, node), head, found)

    def _build(
        self, accept: _Accept, first: int, last: int, filled: tuple[Node, ...], head: tuple[str, int]
    ) -> Node | None:
        value = accept.rule.build(Match(dict(zip(accept.names, (node.value for node in filled), strict=True))))
        if value is None:
            return None
        clitics, start = head
        if accept.lead:
            start = self.tokens[first + accept.lead].start
        end = self.tokens[last - accept.trail - 1].end
        return Node(value, first, last, clitics, start, end, accept.rule.name)

    def _terminals(self, kind: str, at: int) -> list[Node]:
        if kind == "number":
            return self._numbers(at)
        if kind == "ordinal":
            return self._ordinals(at)
        found = []
        for lexeme in self.entries[at].lexemes:
            if lexeme.kind == kind and self._follows(lexeme.rest, at + 1):
                last = at + 1 + len(lexeme.rest)
                found.append(self._node(lexeme.value, at, last, lexeme.stem.clitics, lexeme.stem.skip))
        return found

    def _follows(self, forms: tuple[str, ...], at: int) -> bool:
        if at + len(forms) > len(self.tokens):
            return False
        return all(
            self.tokens[at + i].word.form == form and self.tokens[at + i].gap != "\n" for i, form in enumerate(forms)
        )

    def _node(self, value: object, first: int, last: int, clitics: str, skip: int) -> Node:
        token = self.tokens[first]
        start = token.start + token.word.offset(skip) if skip else token.start
        return Node(value, first, last, clitics, start, self.tokens[last - 1].end, "")

    def _numbers(self, at: int) -> list[Node]:
        """A cardinal; digits may follow an article of their own («الـ24», «بـ21»)."""
        token = self.tokens[at]
        if token.kind is Kind.WORD and at + 1 < len(self.tokens) and self.tokens[at + 1].kind is Kind.NUMBER:
            return self._hung(token, at)
        if token.kind is Kind.NUMBER:
            plain = [self._node(token.number, at, at + 1, "", 0)]
            scaled = read_cardinal(self.tokens, at)
            if scaled is not None and scaled.last > at + 1:
                plain.append(self._node(scaled.value, at, scaled.last, "", 0))
            return plain
        return self._numeral(at)

    def _numeral(self, at: int) -> list[Node]:
        """A cardinal in words, with or without its article («الأيام الثلاثة»)."""
        numeral = read_cardinal(self.tokens, at, NUMERAL_CLITICS)
        if numeral is None or (numeral.last == at + 1 and numeral.clitics and self._is_weekday(at)):
            return []
        clitics = numeral.clitics.removesuffix("ال") if numeral.clitics not in _TO_THE else numeral.clitics[:-1]
        return [self._node(numeral.value, at, numeral.last, clitics, len(clitics))]

    def _is_weekday(self, at: int) -> bool:
        """«الاثنين» is Monday, not the two."""
        return any(lexeme.kind == "weekday" for lexeme in self.entries[at].lexemes)

    def _hung(self, token: Token, at: int) -> list[Node]:
        """Digits behind a word that is nothing but clitics and article."""
        following = self.tokens[at + 1]
        form = token.word.form
        if following.gap == "\n" or (following.gap and "ـ" not in token.word.surface):
            return self._numeral(at)
        clitics = form[:-2] if form.endswith("ال") else form[:-1] if form.endswith("لل") else form
        if clitics not in CLITICS:
            return self._numeral(at)
        start = following.start if clitics == form else token.start + token.word.offset(len(clitics))
        ends = [(following.number, at + 2)]
        scaled = read_cardinal(self.tokens, at + 1)
        if scaled is not None and scaled.last > at + 2:
            ends.append((scaled.value, scaled.last))
        return [Node(value, at, last, clitics, start, self.tokens[last - 1].end, "") for value, last in ends]

    def _ordinals(self, at: int) -> list[Node]:
        numeral = read_ordinal(self.tokens, at, CLITICS)
        if numeral is None:
            return []
        return [self._node(numeral.value, at, numeral.last, numeral.clitics, len(numeral.clitics))]


__all__ = ["NOTHING", "Grammar", "Literal", "Match", "Node", "Parser", "Rule"]
