"""Which place a happening has: its own clauses', the sentence's, or the one the story is at."""

from collections.abc import Sequence
from typing import Final

from arabic import Text
from events.happening import Happening
from events.kinds import TALK, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.patterns import Match
from events.spots import NOWHERE, Spot, Where, precision
from events.story import MEMORY, Sources, Story
from events.where import choose
from events.who import OF_SYRIA, said_to_be_syrian
from geo import Toponym

# What goes on being spoken of at one place: a siege, its truce, its offers and protests.
_LASTING: Final = frozenset(
    (EventType.OFFER, EventType.AGREEMENT, EventType.PROTEST, EventType.SIEGE, EventType.AID, EventType.TERRITORY)
)


_BEHIND: Final = 3  # tokens, quotes among them, between talks and the city of their name
_DOTS: Final = frozenset((".", "…"))
_TWO: Final = 2
_HEADLINE: Final = 9  # tokens before the dots
_OWN: Final = 2  # reaches within a happening's own clauses and those that are nobody's
# Tokens of a sentence between a happening and a place that is not its own clauses': of 22 pins from farther away, 17
# were another happening's, of 44 nearer ones a third. What was agreed or offered is told of far from where it was.
_FAR: Final = 25
_FAR_WORDS: Final = 12
_BY_WIRE: Final = words("by_wire")
_WIDE: Final = words("wide")
_ANSWER: Final = words("answer")
_WHICH: Final = words("which")
_POINTING: Final = words("pointing")
SYRIA: Final = Toponym(
    start=0,
    end=0,
    text="سوريا",
    place_id="SY",
    name="سوريا",
    name_en="Syria",
    kind="country",
    lat=35.0,
    lon=38.5,
    uncertainty_km=350.0,
    country="SY",
    pcode=None,
    role="event",
    reason="the country whose parties acted",
    candidates=1,
)


def place_of(happening: Happening, clauses: set[int], sources: Sources, story: Story) -> Where:
    """Where a happening was, with the words that say so; what is said has no place of its own."""
    if happening.type is EventType.STATEMENT or _by_wire(happening, sources.text):
        return NOWHERE
    hall = _hall(happening, sources)
    if hall is not None:
        return hall
    spots = sources.spots[happening.scene.number]
    unknown = _elsewhere_unknown(happening, sources)
    if spots:
        named = _named(happening, _reaches(happening, clauses, sources)[: 1 if unknown else None], spots, sources)
        if named.places:
            return named
    if unknown:
        return NOWHERE
    told = _before_dots(happening, sources)
    told = told if told.places else _told_before(sources.text, happening, story)
    return told if told.places else _in_syria(happening, clauses, spots, sources)


def _hall(happening: Happening, sources: Sources) -> Where | None:
    """«محادثات أستانا»: talks are held in the city whose name they bear right behind their noun."""
    if happening.type is not EventType.DIPLOMACY:
        return None
    main = happening.main
    for spot in sources.halls[happening.scene.number]:
        if min(abs(spot.token - main.first - 1), abs(spot.token - main.last)) <= _BEHIND and spot.token > main.first:
            place = spot.toponym
            reason = f"«{place.text}»: talks are held where they are named after"
            return Where((place,), (), (), precision(place), reason, carried=True)
    return None


def _by_wire(happening: Happening, text: Text) -> bool:
    """«محادثة هاتفية»: talks of people who are far apart."""
    if happening.type is not EventType.DIPLOMACY:
        return False
    scene = happening.scene
    first, last = scene.clauses[min(happening.clauses)].first, scene.clauses[max(happening.clauses)].last
    return not _BY_WIRE.isdisjoint(text.forms[first:last])


