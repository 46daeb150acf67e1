"""Who is quoted, by office or function: a private person's name never gets into a field.

Officials in office are printed by their office, bodies by their names, everybody else by what they do («ناشط»,
«شاهد عيان»); whoever is quoted by name alone is «شخص يسميه النص». The quoted evidence keeps the text's words.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from arabic import Kind, Text, fold
from events.actors import known
from events.functions import adjective_of, bare_of, function_of, listed
from events.introductions import LONGEST, Introductions
from events.lexicon import read
from events.patterns import Match

NAMED: Final = "شخص يسميه النص"
OTHER: Final = "other"
_NO_QUOTES: Final = {ord(sign): None for sign in "«»“”\"'"}  # «وكالة «الأناضول»» loses one of them where it is cut
_KUNYA: Final = frozenset(("ام", "بن"))


class Speaker(NamedTuple):
    """Who says so as it is printed, the kind of source, and whether its word is that of a party to the war."""

    text: str
    kind: str
    party: bool


def speaker(text: Text, first: int, last: int, actors: Sequence[Match], introductions: Introductions) -> Speaker | None:
    """The speaker named by tokens ``first`` up to ``last``; nothing where they name nobody."""
    forms = text.forms[first:last]
    if not forms or forms[0] in listed("no_speaker", "words"):
        return None
    here = [match for match in actors if first <= match.first < last and known()[match.entry.name].voice]
    function = next((at for at in range(first, last) if function_of(text.forms[at]) is not None), None)
    if here and (function is None or here[0].first <= function):
        return _body(text, here[0], last)
    if function is not None:
        return _by_function(text, function, last, here)
    return _holder(forms) or _introduced(text, first, last, actors, introductions) or _named(text, first)


def _body(text: Text, match: Match, last: int) -> Speaker:
    row = known()[match.entry.name]
    printed = _quote(text, match.first, _whose(text, match.last + 1, last, match.last), match.head.clitics)
    return Speaker(printed, row.voice or OTHER, row.party)


def _by_function(text: Text, at: int, last: int, here: Sequence[Match]) -> Speaker:
    """«الناشط الإعلامي» without his name; «المتحدث باسم وزارة الدفاع الروسية» without his."""
    table, kind = function_of(text.forms[at]) or ("public", OTHER)
    actor = known()[here[0].entry.name] if here else None
    if table == "private" or bare_of(text.forms[at]) in listed("public", "witness"):
        end = at + 1
        while end < last and (adjective := adjective_of(text.forms[end])) is not None:
            kind = adjective if bare_of(text.forms[at]) in listed("public", "witness") else kind
            end += 1
        return Speaker(_quote(text, at, end), kind, actor is not None and actor.party)
    kind = actor.voice if actor is not None and actor.voice else kind
    return Speaker(_quote(text, at, _whose(text, at + 1, last, at)), kind, actor is not None and actor.party)


def _whose(text: Text, at: int, last: int, head: int) -> int:
    """Where the words end that say whose an office is; a word that is none of an office's begins a name."""
    end = at
    while at < min(last, head + LONGEST):
        form = text.forms[at]
        if form.startswith(("ال", "لل", "بال")) or _of_body(form) or form in listed("joins", "words"):
            at += 1
            if form not in listed("joins", "words"):
                end = at
        else:
            break
    return end


def _of_body(form: str) -> bool:
    bodies = listed("joins", "bodies")
    return form in bodies or (form[0] in "لبو" and form[1:] in bodies) or function_of(form) is not None


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


def _introduced(
    text: Text, first: int, last: int, actors: Sequence[Match], introductions: Introductions
) -> Speaker | None:
    """Somebody whom the article named before with an office or function."""
    known = introductions.before(first, text.forms[last - 1])
    if known is None:
        return None
    here = [match for match in actors if known.first <= match.first < known.name]
    return _by_function(text, known.function, known.name, here)


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
