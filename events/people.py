"""How many people: deaths, injured and displaced, as ranges that say no more than the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from arabic import Kind, Text, Token, fold, read_cardinal
from events.model import Count
from events.patterns import Match
from events.scan import Scene

_CLITICS: Final = ("", "ل", "ب", "و", "ف", "ول", "وب")
_DUALS: Final = ("ان", "ين", "ا", "ي")
_KNOWN_KINDS: Final = ("deaths", "injured", "displaced")


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


def headcounts(text: Text, scene: Scene) -> list[Headcount]:
    """All numbers of people in a sentence, parts of numbers already told left out."""
    nouns = _nouns(scene)
    vague = {match.first: match for match in scene.tables["indefinite"]}
    found: list[Headcount] = []
    at = scene.first
    while at < scene.last:
        told = _vague(text.tokens, vague[at], nouns) if at in vague else _counted(text.tokens, at, scene, nouns)
        if told is None:
            told = _by_noun_alone(text.tokens, at, nouns)
        if told is None:
            at += 1
            continue
        found.append(_modified(told, scene))
        at = told.last
    return [told for told in found if not _is_part(told, scene)]


def _nouns(scene: Scene) -> dict[int, tuple[str, str | None]]:
    """Token index to (table word, kind): people and harmed people."""
    nouns: dict[int, tuple[str, str | None]] = {match.first: (match.entry.name, None) for match in scene.tables["people"]}
    nouns |= {match.first: ("harm", match.entry.name) for match in scene.tables["harm"]}
    return nouns


def _counted(
    tokens: Sequence[Token], at: int, scene: Scene, nouns: dict[int, tuple[str, str | None]]
) -> Headcount | None:
    """«53 شخصا», «ثلاثة مدنيين», «خمسة» after a verb that says what befell them."""
    numeral = read_cardinal(tokens, at, _CLITICS)
    if numeral is None or numeral.value == 0:
        return None
    noun = next((index for index in range(numeral.last, min(numeral.last + 2, scene.last)) if index in nouns), None)
    if noun is None:
        if _counts_something_else(tokens, numeral.last, scene) or _is_year(numeral.value) or numeral.value > 9999:
            return None
        return Headcount(at, numeral.last, Count(numeral.value, numeral.value), "bare")
    if any(tokens[index].kind is Kind.PUNCTUATION for index in range(numeral.last, noun)):
        return None
    word, kind = nouns[noun]
    return Headcount(at, noun + 1, Count(numeral.value, numeral.value), kind, word == "households")


def _is_year(value: int) -> bool:
    return 1900 <= value <= 2100


def _counts_something_else(tokens: Sequence[Token], after: int, scene: Scene) -> bool:
    """A bare number counts people only before «على الأقل», «بينهم», «آخرين», «وأصيب» or a sign."""
    if after >= scene.last:
        return False
    token = tokens[after]
    followers = {fold(word) for word in ("على", "بينهم", "بينهن", "آخرين", "آخرون", "منهم", "من", "في", "جراء", "إثر", "بجروح")}
    return not (token.kind is Kind.PUNCTUATION and token.form in "،.؛") and not (
        token.form in followers or token.form.startswith("و")
    )


def _vague(tokens: Sequence[Token], match: Match, nouns: dict[int, tuple[str, str | None]]) -> Headcount | None:
    """«عشرات القتلى»: at least as many as the word's smallest sense."""
    least = match.entry.row["least"]
    if not isinstance(least, int):
        raise TypeError(f"counts.toml: {match.entry.name} is no number")
    noun = next((index for index in range(match.last + 1, match.last + 3) if index in nouns), None)
    if noun is not None and tokens[match.last + 1].form == "بين":  # «العشرات بين قتيل وجريح»
        noun = None
    if noun is None:
        return Headcount(match.first, match.last + 1, Count(least, None), "bare")
    word, kind = nouns[noun]
    return Headcount(match.first, noun + 1, Count(least, None), kind, word == "households")


def _by_noun_alone(
    tokens: Sequence[Token], at: int, nouns: dict[int, tuple[str, str | None]]
) -> Headcount | None:
    """«قتيلان» and «طفلين» are two, «مدني» one; a plural says nothing of how many, nor «بين قتيل وجريح»."""
    token = tokens[at]
    known = nouns.get(at)
    if known is None or known[0] == "households" or any(other.form == "بين" for other in tokens[max(0, at - 2) : at]):
        return None
    surface = token.word.plain
    if token.form.startswith(("ال", "لل", "وال", "بال")) or token.form.endswith(("ها", "هم", "هما", "نا")):
        return None
    stem = next((stem.form for stem in token.word.stems if stem.clitics in _CLITICS), token.form)
    two = len(stem) > 4 and stem.endswith(("ان", "تان", "تين")) or (stem.endswith("ين") and stem[:-2] + "ان" in _TWO_FORMS)
    if two:
        return Headcount(at, at + 1, Count(2, 2), known[1], alone=True, dual=True)
    if surface.endswith(("ون", "ين", "ات")) or fold(stem) in _PLURALS:
        return None
    return Headcount(at, at + 1, Count(1, 1), known[1], alone=True)


def _modified(told: Headcount, scene: Scene) -> Headcount:
    """«أكثر من 20» has no upper bound, «أقل من 20» no lower one."""
    low, high = told.count.min, told.count.max
    for match in scene.tables["modifier"]:
        before = 0 <= told.first - match.last <= 1 or match.first == told.first - 1
        after = match.first - told.last in (0, 1) and match.entry.name == "more"
        if match.entry.name == "more" and (before or after):
            high = None
        elif match.entry.name == "less" and before:
            low = None
    return replace(told, count=Count(low, high))


def _is_part(told: Headcount, scene: Scene) -> bool:
    """«بينهم ثلاثة أطفال» counts people already counted."""
    return any(
        match.entry.name == "part" and 0 < told.first - match.last <= 4
        for match in scene.tables["modifier"]
    )


# Broken plurals among the tables' nouns: not one person each.
_PLURALS: Final = frozenset(
    map(
        fold,
        (
            "قتلى", "شهداء", "جثث", "ضحايا", "جرحى", "أشخاص", "عناصر", "جنود", "ضباط", "أطفال", "نساء", "رجال", "شبان", "شباب",
            "عمال", "أطباء", "نشطاء", "أفراد", "أسرى", "رهائن", "مرتزقة", "طلاب", "ركاب", "سجناء", "مرضى",
        ),
    )
)  # fmt: skip
_TWO_FORMS: Final = frozenset(
    fold(word + "ان")
    for word in (
        "طفل", "شخص", "عنصر", "جندي", "ضابط", "رجل", "شاب", "قائد", "عامل", "طبيب", "فرد", "طالب", "راكب", "قتيل", "شهيد", "جريح",
        "طفلت", "فتات", "سيدت", "امرأت", "جثت",
    )
)  # fmt: skip
