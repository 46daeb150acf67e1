"""Place phrases: a name with the place words, directions and prepositions around it.

A phrase is read outwards from its name. «في الجزء الشمالي لشرق مدينة حلب» is the name حلب, announced by
مدينة, of which the east, of which the northern part, after في.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from arabic import Kind, Stem, Text, Token, fold, read_cardinal
from gazetteer import NameKind, PlaceKind
from geo.commonness import commonness
from geo.lexicon import Lexicon, Named, Reading
from geo.vocabulary import PlaceWord

OPENING: Final = frozenset("«\"“”'‘(#[")
CLOSING: Final = frozenset("»\"“”'’)]")
_JOINING: Final = frozenset("-–ـ—‐")
_LONGEST_WALK: Final = 8
_EACH: Final = frozenset({"كل", "كلا", "بكل", "وكل"})
# First parts of compound names: alone they name nothing where another rare word follows.
_HEADS: Final = frozenset(
    map(fold, ("كفر", "دار", "خان", "حور", "خربة", "تل", "أم", "أبو", "بئر", "بير", "عين", "دير", "بيت", "رأس", "جب", "رسم", "شيخ"))
)
# Place words that are never part of the name they announce, whatever lists of names say.
_GENERAL: Final = frozenset({"city", "town", "village", "quarter", "area", "governorate", "district", "capital", "country"})
_SETTLEMENTS: Final = frozenset({"city", "town", "village", "farm"})
_LONGEST_COUNT: Final = 5  # tokens of a number before its unit
_FARTHEST_KM: Final = 500


@dataclass(frozen=True, slots=True)
class Operation:
    """What the words about a name make of its place: rural, near, inside, front, side, quarters, offset."""

    sort: str
    bearings: tuple[int, ...] = ()
    number: int = 1
    km: float = 0.0


@dataclass(slots=True)
class Phrase:
    """A place phrase under work; token indices are half-open."""

    first: int  # the name itself
    last: int  # after the name and the adjectives that belong to it
    stem: Stem
    named: Named
    lead: int = 0  # the first token of the whole phrase
    place: PlaceWord | None = None
    operations: list[Operation] = field(default_factory=list)  # inmost first
    preposition: str = ""  # containing, source, target, at, or a clitic letter
    span_from: int = -1  # token at which the reported span begins, the name's own unless an area
    span_stem: Stem | None = None
    span_to: int = 0
    opened: bool = False  # stands in brackets
    previous: "Phrase | None" = None  # the list member before it
    follower: "Phrase | None" = None  # the list member after it
    container: "Phrase | None" = None  # the larger place that the text says holds it
    header: "Phrase | None" = None  # the phrase that heads the section
    nation: str = ""  # the country of a nationality after it: «سروج التركية»
    sentence: int = 0
    far_end: "Phrase | None" = None  # of a road, the other end: «طريق حلب – دمشق»
    absorbed: bool = False  # is such an other end
    heading: bool = False  # heads a section: «حلب::»
    dateline: bool = False
    embedded: bool = False  # stands inside a fixed name that is no place


class Reader:
    """Reads the phrases of one text."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.tokens: Sequence[Token] = text.tokens
        self.lexicon = lexicon
        self._sides = lexicon.sides
        read = lexicon.read
        self.readings: list[Reading | None] = [read(token.word) for token in self.tokens]

    def reading(self, index: int) -> Reading | None:
        """What the word at a token may be; None outside the text and for other words."""
        return self.readings[index] if 0 <= index < len(self.readings) else None

    def phrases(self) -> list[Phrase]:
        """All names of the gazetteer in the text, longest first, each with its phrase."""
        found: list[Phrase] = []
        index, end, fixed = 0, len(self.tokens), 0
        while index < end:
            reading = self.readings[index]
            if reading is not None and reading.fixed is not None:
                fixed = max(fixed, self._fixed(index, reading.fixed.what))
            phrase = self._name(index, reading) if reading is not None and reading.names else None
            if phrase is not None and self._cut_short(phrase):
                phrase = None
            phrase = phrase or self._unknown(index, found[-1] if found else None)
            if phrase is None:
                index += 1
                continue
            self._left(phrase)
            self._right(phrase)
            self._nation(phrase)
            phrase.embedded = phrase.first < fixed
            found.append(phrase)
            found += self._other_sides(phrase)
            index = found[-1].last
        return found

    def _fixed(self, index: int, names: tuple[tuple[str, ...], ...]) -> int:
        """Where the fixed name that begins at a token ends; the token itself where none does."""
        for words in names:
            if all(
                index + k < len(self.tokens) and self.tokens[index + k].form == word for k, word in enumerate(words) if k
            ):
                return index + len(words)
        return index

    def _name(self, index: int, reading: Reading) -> Phrase | None:
        """The longest name that begins at a token; of equally long ones, the reading with fewest clitics."""
        best: Phrase | None = None
        reach = self._reach(index, max(longest for _, longest in reading.names))
        for stem, longest in reading.names:
            for count in range(min(longest, reach), 0, -1):
                if best is not None and count <= best.last - best.first:
                    break
                form = " ".join((stem.form, *(self.tokens[index + k].form for k in range(1, count))))
                named = self.lexicon.named(form)
                if named is not None and not self._announced(reading, named, form, index + count):
                    best = Phrase(index, index + count, stem, named, sentence=self.tokens[index].sentence)
                    break
        return best

    def _announced(self, reading: Reading, named: Named, form: str, after: int) -> bool:
        """Is it a place word and a name rather than one name? «مدينة حمص», «طريق حلب – دمشق»."""
        if reading.place is None or " " not in form:
            return False
        if reading.place.what.lemma == "road" and after + 1 < len(self.tokens):
            end = self.readings[after + 1]
            return self.tokens[after].form in _JOINING and end is not None and bool(end.names)
        if reading.place.what.lemma not in _GENERAL:
            return False
        made = all(name.kind is NameKind.RULE for name in named.names)
        return made or self.lexicon.named(form.partition(" ")[2]) is not None

    def _cut_short(self, phrase: Phrase) -> bool:
        """Is a name only the first part of one that the gazetteer lacks? «حور كلس», «كفر قدوم»."""
        after = phrase.last
        if phrase.named.form not in _HEADS or after >= len(self.tokens):
            return False
        token = self.tokens[after]
        return token.kind is Kind.WORD and token.gap == " " and token.form not in commonness()

    def _unknown(self, index: int, last: Phrase | None) -> Phrase | None:
        """A word that the gazetteer lacks where a settlement's name must stand: «قرية كفرموس», «وكفرموس» in a list."""
        token = self.tokens[index]
        if index == 0 or token.kind is not Kind.WORD or token.gap == "\n":
            return None
        before = self.readings[index - 1]
        stem = token.word.stems[0]
        if last is not None and last.last == index and last.place is not None and last.place.number > 1:
            stem = next((s for s in token.word.stems if s.clitics == "و"), stem)
            if stem.clitics != "و":
                return None
        elif before is None or before.place is None or before.place.what.lemma not in _SETTLEMENTS or token.gap == "":
            return None
        here = self.readings[index]
        if here is not None and not here.names and stem.form not in _HEADS:
            return None
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if stem.form in _HEADS and following is not None and following.kind is Kind.WORD and following.gap == " ":
            named = self.lexicon.unknown(f"{stem.form} {following.form}")
            return None if named is None else Phrase(index, index + 2, stem, named, sentence=token.sentence)
        named = self.lexicon.unknown(stem.form)
        return None if named is None else Phrase(index, index + 1, stem, named, sentence=token.sentence)

    def _reach(self, index: int, longest: int) -> int:
        """How many tokens from ``index`` may be one name: words on one line with no sign between them."""
        count = 1
        while count < longest and index + count < len(self.tokens):
            token = self.tokens[index + count]
            if token.gap == "\n" or token.kind not in (Kind.WORD, Kind.NUMBER, Kind.LATIN):
                break
            count += 1
        return count

    def _left(self, phrase: Phrase) -> None:
        """Walks from the name towards the words before it, as long as they belong to its phrase."""
        phrase.lead = phrase.span_from = phrase.first
        phrase.span_stem, phrase.span_to = phrase.stem, phrase.last
        clitics = phrase.stem.clitics
        at = phrase.first
        while at > 0 and phrase.first - at < _LONGEST_WALK:
            if clitics and not self._continues(clitics, at, phrase):
                break
            token = self.tokens[at]
            if token.gap == "\n":
                break
            before = at - 1
            if not clitics and self.tokens[before].form in OPENING and token.gap == "":
                phrase.opened = self.tokens[before].form == "(" or phrase.opened
                before -= 1
            step = self._before(phrase, before, clitics) if before >= 0 else None
            if step is None:
                break
            at, clitics = step
            phrase.lead = at
        self._distance(phrase, clitics)
        if clitics:
            phrase.preposition = phrase.preposition or clitics
        elif not phrase.preposition:
            self._preposition(phrase)

    def _distance(self, phrase: Phrase, clitics: str) -> None:
        """«كيلومترين غرب مدينة دير الزور», «60 كم شرق حلب», «على بعد ثمانية كيلومترات من دمشق»."""
        at = phrase.lead - 1
        linked = False
        while at > 0 and (reading := self.readings[at]) is not None and reading.unit is None:
            if reading.link is None or linked:  # «عن», «من», «إلى الشمال من»
                return
            linked, at = True, at - 1
            at = self._far_side(phrase, at)
        reading = self.reading(at)
        if reading is None or reading.unit is None or clitics or at >= phrase.lead:
            return
        sides = [o for o in phrase.operations if o.sort == "side"]
        if not linked and not sides:
            return
        each, counted = reading.unit.what
        first, count = self._count(at) if counted == 1 else (at, counted)
        if not count or count * each > _FARTHEST_KM:
            return
        bearings = sides[-1].bearings if sides else ()
        phrase.operations = [o for o in phrase.operations if o.sort in ("rural", "quarters")]
        self._operate(phrase, Operation("offset", bearings, km=count * each), first, self.tokens[first].word.stems[0])
        phrase.lead = first

    def _far_side(self, phrase: Phrase, at: int) -> int:
        """«إلى الشمال من X»: the direction with its article before من."""
        bearings: list[int] = []
        while at > 0 and (reading := self.readings[at]) is not None:
            use = reading.adjective or reading.definite
            if use is None or use.stem.clitics:
                break
            bearings.insert(0, use.what[0] if isinstance(use.what, tuple) else use.what)
            at -= 1
        if not bearings:
            return at
        phrase.operations.append(Operation("side", combine(bearings)))
        reading = self.readings[at]
        return at - 1 if reading is not None and reading.link is not None and reading.link.what == "target" else at

    def _count(self, unit: int) -> tuple[int, int]:
        """Where the number before a unit begins, and the number; 0 where there is none."""
        for first in range(max(unit - _LONGEST_COUNT, 0), unit):
            numeral = read_cardinal(self.tokens, first)
            if numeral is not None and numeral.last == unit:
                return first, numeral.value
        return unit, 0

    def _continues(self, clitics: str, at: int, phrase: Phrase) -> bool:
        """May the phrase go on before a word with clitics? «الريف الشمالي لحلب», «قرى وبلدات ريف حمص»."""
        reading = self.reading(at - 1)
        if reading is None:
            return False
        if clitics == "ل":
            return reading.adjective is not None
        if clitics == "و":
            here = self.readings[at]
            return at < phrase.first and reading.place is not None and here is not None and here.place is not None
        return False

    def _before(self, phrase: Phrase, at: int, clitics: str) -> tuple[int, str] | None:
        """Takes the word at ``at`` into the phrase: the new leftmost token and its clitics, or None."""
        reading = self.readings[at]
        if reading is None:
            return None
        if at == phrase.first - 1 and reading.nation is not None and at > 0:
            return self._apposed(phrase, at, reading.nation.what)
        if reading.link is not None and reading.link.what == "source" and self._form(at - 1) in _EACH:
            return at - 1, self.tokens[at - 1].word.stems[0].clitics
        if clitics == "ل" or (reading.link and reading.link.what == "source" and not reading.link.stem.clitics):
            return self._side(phrase, at if clitics else at - 1, linked=not clitics)
        if reading.place is not None and (at == phrase.first - 1 or not reading.place.what.apposed):
            use = reading.place
            if phrase.place is None and not phrase.operations:
                phrase.place = use.what
                if use.what.lemma == "road":
                    phrase.span_from, phrase.span_stem = at, use.stem
            if use.what.number > 1 and use.what.lemma == "quarter" and PlaceKind.NEIGHBOURHOOD not in phrase.named.kinds:
                self._operate(phrase, Operation("quarters", number=use.what.number), at, use.stem)
            return at, use.stem.clitics
        if reading.operator is not None:
            use_op = reading.operator
            self._operate(phrase, Operation(use_op.what.sort, number=use_op.what.number), at, use_op.stem)
            return at, use_op.stem.clitics
        if reading.direction is not None:
            self._direct(phrase, at, reading)
            return at, reading.direction.stem.clitics
        return None

    def _apposed(self, phrase: Phrase, at: int, nation: str) -> tuple[int, str] | None:
        """«العاصمة التركية أنقرة», «المدينة السورية حلب»."""
        head = self.reading(at - 1)
        if head is None or head.place is None or not head.place.what.apposed or self.tokens[at].gap == "\n":
            return None
        phrase.nation, phrase.place = nation, head.place.what
        return at - 1, head.place.stem.clitics

    def _form(self, at: int) -> str:
        return self.tokens[at].form if at >= 0 else ""

    def _operate(self, phrase: Phrase, operation: Operation, at: int, stem: Stem) -> None:
        phrase.operations.append(operation)
        phrase.span_from, phrase.span_stem = at, stem

    def _direct(self, phrase: Phrase, at: int, reading: Reading) -> None:
        """«شمال», «شمال شرقي»: two direction words in a row are one direction."""
        use = reading.direction
        if use is None:
            return
        if phrase.operations and phrase.operations[-1].sort == "side" and phrase.span_from == at + 1:
            inner = phrase.operations.pop()
            bearings = (between(use.what, inner.bearings[0]),)
        else:
            bearings = (use.what,)
        self._operate(phrase, Operation("side", bearings), at, use.stem)

    def _side(self, phrase: Phrase, at: int, *, linked: bool) -> tuple[int, str] | None:
        """«الريف الشمالي ل», «الجزء الشرقي من»: a head with its direction before ل or من."""
        if at < 1:
            return None
        bearings: list[int] = []
        while at > 0 and (reading := self.readings[at]) is not None and reading.adjective is not None:
            bearings.insert(0, reading.adjective.what[0])
            at -= 1
        head = self.readings[at]
        if not bearings or head is None or head.part is None:
            return None
        if linked and head.part.what == "rural":
            return None
        sort = {"rural": "rural", "urban": "quarters"}.get(head.part.what, "side")
        self._operate(phrase, Operation(sort, combine(bearings)), at, head.part.stem)
        return at, head.part.stem.clitics

    def _preposition(self, phrase: Phrase) -> None:
        """The separate preposition before the phrase, if any."""
        at = phrase.lead - 1
        while at >= 0 and self.tokens[at].form in OPENING and self.tokens[at + 1].gap == "":
            at -= 1
        reading = self.reading(at)
        if reading is not None and reading.link is not None:
            phrase.preposition = reading.link.what

    def extend(self, phrase: Phrase) -> None:
        """Reads the adjectives after a name that became a countryside by its list."""
        self._right(phrase)

    def _nation(self, phrase: Phrase) -> None:
        """«مدينة سروج التركية», «العاصمة التركية أنقرة»: a nationality that says in which country it lies."""
        after = self.reading(phrase.span_to)
        if after is None or after.nation is None or after.nation.stem.clitics:
            return
        # «السوري» after a bare masculine name is as often the adjective of something before it.
        if phrase.place is not None or phrase.operations or not self.tokens[phrase.span_to].form.endswith("ي"):
            phrase.nation = after.nation.what

    def _right(self, phrase: Phrase) -> None:
        """Direction adjectives after the name of a countryside: «ريف حلب الشمالي», «الشمالي والغربي»."""
        for position, operation in enumerate(phrase.operations):
            if operation.sort in ("rural", "quarters") and not operation.bearings:
                bearings, last = self.adjectives(phrase.last)
                if bearings:
                    phrase.operations[position] = Operation(operation.sort, bearings, operation.number)
                    phrase.last = phrase.span_to = last
                return
        if phrase.stem.form == "ريف":
            bearings, last = self.adjectives(phrase.last)
            if bearings:
                phrase.operations.insert(0, Operation("rural", bearings))
                phrase.last = phrase.span_to = last

    def _other_sides(self, phrase: Phrase) -> list[Phrase]:
        """«ريف حلب الجنوبي والغربي»: each further direction is a phrase of its own, of the same countryside."""
        found: list[Phrase] = []
        at = next((n for n, o in enumerate(phrase.operations) if o.sort == "rural" and len(o.bearings) > 1), None)
        if at is not None:
            rural = phrase.operations[at]
            phrase.operations[at] = Operation("rural", rural.bearings[:1], rural.number)
            sides = [(i, r.adjective.stem) for i in range(phrase.first, phrase.last)
                     if (r := self.readings[i]) is not None and r.adjective is not None and r.adjective.stem.clitics]
            phrase.last = phrase.span_to = sides[0][0]
            named, bearings = phrase.named, rural.bearings[1:]
        else:
            named, sides, bearings = self._next_side(phrase)
        for (first, stem), bearing in zip(sides, bearings, strict=False):
            side = Phrase(first, first + 1, stem, named, lead=first, sentence=phrase.sentence)
            side.operations = [Operation("rural", (bearing,))]
            side.span_from, side.span_stem, side.span_to, side.preposition = first, stem, first + 1, "و"
            found.append(side)
        return found

    def _next_side(self, phrase: Phrase) -> tuple[Named, list[tuple[int, Stem]], tuple[int, ...]]:
        """The directions after a countryside that the gazetteer knows by name."""
        nothing: tuple[Named, list[tuple[int, Stem]], tuple[int, ...]] = (phrase.named, [], ())
        after = self.reading(phrase.last)
        if phrase.stem.form not in ("ريف", "الريف") or after is None or after.adjective is None:
            return nothing
        words = phrase.named.form.split(" ")
        named = self.lexicon.named(" ".join(w for w in words[1:] if "ال" + w.removeprefix("ال") not in self._sides))
        if after.adjective.stem.clitics != "و" or named is None:
            return nothing
        phrase.span_to = phrase.last
        return named, [(phrase.last, after.adjective.stem)], (after.adjective.what[0],)

    def adjectives(self, at: int) -> tuple[tuple[int, ...], int]:
        """Direction adjectives from ``at``: «الشمالي الغربي» is one direction, «الشمالي والغربي» are two."""
        groups: list[list[int]] = []
        while (reading := self.reading(at)) is not None and reading.adjective is not None:
            if self.tokens[at].gap == "\n":
                break
            clitics, degrees = reading.adjective.stem.clitics, reading.adjective.what[0]
            if clitics == ("و" if groups else ""):
                groups.append([degrees])
            elif not clitics and len(groups[-1]) < 2:
                groups[-1].append(degrees)
            else:
                break
            at += 1
        return tuple(combine(group)[0] for group in groups), at


def between(first: int, second: int) -> int:
    """The direction between two: north and west make 315."""
    if first < 0 or second < 0 or (first - second) % 360 == 180:
        return max(first, second)
    if abs(first - second) > 180:
        return (first + second + 360) // 2 % 360
    return (first + second) // 2


def combine(bearings: Sequence[int]) -> tuple[int, ...]:
    """One direction from the adjectives of one noun."""
    result = bearings[0]
    for other in bearings[1:]:
        result = between(result, other)
    return (result,)
