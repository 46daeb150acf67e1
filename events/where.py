"""Where it happened: which of a sentence's toponyms a happening belongs to."""

from collections.abc import Sequence
from typing import Final

from arabic import Text
from events.elsewhere import compared, ends_of_a_road, held_at, not_home, seat, spoken_at, unit, venue
from events.happening import Happening
from events.kinds import VIOLENT
from events.lexicon import words
from events.lists import is_wide, run_of, without_holders
from events.model import EventType
from events.spots import NOWHERE, Spot, Where, Within, precision

_LISTS: Final = words("lists")
_ARRIVES: Final = frozenset(
    (EventType.DISPLACEMENT, EventType.DEPLOYMENT, EventType.AID, EventType.DIPLOMACY, EventType.TERRITORY)
)
_BROUGHT: Final = frozenset((EventType.AID, EventType.DEPLOYMENT, EventType.DIPLOMACY))
_PLACE_WORDS: Final = words("place_words")
# Violence and arrests happen to people who may be from elsewhere; to leave «من» somewhere is to be there.
FROM_ELSEWHERE: Final = VIOLENT | {EventType.DETENTION, EventType.PROTEST}
_TOLD_OF_ONLY: Final = VIOLENT | {
    EventType.TERRITORY, EventType.SIEGE, EventType.DISPLACEMENT, EventType.DETENTION, EventType.DEPLOYMENT,
}  # fmt: skip
_NEXT: Final = 3  # tokens between a standing siege's word and the name behind it
_WHICH: Final = words("which")
_FROM: Final = words("from")
_TO: Final = words("to")


def choose(
    text: Text, happening: Happening, spots: Sequence[Spot], within: Within, around: Sequence[Spot] = ()
) -> Where:
    """The place or list of places that a happening's own clauses name, nearest after its trigger first.

    ``around`` are all names of the sentence: a list goes on beyond the comma that ends a clause.
    """
    if not spots:
        return NOWHERE
    spots = _beside(happening, spots)
    described = _described(text, happening, [spot for spot in spots if spot.toponym.kind != "country"])
    if described is not None:
        spots = [described]
    fine = _arrived_at(text, happening, spots) or [spot for spot in spots if spot.toponym.kind != "country"]
    fine = fine or list(spots)
    heads = without_holders(text, fine, within)
    told = frozenset(token for match in happening.triggers for token in match.tokens)
    heads = _where_it_can_be(text, happening, heads, told)
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
    if destinations and happening.subtype == "return":
        scenes = []
    elif destinations and happening.type in _BROUGHT:  # «وصلت قافلة من دمشق إلى دوما»
        scenes = [spot for spot in scenes if not _leads(text, spot, _FROM, "origin")]
        ends = happening.type is EventType.AID or happening.subtype == "visit"
        if ends and _nearest([*scenes, *destinations], happening) in destinations:
            scenes = []  # «يزور حمص تمهيدا لإدخال مساعدات إلى الرستن»
    scenes = scenes or destinations or heads
    left = bool(origins) and happening.subtype != "return"
    if left:
        scenes = origins
    chosen = _nearest(scenes, happening)
    listed = [spot for spot in without_holders(text, around, within) if spot not in destinations]
    run = run_of(text, chosen, scenes if moved or chosen not in listed else listed, told)
    if left:
        others = [spot for origin in origins for spot in run_of(text, origin, heads, told)]
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


def _beside(happening: Happening, spots: Sequence[Spot]) -> Sequence[Spot]:
    """«بلدة التل المحاصرة»: the name a standing siege is beside; «يصل إلى سوريا الجمعة المبعوث»: inside the words."""
    main = happening.main
    if happening.subtype == "siege_standing":
        return [spot for spot in spots if 0 <= main.first - spot.last <= 1 or 0 < spot.token - main.last <= _NEXT]
    if happening.subtype == "visit":
        if main.pivot == main.last > main.first:  # «الرئيس يزور دمشق»: what stands behind the verb, or nothing known
            return [spot for spot in spots if 0 < spot.token - main.pivot <= _NEXT]
        return [spot for spot in spots if main.first < spot.token < main.last] or spots
    return spots


def _arrived_at(text: Text, happening: Happening, spots: Sequence[Spot]) -> list[Spot]:
    """«وصل إلى قطر … لبحث مصير مخطوفي أعزاز»: the country of a visit, where no finer name is one's it leads to."""
    if happening.subtype != "visit":
        return []
    behind = [spot for spot in spots if spot.token > happening.main.pivot]
    led = [spot for spot in behind if _leads(text, spot, _TO, "destination")]
    return [] if any(spot.toponym.kind != "country" for spot in led) else led


def _where_it_can_be(text: Text, happening: Happening, heads: Sequence[Spot], told: frozenset[int]) -> list[Spot]:
    """The names that do not say something else than where it was; ``told`` are the happening's own words."""
    ends = ends_of_a_road(text, heads)
    spots = [
        spot for spot in heads if not (spot in ends or compared(text, spot) or unit(text, spot) or seat(text, spot))
    ]
    if happening.type in _TOLD_OF_ONLY:
        spots = [spot for spot in spots if not venue(text, spot, told) and not spoken_at(text, spot, told)]
    if happening.type in FROM_ELSEWHERE:
        fired = happening.type is not EventType.BATTLE
        behind = text.forms[happening.main.last + 1 : happening.main.last + 3]
        known = happening.definite and _WHICH.isdisjoint(behind)
        spots = not_home(text, spots, fired=fired, known=known)
    if happening.type is EventType.DIPLOMACY:
        spots = held_at(text, spots, told, visit=happening.subtype == "visit")
    return spots


def _described(text: Text, happening: Happening, spots: Sequence[Spot]) -> Spot | None:
    """«تدمر التي سيطر عليها التنظيم», «مضايا التي يحاصرها»: the place that the clause describes."""
    first = happening.main.pivot
    for at in range(first - 1, max(first - 3, 0), -1):
        if text.forms[at] in _WHICH:
            return next((spot for spot in reversed(spots) if 0 <= at - spot.last <= 2), None)
        if text.forms[at].removeprefix("و") in _WHICH:  # «الأتارب التي تقع غرب حلب، والتي»
            before = next((at for at in range(at - 1, happening.scene.first, -1) if text.forms[at] in _WHICH), 0)
            return next((spot for spot in reversed(spots) if 0 <= before - spot.last <= 2), None)
    return None


def _nearest(spots: Sequence[Spot], happening: Happening) -> Spot:
    """The spot closest to one of the happening's words; behind them rather than before, finer rather than coarser."""
    words = [token for match in happening.triggers for token in match.tokens]

    def distance(spot: Spot) -> tuple[bool, int]:
        nearest = min((spot.token - word if spot.token >= word else 2 * (word - spot.token) + 3) for word in words)
        return is_wide(spot), nearest

    return min(spots, key=distance)


def _leads(text: Text, spot: Spot, words: frozenset[str], role: str) -> bool:
    """Does one of these words stand before the name, place words aside, or does its role say so?"""
    if spot.toponym.role == role:
        return True
    for form in reversed(text.forms[max(0, spot.token - 3) : spot.token]):
        if form in words:
            return True
        if form not in _LISTS and form not in _PLACE_WORDS:
            return False
    return False
