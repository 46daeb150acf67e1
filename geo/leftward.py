"""What stands before a name and belongs to its phrase: place words, directions, «ريف», «محيط», prepositions."""

from typing import Final

from gazetteer import PlaceKind
from geo.lexicon import Reading, Use
from geo.phrases import Operation, Phrase, between, combine
from geo.vocabulary import PlaceWord
from geo.words import OPENING, Words

_LONGEST_WALK: Final = 8
_EACH: Final = frozenset({"كل", "كلا", "بكل", "وكل"})
_BY_WAY: Final = "عن"  # «عن طريق الأردن» is no road
_PARTS: Final = {"rural": "rural", "urban": "quarters"}

Step = tuple[int, str]  # the new leftmost token of the phrase and its clitics


def read_left(words: Words, phrase: Phrase) -> str:
    """Walks from the name to the words before it while they belong to it; the clitics of the last one."""
    phrase.lead = phrase.span_from = phrase.first
    phrase.span_stem, phrase.span_to = phrase.stem, phrase.last
    at, clitics = phrase.first, phrase.stem.clitics
    while at > 0 and phrase.first - at < _LONGEST_WALK:
        if words.tokens[at].gap == "\n" or (clitics and not _goes_on(words, clitics, at, phrase)):
            break
        before = at - 1
        if not clitics and words.tokens[before].form in OPENING and words.tokens[at].gap == "":
            phrase.opened = phrase.opened or words.tokens[before].form == "("
            before -= 1
        step = _step(words, phrase, before, clitics) if before >= 0 else None
        if step is None:
            break
        at, clitics = step
        phrase.lead = at
    return clitics


def read_preposition(words: Words, phrase: Phrase, clitics: str) -> None:
    """The preposition before the phrase, a clitic or a word of its own."""
    if clitics:
        phrase.preposition = clitics
        return
    reading = words.reading(words.before_quotes(phrase.lead))
    if reading is not None and reading.link is not None:
        phrase.preposition = reading.link.what
        phrase.conjoined = reading.link.stem.clitics != ""


def _goes_on(words: Words, clitics: str, at: int, phrase: Phrase) -> bool:
    """May the phrase go on before a word with clitics? «الريف الشمالي لحلب», «قرى وبلدات ريف حمص»."""
    before = words.reading(at - 1)
    if before is None:
        return False
    if clitics in ("ل", "ب") and _adjoins(before):
        return True
    if clitics == "ل":
        return before.adjective is not None
    here = words.readings[at]
    both_announce = before.place is not None and here is not None and here.place is not None
    return clitics == "و" and at < phrase.first and both_announce


def _step(words: Words, phrase: Phrase, at: int, clitics: str) -> Step | None:
    """Takes the word at ``at`` into the phrase, or None where it does not belong to it."""
    reading = words.readings[at]
    if reading is None:
        return None
    source = reading.link is not None and reading.link.what == "source" and not reading.link.stem.clitics
    if clitics or source:
        return _linked(words, phrase, at, clitics)
    if at == phrase.first - 1 and reading.nation is not None:
        return _apposed(words, phrase, at, reading.nation.what)
    if reading.place is not None and (at == phrase.first - 1 or not reading.place.what.apposed):
        by_way = reading.place.what.lemma == "road" and words.form(at - 1) == _BY_WAY
        return None if by_way else _announce(words, phrase, at, reading.place)
    if reading.operator is not None and not _adjoins(reading):
        use = reading.operator
        phrase.operate(Operation(use.what.sort, number=use.what.number), at, use.stem)
        return at, use.stem.clitics
    return _direct(phrase, at, reading.direction) if reading.direction is not None else None


def _linked(words: Words, phrase: Phrase, at: int, clitics: str) -> Step | None:
    """What stands before a clitic, or before a «من» at ``at``, and belongs to the phrase all the same."""
    reading = words.readings[at]
    if clitics == "و":  # «قرى وبلدات ريف حمص»
        if reading is None or reading.place is None or reading.place.what.apposed:
            return None
        return _announce(words, phrase, at, reading.place)
    if not clitics and words.form(at - 1) in _EACH:  # «أرياف كل من حلب وإدلب»
        return at - 1, words.form(at - 1)[:-2]
    before = at if clitics else at - 1
    beside = words.reading(before)
    if beside is not None and _adjoins(beside):
        return _adjoin(phrase, before, beside)
    return None if clitics == "ب" else _part(words, phrase, before, linked=not clitics)


def _adjoins(reading: Reading) -> bool:
    return reading.operator is not None and reading.operator.what.sort == "adjacent"


def _adjoin(phrase: Phrase, at: int, reading: Reading) -> Step | None:
    """«القريبة من حلب», «المحيطة بدمشق»: beside the place, after a preposition of its own."""
    if reading.operator is None:
        return None
    phrase.operate(Operation("near"), at, reading.operator.stem)
    return at, reading.operator.stem.clitics


def _announce(words: Words, phrase: Phrase, at: int, use: Use[PlaceWord]) -> Step:
    """«مدينة», «بلدتي»: the place word next to the name announces it; «أحياء حلب» are a part of it."""
    word = use.what
    if phrase.place is None and not phrase.operations:
        phrase.place = word
        named = phrase.named
        phrase.named = words.spellings.facility(named, word) or named
        if word.lemma == "road" or phrase.named is not named:
            phrase.span_from, phrase.span_stem = at, use.stem
    quarters = word.lemma == "quarter" and word.number > 1
    if quarters and PlaceKind.NEIGHBOURHOOD not in phrase.named.kinds:
        phrase.operate(Operation("quarters", number=word.number), at, use.stem)
    return at, use.stem.clitics


def _apposed(words: Words, phrase: Phrase, at: int, nation: str) -> Step | None:
    """«العاصمة التركية أنقرة», «المدينة السورية حلب»."""
    head = words.reading(at - 1)
    if head is None or head.place is None or not head.place.what.apposed or words.tokens[at].gap == "\n":
        return None
    phrase.nation, phrase.place = nation, head.place.what
    return at - 1, head.place.stem.clitics


def _direct(phrase: Phrase, at: int, use: Use[int]) -> Step:
    """«شمال», «شمال شرقي»: two direction words in a row are one direction."""
    bearing = use.what
    if phrase.operations and phrase.operations[-1].sort == "side" and phrase.span_from == at + 1:
        bearing = between(bearing, phrase.operations.pop().bearings[0])
    phrase.operate(Operation("side", (bearing,)), at, use.stem)
    return at, use.stem.clitics


def _part(words: Words, phrase: Phrase, at: int, *, linked: bool) -> Step | None:
    """«الريف الشمالي ل», «الجزء الشرقي من», «إلى الشمال الشرقي من»: a head with its direction before ل or من."""
    bearings, before = words.directions_before(at)
    if not bearings:
        return None
    head = words.reading(before)
    if head is not None and head.part is not None:
        if linked and head.part.what == "rural":
            return None
        sort, stem, first = _PARTS.get(head.part.what, "side"), head.part.stem, before
    else:
        first = _first_of(words, at)
        whole = words.readings[first]
        if whole is None or whole.definite is None:
            return None
        sort, stem = "side", whole.definite.stem
    phrase.operate(Operation(sort, (combine(bearings),)), first, stem)
    return first, stem.clitics


def _first_of(words: Words, at: int) -> int:
    """The noun of «الشمال الشرقي» whose last word is at ``at``: where its adjectives begin."""
    while at > 0 and (reading := words.readings[at]) is not None and reading.definite is None and reading.adjective:
        at -= 1
    return at
