"""Who is quoted, by office or function: a private person's name never gets into a field.

Officials in office are printed by their office, bodies by their names, everybody else by what they do («ناشط»,
«شاهد عيان»); whoever is quoted by name alone is «شخص يسميه النص». The quoted evidence keeps the text's words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from arabic import Kind, Text, fold
from events.actors import known
from events.lexicon import read
from events.patterns import Match

NAMED: Final = "شخص يسميه النص"
OTHER: Final = "other"
_NO_QUOTES: Final = {ord(sign): None for sign in "«»“”\"'"}  # «وكالة «الأناضول»» loses one of them where it is cut
_KUNYA: Final = frozenset(("ام", "بن"))
_LONGEST: Final = 9  # words of an office and whose it is
_ENDINGS: Final = ("ون", "ين", "ان", "ات", "ه", "و", "ي")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so as it is printed, the kind of source, and whether its word is that of a party to the war."""

    text: str
    kind: str
    party: bool


def speaker(text: Text, first: int, last: int, actors: Sequence[Match]) -> Speaker | None:
    """The speaker named by tokens ``first`` up to ``last``; nothing where they name nobody."""
    forms = text.forms[first:last]
    if not forms or forms[0] in _listed("no_speaker", "words"):
        return None
    here = [match for match in actors if first <= match.first < last and known()[match.entry.name].voice]
    function = next((at for at in range(first, last) if _function(text.forms[at]) is not None), None)
    if here and (function is None or here[0].first <= function):
        return _body(text, here[0], last)
    if function is not None:
        return _by_function(text, function, last, here)
    return _holder(forms) or _introduced(text, first, last, actors) or _named(text, first)


def _body(text: Text, match: Match, last: int) -> Speaker:
    row = known()[match.entry.name]
    printed = _quote(text, match.first, _whose(text, match.last + 1, last, match.last), match.head.clitics)
    return Speaker(printed, row.voice or OTHER, row.party)


def _by_function(text: Text, at: int, last: int, here: Sequence[Match]) -> Speaker:
    """«الناشط الإعلامي» without his name; «المتحدث باسم وزارة الدفاع الروسية» without his."""
    table, kind = _function(text.forms[at]) or ("public", OTHER)
    actor = known()[here[0].entry.name] if here else None
    if table == "private" or _bare(text.forms[at]) in _listed("public", "witness"):
        end = at + 1
        while end < last and (adjective := _adjective(text.forms[end])) is not None:
            kind = adjective if _bare(text.forms[at]) in _listed("public", "witness") else kind
            end += 1
        return Speaker(_quote(text, at, end), kind, actor is not None and actor.party)
    kind = actor.voice if actor is not None and actor.voice else kind
    return Speaker(_quote(text, at, _whose(text, at + 1, last, at)), kind, actor is not None and actor.party)


def _whose(text: Text, at: int, last: int, head: int) -> int:
    """Where the words end that say whose an office is; a word that is none of an office's begins a name."""
    end = at
    while at < min(last, head + _LONGEST):
        form = text.forms[at]
        if form.startswith(("ال", "لل", "بال")) or _of_body(form) or form in _listed("joins", "words"):
            at += 1
            if form not in _listed("joins", "words"):
                end = at
        else:
            break
    return end


def _of_body(form: str) -> bool:
    bodies = _listed("joins", "bodies")
    return form in bodies or (form[0] in "لبو" and form[1:] in bodies) or _function(form) is not None


@cache
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(map(fold, read("speakers.toml")[table][name]))


@cache
def _functions() -> dict[str, tuple[str, str]]:
    tables = read("speakers.toml")
    return {
        fold(word): (table, kind) for table in ("public", "private") for kind, words in tables[table].items()
        for word in words
    }  # fmt: skip


def _bare(form: str) -> str:
    return form.removeprefix("ال")


def _without_endings(form: str) -> Iterator[str]:
    """A form without «ال» and «و», and without one ending of number or gender."""
    for stem in (_bare(form), _bare(form.removeprefix("و"))):
        yield stem
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                yield stem.removesuffix(ending)


def _function(form: str) -> tuple[str, str] | None:
    """In which table a word is a function, and of what kind its word is."""
    return next((_functions()[stem] for stem in _without_endings(form) if stem in _functions()), None)


def _adjective(form: str) -> str | None:
    tables: dict[str, Any] = read("speakers.toml")["adjective"]
    stems = set(_without_endings(form))
    return next((kind for kind in tables if not stems.isdisjoint(_listed("adjective", kind))), None)


def _holder(forms: Sequence[str]) -> Speaker | None:
    """The office of somebody in office who is named without it."""
    return next((speaker for name, speaker in _holders() if _begins(forms, name)), None)


@cache
def _holders() -> list[tuple[list[str], Speaker]]:
    """The names of those in office, folded, with what they hold."""
    return [
        (fold(name).split(), Speaker(row["office"], row["kind"], row["party"]))
        for row in read("speakers.toml")["holder"]
        for name in row["names"]
    ]


def _begins(forms: Sequence[str], name: Sequence[str]) -> bool:
    return list(forms[: len(name)]) == list(name)


def _introduced(text: Text, first: int, last: int, actors: Sequence[Match]) -> Speaker | None:
    """Somebody whom the article named before with an office or function."""
    surname = text.forms[last - 1]
    for at in range(first - 1, 0, -1):
        if text.forms[at] != surname:
            continue
        sentence = text.sentences[text.tokens[at].sentence]
        start = max(sentence.first, at - _LONGEST)
        function = next((here for here in range(start, at) if _function(text.forms[here]) is not None), None)
        if function is not None:
            return _by_function(text, function, at, [match for match in actors if start <= match.first < at])
    return None


def _named(text: Text, first: int) -> Speaker | None:
    """A name alone; nothing where a preposition or a particle stands there."""
    token = text.tokens[first]
    if (
        token.kind is Kind.LATIN
        or (len(token.form) < 3 and token.form not in _KUNYA)
        or token.form.startswith(("لل", "بال", "كال"))
    ):
        return None
    return Speaker(NAMED, OTHER, party=False)


def _quote(text: Text, first: int, end: int, clitics: str = "") -> str:
    """The words of tokens ``first`` up to ``end``, without the clitics before the first."""
    token = text.tokens[first]
    start = next((token.after(stem) for stem in token.word.stems if clitics and stem.clitics == clitics), token.start)
    return text.quote(start, text.tokens[end - 1].end).translate(_NO_QUOTES)
