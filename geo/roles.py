"""What part a named place plays in its sentence."""

from gazetteer import Place, PlaceKind
from geo.phrases import Phrase, Reader


def role(reader: Reader, phrase: Phrase, place: Place | None) -> str:
    """event, origin, destination, metonym, dateline, background or embedded."""
    cue = _cue(reader, phrase.lead - 1)
    if cue in ("talks", "office", "body") and phrase.preposition in ("", "ل") and phrase.place is None:
        return "embedded"
    after = _cue(reader, phrase.last)
    if place is not None and place.kind in (PlaceKind.COUNTRY, PlaceKind.CITY):
        if (cue == "says" or after == "says") and not phrase.preposition.strip("و"):
            return "metonym"
        if place.kind is PlaceKind.COUNTRY and not phrase.preposition:
            return "metonym"
    if _moved(reader, phrase):
        if phrase.preposition == "source":
            return "origin"
        if phrase.preposition == "target":
            return "destination"
    return "event"


def _cue(reader: Reader, at: int) -> str:
    reading = reader.reading(at)
    return reading.cue.what if reading is not None and reading.cue is not None else ""


def _moved(reader: Reader, phrase: Phrase) -> bool:
    return any(_cue(reader, at) == "moves" for at in range(max(phrase.lead - 10, 0), phrase.lead))
