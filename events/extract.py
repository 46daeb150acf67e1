"""From an article's triggers, times and places to its events."""

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Final

from arabic import Text
from events.attribution import attribution
from events.bounded import bounded, noted
from events.dating import date_of
from events.factuality import modality
from events.findings import Findings
from events.grouping import Placed, group
from events.happening import Happening
from events.kinds import PROPOSABLE, TALK, WORDS
from events.model import Event, EventType
from events.mood import CLAIMED, OCCURRED, PLANNED, PROPOSED, Modality
from events.people import Counted
from events.placing import place_of
from events.refrain import LONG, Refrains
from events.repetition import without_repetitions
from events.scan import Glimpse, Scene, glimpses, scene_of
from events.spots import Within
from events.story import Sources, Story, gather
from events.telling import events_of
from events.tolls import possible, tolls
from events.when import When, long_ago
from events.worth import worth_telling
from geo import Toponym
from timex import Published, Timex

_NEEDS_PLACE: Final = frozenset((EventType.AGREEMENT, EventType.BATTLE, EventType.TERRITORY))


def _never(_inner: str, _outer: str) -> bool:
    return False


def extract(
    text: Text,
    published: Published | None,
    dates: Sequence[Timex],
    places: Sequence[Toponym],
    *,
    within: Within = _never,
    article: str = "",
) -> list[Event]:
    """The events a text tells, in its order; ``within`` is the gazetteer's containment of place ids."""
    cut = bounded(text)
    events = _events(cut, published, dates, places, within=within, article=article)
    return events if cut is text else noted(events, text)


def _events(
    text: Text,
    published: Published | None,
    dates: Sequence[Timex],
    places: Sequence[Toponym],
    *,
    within: Within,
    article: str,
) -> list[Event]:
    seen = glimpses(text)
    if len(text.words) > LONG:
        sources = gather(article, text, published, dates, places, within=within)
        return without_repetitions(_of_long(text, seen, sources), text, within)
    scenes = [scene for scene in map(scene_of, seen) if scene is not None]
    if not scenes:
        return []
    sources = gather(article, text, published, dates, places, within=within)
    story = Story()
    return without_repetitions([event for scene in scenes for event in _of_scene(scene, sources, story)], text, within)


def _of_long(text: Text, seen: Sequence[Glimpse], sources: Sources) -> list[Event]:
    """The events of a text longer than articles are, refrains left out."""
    story, refrains = Story(), Refrains(text)
    events: list[Event] = []
    for glimpse in seen:
        number = glimpse.number
        circumstances = refrains.circumstances(number, sources, story)
        if refrains.again(circumstances, number, story):
            continue
        scene = scene_of(glimpse)
        if scene is not None:
            events += _of_scene(scene, sources, story)
        refrains.keep(circumstances, number, story)
    return events


def _of_scene(scene: Scene, sources: Sources, story: Story) -> list[Event]:
    happenings = group(scene, _places_of_clauses(scene, sources))
    numbers = Counted(scene)
    events: list[Event] = []
    heads = sources.heads(scene.number)
    told = {number for happening in happenings for number in happening.clauses}
    for happening in happenings:
        clauses = _clauses(happening, told)
        found = _find_out(happening, clauses, numbers, sources, story)
        if found is None or (heads and happening.casualty) or not worth_telling(sources.text, happening, found, story):
            continue
        events += events_of(happening, found, sources)
        _remember(happening, found, story)
    return events


def _places_of_clauses(scene: Scene, sources: Sources) -> Placed:
    named: dict[int, set[str]] = defaultdict(set)
    for spot in sources.spots[scene.number]:
        if spot.toponym.kind != "country":
            named[scene.clause_of(spot.token)].add(spot.toponym.place_id or spot.toponym.name)
    return lambda clause: frozenset(named.get(clause, ()))


def _find_out(
    happening: Happening, clauses: set[int], numbers: Counted, sources: Sources, story: Story
) -> Findings | None:
    """When, where, who, how many and how sure; nothing where the text only says what is not or is demanded."""
    recent = story.speaker(happening.scene.number)
    source = attribution(sources.text, happening, recent)
    if source is not None and source.speech_clause is not None and not source.carried:
        story.source, story.source_at = source, happening.scene.number
    mood = modality(sources.text, happening, source)
    demanded = mood.factuality == PROPOSED and happening.type not in PROPOSABLE
    if mood.void or demanded or (mood.factuality == PROPOSED and long_ago(happening)):
        return None
    when = date_of(happening, clauses, mood, source, sources=sources, story=story)
    where = place_of(happening, clauses, sources, story)
    told = tolls(sources.text, happening, numbers, clauses)
    counts = possible(happening, told)
    if mood.factuality == PROPOSED and happening.type in _NEEDS_PLACE and not where.places and not when.stated:
        return None  # talk of agreements and battles in general
    summed = "deaths" in told and "deaths" not in counts
    return Findings(when, where, counts, _in_future(mood, when, sources), source, summed)


def _in_future(mood: Modality, when: When, sources: Sources) -> Modality:
    """What is dated after the article was written is planned, whatever its verb says."""
    last = sources.last_day
    later = last is not None and when.stated and when.start is not None and when.start[:10] > last
    if later and mood.factuality in (OCCURRED, CLAIMED):
        return Modality(PLANNED, "dated after the article")
    return mood


def _remember(happening: Happening, found: Findings, story: Story) -> None:
    """What the sentences that follow may go on from."""
    when, where = found.when, found.where
    story.told.add(happening.type)
    told = when.stated and when.precision == 1 and when.start is not None and when.end is not None
    if told and found.mood.factuality not in (PLANNED, PROPOSED) and happening.type not in WORDS:
        story.when, story.when_at = when, happening.scene.number
    abroad = happening.type in WORDS and bool(where.places) and where.places[0].country != "SY"
    if where.places and where.places[0].kind != "country" and happening.type not in TALK and not abroad:
        story.where, story.where_at, story.where_of = where, happening.scene.number, happening.type


def _clauses(happening: Happening, told: Set[int]) -> set[int]:
    """The clauses of a happening: those of its triggers, and those beside them that are nobody's (not ``told``)."""
    clauses, mine = happening.scene.clauses, set(happening.clauses)
    first, last = min(mine), max(mine)
    mine.update(number for number in range(first, last) if number not in told and not clauses[number].speech)
    for numbers in (range(last + 1, len(clauses)), range(first - 1, -1, -1)):
        for number in numbers:
            if number in told or clauses[number].speech:
                break
            mine.add(number)
    return mine
