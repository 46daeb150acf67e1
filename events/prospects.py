"""What is to come or is aimed at, by the form of a trigger and the words about it."""

from functools import cache
from typing import Final

from arabic import Text
from events.happening import Happening
from events.kinds import ACTS, AIMS, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.mood import CLAIMED, PLANNED, PROPOSED, Modality
from events.morphology import Part
from timex import not_verbs

_MAYBE: Final = words("maybe")
_THAT: Final = words("that")
_RELATIVE: Final = words("relative")
_SOON: Final = 4  # words over which a verb of the future governs a verb
_LATER: Final = 10  # and a noun
_FUTURE: Final = ("سي", "ست", "سن")
_BEGINS_FUTURE: Final = "سوف"  # or a conjunction before it
_SHORTEST_FUTURE: Final = 4
_SHORT: Final = words("short_future")
_BEHIND: Final = 3  # words and quotes between a noun and «المحتمل»
_ITS_VERB: Final = 4  # words after a noun in which its verb comes: «العمليات العسكرية التركية ستستهدف»
_OWNERS: Final = ("هما", "هم", "هن", "ها", "ه", "نا", "كم", "ي")
_BEGIN: Final = "بدا"  # «بدأت مساعي للإفراج عنهم»: what begins is the effort
_PROVIDES: Final = words("provides")
_AGREED: Final = 10  # words between an agreement and what it provides for
_ABOUT: Final = words("about_which")
_REPORTS: Final = words("reports")
_UNDERGONE: Final = words("undergone")


def to_come(text: Text, happening: Happening) -> Modality | None:
    """Under a verb of the future in its clause, with nothing told as past between: «ستبدأ قريبا معركة»."""
    main, scene = happening.main, happening.scene
    if main.head.part is Part.PAST or happening.type in ACTS:
        return None
    reach = _LATER if main.head.part is Part.NOUN else _SOON
    first = max(scene.clauses[scene.clause_of(main.pivot)].first, main.pivot - reach)
    told = [match.last for match in scene.tables["operator"] if match.entry.name == "factive"]
    for at in range(main.pivot - 1, first - 1, -1):
        form = text.forms[at]
        if at in told or form in _RELATIVE:
            return None
        if _is_future(form):
            return Modality(PLANNED, f"under «{form}», a verb of the future")
    return None


def by_form(text: Text, happening: Happening) -> Modality | None:
    """Future prefix, «أن» or «قد» with a present verb, «ل» with a verbal noun, «المحتمل» behind a noun."""
    main = happening.main
    before = text.forms[main.pivot - 1] if main.pivot > happening.scene.first else ""
    if main.head.part is Part.PRESENT:
        return _of_present(happening, before)
    if main.head.part is not Part.NOUN:
        return None
    return _by_what_follows(text, happening) or _aimed_at(happening, before) or _agreed_on(happening)


def _by_what_follows(text: Text, happening: Happening) -> Modality | None:
    """An adjective or a verb behind the noun: «هجوم محتمل», «هجوم مفترض», «العمليات ستستهدف»."""
    main = happening.main
    behind = next((match for match in happening.scene.tables["after"] if 0 < match.first - main.last <= _BEHIND), None)
    if behind is not None and behind.entry.name == "alleged":
        return Modality(CLAIMED, "called a supposed one")
    if behind is not None:
        return Modality(PLANNED, "said to be coming")
    verb = next((form for form in text.forms[main.last + 1 : main.last + _ITS_VERB] if _is_future(form)), None)
    if verb is not None and happening.type not in ACTS:
        return Modality(PLANNED, f"of which «{verb}», a verb of the future, is said")
    return None


def _aimed_at(happening: Happening, before: str) -> Modality | None:
    """After «ل» a verbal noun is an aim, unless undergone or forced: «اضطروا للانسحاب»; after «بشأن» but spoken of."""
    main = happening.main
    forced = any(
        match.entry.name == "ongoing" and 0 < main.first - match.last <= _BEHIND and match.head.stem[:3] != _BEGIN
        for match in happening.scene.tables["operator"]
    )
    aimed = (happening.type in AIMS and happening.subtype != "access_denied") or happening.subtype == "siege_lifted"
    if forced or not aimed:
        return None
    if before in _ABOUT and not main.head.clitics and happening.scene.form(main.first - 2) not in _REPORTS:
        return Modality(PROPOSED, f"what is spoken of after «{before}»", void=_offered(happening))
    if not main.head.clitics.endswith("ل") or before in _UNDERGONE:
        return None
    return Modality(PROPOSED, "an aim after «ل»", void=_offered(happening))


def _agreed_on(happening: Happening) -> Modality | None:
    """«اتفاق يقضي بخروج المقاتلين», «اتفقا على تسليم البلدة»: what is agreed on is to come, unless told apart."""
    main, scene = happening.main, happening.scene
    if happening.type not in AIMS - {EventType.AGREEMENT, EventType.OFFER}:
        return None
    for match in scene.tables["trigger"]:
        if str(match.entry.row["type"]) != EventType.AGREEMENT or not 0 < main.first - match.last <= _AGREED:
            continue
        between = {scene.form(at) for at in range(match.last, main.first)}
        if not between.isdisjoint(_PROVIDES) and scene.clause_of(match.pivot) == scene.clause_of(main.pivot):
            return Modality(PLANNED, "what was agreed on")
    return None


def _of_present(happening: Happening, before: str) -> Modality | None:
    """A present verb after a future prefix, after «قد» or «أن», after «ل»."""
    clitics = happening.main.head.clitics
    if clitics.endswith("س"):
        return Modality(PLANNED, "a future verb")
    if happening.type in ACTS:
        return None
    if before in _MAYBE or before in _THAT:
        return Modality(PROPOSED, f"a verb under «{before}»")
    if clitics.endswith("ل") and happening.type not in VIOLENT:
        return Modality(PROPOSED, "an aim")
    return None


def _is_future(form: str) -> bool:
    """«سيبدأ», «وستنطلق»; forms that only look so are listed."""
    if form[0] not in _BEGINS_FUTURE:
        return False
    body = form[1:] if form[:1] in "وف" and form[1:3] in _FUTURE else form
    return body[:2] in _FUTURE and (len(body) > _SHORTEST_FUTURE or body in _SHORT) and not _is_noun(body)


@cache
def _nouns() -> frozenset[str]:
    return words("no_future") | not_verbs()


def _is_noun(form: str) -> bool:
    """«سيارة», «سيارتهم»: a noun that only looks like a verb of the future, by itself or with its owner."""
    if form in _nouns():
        return True
    for owner in _OWNERS:
        noun = form.removesuffix(owner)
        if noun != form and (noun in _nouns() or (noun.endswith("ت") and f"{noun[:-1]}ه" in _nouns())):
            return True
    return False


def _offered(happening: Happening) -> bool:
    """The aim of an offer told in the same sentence is the offer's, no event beside it."""
    return (
        any(str(match.entry.row["type"]) == EventType.OFFER.value for match in happening.scene.tables["trigger"])
        and happening.type is not EventType.OFFER
    )
