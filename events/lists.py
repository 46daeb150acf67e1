"""Names that stand together: lists of places, and names that say where the one before them lies."""

from collections.abc import Sequence
from typing import Final

from arabic import Kind, Text, Token
from events.lexicon import words
from events.spots import COARSE, FINE, Spot, Within

_AGAIN: Final = 4  # words between two places of which the second has the trigger once more
_STRUCK: Final = words("struck")
_LISTS: Final = words("lists")
# Words between two names of which the second says where the first lies: «سراقب بريف إدلب», «كفرنبل جنوب إدلب».
_PLACE_WORDS: Final = words("place_words")
_TOWNS: Final = frozenset(("city", "town"))
_SPOTS: Final = frozenset(("camp", "neighbourhood", "airbase", "airport"))  # others may be bodies that are named
_HOLDS: Final = words("holds")
_WIDE_KM: Final = 60.0  # a highway across the desert


def without_holders(text: Text, spots: Sequence[Spot], within: Within) -> list[Spot]:
    """Names that only say where the name before them lies are no places of their own."""
    heads: list[Spot] = []
    for spot in spots:
        if heads and _held(text, heads[-1], spot, within):
            continue
        heads.append(spot)
    return heads


def _held(text: Text, inner: Spot, outer: Spot, within: Within) -> bool:
    a, b = inner.toponym, outer.toponym
    between = text.forms[inner.last : outer.token]
    if a.place_id is not None and a.place_id == b.place_id:
        return True
    if not between and b.kind == "area":  # «الباب شمالي حلب»
        return True
    known = a.place_id is not None and b.place_id is not None and within(a.place_id, b.place_id)
    parts = b.place_id is None and a.place_id is not None and any(within(a.place_id, part) for part in b.parts)
    if known or parts:
        return True
    if a.kind in _SPOTS and b.kind in _TOWNS and between[:1] == ["في"] and _PLACE_WORDS.issuperset(between[1:]):
        return True  # «مخيم اليرموك في دمشق», whatever bounds say
    return len(between) <= 4 and not _HOLDS.isdisjoint(between) and b.kind not in FINE


def run_of(text: Text, chosen: Spot, spots: Sequence[Spot], told: frozenset[int]) -> list[Spot]:
    """The list that the chosen name stands in: «البارة وكنصفرة والفطيرة»; ``told`` are the happening's own words."""
    at = list(spots).index(chosen)
    first = last = at
    while first > 0 and _listed(text, spots[first - 1], spots[first], told):
        first -= 1
    while last + 1 < len(spots) and _listed(text, spots[last], spots[last + 1], told):
        last += 1
    run = list(spots[first : last + 1])
    run.sort(key=is_wide)  # the land around towns behind them
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


def _again(between: Sequence[Token]) -> bool:
    """Is the same happening only told again, for one more place?"""
    return len(between) <= _AGAIN and between[0].form.startswith("و") and between[-1].form in _STRUCK


def is_wide(spot: Spot) -> bool:
    """A country, a province or a highway: rather any town beside it."""
    return spot.toponym.kind in COARSE or (spot.toponym.uncertainty_km or 0) > _WIDE_KM