def _reaches(happening: Happening, clauses: set[int], sources: Sources) -> list[set[int]]:
    """The clauses in which its place may be named, the nearest first."""
    scene = happening.scene
    reaches = [happening.clauses, clauses]
    if happening.type is EventType.DISPLACEMENT:  # where people left and where they went may stand apart
        reaches = [clauses]
    if happening.type is not EventType.DIPLOMACY and not _widely(sources.text, happening):
        voiced = {number for number, clause in enumerate(scene.clauses) if clause.speech}
        answered = {number for number, clause in enumerate(scene.clauses) if scene.form(clause.first) in _ANSWER}
        reaches.append(set(range(_turn_after(happening))) - voiced - answered)
    if scene.form(scene.clauses[min(happening.clauses)].first) in _WHICH:
        reaches.insert(0, {min(happening.clauses) - 1} | happening.clauses)  # «مطار كويرس، الذي يحاصره التنظيم»
    return reaches


def _named(happening: Happening, reaches: Sequence[set[int]], spots: Sequence[Spot], sources: Sources) -> Where:
    """The place that the sentence names within one of the reaches, or that heads it."""
    scene, wide = happening.scene, NOWHERE
    clause_of = {spot.token: scene.clause_of(spot.token) for spot in spots if not spot.header}
    named: list[Spot] = []
    for number, reach in enumerate(reaches):
        before = named
        far = _farthest(happening) if number >= _OWN else len(sources.text.tokens)
        named = [
            spot
            for spot in spots
            if not spot.header and clause_of[spot.token] in reach and _distance(happening, spot) <= far
        ]
        if named == before:
            continue  # a wider reach that names nothing more
        chosen = choose(sources.text, happening, named, sources.within, spots)
        if chosen.places and chosen.places[0].kind != "country":
            return chosen if number < _OWN or not wide.places else wide
        wide = wide if wide.places else chosen  # «في سوريا، مستهدفة مدينتي …»: the finer one, if it is its own
    headed = choose(sources.text, happening, [spot for spot in spots if spot.header], sources.within, spots)
    return headed if headed.places else wide


def _farthest(happening: Happening) -> int:
    return _FAR_WORDS if happening.type in (EventType.OFFER, EventType.AGREEMENT) else _FAR


def _distance(happening: Happening, spot: Spot) -> int:
    """Tokens between a happening's words and a name."""
    return min(abs(spot.token - token) for match in happening.triggers for token in match.tokens)


def _elsewhere_unknown(happening: Happening, sources: Sources) -> bool:
    """Do its own clauses name a place of which nobody knows where it is? Then it was at none of the others."""
    scene = happening.scene
    return any(scene.clause_of(token) in happening.clauses for token in sources.unplaced.get(scene.number, ()))


def _turn_after(happening: Happening) -> int:
    """The number of the clause with which the sentence turns to something else, «في حين …», behind a happening."""
    scene = happening.scene
    turns = [match.first for match in scene.tables["shift"] if match.first > happening.main.last]
    return scene.clause_of(min(turns)) or len(scene.clauses) if turns else len(scene.clauses)


def _widely(text: Text, happening: Happening) -> bool:
    """«فيما شنت الطائرات غارات على مناطق عدة»: elsewhere than what the sentence told before «فيما»."""
    scene = happening.scene
    turned = any(scene.first < match.first <= happening.main.first for match in scene.tables["shift"])
    return turned and _many_places(text, happening)


def _many_places(text: Text, happening: Happening) -> bool:
    """«قصف لعدة مناطق»: at many places, and none of them those told before."""
    scene = happening.scene
    first, last = scene.clauses[min(happening.clauses)].first, scene.clauses[max(happening.clauses)].last
    told = set(text.forms[first:last])
    return not told.isdisjoint(_WIDE) and told.isdisjoint(_POINTING)


