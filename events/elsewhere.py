"""Names that say something else than where it happened: home, unit, venue, seat, comparison."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from arabic import Kind, Text, fold
from events.lexicon import words
from events.spots import Spot, km_between

_LAUNCHED: Final = words("launched")
_SOURCES: Final = words("sources")
_TOWARDS: Final = words("towards")
_OVER: Final = words("over")
_FROM: Final = "من"
_LAUNCH: Final = 7  # words between the launching and the name of where from
_TALKS: Final = words("talks")
_DURING: Final = words("during")
_SPEAKING: Final = words("speaking")
_HELD_IN: Final = words("held_in")
_PEOPLE_OF: Final = words("people_of")
_TALKED_ABOUT: Final = words("talked_about")
_AFFAIRS: Final = words("affairs")
_GOVERNMENT: Final = words("government")
_SEATS: Final = frozenset(("C1001", "SY01"))  # Damascus, the city and the governorate
_TALK_AT: Final = 7  # words between talks and where they are held
_ABOUT: Final = 12  # words between what introduces the matter of talks and a name in it
_OPENING: Final = frozenset('«"(')
_ELSEWISE: Final = frozenset(("على", "من", "بين", "عن", "مع"))
_NEIGHBOURS: Final = frozenset(("SY", "TR", "IQ", "LB", "JO", "IL", "PS", None))
_COMPARING: Final = words("comparing")
_COMING: Final = words("coming")
_PLACE_WORDS: Final = words("place_words")
_NEAR: Final = words("near")
_PARTS_OF_A_PLACE: Final = words("parts_of_a_place")
_POSTED: Final = words("posted")
_NATIVES: Final = words("natives")
_GROUNDS: Final = ("قاعدة", "معسكر", "ثكنة", "مطار", "نقطة", "مستودع", "القاعدة", "المعسكر")  # places, no units
_MEN_OF: Final = words("men_of")
_ROADS: Final = words("roads")
_JOINING: Final = words("joining")
_BETWEEN: Final = "بين"
_ROAD: Final = 9  # words between a road and the first of the towns that it joins
_ROAD_KM: Final = 30.0  # a road so long is at neither end


def not_home(text: Text, spots: Sequence[Spot], *, fired: bool, known: bool) -> list[Spot]:
    """«قادمين من درعا» and, beside another place, «شبان من درعا» say where people are from, not where it was.

    Of what is ``known`` already they say it without another («قتلى الهجوم مقاتلون من بلدة نبل»). Where it was
    ``fired``, «المدفعية المتمركزة في الجبل» says from where, beside another place.
    """
    read = [(spot, _from_what(text, spot, fired=fired)) for spot in spots]
    there = [(spot, how) for spot, how in read if how != "home"]
    perhaps = [spot for spot, _ in there] if not known else []
    return [spot for spot, how in there if not how] or perhaps


def _from_what(text: Text, spot: Spot, *, fired: bool) -> str:
    """How «من» before a name reads: after «قادم» it is where people came from, after «قرب» it is no origin."""
    before = text.forms[max(0, spot.token - _LAUNCH) : spot.token]
    if not _SOURCES.isdisjoint(before[-3:]) or (before[-2:-1] == [_FROM] and before[-1] in _OVER):
        return "home"
    launched = _FROM in before and any(one in _LAUNCHED and other == _FROM for one, other in pairwise(before))
    if launched and _TOWARDS.isdisjoint(before):
        return "home"  # «أطلقت من مواقع في حي جوبر»: from there, on somewhere else
    at = spot.token - 1
    while at > 0 and text.forms[at] in _PLACE_WORDS:
        at -= 1
    if at > 0 and _of_people_or_guns(text.forms[at], text.forms[at - 1], fired=fired):
        return "perhaps"
    if at < 1 or text.forms[at] != _FROM:
        return ""
    governing = text.forms[at - 1]
    if governing in _COMING:
        return "home"
    part = not _PARTS_OF_A_PLACE.isdisjoint(text.forms[max(0, at - 3) : at])  # «أنحاء متفرقة من أرياف حلب»
    return "" if part or governing in _NEAR else "perhaps"


def _of_people_or_guns(form: str, before: str, *, fired: bool) -> bool:
    """«ثلاثة شبان من أبناء مدينة داعل», «المدفعية المتمركزة في الجبل»: theirs whom it is told of, not where it was."""
    return (form in _NATIVES and before == _FROM) or (fired and form in _HELD_IN and before in _POSTED)


def unit(text: Text, spot: Spot) -> bool:
    """«حاجز الفرقة الرابعة», «عناصر الفوج 46»: the unit, not where it is based."""
    if spot.toponym.kind != "military" or spot.toponym.text.startswith(_GROUNDS):
        return False
    return not _MEN_OF.isdisjoint(text.forms[max(0, spot.token - 2) : spot.token])


def compared(text: Text, spot: Spot) -> bool:
    """«سيناريو الغوطة», «على غرار درعا»: named to compare, nothing is told to happen there."""
    return not _COMPARING.isdisjoint(text.forms[max(0, spot.token - 2) : spot.token])


def ends_of_a_road(text: Text, spots: Sequence[Spot]) -> set[Spot]:
    """«مقطع من طريق استراتيجي بين دمشق وحلب»: the towns that a long road joins, at neither of which it happened."""
    return {
        end
        for one, other in pairwise(spots)
        if _joined(text, one, other) and km_between(one.toponym, other.toponym) > _ROAD_KM
        for end in (one, other)
    }


def _joined(text: Text, one: Spot, other: Spot) -> bool:
    """«طريق … بين دمشق وحلب», «الطريق الذي يربط دمشق بحلب»: a road told of before two names side by side."""
    forms = text.forms
    before = forms[max(0, one.token - _ROAD) : one.token]
    clitic = forms[other.token][:1] if other.token == one.last else forms[one.last]
    if _ROADS.isdisjoint(before) or other.token - one.last > 1 or clitic not in ("و", "ب"):
        return False
    near = before[-2:]
    return _BETWEEN in near or not _JOINING.isdisjoint(near)


def venue(text: Text, spot: Spot, told: frozenset[int]) -> bool:
    """«اجتماع … في أستانا», «أستانا 2»: where far away was talked, not where the deeds spoken of were done.

    ``told`` are the happening's own words: what was done far away is told beside them.
    """
    if spot.toponym.country in _NEIGHBOURS:
        return False
    if min(abs(spot.token - word) for word in told) > _TALK_AT:
        return True
    before = text.forms[max(0, spot.token - _TALK_AT) : spot.token]
    numbered = spot.last < len(text.tokens) and text.tokens[spot.last].kind is Kind.NUMBER
    return numbered or not _TALKS.isdisjoint(before)


def spoken_at(text: Text, spot: Spot, told: frozenset[int]) -> bool:
    """«أقر خلال لقائه بأنصاره في دمشق بخسائره في المعارك»: where somebody spoke of what was done, before he told it."""
    if min(told) < spot.token:
        return False
    before = text.forms[max(0, spot.token - _TALK_AT) : spot.token]
    return any(one in _DURING and other in _SPEAKING for one, other in pairwise(before))


def held_at(text: Text, spots: Sequence[Spot], told: frozenset[int], *, visit: bool) -> list[Spot]:
    """The places at which talks are held, or to which somebody goes; else those with whose people they are held."""
    read = [(spot, _as_venue(text, spot, visit=visit)) for spot in spots if not _talked_about(text, spot, told)]
    return [spot for spot, how in read if how == "there"] or [spot for spot, how in read if how == "people"]


def _as_venue(text: Text, spot: Spot, *, visit: bool) -> str:
    if spot.header or spot.toponym.role in ("destination", "origin"):
        return "there"
    first = spot.token
    while first > 0 and (text.forms[first - 1] in _PLACE_WORDS or text.forms[first - 1] in _OPENING):
        first -= 1
    if any(form[:1] == "ب" and form[1:] in _PLACE_WORDS for form in text.forms[first - 1 : first]):
        return "there"
    if text.forms[first - 1] in _HELD_IN if first else True:
        return "there"
    if text.tokens[spot.token].form.startswith("ب") and not spot.toponym.text.startswith("ب"):
        return "there"
    if not _PEOPLE_OF.isdisjoint(text.forms[first - 2 : first]):
        return "people"
    return "there" if visit and text.forms[first - 1] not in _ELSEWISE else ""


def _talked_about(text: Text, spot: Spot, told: frozenset[int]) -> bool:
    """«محادثات حول إدلب», «بحث تطورات الأوضاع في سوريا»: named as what is talked about."""
    if fold(spot.toponym.text).split()[0] in _TALKED_ABOUT:
        return True
    since = max((token + 1 for token in told if token < spot.token), default=spot.token)
    between = text.forms[max(since, spot.token - _ABOUT) : spot.token]
    return not _TALKED_ABOUT.isdisjoint(between) or not _AFFAIRS.isdisjoint(
        text.forms[max(0, spot.token - 3) : spot.token]
    )


def seat(text: Text, spot: Spot) -> bool:
    """«نظام الأسد في دمشق», «الحكومة في بغداد»: where a government sits; «ارتكبها النظام في داريا» is where it was."""
    toponym = spot.toponym
    if toponym.kind != "city" or (toponym.country == "SY" and toponym.place_id not in _SEATS):
        return False
    before = text.forms[max(0, spot.token - 3) : spot.token]
    return "في" in before[-2:] and any(form.removeprefix("ل").removeprefix("ال") in _GOVERNMENT for form in before)
