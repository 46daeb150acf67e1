"""What part a named place plays in its sentence."""

from typing import Final

from gazetteer import Place, PlaceKind
from geo.lexicon import Reading
from geo.phrases import Phrase
from geo.vocabulary import vocabulary
from geo.words import Words

_REACH: Final = 10  # tokens back to the verb of movement
_OBJECT: Final = 7  # tokens from a verb to its object, the subject between them
_STRUCK: Final = 4  # tokens from a strike to the house that it hits
_OBJECTS: Final = {"leaves": "origin", "enters": "destination"}
_MOVES: Final = frozenset({"moves", "leaves", "enters"})
_FROM: Final = "من"
_WAYS: Final = {"source": "origin", "target": "destination"}
_EMBEDDING: Final = frozenset({"talks", "office", "body"})


def role(words: Words, phrase: Phrase, place: Place | None) -> str:
    """event, origin, destination, metonym, dateline, background or embedded."""
    if phrase.dateline:
        return "dateline"
    if phrase.heading:
        return "event"
    if phrase.embedded or _part_of_name(words, phrase):
        return "embedded"
    if place is not None and (_its_word(words, phrase, place) or _of_a_body(words, phrase)):
        return "metonym"
    plain = place is not None and not phrase.place and not phrase.operations
    return _way(words, phrase) or (_political(words, phrase, place) if place is not None and plain else "") or "event"


def _political(words: Words, phrase: Phrase, place: Place) -> str:
    """A state or its capital as one who speaks and acts, or as the topic; «في تركيا» is where something was."""
    if phrase.preposition == "containing" or phrase.preposition[-1:] == "ب":
        return ""
    aside = phrase.preposition in ("source", "target")
    if place.kind is PlaceKind.COUNTRY and place.country == "SY":
        return "" if aside else "background"
    if place.id == _DAMASCUS:
        spared = aside or words.cue(phrase.lead - 1) in ("happening", "people") or _among_towns(phrase)
        return "" if spared or phrase.preposition == "at" else "metonym"
    if place.kind is PlaceKind.COUNTRY or _is_capital(phrase):
        return "background" if aside else "metonym"
    return ""


def _among_towns(phrase: Phrase) -> bool:
    """«دمشق وحلب», «في بيروت ودمشق» are cities; «حليفة دمشق وتركيا», «بين أنقرة ودمشق» governments."""
    first = phrase
    while first.previous is not None:
        first = first.previous
    if first.preposition == "containing" or first.preposition[-1:] == "ب":
        return True
    beside = [side for side in (phrase.previous, phrase.follower) if side is not None]
    return any(PlaceKind.COUNTRY not in side.named.kinds and not _is_capital(side) for side in beside)


def _its_word(words: Words, phrase: Phrase, place: Place) -> bool:
    """«بطلب من دمشق», «غداة اتهامه من أنقرة»: what a government said or gave came from there, nobody went."""
    if phrase.preposition != "source" or phrase.place or words.cue(phrase.lead - 2) != "will":
        return False
    return place.id == _DAMASCUS or place.kind is PlaceKind.COUNTRY or _is_capital(phrase)


def _of_a_body(words: Words, phrase: Phrase) -> bool:
    """«قالت وزارة الدفاع السورية»: what a body does or says is not done at its house, unless that is said."""
    own, lead = vocabulary(), phrase.lead
    if phrase.named.form.partition(" ")[0] not in own.housed or phrase.place or phrase.operations:
        return False
    if words.form(lead - 1) in own.about_house or phrase.preposition[-1:] == "ب":
        return False
    struck = any(words.form(at) in own.strikes for at in range(max(lead - _STRUCK, 0), lead))
    return bool(phrase.preposition) or not struck


def _is_capital(phrase: Phrase) -> bool:
    return vocabulary().cues.get(phrase.named.form) == "capital"


_QUOTES: Final = frozenset('«»"“”')
_NEWSPAPER: Final = "الشرق الاوسط"  # in quotes the daily of that name
_DAMASCUS: Final = "C1001"


def _part_of_name(words: Words, phrase: Phrase) -> bool:
    """«محافظ حمص», «محادثات أستانا», «نادي حلب»: the place belongs to an office, a body, a meeting."""
    if phrase.preposition not in ("", "ل"):
        return False
    quoted = words.form(phrase.lead - 1) in _QUOTES and words.form(phrase.last) in _QUOTES
    if quoted and phrase.named.form == _NEWSPAPER:
        return True
    cue = words.cue(words.before_quotes(phrase.lead))
    return cue in _EMBEDDING and (phrase.place is None or cue == "office")


def _way(words: Words, phrase: Phrase) -> str:
    """origin or destination, by the preposition and a verb of movement, or as such a verb's object."""
    way = "destination" if phrase.preposition[-1:] == "ل" else _WAYS.get(phrase.preposition, "")
    lead = phrase.lead
    if words.form(lead - 1) in vocabulary().over and words.form(lead - 2) == _FROM:
        return "origin"
    if way:
        before = words.readings[max(lead - _REACH, 0) : lead]
        return way if any(_moves(reading) for reading in before if reading is not None) else ""
    if phrase.preposition or phrase.previous is not None:
        return ""
    for reading in reversed(words.readings[max(lead - _OBJECT + 1, 0) : lead]):
        if reading is None:
            continue
        if reading.link is not None:
            return ""
        if reading.cue is not None and reading.cue.what in _OBJECTS:
            return _OBJECTS[reading.cue.what]
    return ""


def _moves(reading: Reading) -> bool:
    return reading.cue is not None and reading.cue.what in _MOVES
