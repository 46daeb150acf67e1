"""Where it happened: which of a sentence's toponyms a happening belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from arabic import Kind, Text, Token, fold
from events.happening import Happening
from events.kinds import VIOLENT
from events.lexicon import words
from events.model import EventType
from geo import Toponym

Within = Callable[[str, str], bool]  # (inner place id, outer place id)

_USABLE: Final = frozenset(("event", "origin", "destination", "anaphora"))
_FINE: Final = frozenset(
    (
        "city", "town", "village", "neighbourhood", "camp", "airbase", "airport", "military", "dam", "field", "plant",
        "crossing", "prison", "hospital", "bridge", "port", "site", "hill",
    )
)  # fmt: skip
_BOUNDLESS_KM: Final = 400.0
_WIDE_KM: Final = 60.0  # a highway across the desert
_COARSE: Final = frozenset(("country", "governorate"))
# Words between two names of which the second says where the first lies: «سراقب بريف إدلب», «كفرنبل جنوب إدلب».
_HOLDS: Final = words("holds")
_LISTS: Final = words("lists")
_ARRIVES: Final = frozenset(
    (EventType.DISPLACEMENT, EventType.DEPLOYMENT, EventType.AID, EventType.DIPLOMACY, EventType.TERRITORY)
)
_COMING: Final = words("coming")
_NEAR: Final = words("near")
_PLACE_WORDS: Final = words("place_words")
# Violence and arrests happen to people who may be from elsewhere; to leave «من» somewhere is to be there.
FROM_ELSEWHERE: Final = VIOLENT | {EventType.DETENTION, EventType.PROTEST}
_AGAIN: Final = 4  # words between two places of which the second has the trigger once more
_STRUCK: Final = words("struck")
_MEN_OF: Final = words("men_of")
_LAUNCHED: Final = words("launched")
_SOURCES: Final = words("sources")
_TOWARDS: Final = words("towards")
_LAUNCH: Final = 7  # words between the launching and the name of where from
_TALKS: Final = words("talks")
_GOVERNMENT: Final = words("government")
_TALK_AT: Final = 7  # words between talks and where they are held
_NEIGHBOURS: Final = frozenset(("SY", "TR", "IQ", "LB", "JO", "IL", "PS", None))
_TOLD_OF_ONLY: Final = VIOLENT | {
    EventType.TERRITORY, EventType.SIEGE, EventType.DISPLACEMENT, EventType.DETENTION, EventType.DEPLOYMENT,
}  # fmt: skip
_COMPARING: Final = words("comparing")
_WHICH: Final = words("which")
_FROM: Final = words("from")
_TO: Final = words("to")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A toponym and the token at which it begins; two mentions are never the same spot."""

    token: int
    toponym: Toponym
    last: int  # the token after it
    header: bool = False  # heads what follows: «إدلب | …», «حلب::»


@dataclass(frozen=True, slots=True)
class Where:
    """The places of one happening, the first of them its main one, with ACLED's precision and a reason."""

    places: tuple[Toponym, ...]
    origins: tuple[Toponym, ...]
    destinations: tuple[Toponym, ...]
    precision: int | None
    reason: str
    carried: bool = False  # named in a sentence before, not in this one


NOWHERE: Final = Where((), (), (), None, "the text names no place for it")


def usable(toponym: Toponym) -> bool:
    """Can something have happened at this mention?"""
    boundless = toponym.country is None and (toponym.uncertainty_km or 0) > _BOUNDLESS_KM  # «الشرق الأوسط»
    known = toponym.lat is not None or toponym.place_id is not None
    return toponym.role in _USABLE and known and not boundless


def vague(toponym: Toponym) -> bool:
    """A noun that points back, to a place abroad or as wide as «المنطقة», places nothing."""
    if toponym.role != "anaphora":
        return False
    return (
        toponym.country != "SY"
        or toponym.kind in _COARSE
        or fold(toponym.text).startswith(("المنطقه", "منطقه", "البلاد"))
    )


def precision(toponym: Toponym) -> int:
    """ACLED: 1 a town or finer, 2 the land around one or a part of a province, 3 a province or more."""
    if toponym.kind in _COARSE or (toponym.uncertainty_km or 0) > 60:
        return 3
    return 1 if toponym.kind in _FINE and (toponym.uncertainty_km or 0) <= 10 else 2


