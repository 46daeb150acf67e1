"""Which place a happening has: its own clauses', the sentence's, or the one the story is at."""

from dataclasses import replace
from typing import Final

from events.happening import Happening
from events.kinds import VIOLENT
from events.model import EventType
from events.story import MEMORY, Sources, Story
from events.where import NOWHERE, Where, choose

# What goes on being spoken of at one place: a siege, its truce, its offers and protests.
_LASTING: Final = frozenset(
    (EventType.OFFER, EventType.AGREEMENT, EventType.PROTEST, EventType.SIEGE, EventType.AID, EventType.TERRITORY)
)


def place_of(happening: Happening, clauses: set[int], sources: Sources, story: Story) -> Where:
    """Where a happening was, with the words that say so; what is said has no place of its own."""
    if happening.type is EventType.STATEMENT:
        return NOWHERE
    scene = happening.scene
    spots = sources.spots[scene.number]
    voiced = {number for number, clause in enumerate(scene.clauses) if clause.speech}
    reaches = [happening.clauses, clauses]
    if happening.type is EventType.DISPLACEMENT:  # where people left and where they went may stand apart
        reaches = [clauses]
    if happening.type is not EventType.DIPLOMACY:
        reaches.append(set(range(len(scene.clauses))) - voiced)
    for reach in reaches:
        named = [spot for spot in spots if scene.clause_of(spot.token) in reach]
        chosen = choose(sources.text, happening, named, sources.within)
        if chosen.places:
            return chosen
    return _told_before(happening, story)


def _of_one_story(happening: Happening, story: Story, distance: int) -> bool:
    """Violence goes on at a place only where its noun refers back to violence; deeds only told by a verb."""
    if happening.type in VIOLENT | {EventType.DISASTER}:
        return distance <= 1 and happening.definite and story.where_of in VIOLENT | {EventType.DISASTER}
    if happening.type in _LASTING:
        return True
    return distance <= 1 and happening.verbal


def _told_before(happening: Happening, story: Story) -> Where:
    """The place the story is at, for what names none: violence only where its noun refers back."""
    distance = happening.scene.number - story.where_at
    if happening.type is EventType.DIPLOMACY or not story.where.places or distance > MEMORY:
        return NOWHERE
    if not _of_one_story(happening, story, distance):
        return NOWHERE
    place = story.where.places[0]
    return replace(
        story.where,
        places=(place,),
        origins=(),
        destinations=(),
        precision=max(2, story.where.precision or 2),
        carried=True,
        reason=f"no place in the sentence; the one told before: «{place.text}»",
    )
