"""What an article gives and what it has told so far: its times and places by sentence, and the running story."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from arabic import Kind, Text, fold
from events.attribution import Attribution
from events.lexicon import words
from events.model import EventType
from events.spots import NOWHERE, Spot, Where, Within, usable, vague
from events.when import When
from geo import Toponym
from timex import Published, Timex

MEMORY: Final = 2  # sentences over which a story keeps its place, its day and its speaker
_NAMED_AFTER_PLACES: Final = words("named_after_places")
_BEFORE_ALL: Final = -9
_SUMMING_UP: Final = words("summing_up")
_HEADING: Final = 3  # words of a header among which it says that it sums up
_LONGEST_HEADER: Final = 14
_YESTERDAY: Final = fold("أمس")
_OF_A_DAY: Final = frozenset(("day", "daypart", "hour", "minute"))
_HEADER_SIGNS: Final = frozenset("|:-–—/")
_SYRIAN: Final = "سوري"  # of «سوريا», «السوري», «سورية»
_start = attrgetter("start")
_HELD: Final = words("held")
_CITIES: Final = frozenset(("city", "town"))
_QUOTES: Final = frozenset('«"“')
_OUTLET: Final = 3  # words before a header's first place: who publishes it


@dataclass(slots=True)
class Story:
    """What the sentences before leave standing; changed as the article is read."""

    when: When | None = None
    when_at: int = _BEFORE_ALL
    where: Where = NOWHERE
    where_at: int = _BEFORE_ALL
    where_of: EventType = EventType.OTHER
    source: Attribution | None = None
    source_at: int = _BEFORE_ALL
    told: set[EventType] = field(default_factory=set)

    def speaker(self, sentence: int) -> Attribution | None:
        """Who was speaking shortly before a sentence."""
        return self.source if sentence - self.source_at <= MEMORY else None

    def day(self, sentence: int) -> When | None:
        """The day told shortly before a sentence."""
        return self.when if 0 < sentence - self.when_at <= MEMORY else None

    def renewed(self, sentence: int) -> tuple[bool, bool, bool]:
        """Which of day, place and speaker a sentence gave."""
        return self.when_at == sentence, self.where_at == sentence, self.source_at == sentence

    def renew(self, sentence: int, when: bool, where: bool, source: bool) -> None:
        """Take day, place and speaker as given by a sentence once more."""
        self.when_at = sentence if when else self.when_at
        self.where_at = sentence if where else self.where_at
        self.source_at = sentence if source else self.source_at

    def standing(self, sentence: int) -> tuple[Hashable, ...]:
        """All that a sentence can go on from, offsets left out: what is equal here makes no difference to it."""
        when, place = self.when, self.where.places[0] if self.where.places else None
        return (
            (when.start, when.end, when.precision, when.reason, min(sentence - self.when_at, MEMORY + 1))
            if when is not None
            else None,
            (place.place_id, place.name, self.where.precision, self.where_of, min(sentence - self.where_at, MEMORY + 1))
            if place is not None
            else None,
            self.speaker(sentence),
            frozenset(self.told),
        )


@dataclass(frozen=True, slots=True)
class Sources:
    """An article's text, its date, its time expressions and toponyms by sentence, each with its token."""

    article: str
    text: Text
    published: Published | None
    within: Within
    times: dict[int, list[tuple[int, Timex]]]
    spots: dict[int, list[Spot]]
    unplaced: dict[int, list[int]] = field(default_factory=dict)  # by sentence: named, and nobody knows where
    halls: dict[int, list[Spot]] = field(default_factory=dict)  # by sentence: cities after which talks are named
    headers: Sequence[tuple[int, str]] = ()  # sentences that head a section, each with the day it is of
    syrian: bool = False  # most of the places it names are in Syria
    home: bool = False  # it names a place in Syria, or calls something Syrian
    abroad: bool = False  # it names a place that is not
    filed_abroad: bool = False  # its dateline is a place that is not in Syria
    eve: str | None = None  # the day before publication, where the article's news is of «أمس»

    @property
    def last_day(self) -> str | None:
        """The last day on which what the article tells can have happened."""
        return self.published.date_end[:10] if self.published and self.published.date_end else None

    @property
    def foreign(self) -> bool:
        """Does it tell of other countries, and of Syria not at all?"""
        return self.abroad and not self.home

    def section_day(self, sentence: int) -> str | None:
        """The day in the header above a sentence: «حصاد يوم الخميس»."""
        above = bisect_left(self.headers, (sentence, ""))
        return self.headers[above - 1][1] if above else None

    def heads(self, sentence: int) -> bool:
        """Does a sentence head a section?"""
        return any(number == sentence for number, _ in self.headers[bisect_left(self.headers, (sentence, "")) :][:1])