def choose(
    text: Text, happening: Happening, spots: Sequence[Spot], within: Within, around: Sequence[Spot] = ()
) -> Where:
    """The place or list of places that a happening's own clauses name, nearest after its trigger first.

    ``around`` are all names of the sentence: a list goes on beyond the comma that ends a clause.
    """
    if not spots:
        return NOWHERE
    if happening.subtype == "siege_standing":  # «بلدة التل المحاصرة»: the name it stands beside
        spots = [
            spot
            for spot in spots
            if 0 <= happening.main.first - spot.last <= 1 or 0 < spot.token - happening.main.last <= 3
        ]
    described = _described(text, happening, [spot for spot in spots if spot.toponym.kind != "country"])
    if described is not None:
        spots = [described]
    fine = [spot for spot in spots if spot.toponym.kind != "country"] or list(spots)
    heads = _without_holders(text, fine, within)
    told = frozenset(token for match in happening.triggers for token in match.tokens)
    heads = [spot for spot in heads if not _compared(text, spot) and not _unit(text, spot)]
    if happening.type in _TOLD_OF_ONLY:
        heads = [spot for spot in heads if not _venue(text, spot, told) and not _seat(text, spot)]
    if happening.type in FROM_ELSEWHERE:
        heads = _not_home(text, heads)
    if not heads:
        return NOWHERE
    moved = happening.type is EventType.DISPLACEMENT
    origins = [spot for spot in heads if moved and _leads(text, spot, _FROM, "origin")]
    standing = happening.subtype == "siege_standing"
    moving = [spot for spot in heads if not standing and spot is not described]
    destinations = [spot for spot in moving if _leads(text, spot, _TO, "destination")]
    scenes = [spot for spot in heads if spot not in destinations]
    if not scenes and happening.type not in _ARRIVES:
        return NOWHERE
    scenes = scenes or heads
    if moved and origins:
        scenes = origins
    chosen = _nearest(scenes, happening)
    listed = [spot for spot in _without_holders(text, around, within) if spot not in destinations]
    run = _run_of(text, chosen, scenes if moved or chosen not in listed else listed, told)
    if moved and origins:
        others = [spot for origin in origins for spot in _run_of(text, origin, heads, told)]
        run = origins = list(dict.fromkeys([*run, *(spot for spot in others if spot not in destinations)]))
    places = tuple(spot.toponym for spot in run)
    return Where(
        places,
        tuple(
            spot.toponym for spot in (origins or (run if moved and destinations and run[0] not in destinations else []))
        ),
        tuple(spot.toponym for spot in destinations),
        precision(places[0]),
        f"«{places[0].text}»: {places[0].reason}",
    )


def _not_home(text: Text, spots: Sequence[Spot]) -> list[Spot]:
    """«قادمين من درعا» and, beside another place, «شبان من درعا» say where people are from, not where it was."""
    read = [(spot, _from_what(text, spot)) for spot in spots]
    there = [(spot, how) for spot, how in read if how != "home"]
    return [spot for spot, how in there if not how] or [spot for spot, _ in there]


def _from_what(text: Text, spot: Spot) -> str:
    """How «من» before a name reads: after «قادم» it is where people came from, after «قرب» it is no origin."""
    before = [token.form for token in text.tokens[max(0, spot.token - _LAUNCH) : spot.token]]
    launched = any(form == "من" and before[at] in _LAUNCHED for at, form in enumerate(before[1:]))
    if any(form in _SOURCES for form in before[-3:]):
        return "home"
    if launched and not any(form in _TOWARDS for form in before):
        return "home"  # «أطلقت من مواقع في حي جوبر»: from there, on somewhere else
    at = spot.token - 1
    while at > 0 and text.tokens[at].form in _PLACE_WORDS:
        at -= 1
    if at < 1 or text.tokens[at].form != "من":
        return ""
    governing = text.tokens[at - 1].form
    if governing in _COMING:
        return "home"
    return "" if governing in _NEAR else "perhaps"


def _again(between: Sequence[Token]) -> bool:
    """Is the same happening only told again, for one more place?"""
    return len(between) <= _AGAIN and between[0].form.startswith("و") and between[-1].form in _STRUCK


def _unit(text: Text, spot: Spot) -> bool:
    """«حاجز الفرقة الرابعة», «عناصر الفوج 46»: the unit, not where it is based."""
    if spot.toponym.kind != "military":
        return False
    return any(token.form in _MEN_OF for token in text.tokens[max(0, spot.token - 2) : spot.token])


def _compared(text: Text, spot: Spot) -> bool:
    """«سيناريو الغوطة», «على غرار درعا»: named to compare, nothing is told to happen there."""
    return any(token.form in _COMPARING for token in text.tokens[max(0, spot.token - 2) : spot.token])


def _venue(text: Text, spot: Spot, told: frozenset[int]) -> bool:
    """«اجتماع … في أستانا», «أستانا 2»: where far away was talked, not where the deeds spoken of were done.

    ``told`` are the happening's own words: what was done far away is told beside them.
    """
    if spot.toponym.country in _NEIGHBOURS:
        return False
    if min(abs(spot.token - word) for word in told) > _TALK_AT:
        return True
    before = text.tokens[max(0, spot.token - _TALK_AT) : spot.token]
    numbered = spot.last < len(text.tokens) and text.tokens[spot.last].kind is Kind.NUMBER
    return numbered or any(token.form in _TALKS for token in before)


