"""Names in a text: the gazetteer's, the longest first, and words that must be names of places it lacks."""

from typing import Any, Final

from arabic import Kind, Stem, Word, fold
from gazetteer import NameKind, PlaceKind
from geo.commonness import commonness
from geo.lexicon import Reading, Use
from geo.phrases import Phrase
from geo.spellings import Named
from geo.vocabulary import Whole, own_words
from geo.words import Words

_DASHES: Final = frozenset("-–ـ—‐")
# First parts of compound names: alone they name nothing where another rare word follows.
_HEADS: Final = frozenset(
    fold(head)
    for head in (
        "كفر", "دار", "خان", "حور", "خربة", "تل", "أم", "أبو", "بئر", "بير", "عين", "دير", "بيت", "رأس", "جب", "رسم",
        "شيخ",
    )
)  # fmt: skip
# Place words that are never part of the name they announce, whatever lists of names say.
_GENERAL: Final = frozenset(
    {"city", "town", "village", "quarter", "area", "governorate", "district", "capital", "country"}
)
_ACCUSATIVE: Final = "حيا"  # «حياً سكنياً» as often as the dual of حي
_OF_TOWNS: Final = frozenset({"المدينه", "البلده", "القريه"})  # «أحياء المدينة», though a quarter of Hama is called so
_ENDINGS: Final = ("ها", "هم", "هما", "وا", "ريين")  # of verbs and of nouns with pronouns, not of names


def _joining(reading: tuple[Stem, Any]) -> bool:
    return reading[0].clitics != "و"


