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
from timex.trees import Accept, Slot, State, Type

_TO_THE: Final = ("لل", "ولل")


_Found = list[tuple[int, Node]]  # parts with the order of their rules
_Path = tuple[int, str, int, _Found]  # how a rule begins: first token, clitics before it, offset; and what it adds to
PLACE: Final = 20  # bits of a look that number its glance; those above tell its place


class Built(NamedTuple):
    """A meaning that was built of what fills a rule's slots, or that it has none."""

    accept: Accept
    filled: tuple[Node, ...]
    node: Node | None


class Parser:
    """Parses the parts of a run of words: ``tokens`` that follow one another, and their entries.

    ``looks`` are those at later tokens to tell what ``begin`` was asked last: a token's place and the number of a
    glance (``timex.trees``). ``built`` is what was built then, in order; ``counted`` the parts that are a number in
    digits, by their identity: its token, and whether a scale follows it.
    """

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], entries: Sequence[Entry]) -> None:
        self.tokens, self.entries = tokens, entries
        # The form of each word that may go on with a rule, null where a line begins, and the end.
        self._following = [None if token.gap == "\n" else token.word.form for token in tokens]
        self._following.append(None)
        self.live = self._live(grammar)
        self.looks, self.built, self.counted = set[int](), list[Built](), dict[int, tuple[int, bool]]()
        self._outlook, self._glances = grammar.outlook, grammar.glances
        self._numerals = grammar.numeral_glance
        self._memo: defaultdict[int, dict[Type, Sequence[Node]]] = defaultdict(dict)

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
        entries, outlook = self.entries, grammar.outlook
        live = [0] * len(entries)
        for index, entry in enumerate(entries):
            if entry is not NOTHING:
                form = self._following[index + 1]
                if form is not None:
                    live[index] = outlook.live(entry, entries[index + 1], form, self.tokens[index + 1].gap)
                else:
                    live[index] = outlook.last(entry)
        return live

    def nodes(self, type_: Type, at: int) -> Sequence[Node]:
        """All parts of a type that begin at a token, at most one per end and clitics; first rule first."""
        memo = self._memo[at]
        known = memo.get(type_)
        if known is None:
            if type_.members:
                live = self.live[at]
                known = [node for member in type_.members if live & member.bit for node in self.nodes(member, at)]
            elif type_.root is not None:
                known = self._made(type_.root, at)
            else:
                known = self._terminals(type_.name, at)
            memo[type_] = known
        return known

    def _made(self, root: State, at: int) -> Sequence[Node]:
        found: _Found = []
        self._begin(root, at, found)
        if len(found) < 2:  # mostly there is none
            return [found[0][1]] if found else ()
        best: dict[tuple[int, str], tuple[int, Node]] = {}
        for order, node in found:
            key = (node.last, node.clitics)
            if key not in best or order < best[key][0]:
                best[key] = (order, node)
        return [node for _, node in best.values()]

    def _begin(self, root: State, at: int, found: _Found) -> None:
        """The first step of a rule, whose word may carry clitics that stay outside."""
        words = root.words
        if words:
            for stem in self.entries[at].stems:
                state = words.get(stem.form)
                if state is not None:
                    token = self.tokens[at]
                    start = token.after(stem) if stem.skip else token.start
                    self._walk(state, at + 1, (at, stem.clitics, start, found), ())
        open_ = self.live[at] & root.reach
        if not open_:
            return
        memo = self._memo[at]
        for type_, clitics, _, state in root.open[open_]:
            known = memo.get(type_)
            for node in self.nodes(type_, at) if known is None else known:
                if not clitics:
                    self._walk(state, node.last, (at, node.clitics, node.start, found), (node,))
                elif node.clitics == clitics:  # the rule's own clitics are part of what it makes
                    self._walk(state, node.last, (at, "", self.tokens[at].start, found), (node,))

    def _walk(self, state: State, at: int, path: _Path, filled: tuple[Node, ...]) -> None:
        """Every way through the rest of a word tree."""
        for accept in state.accepts:
            self._build(accept, at, path, filled)
        if state.ends:
            return
        self.looks.add(at << PLACE | state.glance)
        form = self._following[at]
        if form is None:
            return
        following = state.words.get(form)
        if following is not None:
            self._walk(following, at + 1, path, filled)
        if form in state.glued and not self.tokens[at].gap:
            self._walk(state.glued[form], at + 1, path, filled)
        if self.entries[at].mask & state.reach:
            self.looks.add(at + 1 << PLACE | self._outlook.glance(self.entries[at]))
            open_ = self.live[at] & state.reach
            if open_:
                self._fill(state.open[open_], at, path, filled)

    def _fill(self, slots: Sequence[Slot], at: int, path: _Path, filled: tuple[Node, ...]) -> None:
        """The slots that the next token may begin to fill."""
        apart, memo = self.tokens[at].gap, self._memo[at]
        for type_, clitics, glued, following in slots:
            if not (glued and apart):
                known = memo.get(type_)
                for node in self.nodes(type_, at) if known is None else known:
                    if node.clitics == clitics:
                        self._walk(following, node.last, path, (*filled, node))

    def _build(self, accept: Accept, last: int, path: _Path, filled: tuple[Node, ...]) -> None:
        first, clitics, start, found = path
        value = accept.rule.build(Match(zip(accept.names, [part.value for part in filled])))  # noqa: B905  a slot each
        node = None
        if value is not None:
            if accept.lead:
                start = self.tokens[first + accept.lead].start
            end = self.tokens[last - accept.trail - 1].end
            node = Node(value, first, last, clitics, start, end, accept.rule.name)
            found.append((accept.order, node))
        self.built.append(Built(accept, filled, node))

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
            self.looks.add(index << PLACE | self._glances.at_form(form))
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
