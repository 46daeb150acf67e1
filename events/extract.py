"""From an article's triggers, times and places to its events."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from arabic import Kind, Text
from events import when as times
from events import where as spots_of
from events.factuality import CLAIMED, DENIED, OCCURRED, PLANNED, PROPOSED, Attribution, Modality, attribution, modality
from events.happening import Happening, group
from events.identity import event_id
from events.model import Count, Event, EventType, Span
from events.people import headcounts
from events.repetition import without_repetitions
from events.scan import Scene, scan
from events.tolls import tolls
from events.when import When
from events.where import NOWHERE, Spot, Where, Within
from events.who import actors
from geo import Toponym
from timex import Published, Timex

_VIOLENT: Final = frozenset(
    (EventType.BATTLE, EventType.AIRSTRIKE, EventType.SHELLING, EventType.EXPLOSION, EventType.ATTACK)
)
_WORDS: Final = frozenset((EventType.STATEMENT, EventType.DIPLOMACY, EventType.OFFER, EventType.AGREEMENT))
# Of these it matters that they are on the table; other things demanded are no events.
_PROPOSED: Final = _WORDS | {EventType.TERRITORY, EventType.DISPLACEMENT, EventType.DEPLOYMENT, EventType.BATTLE}
_TALK: Final = frozenset((EventType.STATEMENT, EventType.DIPLOMACY))
# Things that articles go on speaking of long after: «الاتفاق», «المبادرة», «المحادثات».
_SPOKEN_OF: Final = frozenset((EventType.AGREEMENT, EventType.OFFER, EventType.DIPLOMACY))
_CLOSE: Final = 6  # words within a relative clause
_MEMORY: Final = 2  # sentences over which a story keeps its place and day


@dataclass(slots=True)
class _Story:
    """What the sentences before leave standing: the last day and the last place told."""

    when: When | None = None
    when_at: int = -9
    where: Where = NOWHERE
    where_at: int = -9
    told: set[EventType] = field(default_factory=set)
    source: Attribution | None = None
    source_at: int = -9


@dataclass(slots=True)
class _Sources:
    """An article's time expressions and toponyms by sentence."""

    text: Text
    published: Published | None
    within: Within
    times: dict[int, list[tuple[int, Timex]]] = field(default_factory=lambda: defaultdict(list))
    spots: dict[int, list[Spot]] = field(default_factory=lambda: defaultdict(list))


def _never(_inner: str, _outer: str) -> bool:
    return False


def extract(
    text: Text,
    published: Published | None,
    dates: Sequence[Timex],
    places: Sequence[Toponym],
    within: Within = _never,
    article: str = "",
) -> list[Event]:
    """The events a text tells, in its order; ``within`` is the gazetteer's containment of place ids."""
    sources = _sources(text, published, dates, places, within)
    story = _Story()
    events: list[Event] = []
    for scene in scan(text):
        if scene.tables["trigger"]:
            events += _of_scene(scene, sources, story, article)
    return without_repetitions(events, text, within)


