"""How many people: deaths, injured and displaced, as ranges that say no more than the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from arabic import Kind, Numeral, Text, Token, read_cardinal
from events.cardinals import CLITICS
from events.lexicon import words
from events.model import Count
from events.nouns import KIN, Noun, grammatical_number, people_named
from events.patterns import Match
from events.scan import Scene


@dataclass(slots=True)
class Headcount:
    """A number of people at tokens ``first`` up to ``last``; ``kind`` where the noun itself says what befell them."""

    first: int
    last: int
    count: Count
    kind: str | None
    households: bool = False
    alone: bool = False  # one noun: «مدني», «طفلين»
    dual: bool = False
    definite: bool = False  # «القيادي», «والده»: counted only right after what befell them
    modified: str = ""  # more, less, about


class Counted:
    """The numbers of people in a sentence, counted when first asked for: of most happenings nobody suffered."""

    __slots__ = ("_found", "_scene")

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._found: list[Headcount] | None = None

    def __call__(self) -> Sequence[Headcount]:
        """All of them, in order."""
        if self._found is None:
            self._found = headcounts(self._scene.text, self._scene)
        return self._found


def headcounts(text: Text, scene: Scene) -> list[Headcount]:
    """All numbers of people in a sentence, parts of numbers already told left out."""
    nouns = people_named(text, scene)
    # «مئات الآلاف» rather than «مئات»
    vague = {match.first: match for match in sorted(scene.tables["indefinite"], key=lambda match: len(match.tokens))}
    found: list[Headcount] = []
    last = scene.first
    for at in sorted({*vague, *nouns, *scene.cardinals}):
        if at < last:
            continue
        numeral = _numeral(text.tokens, at) if at in scene.cardinals and at not in vague else None
        if at in vague:
            told = _vague(text.tokens, vague[at], nouns)
        elif numeral is not None:
            told = _counted(text.tokens, numeral, scene, nouns)
            told = _between(text.tokens, told, numeral, scene, nouns) if _opens_range(text.tokens, at) else told
        else:
            told = _by_noun_alone(text.tokens, at, nouns) if at in nouns else None
        if told is None:
            last = numeral.last if numeral is not None else at + 1
            continue
        found.append(_of_several(_with_kin(text.tokens, _modified(told, scene), scene.last), text))
        last = found[-1].last
    return [told for told in found if not _is_part(told, scene)]


def _numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A cardinal; «240 ألفا و381» is one number though its digits are tokens of their own."""
    numeral = read_cardinal(tokens, at, CLITICS)
    before = tokens[at - 1].form if at > 0 else ""
    if numeral is None or numeral.value == 0 or before in _UNITS or before in _ORDINALS:
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
    if noun is not None and noun > numeral.last and nouns[noun].stem.removesuffix("ه") in _NATIONALITIES:
        return None  # «13 محافظة تركية»
    if noun is None:
        if numeral.value <= _SAID_AGAIN and _says_it_again(at, scene, nouns):
            return None
        if _counts_something_else(tokens, numeral.last, scene) or _is_year(numeral.value) or numeral.value > 9999:
            return None
        return Headcount(at, numeral.last, Count(numeral.value, numeral.value), "bare")
    if any(tokens[index].kind is Kind.PUNCTUATION for index in range(numeral.last, noun)):
        return None
    count = Count(numeral.value, numeral.value)
    return Headcount(at, noun + 1, count, nouns[noun].kind, nouns[noun].table == "households")


def _says_it_again(at: int, scene: Scene, nouns: dict[int, Noun]) -> bool:
    """«عنصر واحد», «من عائلة واحدة», «في يوم واحد»: the number of the noun before it; «قتل واحد» is one."""
    return at - 1 in nouns or not any(at - 1 in match.tokens for match in scene.tables["trigger"])


def _opens_range(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].form in ("بين", "من")


