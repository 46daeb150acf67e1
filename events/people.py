"""How many people: deaths, injured and displaced, as ranges that say no more than the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from arabic import Kind, Numeral, Text, Token, analyse, fold, read_cardinal
from events.lexicon import words
from events.model import Count
from events.patterns import Match
from events.scan import Scene

_CLITICS: Final = ("", "ل", "ب", "و", "ف", "ول", "وب")
_DUALS: Final = ("ان", "ين", "ا", "ي")
_KNOWN_KINDS: Final = ("deaths", "injured", "displaced")


class Noun(NamedTuple):
    """A noun that names people: of which table, what befell them if it says so, its letters without clitics."""

    table: str
    kind: str | None
    stem: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people at tokens ``first`` up to ``last``; ``kind`` where the noun itself says what befell them."""

    first: int
    last: int
    count: Count
    kind: str | None
    households: bool = False
    alone: bool = False  # one noun: «مدني», «طفلين»
    dual: bool = False
    modified: str = ""  # more, less, about


def headcounts(text: Text, scene: Scene) -> list[Headcount]:
    """All numbers of people in a sentence, parts of numbers already told left out."""
    nouns = _nouns(scene)
    # «مئات الآلاف» rather than «مئات»
    vague = {match.first: match for match in sorted(scene.tables["indefinite"], key=lambda match: len(match.tokens))}
    found: list[Headcount] = []
    at = scene.first
    while at < scene.last:
        if at not in vague and at not in nouns and not _may_begin_one(text.tokens[at].word.surface):
            at += 1
            continue
        numeral = None if at in vague else _numeral(text.tokens, at)
        if at in vague:
            told = _vague(text.tokens, vague[at], nouns)
        elif numeral is not None:
            told = _counted(text.tokens, numeral, scene, nouns)
        else:
            told = _by_noun_alone(text.tokens, at, nouns) if at in nouns else None
        if told is None:
            at = numeral.last if numeral is not None else at + 1
            continue
        found.append(_modified(told, scene))
        at = told.last
    return [told for told in found if not _is_part(told, scene)]


def _nouns(scene: Scene) -> dict[int, Noun]:
    """The nouns of a sentence that name people, by token."""
    nouns = {match.first: Noun(match.entry.name, None, match.head.stem) for match in scene.tables["people"]}
    nouns |= {match.first: Noun("harm", match.entry.name, match.head.stem) for match in scene.tables["harm"]}
    return nouns


@lru_cache(maxsize=50_000)
def _may_begin_one(surface: str) -> bool:
    """Can a word begin a numeral? Such a word is a numeral by itself too, or digits."""
    return surface[:1].isdigit() or read_cardinal(analyse(surface).tokens, 0, _CLITICS) is not None