class Finder:
    """Finds the names of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.tokens = words.tokens
        self.spellings = words.spellings
        self._own = own_words()

    def until(self, at: int, use: Use[Whole]) -> int:
        """Where the fixed name, or the idiom, «مسقط رأسه», that begins at a token ends; 0 where none does."""
        forms = self.words.forms
        follower = forms[at + 1]
        for name in use.what:
            if len(name) == 1 or (name[1] == follower and tuple(forms[at + 1 : at + len(name)]) == name[1:]):
                return at + len(name)
        return 0

    def name_at(self, at: int, reading: Reading, last: Phrase | None) -> Phrase | None:
        """The longest name that begins at a token; of equally long ones, the reading with fewest clitics."""
        if self.words.forms[at + 1] in reading.seconds:
            best = self._longest_at(at, reading, last)
        else:
            best = self._alone_at(at, reading, last)
        if best is not None and best.named.form in _HEADS and (self._cut_short(best) or self._mere_head(best)):
            return None
        return best

    def _alone_at(self, at: int, reading: Reading, last: Phrase | None) -> Phrase | None:
        """The name that is a token by itself, in the reading with fewest clitics."""
        alone = reading.alone
        if len(alone) > 1 and last is not None and last.last == at:
            alone = tuple(sorted(alone, key=_joining))
        for stem, named in alone:
            if named.form not in self._own or not self._own_word(at, named):
                return Phrase(at, at + 1, stem, named, sentence=self.tokens[at].sentence)
        return None

    def _longest_at(self, at: int, reading: Reading, last: Phrase | None) -> Phrase | None:
        """The longest name of those that go on with the token after it."""
        best: Phrase | None = None
        reach = self._reach(at, reading.longest)
        stems = reading.names
        if last is not None and last.last == at:  # «أطمة وقاح»: between two names the و joins
            stems = tuple(sorted(stems, key=_joining))
        for stem, longest in stems:
            for count in range(min(longest, reach), 0, -1):
                if best is not None and count <= best.last - best.first:
                    break
                form = " ".join((stem.form, *self.words.forms[at + 1 : at + count]))
                named = self.spellings.named(form)
                if named is None or self._no_name_here(at, count, named):
                    continue
                if not self._announced(reading, named, form, at + count):
                    best = Phrase(at, at + count, stem, named, sentence=self.tokens[at].sentence)
                    break
        return best

    def _no_name_here(self, at: int, count: int, named: Named) -> bool:
        if count > 1:
            return self._swallows(at, count)
        return named.form in self._own and self._own_word(at, named)

    def _own_word(self, at: int, named: Named) -> bool:
        """Is a place word no name here, as «المطار» is none unless a quarter is called so: «حي المطار»?"""
        before = self.words.reading(at - 1)
        quarter = before is not None and before.place is not None and before.place.what.lemma == "quarter"
        return not quarter or named.form in _OF_TOWNS or PlaceKind.NEIGHBOURHOOD not in named.kinds

    def _mere_head(self, phrase: Phrase) -> bool:
        """«دار», «بيت», «عين» alone are nouns unless a place word stands before them."""
        before = self.words.reading(phrase.first - 1)
        return before is None or before.place is None or before.place.what.apposed

    def _reach(self, at: int, longest: int) -> int:
        """How many tokens from ``at`` may be one name: words on one line with no sign between them."""
        count = 1
        while count < longest and at + count < len(self.tokens):
            token = self.tokens[at + count]
            if token.gap == "\n" or token.kind not in (Kind.WORD, Kind.NUMBER, Kind.LATIN):
                break
            count += 1
        return count

    def _swallows(self, at: int, count: int) -> bool:
        """Does a name of the gazetteer hold what the text says of its place? «طفس بريف درعا» is two mentions."""
        for inner in range(at + 1, at + count):
            reading = self.words.readings[inner]
            if reading is None:
                continue
            if inner == at + count - 1 and (self._directs(inner, reading) or self._holds(reading)):
                return True
            operator = reading.operator is not None and reading.operator.what.sort in ("rural", "near", "inside")
            if operator or (reading.link is not None and reading.link.what == "containing"):
                return True
        return False

    def _holds(self, reading: Reading) -> bool:
        """«طريق الباب بحلب»: the last word is the town that holds what the others name."""
        held = (self.spellings.named(stem.form) for stem, _ in reading.names if stem.clitics == "ب")
        return any(PlaceKind.GOVERNORATE in named.kinds for named in held if named is not None)

    def _directs(self, at: int, reading: Reading) -> bool:
        """«جوبر شرقي العاصمة»: the last word is the direction of what follows, no part of the name."""
        after = self.words.reading(at + 1)
        follows = after is not None and (after.names or after.place is not None or after.anaphor is not None)
        return reading.direction is not None and bool(follows) and self.tokens[at + 1].gap == " "

    def _announced(self, reading: Reading, named: Named, form: str, after: int) -> bool:
        """Is it a place word and a name rather than one name? «مدينة حمص», «طريق حلب – دمشق»."""
        if reading.place is None or " " not in form:
            return False
        lemma = reading.place.what.lemma
        if lemma == "road":
            end = self.words.reading(after + 1)
            return self.words.form(after) in _DASHES and end is not None and bool(end.names)
        if lemma not in _GENERAL:
            return False
        made = all(name.kind is NameKind.RULE for name in named.names)
        return made or self.spellings.named(form.partition(" ")[2]) is not None

    def _cut_short(self, phrase: Phrase) -> bool:
        """Is a name only the first part of one that the gazetteer lacks? «حور كلس», «كفر قدوم»."""
        if phrase.last >= len(self.tokens):
            return False
        token = self.tokens[phrase.last]
        return token.kind is Kind.WORD and token.gap == " " and token.form not in commonness()

    def expects(self, at: int, last: Phrase | None) -> bool:
        """Must the name of a settlement stand at a token, or may one, in a list?"""
        if last is not None and last.last == at:
            return True
        before = self.words.readings[at - 1]
        return before is not None and before.announces and self.words.forms[at - 1] != _ACCUSATIVE

    def unknown_at(self, at: int, last: Phrase | None) -> Phrase | None:
        """A name that the gazetteer lacks where one is expected: «قرية كفرموس», or later in its list."""
        listed = last is not None and last.last == at
        token = self.tokens[at]
        stem = self._joined(token.word, last) if listed and last is not None else token.word.stems[0]
        if stem is None or token.kind is not Kind.WORD or token.gap != " ":
            return None
        here = self.words.readings[at]
        if stem.form.endswith(_ENDINGS) or (here is not None and here.speaks and stem.form not in _HEADS):
            return None
        if listed and last is not None and last.place is not None:
            named = self.spellings.facility(self.spellings.nameless(stem.form), last.place)
            if named is not None:  # «حقول العمر والتنك»
                return Phrase(at, at + 1, stem, named, sentence=token.sentence)
        long = stem.form in _HEADS and self._reach(at, 2) == 2
        form = f"{stem.form} {self.tokens[at + 1].form}" if long else stem.form
        named = self.spellings.unknown(form)
        return None if named is None else Phrase(at, at + 1 + long, stem, named, sentence=token.sentence)

    @staticmethod
    def _joined(word: Word, last: Phrase) -> Stem | None:
        """A word without its و, where a list that a dual or plural announced may go on with it."""
        if last.place is None or last.place.number == 1 or (last.place.number == 2 and last.lead == last.first):
            return None
        return next((stem for stem in word.stems if stem.clitics == "و"), None)
