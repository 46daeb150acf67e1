"""From a happening and what was found out about it to the event of the contract."""

from bisect import bisect_right

from arabic import Kind, Text
from events.confidence import confidence
from events.findings import Findings
from events.happening import Happening
from events.identity import event_id
from events.model import Event, EventType, Span
from events.spots import precision
from events.story import Sources
from events.when import When
from events.who import actors
from geo import Toponym


def events_of(happening: Happening, found: Findings, sources: Sources) -> list[Event]:
    """One event; a movement of people out of several places is one from each."""
    if happening.type is not EventType.DISPLACEMENT or len(found.where.origins) < 2 or found.counts:
        return [_event(happening, found, sources)]
    return [_event(happening, _left(found, origins), sources) for origins in _by_clause(happening, found, sources)]


def _left(found: Findings, origins: list[Toponym]) -> Findings:
    """What was found out, of those who left these places alone."""
    first, places = origins[0], tuple(origins)
    reason = f"«{first.text}»: {first.reason}"
    where = found.where._replace(places=places, origins=places, precision=precision(first), reason=reason)
    return found._replace(where=where)


def _by_clause(happening: Happening, found: Findings, sources: Sources) -> list[list[Toponym]]:
    """«من غويران والزهور» is one flight; «تبعها سكان المعضمية، قدسيا، الهامة» are three."""
    groups: dict[int | None, list[Toponym]] = {}
    for origin in found.where.origins:
        groups.setdefault(_clause_at(sources.text, happening, origin), []).append(origin)
    return list(groups.values())


def _event(happening: Happening, found: Findings, sources: Sources) -> Event:
    text, when, where = sources.text, found.when, found.where
    place = where.places[0] if where.places else None
    trigger, evidence = _trigger(text, happening), _evidence(text, happening, place)
    quoted = text.quote(evidence.start, evidence.end)
    sureness = confidence(happening, found)
    return Event(
        id=event_id(
            happening.type, _place_key(place), (when.start, when.end), found.counts.get("deaths"),
            f"{sources.article}:{quoted}",
        ),
        type=happening.type,
        subtype="siege" if happening.subtype == "siege_standing" else happening.subtype,
        date_start=when.start,
        date_end=when.end,
        date_granularity=when.granularity,
        time_precision=when.precision,
        place_id=place.place_id if place else None,
        place_name=place.name if place else None,
        place_name_en=place.name_en if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        uncertainty_km=place.uncertainty_km if place else None,
        geo_precision=where.precision,
        geometry=place.geometry if place else None,
        origin=where.origins[0].name if where.origins else None,
        destination=where.destinations[0].name if where.destinations else None,
        actors=actors(
            text, happening, _days(when, sources), place.country if place else None, foreign=sources.foreign
        ),
        deaths=found.counts.get("deaths"),
        injured=found.counts.get("injured"),
        displaced=found.counts.get("displaced"),
        detained=found.counts.get("detained"),
        missing=found.counts.get("missing"),
        factuality=found.mood.factuality,
        attribution=found.source.text if found.source else None,
        attribution_kind=found.source.kind if found.source else None,
        trigger=trigger,
        evidence=evidence,
        confidence=sureness.value,
        confidence_reason=sureness.reason,
        told=text.quote(trigger.start, trigger.end),
        places=where.places,
        dated=when.stated,
        date_reason=when.reason,
        place_reason=where.reason,
        factuality_reason=found.mood.reason,
        origin_place=where.origins[0] if where.origins else None,
        destination_place=where.destinations[0] if where.destinations else None,
        denial=found.mood.denial,
        date_span=Span(*when.span) if when.span else None,
    )  # fmt: skip


def _days(when: When, sources: Sources) -> tuple[str | None, str | None]:
    """Between which days it was, as far as the text or the article's date tell."""
    first = sources.published.date_start if sources.published else None
    return when.start or (first if not when.stated else None), when.end or sources.last_day


def _place_key(place: Toponym | None) -> str | None:
    """What names the place in an id: its gazetteer id, or an area's parts and words."""
    if place is None:
        return None
    return place.place_id or f"{'+'.join(place.parts)}:{place.name}"


def _trigger(text: Text, happening: Happening) -> Span:
    """The trigger's words without their clitics; of words far apart, the one that carries the tense."""
    main = happening.main
    first, last = main.first, main.last
    if last - first > 4:
        first = last = main.pivot
    token = text.tokens[first]
    clitics = main.head.clitics if first == main.pivot else ""
    stem = next((stem for stem in token.word.stems if stem.clitics == clitics), token.word.stems[0])
    return Span(token.after(stem), text.tokens[last].end)


def _evidence(text: Text, happening: Happening, place: Toponym | None) -> Span:
    """The clauses that hold the triggers and the place, signs at their ends left out."""
    clauses = happening.scene.clauses
    first, last = clauses[min(happening.clauses)].first, clauses[max(happening.clauses)].last
    if place is not None and (number := _clause_at(text, happening, place)) is not None:
        first, last = min(first, clauses[number].first), max(last, clauses[number].last)
    while last - first > 1 and _is_sign(text, last - 1, '»”")'):
        last -= 1
    while last - first > 1 and _is_sign(text, first, '«“"('):
        first += 1
    return Span(text.tokens[first].start, text.tokens[last - 1].end)


def _is_sign(text: Text, token: int, kept: str) -> bool:
    return text.tokens[token].kind is Kind.PUNCTUATION and text.tokens[token].form not in kept


def _clause_at(text: Text, happening: Happening, place: Toponym) -> int | None:
    """The clause of this sentence that names the place, if it does."""
    scene = happening.scene
    if not text.tokens[scene.first].start <= place.start < text.tokens[scene.last - 1].end:
        return None
    token = bisect_right(text.tokens, place.start, scene.first, scene.last, key=lambda token: token.start) - 1
    return scene.clause_of(token)