def _between(
    tokens: Sequence[Token], lower: Headcount | None, numeral: Numeral, scene: Scene, nouns: dict[int, Noun]
) -> Headcount | None:
    """«ما بين 10 و15 شخصا», «من 5 إلى 7 أشخاص»: one number with two ends, else the number as it stands."""
    opened, at = tokens[numeral.first - 1].form, numeral.last
    if at < scene.last and tokens[at].form in (("و", "او") if opened == "بين" else ("الي",)):
        at += 1
    elif opened != "بين" or at >= scene.last or not tokens[at].form.startswith("و"):
        return lower
    upper = _numeral(tokens, at) if at in scene.cardinals else None
    if upper is None or not numeral.value < upper.value <= _WIDEST_RANGE * numeral.value:
        return lower
    told = _counted(tokens, upper, scene, nouns)
    return replace(told, first=numeral.first, count=Count(numeral.value, upper.value)) if told is not None else lower


def _with_kin(tokens: Sequence[Token], told: Headcount, end: int) -> Headcount:
    """«رجل وزوجته وطفلاهما»: those named by whose they are, added to a person named alone."""
    at, low, high = told.last, told.count.min, told.count.max
    while told.alone and at < end and tokens[at].form.startswith("و"):
        form = tokens[at].form[1:]
        added = 1 if form in KIN else 2 if form in _KIN_TWO or form in _KIN_MANY else 0
        if not added:
            break
        low = None if low is None else low + added
        high = None if high is None or form in _KIN_MANY else high + added
        at += 1
    return replace(told, last=at, count=Count(low, high)) if at > told.last else told


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
    """«قتيلان» and «طفلين» are two, «مدني» one, «عائلة كاملة» several; nor does «بين قتيل وجريح» count."""
    known = nouns.get(at)
    if known is None or any(other.word.form == "بين" for other in tokens[max(0, at - 2) : at]):
        return None
    if known.table == "households":
        whole = at + 1 < len(tokens) and tokens[at + 1].form in _WHOLE
        return Headcount(at, at + 2, Count(2, None), None, alone=True) if whole else None
    how_many = 1 if known.table == "kin" else grammatical_number(tokens[at], known.stem)
    if how_many == 0:
        return None
    definite = known.table == "kin" or tokens[at].form.startswith("ال") or known.stem in _NATIONALITIES
    count = Count(how_many, how_many)
    return Headcount(at, at + 1, count, known.kind, alone=True, dual=how_many == 2 and not definite, definite=definite)


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
    if not modified and low == told.count.min and high == told.count.max:
        return told
    return replace(told, count=Count(low, high), modified=modified)


def _of_several(told: Headcount, text: Text) -> Headcount:
    """«من بين القتلى خمسة أطباء»: at least so many."""
    before = text.forms[max(0, told.first - 4) : told.first]
    some = "بين" in before and any(one == "بين" and other in _SOME_OF for one, other in pairwise(before))
    return replace(told, count=Count(told.count.min, None)) if some else told


def _is_part(told: Headcount, scene: Scene) -> bool:
    """«بينهم ثلاثة أطفال» counts people already counted; «بينهم طفلان وأصيب عشرون» counts others anew."""
    for match in scene.tables["modifier"]:
        if match.entry.name == "part" and 0 < told.first - match.last <= _OF_A_PART:
            harms = (harm for harm in scene.tables["trigger"] if "casualty" in harm.entry.row)
            return not any(match.last < harm.first < told.first for harm in harms)
    return False


_SAID_AGAIN: Final = 2  # «عنصر واحد», «عنصران اثنان»
_OF_A_PART: Final = 4  # words from «بينهم»
_WIDEST_RANGE: Final = 4  # times: «بين 10 و15», not «بين 3 و200»
_UNITS: Final = words("units")
_ORDINALS: Final = words("ordinals")
_SOME_OF: Final = words("some_of")
_NATIONALITIES: Final = words("nationalities")
_KIN_TWO: Final = words("kin_two")
_KIN_MANY: Final = words("kin_many")
_WHOLE: Final = words("whole")
_AFTER_BARE: Final = words("after_bare_number")
