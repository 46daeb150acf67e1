"""Doubts about single spellings: place names that are spelt like a noun, a verb or an adjective."""

from collections.abc import Callable, Collection
from typing import Final

from arabic import Kind, fold
from gazetteer import Place, PlaceKind
from geo.doubt import Doubt
from geo.phrases import Phrase
from geo.spellings import Named
from geo.vocabulary import vocabulary
from geo.weighed import TOWNS
from geo.words import Words

_ORDINARY: Final = 700  # articles in ten thousand: no town of the world is named as often
_ADJECTIVE: Final = 3  # articles from which a word in -iyya is an adjective
_GOVERNING: Final = frozenset({"construct", "leaves", "enters", "moves"})
_MUSCAT: Final = "مسقط"
_SYRIA: Final = "سوريه"
_DESTROYS: Final = "تدمر"
# «جنديا سوريا»: what the accusative makes of «سوري» and «تركي» is spelt as their countries are.
_ACCUSATIVES: Final = frozenset(map(fold, ("سوريا", "تركيا", "روسيا", "ليبيا")))


def _spelt(forms: Collection[str]) -> Callable[[Named], bool]:
    return lambda named: named.form in forms


def _is_ordinary(named: Named) -> bool:
    return named.common >= _ORDINARY and PlaceKind.COUNTRY not in named.kinds


def _is_quality(named: Named) -> bool:
    form = named.form
    return form.endswith("يه") and not form.startswith("ال") and named.common >= _ADJECTIVE


def _is_measure(named: Named) -> bool:
    return vocabulary().cues.get(named.form) == "measure"


def _not_own(named: Named) -> bool:
    return not named.own


def _ordinary(_: Words, phrase: Phrase) -> bool:
    return _is_ordinary(phrase.named)


def _quality(_: Words, phrase: Phrase) -> bool:
    called = phrase.place is not None and phrase.place.lemma in ("city", "town")
    return _is_quality(phrase.named) and not (called and any(_is_town(place) for place in phrase.named.places))


def _is_town(place: Place) -> bool:
    return place.kind in TOWNS and bool(place.population)


def _measure(words: Words, phrase: Phrase) -> bool:
    return words.kind(phrase.last) is Kind.NUMBER and _is_measure(phrase.named)


def _birthplace(words: Words, phrase: Phrase) -> bool:
    return phrase.named.form == _MUSCAT and words.form(phrase.last).startswith("راس")


def _syrian(words: Words, phrase: Phrase) -> bool:
    if phrase.place is not None and phrase.place.number > 2 and words.cue(phrase.last) == "quality":
        return phrase.named.form == _SYRIA  # «مدن سورية عدة»
    if phrase.named.form != _SYRIA or phrase.preposition.strip("و") or phrase.operations or phrase.place is not None:
        return False
    if phrase.previous is not None or words.tokens[phrase.lead].gap == "\n":
        return False
    at, after = words.before_quotes(phrase.lead), words.form(phrase.last)
    before, cue = words.form(at), words.cue(at)
    noun = before.endswith(("ه", "ات")) or cue == "plural" or before in ("غير", "وغير")
    return cue not in _GOVERNING and (noun or (after.endswith("يه") and not after.startswith("ال")))


def _described(words: Words, phrase: Phrase) -> bool:
    at = phrase.lead - 1
    alone = phrase.lead == phrase.first and not phrase.stem.clitics and words.tokens[phrase.lead].gap == " "
    if phrase.named.form not in _ACCUSATIVES or not alone or at < 0:
        return False
    before = words.form(at)
    counted = at > 0 and words.tokens[at - 1].kind is Kind.NUMBER and words.tokens[at].kind is Kind.WORD
    noun = any(stem.form in vocabulary().described for stem in words.tokens[at].word.stems)
    return noun or (counted and before.endswith("ا"))


def _destroys(words: Words, phrase: Phrase) -> bool:
    bare = phrase.lead == phrase.first and not phrase.preposition.strip("و") and not phrase.heading
    if phrase.named.form != _DESTROYS or not bare or phrase.place is not None or phrase.operations:
        return False
    before, after = words.form(phrase.lead - 1), words.form(phrase.last)
    if before in vocabulary().verbal:
        return True
    counted = phrase.last < len(words.tokens) and words.tokens[phrase.last].kind is Kind.NUMBER
    adjective = after in vocabulary().of_town or after in vocabulary().adjectives
    subject = before.endswith("يه") or before.startswith("ال")
    return subject and (counted or (after.startswith("ال") and not adjective))


def _nationality(words: Words, phrase: Phrase) -> bool:
    reading = words.readings[phrase.first]
    if reading is None or reading.nation is None or reading.nation.stem.form != phrase.stem.form:
        return False
    return not phrase.named.own


HOMOGRAPHS: Final = (
    Doubt(
        "ordinary",
        _ordinary,
        {"تونس دولة وسوريا دولة كان لها دور": "كان"},
        {"في سوريا وتونس": "تونس"},
        about=_is_ordinary,
    ),
    Doubt(
        "quality", _quality, {"في منطقة جبلية من سوريا": "جبلية"}, {"في مدينة سلمية بسوريا": "سلمية"}, about=_is_quality
    ),
    Doubt(
        "described",
        _described,
        {"قتل 12 جنديا سوريا": "سوريا"},
        {"أما تركيا فنفت دخول سوريا": "تركيا"},
        about=_spelt(_ACCUSATIVES),
    ),
    Doubt(
        "destroys",
        _destroys,
        {"غارة تركية تدمر القنصلية في سوريا": "تدمر", "حذر من أن المدينة السورية قد تدمر بالكامل": "تدمر"},
        {"دخلت القوات السورية تدمر الأثرية": "تدمر الأثرية", "استعاد الجيش السوري تدمر": "تدمر"},
        about=_spelt({_DESTROYS}),
    ),
    Doubt("measure", _measure, {"حفرة بقطر 15 مترا في سوريا": "قطر"}, {"عاد السوري من قطر": "قطر"}, about=_is_measure),
    Doubt(
        "birthplace",
        _birthplace,
        {"عادوا إلى مسقط رأسهم في سوريا": "مسقط"},
        {"سافر السوري إلى مسقط": "مسقط"},
        about=_spelt({_MUSCAT}),
    ),
    Doubt(
        "syrian",
        _syrian,
        {"هاجمت قوات سورية الموقع": "سورية", "في مدن سورية عدة": "سورية"},
        {"بعد زيارة سورية عاد": "سورية"},
        about=_spelt({_SYRIA}),
    ),
    Doubt(
        "nationality",
        _nationality,
        {"رفضت المعارضة السورية": "السورية"},
        {"عاد السوري من السعودية": "السعودية"},
        about=_not_own,
    ),
)