def gather(
    article: str,
    text: Text,
    published: Published | None,
    dates: Sequence[Timex],
    places: Sequence[Toponym],
    *,
    within: Within,
) -> Sources:
    """Sort an article's times and places by sentence."""
    starts = list(map(_start, text.tokens))
    beginnings = {toponym.start for toponym in places}
    ours = sum(toponym.country == "SY" for toponym in places)

    def token_at(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    sources = Sources(
        article,
        text,
        published,
        within,
        defaultdict(list),
        defaultdict(list),
        unplaced=defaultdict(list),
        halls=defaultdict(list),
        headers=_headers(text, dates, token_at) if starts else (),
        syrian=2 * ours > len(places),
        home=ours > 0 or any(_SYRIAN in form for form in text.forms),
        abroad=any(toponym.country not in (None, "SY") for toponym in places),
        filed_abroad=any(toponym.role == "dateline" and toponym.country not in (None, "SY") for toponym in places),
        eve=_eve(dates, published),
    )
    for timex in dates if starts else ():
        token = token_at(timex.start)
        sources.times[text.tokens[token].sentence].append((token, timex))
    for toponym in places if starts else ():
        token = token_at(toponym.start)
        if toponym.role == "event" and toponym.lat is None:
            sources.unplaced[text.tokens[token].sentence].append(token)
        spot = Spot(token, toponym, token_at(max(toponym.start, toponym.end - 1)) + 1)
        if toponym.role == "embedded" and _names_talks(text, spot, beginnings):
            sources.halls[text.tokens[token].sentence].append(spot)
        if not (usable(toponym) and not vague(toponym)) and not _names_what_happened(text, token, toponym):
            continue
        sources.spots[text.tokens[token].sentence].append(spot)
    for number, spots in sources.spots.items():
        spots.sort(key=lambda spot: spot.token)
        named = [spot for spot in spots if not _of_an_unnamed(text, spot, spots)]
        sources.spots[number] = [replace(spot, header=True) if _heads(text, spot, named) else spot for spot in named]
    return sources


def _headers(text: Text, dates: Sequence[Timex], token_at: Callable[[int], int]) -> list[tuple[int, str]]:
    """Short lines that sum up a day: «حصيلة يوم الاثنين في الغوطة», «أبرز أحداث الخميس 5 أيار»."""
    found = []
    for timex in dates:
        number = text.tokens[token_at(timex.start)].sentence
        sentence = text.sentences[number]
        forms = text.forms[sentence.first : min(sentence.last, sentence.first + _HEADING)]
        short = sentence.last - sentence.first <= _LONGEST_HEADER and number + 1 < len(text.sentences)
        if short and timex.granularity == "day" and timex.date_start and not _SUMMING_UP.isdisjoint(forms):
            found.append((number, timex.date_start[:10]))
    return found


def _eve(dates: Sequence[Timex], published: Published | None) -> str | None:
    """The day before publication, if that is the day of the article's news: a daily tells what happened «أمس»."""
    if published is None or published.date_start is None or published.date_start != published.date_end:
        return None
    today = published.date_start[:10]
    try:
        eve = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    except ValueError:  # a year or month alone
        return None
    days = [((timex.date_start or "")[:10], timex.text) for timex in dates if timex.granularity in _OF_A_DAY]
    news = [day for day, words in days if day == today or (day == eve and _YESTERDAY in fold(words))]
    of_eve, of_today = news.count(eve), news.count(today)
    told_first = bool(news) and news[0] == eve and of_eve >= of_today
    return eve if told_first or (of_eve > 1 and of_eve > of_today) else None


def _heads(text: Text, spot: Spot, spots: Sequence[Spot]) -> bool:
    """Does a name stand before its sentence's first words, with a sign behind it: «حلب || حريتان || …»?"""
    if spot.last >= len(text.forms) or text.forms[spot.last] not in _HEADER_SIGNS:
        return False
    first = text.sentences[text.tokens[spot.token].sentence].first
    named = {at for other in spots for at in range(other.token, other.last)}
    return all(
        at in named or text.tokens[at].kind is Kind.PUNCTUATION or at - first < _OUTLET
        for at in range(first, spot.token)
    )


def _names_what_happened(text: Text, token: int, toponym: Toponym) -> bool:
    """«معركة الزبداني», «مجزرة الحولة»: a place inside the happening's own name."""
    before = text.tokens[token - 1].form if token else ""
    return toponym.role == "embedded" and toponym.lat is not None and before in _NAMED_AFTER_PLACES


def _names_talks(text: Text, spot: Spot, beginnings: Set[int]) -> bool:
    """«محادثات أستانا», «اجتماع "الرياض"»: a city after which talks are named, since they are held there.

    «محادثات دمشق وأنقرة» are two governments'. ``beginnings`` are the offsets at which places begin.
    """
    toponym = spot.toponym
    if toponym.kind not in _CITIES or toponym.lat is None:
        return False
    if spot.last < len(text.tokens) and not {text.tokens[spot.last].start, text.tokens[spot.last].start + 1}.isdisjoint(
        beginnings
    ):
        return False
    at = spot.token - 1
    while at > 0 and text.forms[at] in _QUOTES:
        at -= 1
    return at >= 0 and text.forms[at] in _HELD


def _of_an_unnamed(text: Text, spot: Spot, spots: Sequence[Spot]) -> bool:
    """«قصف مدينة ... سكان المدينة»: a noun that points back to one without a name points to no known place."""
    if spot.toponym.role != "anaphora":
        return False
    noun = text.tokens[spot.token].form.removeprefix("ب").removeprefix("ال").removeprefix("لل")
    named = {other.token for other in spots if other.toponym.role != "anaphora"}
    sentence = text.sentences[text.tokens[spot.token].sentence]
    return any(
        text.tokens[at].form == noun and not named & {at, at + 1, at + 2} for at in range(sentence.first, spot.token)
    )
