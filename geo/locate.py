"""From an analysed text to its toponyms."""

from arabic import Text
from gazetteer import Gazetteer
from geo.areas import extent
from geo.atlas import Atlas, atlas
from geo.evidence import accept, weigh
from geo.layout import lay_out
from geo.lexicon import lexicon
from geo.links import link
from geo.model import Toponym
from geo.phrases import Reader
from geo.resolution import Resolution, Resolver
from geo.roles import role


def locate(text: Text, gazetteer: Gazetteer) -> list[Toponym]:
    """The places named in a text, in its order, each resolved as far as the text goes."""
    reader = Reader(text, lexicon(gazetteer))
    phrases = reader.phrases()
    link(reader, phrases)
    lay_out(reader, phrases)
    known = atlas(gazetteer)
    syrian = any(token.form in _SYRIAN for token in text.tokens) or any(
        phrase.named.places[0].id == "SY" for phrase in phrases
    )
    weighed = accept([weigh(reader, phrase, syrian=syrian) for phrase in phrases])
    return [_toponym(text, reader, found, known) for found in Resolver(weighed, known).run()]


_SYRIAN = frozenset({"السوري", "السوريه", "السوريين", "السوريون"})


def _toponym(text: Text, reader: Reader, found: Resolution, known: Atlas) -> Toponym:
    phrase, place = found.phrase, found.place
    first = text.tokens[phrase.span_from]
    start = first.after(phrase.span_stem) if phrase.span_stem is not None else first.start
    end = text.tokens[phrase.span_to - 1].end
    rivals = tuple(rival.id for rival in found.rivals)
    shared = {
        "start": start,
        "end": end,
        "text": text.published[start:end],
        "role": role(reader, phrase, place),
        "candidates": found.others,
        "rivals": rivals,
    }
    if place is None:
        return Toponym(
            **shared, place_id=None, name=phrase.named.names[0].name, name_en="", kind=found.rivals[0].kind.value, lat=None, lon=None,
            uncertainty_km=None, country=found.rivals[0].country, pcode=None, reason=found.reason,
        )  # fmt: skip
    area = extent(place, phrase.operations, known)
    entry = area.place
    return Toponym(
        **shared,
        place_id=entry.id if entry else None,
        name=entry.name if entry else shared["text"],
        name_en=place.name_en,
        kind=area.kind,
        lat=area.lat,
        lon=area.lon,
        uncertainty_km=area.uncertainty_km,
        country=place.country,
        pcode=entry.pcode if entry else None,
        reason=f"{found.reason}; {area.words}" if area.words else found.reason,
        parts=() if entry else (place.id,),
    )