def _numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A cardinal; «240 ألفا و381» is one number though its digits are tokens of their own."""
    token = tokens[at]
    if not _may_begin_one(token.word.surface):
        return None
    numeral = read_cardinal(tokens, at, _CLITICS)
    if numeral is None or numeral.value == 0:
        return None
    rest = tokens[numeral.last + 1] if numeral.last + 1 < len(tokens) else None
    joined = rest is not None and tokens[numeral.last].form == "و" and rest.gap == "" and rest.number is not None
    if joined and rest is not None and rest.number is not None and numeral.value % 1000 == 0 and rest.number < 1000:
        return replace(numeral, value=numeral.value + rest.number, last=numeral.last + 2)
    return numeral


def _counted(tokens: Sequence[Token], numeral: Numeral, scene: Scene, nouns: dict[int, Noun]) -> Headcount | None:
    """«53 شخصا», «ثلاثة مدنيين», «خمسة» after a verb that says what befell them."""
    at = numeral.first
    noun = next((index for index in range(numeral.last, min(numeral.last + 2, scene.last)) if index in nouns), None)
    if noun is None:
        if _counts_something_else(tokens, numeral.last, scene) or _is_year(numeral.value) or numeral.value > 9999:
            return None
        return Headcount(at, numeral.last, Count(numeral.value, numeral.value), "bare")
    if any(tokens[index].kind is Kind.PUNCTUATION for index in range(numeral.last, noun)):
        return None
    count = Count(numeral.value, numeral.value)
    return Headcount(at, noun + 1, count, nouns[noun].kind, nouns[noun].table == "households")


def _is_year(value: int) -> bool:
    return 1900 <= value <= 2100


def _counts_something_else(tokens: Sequence[Token], after: int, scene: Scene) -> bool:
    """A bare number counts people only before «على الأقل», «بينهم», «آخرين», «وأصيب» or a sign."""
    if after >= scene.last:
        return False
    token = tokens[after]
    return not (token.kind is Kind.PUNCTUATION and token.form in "،.؛") and not (
        token.form in _AFTER_BARE or token.form.startswith("و")
    )


def _vague(tokens: Sequence[Token], match: Match, nouns: dict[int, Noun]) -> Headcount | None:
    """«عشرات القتلى»: at least as many as the word's smallest sense."""
    least = match.entry.row["least"]
    if not isinstance(least, int):
        raise TypeError(f"counts.toml: {match.entry.name} is no number")
    noun = next((index for index in range(match.last + 1, match.last + 3) if index in nouns), None)
    if noun is not None and tokens[match.last + 1].form == "بين":  # «العشرات بين قتيل وجريح»
        noun = None
    if noun is None:
        return Headcount(match.first, match.last + 1, Count(least, None), "bare")
    return Headcount(match.first, noun + 1, Count(least, None), nouns[noun].kind, nouns[noun].table == "households")


def _by_noun_alone(tokens: Sequence[Token], at: int, nouns: dict[int, Noun]) -> Headcount | None:
    """«قتيلان» and «طفلين» are two, «مدني» one; a plural says nothing of how many, nor «بين قتيل وجريح»."""
    token = tokens[at]
    known = nouns.get(at)
    if (
        known is None
        or known.table == "households"
        or any(other.form == "بين" for other in tokens[max(0, at - 2) : at])
    ):
        return None
    surface, stem = token.word.plain, known.stem
    if token.form.startswith(("ال", "لل", "وال", "بال")) or token.form.endswith(("ها", "هم", "هما", "نا", "ته")):
        return None
    two = (len(stem) > 4 and stem.endswith(("ان", "تان", "تين"))) or (
        stem.endswith("ين") and stem[:-2] + "ان" in _TWO_FORMS
    )
    if two:
        return Headcount(at, at + 1, Count(2, 2), known.kind, alone=True, dual=True)
    if surface.endswith(("ون", "ين", "ات")) or fold(stem) in _PLURALS:
        return None
    return Headcount(at, at + 1, Count(1, 1), known.kind, alone=True)


def _modified(told: Headcount, scene: Scene) -> Headcount:
    """«أكثر من 20» has no upper bound, «أقل من 20» no lower one."""
    low, high, modified = told.count.min, told.count.max, ""
    for match in scene.tables["modifier"]:
        before = 0 <= told.first - match.last <= 1 or match.first == told.first - 1
        after = match.first - told.last in (0, 1) and match.entry.name == "more"
        if before and match.entry.name != "part":
            modified = match.entry.name
        if match.entry.name == "more" and (before or after):
            high = None
        elif match.entry.name == "less" and before:
            low = None
    return replace(told, count=Count(low, high), modified=modified)


def _is_part(told: Headcount, scene: Scene) -> bool:
    """«بينهم ثلاثة أطفال» counts people already counted."""
    return any(match.entry.name == "part" and 0 < told.first - match.last <= 4 for match in scene.tables["modifier"])


# Broken plurals among the tables' nouns: not one person each.
_PLURALS: Final = words("broken_plurals")
_TWO_FORMS: Final = frozenset(word + "ان" for word in words("dual_people"))
_AFTER_BARE: Final = words("after_bare_number")