def _in_syria(happening: Happening, clauses: set[int], spots: Sequence[Spot], sources: Sources) -> Where:
    """A deed of Syria's own parties that names no place was somewhere in Syria: known to the country, no pin."""
    scene = happening.scene
    abroad = any(spot.toponym.country != "SY" for spot in spots)
    if scene.form(scene.clauses[scene.clause_of(happening.main.pivot)].first) in _ANSWER:
        return NOWHERE  # what is answered may have been anywhere
    reach = clauses if sources.syrian else happening.clauses
    away = _told_of_abroad(scene.number, sources)
    ours = any(
        scene.clause_of(match.first) in reach and _is_syrian(match, sources, away=away)
        for match in scene.tables["actor"]
    )
    if abroad or sources.foreign or not ours or happening.type in TALK | {EventType.OFFER, EventType.AGREEMENT}:
        return NOWHERE
    return Where((SYRIA,), (), (), 3, "no place named: Syria, by whose deed it is", carried=True)


def _is_syrian(actor: Match, sources: Sources, *, away: bool) -> bool:
    """Is an actor a party in Syria: any side of its war, but only its own where the text is not about it or is away?

    «رجال الأمن» of a text in which nothing is called Syrian may be anybody's, and so in one filed from abroad.
    """
    row = actor.entry.row
    if row["kind"] == "state" and sources.filed_abroad:
        return said_to_be_syrian(sources.text, actor)
    if sources.syrian and not away:
        return bool(row["party"])
    if row["kind"] not in OF_SYRIA:
        return False
    if not away and (sources.home or (row["kind"] == "rebel" and len(actor.tokens) > 1)):  # no bare «الثوار»
        return True
    return said_to_be_syrian(sources.text, actor)


def _told_of_abroad(number: int, sources: Sources) -> bool:
    """Did the sentence before that names places name none in Syria? Then the article is elsewhere by now."""
    for before in range(number - 1, max(-1, number - 1 - MEMORY), -1):
        if countries := {spot.toponym.country for spot in sources.spots[before]}:
            return "SY" not in countries
    return False


def _of_one_story(happening: Happening, story: Story, distance: int) -> bool:
    """Violence goes on at a place only where its noun refers back to violence; deeds only told by a verb."""
    if happening.type in VIOLENT | {EventType.DISASTER}:
        near = distance <= 1 or not happening.definite  # «قصف المعسكر» names what it goes back to
        return near and _refers_back(happening) and story.where_of in VIOLENT | {EventType.DISASTER}
    if happening.type in _LASTING:
        return True
    return distance <= 1 and happening.verbal


def _refers_back(happening: Happening) -> bool:
    """«القصف», «قصف المعسكر»: a noun made definite by its article or by the place word behind it."""
    return happening.definite or (not happening.verbal and happening.scene.form(happening.main.last + 1) in _POINTING)


def _before_dots(happening: Happening, sources: Sources) -> Where:
    """«حلب.. قصف متواصل», «مجزرة في كفرتخاريم.. 12 قتيلا بغارة»: a headline's two dots end no sentence."""
    text, number = sources.text, happening.scene.number
    first = text.sentences[number].first
    if happening.type in TALK or number == 0 or not _DOTS.issuperset(text.forms[first - _TWO : first]):
        return NOWHERE
    before = text.sentences[number - 1]
    named = [spot for spot in sources.spots[number - 1] if spot.toponym.kind != "country"]
    if not named or before.last - before.first > _HEADLINE or "\n" in text.tokens[first].gap:
        return NOWHERE
    place = named[0].toponym
    return Where((place,), (), (), precision(place), f"«{place.text}»: {place.reason}; named before the two dots")


def _told_before(text: Text, happening: Happening, story: Story) -> Where:
    """The place the story is at, for what names none: violence only where its noun refers back."""
    distance = happening.scene.number - story.where_at
    if happening.type is EventType.DIPLOMACY or not story.where.places or distance > MEMORY:
        return NOWHERE
    if not _of_one_story(happening, story, distance) or _many_places(text, happening):
        return NOWHERE
    place = story.where.places[0]
    return story.where._replace(
        places=(place,),
        origins=(),
        destinations=(),
        precision=max(2, story.where.precision or 2),
        carried=True,
        reason=f"no place in the sentence; the one told before: «{place.text}»",
    )
