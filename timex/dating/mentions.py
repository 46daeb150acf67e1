"""The dated facts that a text mentions: names with their titles, rounds of talks, events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Final

from arabic import CLITICS, Kind, Lore, Text, Token, Word
from timex.dating.facts import Fact, alternatives, names, rows
from timex.dating.vocabulary import words

_PHRASE: Final = 9  # words of the longest title before a name
_WIDE: Final = 60
_AFTER: Final = 6
_QUOTES: Final = tuple("\"'«»()“”‘’")


@dataclass(frozen=True, slots=True)
class Found:
    """A fact found in a text: where, and whether it is spoken of as present."""

    fact: Fact
    start: int
    end: int
    sentence: int
    present: bool


def find(text: Text) -> list[Found]:
    """Every fact that a text mentions, in the order of the text."""
    found: list[Found] = []
    named_until: dict[int, int] = {}  # a surname inside a full name is not a second mention
    in_context: dict[tuple[str, ...], bool] = {}
    for token in compress(text.tokens, map(_beginnings().__contains__, text.forms)):
        following = text.forms[token.index + 1] if token.index + 1 < len(text.forms) else ""
        for clitics, seconds in _BEGINS[token.word]:
            if not (following in seconds or following == "-" or "" in seconds):
                continue
            for last, fact in _named(text.tokens, token, seconds):
                if named_until.get(fact.row, 0) > token.index:
                    continue
                named_until[fact.row] = last
                if fact.context not in in_context:
                    in_context[fact.context] = not fact.context or any(says(fact.context, w) for w in text.words)
                if not in_context[fact.context]:
                    continue
                mention = _judge(text, token, last, fact, clitics)
                if mention is not None:
                    found.append(mention)
    return found


@cache
def _beginnings() -> frozenset[str]:
    """Every form that a word may have which begins a name: a look into a set passes over the other words."""
    first = names()
    behind_clitics = (clitics + form for form in first for clitics in CLITICS)
    without_alef = (clitics + form[1:] for form in first if form.startswith("ال") for clitics in CLITICS)  # «للأمم»
    return frozenset((*first, *behind_clitics, *without_alef))


Seconds = Mapping[str, Sequence[tuple[tuple[str, ...], Fact]]]


def _begun(word: Word) -> tuple[tuple[str, Seconds], ...]:
    """The names that a word begins, by their second words, with the clitics before it."""
    if word.kind is not Kind.WORD:
        return ()
    known = names()
    return tuple((stem.clitics, known[stem.form]) for stem in word.stems if stem.form in known)


_BEGINS: Final = Lore(_begun)


def _named(tokens: Sequence[Token], first: Token, seconds: "Seconds") -> Iterator[tuple[int, Fact]]:
    """The facts whose names begin at a token, and the index after each name, longest names first."""
    at = _next(tokens, first.index + 1, first.sentence)
    if at is not None:
        for rest, fact in seconds.get(tokens[at].form, ()):
            last = _name_ends(tokens, at, rest)
            if last is not None:
                yield last, fact
    for _, fact in seconds.get("", ()):
        yield first.index + 1, fact


def _next(tokens: Sequence[Token], at: int, sentence: int) -> int | None:
    """The next token of the sentence that is no hyphen."""
    while at < len(tokens) and tokens[at].form == "-":
        at += 1
    return at if at < len(tokens) and tokens[at].sentence == sentence else None


def _name_ends(tokens: Sequence[Token], second: int, rest: tuple[str, ...]) -> int | None:
    """The index after a name's last token; hyphens inside the name are passed over."""
    last = second
    for form in rest:
        following = _next(tokens, last + 1, tokens[second].sentence)
        if following is None or tokens[following].form != form:
            return None
        last = following
    return last + 1


def _judge(text: Text, token: Token, last: int, fact: Fact, clitics: str) -> Found | None:
    """The mention, where the fact's roles are there too."""
    sentence = around_of(text, token.index)
    around: Sequence[Token] = sentence
    if fact.kind == "office":
        phrase = _title(text.tokens, token, last, fact.roles, clitics)
        if phrase is None:
            return None
        around = phrase
    elif not all(any(says(group, other.word) for other in sentence) for group in fact.roles):
        return None
    elif _is_head(token.word) and token.index and _is_deputy(text.tokens[token.index - 1]):
        return None  # «نائب الرئيس الأميركي جو بايدن»
    said = {other.form for other in (*around, *text.tokens[last : last + 3])}
    if fact.kind == "office" and _not_yet(text.tokens, around[0]):
        return None
    told_as_past = fact.kind == "state" and _was(text.tokens[max(token.index - 2, 0) : token.index])
    present = not told_as_past and not said & words("titles", "former") and not _names_a_year(sentence)
    return Found(fact, token.start, text.tokens[last - 1].end, token.sentence, present)


