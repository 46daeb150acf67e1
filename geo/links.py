"""Between phrases: lists, and the larger place that the text says holds a smaller one."""

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from gazetteer import PlaceKind
from geo.phrases import Operation, Phrase
from geo.rightward import other_sides, read_right
from geo.words import Words

_SEPARATORS: Final = frozenset("،,/-–ـ;؛")
_DASHES: Final = frozenset("-–—ـ/")
_FARTHEST: Final = 3  # tokens between phrases that have to do with one another
_REGION: Final = frozenset({PlaceKind.REGION})
_SIDES: Final = ("شمال", "جنوب", "شرق", "غرب", "وسط", "اقصي")
_HOLDING_CLITICS: Final = frozenset({"ب"})


_gap = attrgetter("gap")


def link(words: Words, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Joins list members and finds stated containers; the phrases with the sides that joining brought out."""
    further: list[Phrase] = []
    for earlier, later in pairwise(phrases):
        if later.lead - earlier.last > _FARTHEST:
            continue
        between = range(earlier.last, later.lead)
        if "\n" in map(_gap, words.tokens[min(earlier.last, later.lead) : later.lead + 1]):
            continue
        if _is_road(words, earlier, between, later):
            earlier.far_end, later.absorbed = later, True
        elif _is_list(words, between, later):
            earlier.follower, later.previous = later, earlier
            further += _inherit(words, earlier, later)
        elif _contains(words, between, later):
            _hold(earlier, later)
    return sorted((*phrases, *further), key=lambda phrase: phrase.first) if further else list(phrases)


def _is_road(words: Words, earlier: Phrase, between: range, later: Phrase) -> bool:
    """«طريق حلب – دمشق», «طريق دمشق بيروت»: one road, not two towns."""
    if earlier.place is None or earlier.place.lemma != "road" or later.place or later.operations or later.preposition:
        return False
    return earlier.absorbed is False and all(words.tokens[i].form in _DASHES for i in between)


def _is_list(words: Words, between: range, later: Phrase) -> bool:
    forms = words.forms[between.start : between.stop]
    if later.preposition.startswith("و") and len(later.preposition) == 1:
        return all(form in _SEPARATORS or form in '»"”)“«' for form in forms)
    if forms == ["و"]:
        return True
    return bool(forms) and later.preposition == "" and all(f in _SEPARATORS or f in '»"”«“' for f in forms)


def _inherit(words: Words, earlier: Phrase, later: Phrase) -> list[Phrase]:
    """«بلدتي نبل والزهراء»: what announces the first announces the next; «ريفي حلب وإدلب» too."""
    if later.place is not None or later.operations or PlaceKind.COUNTRY in later.named.kinds:
        return []
    if earlier.place is not None and earlier.place.number > 1:
        later.place = earlier.place
        later.named = words.spellings.facility(later.named, earlier.place) or later.named
    rural = next((o for o in earlier.operations if o.sort == "rural" and o.number > 1), None)
    if rural is None:
        return []
    later.operations.append(Operation("rural", (), rural.number))
    read_right(words, later)
    return other_sides(words, later)


def _contains(words: Words, between: range, later: Phrase) -> bool:
    if later.conjoined:
        return False
    for i in between:
        reading = words.readings[i]
        if words.forms[i] in '»"”)(،':
            continue
        if reading is None or reading.link is None or reading.link.what != "containing":
            return False
    if later.preposition == "containing" or later.preposition[-1:] in _HOLDING_CLITICS:
        return True
    if later.preposition[-1:] == "ل" and len(between):
        return True
    outer = later.operations[-1].sort if later.operations else ""
    beside = outer in ("side", "near", "inside") or _is_side_of_a_country(later)
    return later.opened or (not later.preposition and not between and beside)


def _is_side_of_a_country(phrase: Phrase) -> bool:
    """«جنوب لبنان», «شمالي العراق»: regions that the gazetteer knows by such names."""
    return phrase.named.kinds == _REGION and phrase.named.form.startswith(_SIDES)


def _hold(inner: Phrase, outer: Phrase) -> None:
    """Every member of the list that ends with ``inner`` lies in ``outer``."""
    member: Phrase | None = inner
    while member is not None and member.container is None:
        member.container, member.held_by_list = outer, member is not inner
        member = member.previous