def _sources(
    text: Text, published: Published | None, dates: Sequence[Timex], places: Sequence[Toponym], within: Within
) -> _Sources:
    starts = [token.start for token in text.tokens]

    def token_at(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    sources = _Sources(text, published, within)
    for timex in dates:
        token = token_at(timex.start)
        sources.times[text.tokens[token].sentence].append((token, timex))
    for toponym in places:
        token = token_at(toponym.start)
        spot = Spot(token, toponym, token_at(max(toponym.start, toponym.end - 1)) + 1)
        if spots_of.usable(toponym) and not spots_of.vague(toponym):
            sources.spots[text.tokens[token].sentence].append(spot)
    return sources


def _of_scene(scene: Scene, sources: _Sources, story: _Story, article: str) -> list[Event]:
    placed = {scene.clause_of(spot.token) for spot in sources.spots[scene.number] if spot.toponym.kind != "country"}
    happenings = group(scene, placed.__contains__)
    numbers = headcounts(sources.text, scene)
    events: list[Event] = []
    for happening in happenings:
        recent = story.source if scene.number - story.source_at <= _MEMORY else None
        source = attribution(sources.text, happening, recent)
        if source is not None and source.speech_clause is not None and source is not recent and not source.carried:
            story.source, story.source_at = source, scene.number
        mood = modality(sources.text, happening, source)
        if mood.void:
            continue
        clauses = _clauses(happening, happenings)
        counts = tolls(sources.text, happening, numbers, clauses)
        when = _when(happening, clauses, mood, source, sources, story)
        if mood.factuality == PROPOSED and happening.type not in _PROPOSED:
            continue  # a demand: the statement or offer that makes it is the event
        if mood.factuality == PROPOSED and times.long_ago(happening):
            continue  # an aim told of the past: what came of it is told elsewhere or nowhere
        mood = _in_future(mood, when, sources.published)
        where = _where(happening, clauses, len(happenings), sources, story)
        if not _worth_telling(happening, counts, when, where) or _spoken_of(happening, story):
            continue
        story.told.add(happening.type)
        events += _events(happening, when, where, counts, mood, source, sources, article)
        told = when.stated and mood.factuality not in (PLANNED, PROPOSED)
        if told and happening.type not in _WORDS and _one_day(when):
            story.when, story.when_at = when, scene.number
        if where.places and happening.type not in _TALK:
            story.where, story.where_at = where, scene.number
    return events


def _in_future(mood: Modality, when: When, published: Published | None) -> Modality:
    """What is dated after the article was written is planned, whatever its verb says."""
    later = when.stated and when.start and published is not None and published.date_end
    if later and when.start and published and published.date_end and when.start[:10] > published.date_end[:10]:
        if mood.factuality in (OCCURRED, CLAIMED):
            return Modality(PLANNED, "dated after the article")
    return mood


def _clauses(happening: Happening, happenings: Sequence[Happening]) -> set[int]:
    """The clauses of a happening: those of its triggers, and those beside them that are nobody's."""
    clauses = happening.scene.clauses
    others: set[int] = set()
    for other in happenings:
        others |= other.clauses
    mine = set(happening.clauses)
    for number in range(max(mine) + 1, len(clauses)):
        if number in others or clauses[number].speech:
            break
        mine.add(number)
    for number in range(min(mine) - 1, -1, -1):
        if number in others or clauses[number].speech:
            break
        mine.add(number)
    return mine


def _in(clauses: set[int], scene: Scene, token: int) -> bool:
    return scene.clause_of(token) in clauses


def _when(
    happening: Happening,
    clauses: set[int],
    mood: Modality,
    source: Attribution | None,
    sources: _Sources,
    story: _Story,
) -> When:
    scene, at = happening.scene, happening.main.pivot
    known = sources.times[scene.number]
    last = sources.published.date_end if sources.published else None

    def deadline(timex: Timex) -> bool:
        """What is said or offered today may name a later day: that is not when it was said."""
        later = last is not None and timex.date_start is not None and timex.date_start[:10] > last[:10]
        return later and happening.type in (EventType.OFFER, EventType.STATEMENT)

    standing = happening.subtype == "siege_standing"
    if times.described(sources.text, happening):
        known = [pair for pair in known if 0 < pair[0] - at <= _CLOSE]
    for reach in () if standing else (happening.clauses, clauses):
        timex = times.choose([pair for pair in known if _in(reach, scene, pair[0]) and not deadline(pair[1])], at)
        if timex is not None:
            return times.stated(sources.text, timex[1], timex[0], sources.published)
    happened = mood.factuality not in (PLANNED, PROPOSED) or happening.type is EventType.OFFER
    if happened and not standing:
        timex = times.choose([pair for pair in known if _fronted(scene, pair[0]) and _same_voice(scene, pair[0], at)], at)
        if timex is None and source is not None and source.speech_clause is not None:
            timex = times.choose([pair for pair in known if scene.clause_of(pair[0]) == source.speech_clause], at)
        if timex is not None:
            return times.stated(sources.text, timex[1], timex[0], sources.published)
    unstated = times.unstated(sources.text, happening, sources.published, happened=happened)
    if standing:
        last_day = sources.published.date_end if sources.published else None
        return When(None, last_day, None, 3, stated=False, reason="told of the place as it stands")
    told = [pair for pair in known if pair[0] < at and _same_voice(scene, pair[0], at) and not times.is_since(sources.text, pair[0])]
    beside = times.choose(told, at) if unstated.start is not None else None
    if beside is not None and (day := times.stated(sources.text, beside[1], beside[0], sources.published)).precision == 1:
        return _carried(day)
    recent = story.when is not None and 0 < scene.number - story.when_at <= _MEMORY
    on_the_ground = happening.type not in _WORDS
    if recent and on_the_ground and story.when is not None and unstated.start is not None:
        return _carried(story.when)
    return unstated


def _carried(when: When) -> When:
    """The day of what was told just before, for what goes on from it."""
    return When(when.start, when.end, when.granularity, 2, stated=False, reason=f"the story goes on: {when.reason}")


def _fronted(scene: Scene, token: int) -> bool:
    """«وقبل يومين رفض ...»: a time before the sentence's first trigger is said of the whole sentence."""
    triggers = scene.tables["trigger"]
    return not triggers or token < triggers[0].first


def _same_voice(scene: Scene, first: int, last: int) -> bool:
    """Do two tokens stand on the same side of every «قال فلان إن»?"""
    return not any(scene.clauses[n].speech for n in range(scene.clause_of(first), scene.clause_of(last)))


def _one_day(when: When) -> bool:
    """Is it a day that a story can go on with, rather than a stretch of time?"""
    return when.precision == 1 and when.start is not None and when.end is not None and when.granularity != "week"


def _where(
    happening: Happening, clauses: set[int], company: int, sources: _Sources, story: _Story
) -> Where:
    if happening.type is EventType.STATEMENT:
        return NOWHERE
    scene = happening.scene
    spots = sources.spots[scene.number]
    reaches = (clauses,) if happening.type is EventType.DISPLACEMENT else (happening.clauses, clauses)
    for reach in reaches:
        chosen = spots_of.choose(
            sources.text, happening, [spot for spot in spots if _in(reach, scene, spot.token)], sources.within
        )
        if chosen.places:
            return chosen
    if company == 1 or happening.type is not EventType.DIPLOMACY:
        quiet = [spot for spot in spots if not scene.clauses[scene.clause_of(spot.token)].speech]
        chosen = spots_of.choose(sources.text, happening, quiet, sources.within)
        if chosen.places:
            return chosen
    if happening.type is EventType.DIPLOMACY or not story.where.places or not _goes_on(happening, story):
        return NOWHERE
    place = story.where.places[0]
    return Where((place,), (), (), max(2, spots_of.precision(place)), f"no place in the sentence; the one told before: «{place.text}»")


def _goes_on(happening: Happening, story: _Story) -> bool:
    """Is the happening, which names no place, at the one told before? Violence only where it refers back."""
    distance = happening.scene.number - story.where_at
    if happening.type in _VIOLENT or happening.type is EventType.DISASTER:
        return distance <= 1 and happening.definite
    return distance <= _MEMORY


def _spoken_of(happening: Happening, story: _Story) -> bool:
    """«المبادرة», «الاتفاق» after one was told is that one, not another."""
    return happening.definite and happening.type in _SPOKEN_OF and happening.type in story.told


def _worth_telling(happening: Happening, counts: dict[str, Count], when: When, where: Where) -> bool:
    """A bare noun with neither place, time, number nor doer announces nothing."""
    own_place = bool(where.places) and not where.reason.startswith("no place")
    anchored = own_place or when.stated or bool(counts)
    if happening.definite and len(happening.main.tokens) == 1 and happening.type in _SPOKEN_OF:
        return own_place or when.stated
    if happening.definite and len(happening.main.tokens) == 1 and not anchored:
        return False
    if happening.counted:
        return bool(counts)
    if happening.casualty and not own_place and when.precision == 3:
        return False  # a toll of months or of the war, no happening
    if happening.casualty or happening.weak:
        return anchored and (happening.verbal or bool(counts) or own_place)
    if happening.subtype == "siege_standing":
        return own_place
    beside = any(
        happening.scene.clause_of(match.first) in happening.clauses for match in happening.scene.tables["actor"]
    )
    if happening.type is EventType.STATEMENT:
        return beside
    if happening.verbal or happening.type in _TALK:
        return True
    return anchored or beside


def _events(
    happening: Happening,
    when: When,
    where: Where,
    counts: dict[str, Count],
    mood: Modality,
    source: Attribution | None,
    sources: _Sources,
    article: str,
) -> list[Event]:
    """One event; a movement of people out of several places is one from each."""
    if happening.type is EventType.DISPLACEMENT and len(where.origins) > 1 and not counts:
        return [
            _event(happening, when, Where((origin,), (origin,), where.destinations, spots_of.precision(origin), where.reason), counts, mood, source, sources, article)
            for origin in where.origins
        ]
    return [_event(happening, when, where, counts, mood, source, sources, article)]


def _event(
    happening: Happening,
    when: When,
    where: Where,
    counts: dict[str, Count],
    mood: Modality,
    source: Attribution | None,
    sources: _Sources,
    article: str,
) -> Event:
    text = sources.text
    place = where.places[0] if where.places else None
    trigger, evidence = _trigger(text, happening), _evidence(text, happening, place)
    known_id = _place_key(place)
    subtype = "siege" if happening.subtype == "siege_standing" else happening.subtype
    return Event(
        id=event_id(happening.type, known_id, when.start, when.end, counts.get("deaths"), f"{article}:{text.quote(evidence.start, evidence.end)}"),
        type=happening.type,
        subtype=subtype,
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
        actors=actors(text, happening),
        deaths=counts.get("deaths"),
        injured=counts.get("injured"),
        displaced=counts.get("displaced"),
        factuality=mood.factuality,
        attribution=source.text if source else None,
        trigger=trigger,
        evidence=evidence,
        confidence=_confidence(happening, when, where, mood),
        reason=f"«{text.quote(trigger.start, trigger.end)}», {mood.reason}; when: {when.reason}; where: {where.reason}",
        places=where.places,
        dated=when.stated,
    )


def _place_key(place: Toponym | None) -> str | None:
    """What names the place in an id: its gazetteer id, or where an area's parts and words are."""
    if place is None:
        return None
    return place.place_id or f"{'+'.join(place.parts)}:{place.name}"


def _trigger(text: Text, happening: Happening) -> Span:
    main = happening.main
    first, last = main.first, main.last
    if last - first > 4:
        first = last = main.pivot
    token = text.tokens[first]
    clitics = main.head.clitics if first == main.pivot else ""
    stem = next((stem for stem in token.word.stems if stem.clitics == clitics), token.word.stems[0])
    return Span(token.after(stem), text.tokens[last].end)


def _clause_at(text: Text, happening: Happening, place: Toponym) -> int | None:
    """The clause of this sentence that names the place, if it does."""
    scene = happening.scene
    if not text.tokens[scene.first].start <= place.start < text.tokens[scene.last - 1].end:
        return None
    token = bisect_right(text.tokens, place.start, scene.first, scene.last, key=lambda token: token.start) - 1
    return scene.clause_of(token)


def _evidence(text: Text, happening: Happening, place: Toponym | None) -> Span:
    """The clauses that hold the triggers and the place, signs at their ends left out."""
    clauses = happening.scene.clauses
    first, last = clauses[min(happening.clauses)].first, clauses[max(happening.clauses)].last
    if place is not None and (place_clause := _clause_at(text, happening, place)) is not None:
        first, last = min(first, clauses[place_clause].first), max(last, clauses[place_clause].last)
    while last - first > 1 and text.tokens[last - 1].kind is Kind.PUNCTUATION and text.tokens[last - 1].form not in "»”\")":
        last -= 1
    while last - first > 1 and text.tokens[first].kind is Kind.PUNCTUATION and text.tokens[first].form not in "«“\"(":
        first += 1
    return Span(text.tokens[first].start, text.tokens[last - 1].end)


def _confidence(happening: Happening, when: When, where: Where, mood: Modality) -> float:
    """How sure the reading is, 0 to 1: each thing the text leaves open takes some away."""
    doubts = [
        (happening.weak, 0.15),
        (not happening.verbal, 0.05),
        (not when.stated, 0.1),
        (not where.places, 0.15),
        (where.reason.startswith("no place"), 0.1),
        (mood.factuality not in (OCCURRED, DENIED), 0.05),
        (happening.subtype == "siege_standing", 0.2),
    ]
    return round(0.95 - sum(cost for doubt, cost in doubts if doubt), 2)
