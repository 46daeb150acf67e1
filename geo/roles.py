"""What part a named place plays in its sentence."""

from typing import Final

from arabic import Kind
from gazetteer import Place, PlaceKind
from geo.phrases import Phrase, Reader

# Capitals that stand for their governments even where no verb of speech is near.
_REACH: Final = 10  # tokens back to the verb of movement
_STATES: Final = frozenset({PlaceKind.COUNTRY})
_EMBEDDING: Final = frozenset({"talks", "office", "body"})


def role(reader: Reader, phrase: Phrase, place: Place | None) -> str:
    """event, origin, destination, metonym, dateline, background or embedded."""
    if phrase.dateline:
        return "dateline"
    if phrase.embedded or _part_of_name(reader, phrase):
        return "embedded"
    moved = _moved(reader, phrase)
    if moved and phrase.preposition == "source":
        return "origin"
    if moved and (phrase.preposition == "target" or phrase.preposition[-1:] == "ل"):
        return "destination"
    if place is not None and not phrase.place and not phrase.operations:
        political = _political(reader, phrase, place)
        if political:
            return political
    return "event"


def _political(reader: Reader, phrase: Phrase, place: Place) -> str:
    """A state or its capital as one who speaks and acts, or as the topic."""
    state = place.kind in _STATES
    local = phrase.preposition in ("containing", "source", "target") or phrase.preposition[-1:] == "ب"
    capital = place.kind is PlaceKind.CITY and place.country != "SY"
    says = "says" in (_cue(reader, phrase.lead - 1), _cue(reader, phrase.last))
    if says and not local and (state or capital or place.id == _DAMASCUS):
        return "metonym"
    if state and place.country == "SY":
        return "event" if phrase.preposition in ("containing", "target", "source") else "background"
    if state or capital:
        return "background" if local else "metonym"
    return ""


_DAMASCUS: Final = "C1001"


def _part_of_name(reader: Reader, phrase: Phrase) -> bool:
    """«محافظ حمص», «محادثات أستانا», «نادي حلب»: the place belongs to an office, a body, a meeting."""
    if phrase.preposition not in ("", "ل"):
        return False
    at = phrase.lead - 1
    while at >= 0 and reader.tokens[at].kind is Kind.PUNCTUATION and reader.tokens[at].form in "«\"“”'":
        at -= 1
    cue = _cue(reader, at)
    return cue in _EMBEDDING and (phrase.place is None or cue == "office")


def _cue(reader: Reader, at: int) -> str:
    reading = reader.reading(at)
    return reading.cue.what if reading is not None and reading.cue is not None else ""


def _moved(reader: Reader, phrase: Phrase) -> bool:
    return any(_cue(reader, at) == "moves" for at in range(max(phrase.lead - _REACH, 0), phrase.lead))