def _not_yet(tokens: Sequence[Token], head: Token) -> bool:
    """«المرشح لمنصب وزير الخارجية», «الرئيس المنتخب»: the office was not held yet."""
    near = tokens[max(head.index - 3, 0) : head.index + 4]
    return any(token.form in words("titles", "not_yet") for token in near if token.sentence == head.sentence)


def around_of(text: Text, index: int) -> Sequence[Token]:
    """The sentence of a token, or what of it stands within sixty words, so that no text costs more than its length."""
    sentence = text.sentences[text.tokens[index].sentence]
    return text.tokens[max(sentence.first, index - _WIDE) : min(sentence.last, index + _WIDE)]


def _was(before: Sequence[Token]) -> bool:
    """«المناطق التي كان يسيطر عليها داعش»."""
    return any(token.form in words("tense", "was") for token in before)


def _names_a_year(sentence: Iterable[Token]) -> bool:
    """Does the sentence name a year or look back («آنذاك»)? Then it may tell of old times."""
    return any(
        (token.number and 1900 <= token.number <= 2100) or token.form in words("titles", "former") for token in sentence
    )


def says(alternatives: tuple[str, ...], word: Word) -> bool:
    """Is a word one of the alternatives? Without its clitics and article, unless the table writes the article."""
    whole, beginnings = _told_apart(alternatives)
    forms = _BARE[word]
    return not whole.isdisjoint(forms) or (bool(beginnings) and any(form.startswith(beginnings) for form in forms))


@cache
def _told_apart(alternatives: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The alternatives that are words, and those that begin one («سوري*»)."""
    beginnings = tuple(wanted[:-1] for wanted in alternatives if wanted.endswith("*"))
    return frozenset(wanted for wanted in alternatives if not wanted.endswith("*")), beginnings


def _bare(word: Word) -> tuple[str, ...]:
    """A word without its clitics, each time with and without its article."""
    forms = [form for stem in word.stems for form in (stem.form, stem.form.removeprefix("ال"))]
    return tuple(dict.fromkeys(forms))


_BARE: Final = Lore(_bare)


@cache
def _heads() -> tuple[str, ...]:
    """Every word that begins a title in the table, and those that govern one."""
    heads = {head for row in rows() if row["kind"] == "office" for head in alternatives(row["roles"].split()[0])}
    return tuple(sorted(heads | words("titles", "deputies")))


def _is_deputy(token: Token) -> bool:
    return any(stem.form.removeprefix("ال") in words("titles", "deputies") for stem in token.word.stems)


def _is_head(word: Word) -> bool:
    return says(_heads(), word)


def _title(
    tokens: Sequence[Token], name: Token, last: int, roles: tuple[tuple[str, ...], ...], clitics: str
) -> Sequence[Token] | None:
    """The tokens of the title beside a name, where the title holds the office; nothing otherwise."""
    if not clitics:
        before = _title_before(tokens, name)
        if before and _is_office(before, roles):
            return before
    after = _title_after(tokens, last)
    return after if after and _is_office(after, roles) else None


def _is_office(title: Sequence[Token], roles: tuple[tuple[str, ...], ...]) -> bool:
    head, *complements = roles
    return says(head, title[0].word) and all(any(says(group, token.word) for token in title) for group in complements)


def _title_before(tokens: Sequence[Token], name: Token) -> Sequence[Token]:
    """From the head of the title to the name: the nearest head, and heads that govern it («نائب وزير»)."""
    first = None
    for index in range(name.index - 1, max(name.index - 1 - _PHRASE, -1), -1):
        token = tokens[index]
        if token.sentence != name.sentence or _parts(token):
            break
        if _is_head(token.word):
            first = index
        elif first is not None:
            break
        if _joins(token):
            break
    return () if first is None else tokens[first : name.index]


def _title_after(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """«جون كيري، وزير الخارجية الأمريكي»: a head directly after a comma."""
    while last < len(tokens) and tokens[last].form in _QUOTES:
        last += 1
    if last + 1 >= len(tokens) or tokens[last].form not in ("،", ","):
        return ()
    head = tokens[last + 1]
    if not _is_head(head.word) or _joins(head):
        return ()
    title: list[Token] = []
    for token in tokens[last + 1 : last + 1 + _AFTER]:
        if token.kind is Kind.PUNCTUATION or token.sentence != head.sentence:
            break
        title.append(token)
    return title


def _parts(token: Token) -> bool:
    """Does a sign end the phrase? Quotes and brackets around a name do not."""
    return token.kind is Kind.PUNCTUATION and token.form not in (*_QUOTES, "-")


def _joins(token: Token) -> bool:
    """Does the token begin with a conjunction, so that the phrase begins with it? «وزير» does not."""
    return token.form.startswith("و") and not _UNSPLIT[token.word]


def _begins_a_title(word: Word) -> bool:
    bare = word.form.removeprefix("ال")
    return any(bare.startswith(head[:-1]) if head.endswith("*") else head in (word.form, bare) for head in _heads())


_UNSPLIT: Final = Lore(_begins_a_title)
