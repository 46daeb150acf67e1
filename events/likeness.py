"""May two accounts tell of one happening, and how much speaks for it?

Kind, place, days, figures and actors are compared, each by a rule of its own that says no, or how well they agree.
"""

from typing import Final, NamedTuple

from events.facts import Facts, days_apart
from events.keys import MANY, RETOLD, TOO_WIDE_KM
from events.repetition import days_between
from events.spots import great_circle_km

_BOMBING: Final = frozenset(("airstrike", "shelling"))
_BY_MEANS: Final = _BOMBING | {"explosion"}
# Subtypes that two outlets give to one happening; what shares no line is told of two.
_ALIKE: Final = tuple(
    frozenset(words.split())
    for words in (
        "explosion suicide_bombing car_bomb",
        "explosion ied mine",
        "explosion grenade",
        "attack killing injury massacre shooting assassination",
        "attack killing massacre execution",
        "attack killing injury massacre chemical_attack",
        "attack abuse",
        "attack destruction",
        "armed_clash offensive infiltration",
        "arrest abduction",
        "release prisoner_exchange",
        "meeting talks visit",
        "evacuation flight forced_displacement",
        "capture recapture advance",
        "withdrawal loss handover",
        "agreement ceasefire",
        "protest crackdown lethal_crackdown riot",
        "reinforcement troop_movement operation",
    )
)
# So rare at one place that two on one day are taken for one although early tolls are far off.
_RARE: Final = frozenset(
    ("suicide_bombing", "car_bomb", "aircraft_shootdown", "chemical_attack", "massacre", "earthquake")
)
_HARM: Final = frozenset(("killing", "injury", "massacre", "attack"))  # what was done, not by what means
_MEANT: Final = frozenset(("attack", "chemical_attack", "massacre", "killing", "injury"))
_ROUGHLY: Final = {"deaths": 4, "injured": 2}  # by one in so many may figures of one happening differ
_VAGUE: Final = frozenset((10, 100, 1000))  # least of «عشرات», «مئات», «آلاف»
_RISING: Final = 2  # times: how much a toll grows from one day's reports to the next
_FASTEST: Final = 5  # times: how much it grows at all, and from first reports of what is rare


class Likeness(NamedTuple):
    """How well two accounts agree: ``sharp`` in place and day both, and how much else speaks for one happening."""

    sharp: bool
    evidence: int


def likeness(one: Facts, other: Facts) -> Likeness | None:
    """Nothing where the two cannot be one happening; by what they say alone, whoever says it (``told_by_one``)."""
    if one.keys.isdisjoint(other.keys) or one.standing != other.standing:
        return None
    figures = _figures(one, other)
    if figures is None or not _kinds(one, other, figures):
        return None
    if not _actors(one, other, figures):
        return None
    place, days = _places(one, other), _days(one, other, figures)
    if place is None or days is None:
        return None
    if not (one.day and other.day) and one.days == other.days and not (place and one.subtype == other.subtype):
        return None  # «الشهر الماضي»: of so long a time only the same thing at the same place is the same
    evidence = 2 * figures + len(one.doers & other.doers) + len(one.targets & other.targets)
    return Likeness(place and days, evidence)


def told_by_one(one: Facts, other: Facts) -> bool:
    """May an article that tells both mean one happening?

    It tells a happening once, save what one of its speakers says and another denies or lays on others.
    """
    if one.denied != other.denied:
        return True
    blamed = bool(one.sides) and bool(other.sides) and one.sides.isdisjoint(other.sides)
    return blamed and one.attribution != other.attribution


def _kinds(one: Facts, other: Facts, figures: int) -> bool:
    """One kind, bombing from the air and from the ground, or two words for the harm done."""
    kinds = {one.subtype, other.subtype}
    if one.family != other.family:
        return False
    if len(kinds) == 1 or {one.type, other.type} <= _BOMBING or any(kinds <= alike for alike in _ALIKE):
        return True
    if figures and kinds & _HARM:
        return True
    return one.place == other.place and bool(kinds & _MEANT) and one.day and other.day and _by_means(one, other)


def _by_means(one: Facts, other: Facts) -> bool:
    """Is one of them told by its means, which the general word of the other may mean («هجوم» for «غارة»)?"""
    return bool({one.type, other.type} & _BY_MEANS)


def _actors(one: Facts, other: Facts, figures: int) -> bool:
    """Nobody says that another side did it, save where figures agree or each gives it as a claim."""
    if not one.sides or not other.sides or one.sides & other.sides or figures > 1:
        return True
    return one.attribution is not None and other.attribution is not None and one.attribution != other.attribution


def _places(one: Facts, other: Facts) -> bool | None:
    """The same place (true), one inside the other or within its reach (false), or nothing."""
    if one.place == other.place:
        return True
    if max(one.size_km, other.size_km) > TOO_WIDE_KM:
        return None
    inside = one.place in other.holders or other.place in one.holders
    if inside or _part(one, other) or _part(other, one):
        return False
    if one.parts or other.parts:  # a spot off the road, without a name of its own
        return False if _apart_km(one, other) <= max(one.size_km, other.size_km) else None
    return None


def _part(inner: Facts, outer: Facts) -> bool:
    return bool(outer.parts & ({inner.place} | inner.holders))


def _apart_km(one: Facts, other: Facts) -> float:
    """Great-circle distance."""
    return great_circle_km(one.point, other.point)


def _days(one: Facts, other: Facts, figures: int) -> bool | None:
    """The same day or range (true), ranges that share days (false), a toll retold some days later, or nothing."""
    if one.days == other.days:
        return True
    apart = days_apart(one, other)
    if apart == 0:
        return False
    if apart is None or not figures or one.place != other.place or not _tell_tolls(one, other):
        return None
    if one.dated and other.dated:
        return False if apart <= 1 else None  # the night between two days
    if one.dated != other.dated and (one if one.dated else other).days[1] > (other if one.dated else one).days[0]:
        return None  # nobody reports what is to come
    return False if apart <= RETOLD else None


def _tell_tolls(one: Facts, other: Facts) -> bool:
    """Do both give a toll of many, no mere «عشرات»?"""
    tolls = [facts.counts.get("deaths", (None, None)) for facts in (one, other)]
    return all((low or 0) >= MANY and low not in _VAGUE for low, _ in tolls)


def _figures(one: Facts, other: Facts) -> int | None:
    """How many figures agree; nothing where one contradicts the other."""
    agreed = 0
    for name in one.counts.keys() & other.counts.keys():
        if not _figure_agrees(name, one, other):
            return None
        agreed += 1
    return agreed


def _figure_agrees(name: str, one: Facts, other: Facts) -> bool:
    """Ranges that meet, that differ by little, or a toll that rose from one day's report to the next."""
    (low, high), (least, most) = one.counts[name], other.counts[name]
    if (low or 0) <= (most if most is not None else 10**9) and (least or 0) <= (high if high is not None else 10**9):
        return True
    a, b = low if low is not None else high or 0, least if least is not None else most or 0
    if abs(a - b) <= max(1, max(a, b) // _ROUGHLY[name]):
        return True
    first, last = sorted(((one.published, a), (other.published, b)))
    nights = days_between(first[0], last[0])
    if not nights or last[1] < first[1] or first[1] < MANY:
        return False
    rare = one.subtype in _RARE and other.subtype in _RARE
    return last[1] <= first[1] * (_FASTEST if rare else min(_FASTEST, _RISING**nights))
