"""The parser: walks the grammar's word trees over a run of words.

A part of a type is parsed at most once at each token, every rule has a bounded length and a part never
contains one of its own type at its own first token, so the time is linear in the run.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from arabic import LONGEST, Kind, Token, read_cardinal, read_ordinal
from timex.grammar import Grammar
from timex.lexicon import CLITICS, NOTHING, NUMERAL_CLITICS, Entry, numeral_forms
from timex.rule import Match, Node
from timex.trees import Accept, State, Type

_TO_THE: Final = ("لل", "ولل")


_Found = list[tuple[int, Node]]  # parts with the order of their rules
PLACE: Final = 20  # bits of a look that number its glance; those above tell its place


class Built(NamedTuple):
    """A meaning that was built of what fills a rule's slots, or that it has none."""

    accept: Accept
    filled: tuple[Node, ...]
    node: Node | None


class _Path(NamedTuple):
    """A rule half walked: its first token, what fills its slots so far, the clitics before it, its offset."""

    first: int
    filled: tuple[Node, ...]
    clitics: str
    start: int


class Parser:
    """Parses the parts of a run of words: ``tokens`` that follow one another, and their entries.

    ``looks`` are those at later tokens to tell what ``begin`` was asked last: a token's place and the number of a
    glance (``timex.trees``). ``built`` is what was built then, in order; ``counted`` the parts that are a number in
    digits, by their identity: its token, and whether a scale follows it.
    """

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], entries: Sequence[Entry]) -> None:
        self.tokens, self.entries = tokens, entries
        self.live = self._live(grammar)
        self.looks, self.built, self.counted = set[int](), list[Built](), dict[int, tuple[int, bool]]()
        self._outlook, self._glances = grammar.outlook, grammar.glances
        self._numerals = grammar.numeral_glance
        self._memo: defaultdict[int, dict[int, Sequence[Node]]] = defaultdict(dict)

    def begin(self, types: Sequence[Type], at: int) -> list[Node]:
        """All parts of some types that begin at a token, and how that is known."""
        self.looks = {at + 1 << PLACE | self._outlook.glance(self.entries[at])}
        self.built, self.counted = [], {}
        self._memo.clear()
        if not any(self.live[at] & type_.bit for type_ in types):
            return []
        return [node for type_ in types for node in self.nodes(type_, at)]

    def _live(self, grammar: Grammar) -> list[int]:
        """For each token the types that can begin there, as bits; to tell, the token after it is looked at."""
        entries, tokens, outlook = self.entries, self.tokens, grammar.outlook
        last = len(entries) - 1
        live = [0] * len(entries)
        for index, entry in enumerate(entries):
            if entry is not NOTHING:
                following = tokens[index + 1] if index < last else None
                if following is not None and following.gap != "\n":
                    live[index] = outlook.live(entry, entries[index + 1], following.word.form, following.gap)
                else:
                    live[index] = outlook.last(entry)
        return live

    def nodes(self, type_: Type, at: int) -> Sequence[Node]:
        """All parts of a type that begin at a token, at most one per end and clitics; first rule first."""
        memo = self._memo[at]
        known = memo.get(type_.bit)
        if known is None:
            known = memo[type_.bit] = self._parsed(type_, at)
        return known

    def _parsed(self, type_: Type, at: int) -> Sequence[Node]:
        if type_.members:
            live = self.live[at]
            return [n for member in type_.members if live & member.bit for n in self.nodes(member, at)]
        if type_.root is not None:
            return self._made(type_.root, at)
        return self._terminals(type_.name, at)

    def _made(self, root: State, at: int) -> list[Node]:
        found: _Found = []
        self._begin(root, at, found)
        if len(found) < 2:  # mostly there is none
            return [node for _, node in found]
        best: dict[tuple[int, str], tuple[int, Node]] = {}
        for order, node in found:
            key = (node.last, node.clitics)
            if key not in best or order < best[key][0]:
                best[key] = (order, node)
        return [node for _, node in best.values()]

    def _begin(self, root: State, at: int, found: _Found) -> None:
        """The first step of a rule, whose word may carry clitics that stay outside."""
        token = self.tokens[at]
        for stem in self.entries[at].stems:
            state = root.words.get(stem.form)
            if state is not None:
                start = token.after(stem) if stem.skip else token.start
                self._walk(state, at + 1, _Path(at, (), stem.clitics, start), found)
        open_ = self.live[at] & root.reach
        if not open_:
            return
        memo = self._memo[at]
        for type_, clitics, _, state in root.open[open_]:
            known = memo.get(type_.bit)
            for node in self.nodes(type_, at) if known is None else known:
                if not clitics:
                    self._walk(state, node.last, _Path(at, (node,), node.clitics, node.start), found)
                elif node.clitics == clitics:  # the rule's own clitics are part of what it makes
                    self._walk(state, node.last, _Path(at, (node,), "", token.start), found)

    def _walk(self, state: State, at: int, path: _Path, found: _Found) -> None:
        """Every way through the rest of a word tree."""
        for accept in state.accepts:
            node = self._build(accept, at, path)
            if node is not None:
                found.append((accept.order, node))
        if state.ends:
            return
        self.looks.add(at << PLACE | state.glance)
        if at >= len(self.tokens) or self.tokens[at].gap == "\n":
            return
        form = self.tokens[at].word.form
        following = state.words.get(form)
        if following is not None:
            self._walk(following, at + 1, path, found)
        if form in state.glued and not self.tokens[at].gap:
            self._walk(state.glued[form], at + 1, path, found)
        if self.entries[at].mask & state.reach:
            self.looks.add(at + 1 << PLACE | self._outlook.glance(self.entries[at]))
            self._fill(state, at, path, found)

    def _fill(self, state: State, at: int, path: _Path, found: _Found) -> None:
        """The slots that the next token may begin to fill."""
        apart, memo = self.tokens[at].gap, self._memo[at]
        for type_, clitics, glued, following in state.open[self.live[at] & state.reach]:
            if not (glued and apart):
                known = memo.get(type_.bit)
                for node in self.nodes(type_, at) if known is None else known:
                    if node.clitics == clitics:
                        longer = _Path(path.first, (*path.filled, node), path.clitics, path.start)
                        self._walk(following, node.last, longer, found)

    def _build(self, accept: Accept, last: int, path: _Path) -> Node | None:
        first, node = path.first, None
        value = accept.rule.build(Match({name: part.value for name, part in zip(accept.names, path.filled)}))  # noqa: B905  a slot each
        if value is not None:
            start = self.tokens[first + accept.lead].start if accept.lead else path.start
            end = self.tokens[last - accept.trail - 1].end
            node = Node(value, first, last, path.clitics, start, end, accept.rule.name)
        self.built.append(Built(accept, path.filled, node))
        return node

    def _terminals(self, kind: str, at: int) -> list[Node]:
        if kind == "number":
            return self._numbers(at)
        if kind == "ordinal":
            return self._ordinals(at)
        found = []
        for lexeme in self.entries[at].lexemes:
            if lexeme.kind == kind and self._follows(lexeme.rest, at + 1):
                last = at + 1 + len(lexeme.rest)
                node = self._node(lexeme.value, at, last, lexeme.stem.clitics, lexeme.stem.skip)
                found.append(self._counted(node, at) if kind == "digits" else node)
        return found

    def _follows(self, forms: tuple[str, ...], at: int) -> bool:
        for index, form in enumerate(forms, at):
            self.looks.add(index << PLACE | self._glances.number((form,)))
            if index >= len(self.tokens) or self.tokens[index].word.form != form or self.tokens[index].gap == "\n":
                return False
        return True

    def _node(self, value: object, first: int, last: int, clitics: str, skip: int) -> Node:
        token = self.tokens[first]
        start = token.start + token.word.offset(skip) if skip else token.start
        return Node(value, first, last, clitics, start, self.tokens[last - 1].end, "")

    def _numbers(self, at: int) -> list[Node]:
        """A cardinal; digits may follow an article of their own («الـ24», «بـ21»)."""
        token = self.tokens[at]
        self._look_past_numerals(at + 1)
        if token.kind is Kind.WORD and at + 1 < len(self.tokens) and self.tokens[at + 1].kind is Kind.NUMBER:
            return self._hung(token, at)
        if token.kind is Kind.NUMBER:
            return [
                self._counted(self._node(value, at, last, "", 0), at, scaled=last > at + 1)
                for value, last in self._scaled(at)
            ]
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
        self._look_past_numerals(at + 2)
        form = token.word.form
        if following.gap == "\n" or (following.gap and "ـ" not in token.word.surface):
            return self._numeral(at)
        clitics = form[:-2] if form.endswith("ال") else form[:-1] if form.endswith("لل") else form
        if clitics not in CLITICS:
            return self._numeral(at)
        start = following.start if clitics == form else token.start + token.word.offset(len(clitics))
        return [
            self._counted(
                Node(value, at, last, clitics, start, self.tokens[last - 1].end, ""), at + 1, scaled=last > at + 2
            )
            for value, last in self._scaled(at + 1)
        ]

    def _scaled(self, at: int) -> list[tuple[int | None, int]]:
        """The value of a number in digits and where it ends, alone and with a scale after it."""
        ends = [(self.tokens[at].number, at + 1)]
        scaled = read_cardinal(self.tokens, at)
        return [*ends, (scaled.value, scaled.last)] if scaled is not None and scaled.last > at + 1 else ends

    def _counted(self, node: Node, at: int, *, scaled: bool = False) -> Node:
        self.counted[id(node)] = (at, scaled)
        return node

    def _look_past_numerals(self, at: int) -> None:
        """A numeral was read that may end here: it was looked for what could have continued it."""
        self.looks.add(at << PLACE | self._numerals)
        end = min(at + LONGEST, len(self.tokens))
        while at < end and self.tokens[at].word.form in numeral_forms():
            at += 1
            self.looks.add(at << PLACE | self._numerals)

    def _ordinals(self, at: int) -> list[Node]:
        self._look_past_numerals(at + 1)
        numeral = read_ordinal(self.tokens, at, CLITICS)
        if numeral is None:
            return []
        return [self._node(numeral.value, at, numeral.last, numeral.clitics, len(numeral.clitics))]