def _seat(text: Text, spot: Spot) -> bool:
    """«نظام الأسد في دمشق», «الحكومة في بغداد»: where a government sits."""
    before = [token.form for token in text.tokens[max(0, spot.token - 3) : spot.token]]
    return (
        spot.toponym.kind == "city"
        and "في" in before[-2:]
        and any(form.removeprefix("ل").removeprefix("ال") in _GOVERNMENT for form in before)
    )


def _described(text: Text, happening: Happening, spots: Sequence[Spot]) -> Spot | None:
    """«تدمر التي سيطر عليها التنظيم», «مضايا التي يحاصرها»: the place that the clause describes."""
    first = happening.main.pivot
    for at in range(first - 1, max(first - 3, 0), -1):
        if text.tokens[at].form in _WHICH:
            return next((spot for spot in reversed(spots) if 0 <= at - spot.last <= 2), None)
    return None


def _nearest(spots: Sequence[Spot], happening: Happening) -> Spot:
    """The spot closest to one of the happening's words; behind them rather than before, finer rather than coarser."""
    words = [token for match in happening.triggers for token in match.tokens]

    def distance(spot: Spot) -> tuple[bool, int]:
        nearest = min((spot.token - word if spot.token >= word else 2 * (word - spot.token) + 3) for word in words)
        return _is_wide(spot), nearest

    return min(spots, key=distance)


def _is_wide(spot: Spot) -> bool:
    """A country, a province or a highway: rather any town beside it."""
    return spot.toponym.kind in _COARSE or (spot.toponym.uncertainty_km or 0) > _WIDE_KM


def _without_holders(text: Text, spots: Sequence[Spot], within: Within) -> list[Spot]:
    """Names that only say where the name before them lies are no places of their own."""
    heads: list[Spot] = []
    for spot in spots:
        if heads and _held(text, heads[-1], spot, within):
            continue
        heads.append(spot)
    return heads


def _held(text: Text, inner: Spot, outer: Spot, within: Within) -> bool:
    a, b = inner.toponym, outer.toponym
    between = text.tokens[inner.last : outer.token]
    if a.place_id is not None and a.place_id == b.place_id:
        return True
    if not between and b.kind == "area":  # «الباب شمالي حلب»
        return True
    known = a.place_id is not None and b.place_id is not None and within(a.place_id, b.place_id)
    parts = b.place_id is None and a.place_id is not None and any(within(a.place_id, part) for part in b.parts)
    if known or parts:
        return True
    return len(between) <= 4 and any(token.form in _HOLDS for token in between) and b.kind not in _FINE


def _leads(text: Text, spot: Spot, words: frozenset[str], role: str) -> bool:
    """Does one of these words stand before the name, place words aside, or does its role say so?"""
    if spot.toponym.role == role:
        return True
    before = text.tokens[max(0, spot.token - 3) : spot.token]
    for token in reversed(before):
        if token.form in words:
            return True
        if token.form not in _LISTS and token.form not in _PLACE_WORDS:
            return False
    return False


def _run_of(text: Text, chosen: Spot, spots: Sequence[Spot], told: frozenset[int]) -> list[Spot]:
    """The list that the chosen name stands in: «البارة وكنصفرة والفطيرة»; ``told`` are the happening's own words."""
    at = list(spots).index(chosen)
    first = last = at
    while first > 0 and _listed(text, spots[first - 1], spots[first], told):
        first -= 1
    while last + 1 < len(spots) and _listed(text, spots[last], spots[last + 1], told):
        last += 1
    run = list(spots[first : last + 1])
    run.sort(key=_is_wide)  # the land around towns behind them
    return run


def _listed(text: Text, left: Spot, right: Spot, told: frozenset[int]) -> bool:
    between = text.tokens[left.last : right.token]
    begun = any(token < left.token for token in told)  # «قصف على داعل واشتباكات في إنخل» tells of two things
    if begun and told & {token.index for token in between} and _again(between):  # «على سرمين وغارة على النيرب»
        return True
    glued = text.tokens[right.token].form.startswith("و") or any(
        token.form in ("،", "و", "-", "/") or token.form.startswith("و") for token in between
    )
    joined = glued and len(between) <= 4 and right.toponym.kind != "country"
    return joined and all(
        token.form in _LISTS
        or token.kind is Kind.PUNCTUATION
        or token.form.startswith(("بريف", "في", "جنوب", "شمال", "شرق", "غرب"))
        for token in between
    )
