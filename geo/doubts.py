"""What speaks against a name: small rules, each with the phrases it refuses and the ones it lets pass.

A rule sees one phrase among the words of its text. ``NEVER`` rules refuse a name whatever else the text says;
``WEAK`` ones leave it only to an unmistakable place word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from arabic import Kind, fold
from gazetteer import Place, PlaceKind
from geo.commonness import commonness
from geo.phrases import Phrase
from geo.vocabulary import vocabulary
from geo.words import OPENING, Words

CERTAIN: Final = 4  # articles in ten thousand up to which a spelling is hardly ever anything but the place
_ORDINARY: Final = 700  # likewise: no town of the world is named as often
_ADJECTIVE: Final = 3  # articles from which a word in -iyya is an adjective
_ARTICLES: Final = ("ال", "وال", "بال", "فال", "لل", "ولل", "وبال")
_GOVERNING: Final = frozenset({"construct", "leaves", "enters", "moves"})
_MUSCAT: Final = "مسقط"
_SYRIA: Final = "سوريه"
_DESTROYS: Final = "تدمر"
# «جنديا سوريا»: what the accusative makes of «سوري» and «تركي» is spelt as their countries are.
_ACCUSATIVES: Final = frozenset(map(fold, ("سوريا", "تركيا", "روسيا", "ليبيا")))
_NOUN: Final = 30  # likewise: a noun that a village happens to be called by
_TOWN_NOUNS: Final = ("city", "town", "village")
_CONTAINING: Final = "containing"
_TOWNS: Final = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
_SMALL: Final = frozenset({PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD})
_SETTLED: Final = _TOWNS | _SMALL


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that refuses names, with sentences about Syria: the word refused in each, or kept."""

    name: str
    applies: Callable[[Words, Phrase], bool]
    refuses: dict[str, str]
    keeps: dict[str, str]


def refused(words: Words, phrase: Phrase) -> bool:
    """Is the phrase no name here, whatever else the text says? Most names of several words always may be."""
    if phrase.last - phrase.first > 1:
        return _of_any_town(words, phrase)
    return any(rule.applies(words, phrase) for rule in NEVER)


def weakened(words: Words, phrase: Phrase) -> bool:
    """Does only an unmistakable place word make it a name?"""
    return any(rule.applies(words, phrase) for rule in WEAK)


def _of_nation(phrase: Phrase) -> bool:
    return any(place.country == phrase.nation for place in phrase.named.places)


def _stripped(_: Words, phrase: Phrase) -> bool:
    clitics = phrase.stem.clitics
    if clitics[-1:] in ("ك", "س"):
        return True
    whole = commonness().get(clitics + phrase.named.form, 0) if clitics and phrase.previous is None else 0
    return whole > phrase.named.common


def _ordinary(_: Words, phrase: Phrase) -> bool:
    return phrase.named.common >= _ORDINARY and PlaceKind.COUNTRY not in phrase.named.kinds


def _other_nation(_: Words, phrase: Phrase) -> bool:
    bare = phrase.place is None or phrase.place.apposed
    bare = bare and phrase.named.form.startswith("ال")
    return bare and bool(phrase.nation) and not _of_nation(phrase)


def _street(_: Words, phrase: Phrase) -> bool:
    word = phrase.place
    return word is not None and word.lemma == "street" and not word.kinds & phrase.named.kinds


def _apposed(_: Words, phrase: Phrase) -> bool:
    if phrase.place is None or not phrase.place.apposed:
        return False
    known = any(place.population or place.country != "SY" for place in phrase.named.places)
    return phrase.named.bare or (phrase.named.form.startswith("ال") and not known)


def _quality(_: Words, phrase: Phrase) -> bool:
    form = phrase.named.form
    if not form.endswith("يه") or form.startswith("ال") or phrase.named.common < _ADJECTIVE:
        return False
    called = phrase.place is not None and phrase.place.lemma in ("city", "town")
    return not (called and any(_is_town(place) for place in phrase.named.places))


def _is_town(place: Place) -> bool:
    return place.kind in _TOWNS and bool(place.population)


def _measure(words: Words, phrase: Phrase) -> bool:
    number = phrase.last < len(words.tokens) and words.tokens[phrase.last].kind is Kind.NUMBER
    return number and vocabulary().cues.get(phrase.named.form) == "measure"


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
    return all(fold(place.name) != phrase.named.form for place in phrase.named.places)


def _adjective(words: Words, phrase: Phrase) -> bool:
    form, at = phrase.named.form, phrase.lead - 1
    alone = phrase.lead == phrase.first and at >= 0 and not phrase.stem.clitics.strip("و") and phrase.previous is None
    if not alone or not form.startswith("ال") or words.tokens[phrase.lead].gap != " ":
        return False
    if PlaceKind.COUNTRY in phrase.named.kinds and not form.endswith("يه"):
        return False
    before = words.reading(at)
    return words.form(at).startswith(_ARTICLES) and (before is None or before.link is None)


def _surname(words: Words, phrase: Phrase) -> bool:
    at = phrase.lead - 1
    alone = phrase.lead == phrase.first and not phrase.stem.clitics and words.tokens[phrase.lead].gap == " "
    return alone and words.cue(at) == "person" and words.tokens[at].word.plain != "على"


def _abroad(_: Words, phrase: Phrase) -> bool:
    if (
        phrase.container is None
        or phrase.place is None
        or not (phrase.preposition == _CONTAINING or phrase.preposition.endswith("ب"))
    ):
        return False
    state = phrase.container.named.places[0] if phrase.container.named.places else None
    if state is None or state.kind is not PlaceKind.COUNTRY or not phrase.named.kinds <= _SETTLED:
        return False
    return state.country != "SY" and all(place.country == "SY" for place in phrase.named.places)


def _of_any_town(words: Words, phrase: Phrase) -> bool:
    """«مركز المدينة», «سوق البلدة»: a quarter is called so somewhere, but every town has one."""
    reading = words.reading(phrase.last - 1)
    noun = reading.anaphor.what if reading is not None and reading.anaphor is not None else ""
    return phrase.last - phrase.first == 2 and noun in _TOWN_NOUNS


def _longer(words: Words, phrase: Phrase) -> bool:
    at = phrase.last
    if not phrase.named.kinds <= _SMALL or at + 1 >= len(words.tokens) or words.readings[at] is not None:
        return False
    if words.tokens[at].kind is not Kind.WORD or words.tokens[at].gap != " " or words.form(at).startswith(_ARTICLES):
        return False
    after = words.reading(at + 1)
    if after is not None and after.nation is not None and words.form(at + 1).startswith("ال"):
        return after.nation.what != "SY"
    opened = words.tokens[phrase.first].gap == "" and words.form(phrase.first - 1) in OPENING
    return opened and words.tokens[at + 1].kind is Kind.PUNCTUATION and words.tokens[at + 1].gap == ""


def _demonstrative(words: Words, phrase: Phrase) -> bool:
    alone = phrase.lead == phrase.first and not phrase.stem.clitics
    return alone and phrase.named.ambiguous and words.cue(phrase.lead - 1) == "demonstrative"


def _division(_: Words, phrase: Phrase) -> bool:
    word = phrase.place
    return word is not None and word.lemma == "governorate" and phrase.named.kinds <= _SMALL


def _of_the_country(_: Words, phrase: Phrase) -> bool:
    word = phrase.named.ambiguous and phrase.named.common >= _NOUN
    return word and bool(phrase.nation) and phrase.place is None and not phrase.operations


NEVER: Final = (
    Doubt(
        "any-town",
        _of_any_town,
        {"وقع الانفجار السوري في مركز المدينة": "مركز المدينة"},
        {"وصل السوريون إلى دير الزور": "دير الزور"},
    ),
    Doubt("stripped", _stripped, {"استخدم السوريون ورقة ضغط": "رقة"}, {"وصل السوريون لدمشق": "دمشق"}),
    Doubt("ordinary", _ordinary, {"تونس دولة وسوريا دولة كان لها دور": "كان"}, {"في سوريا وتونس": "تونس"}),
    Doubt("other-nation", _other_nation, {"السفيرة الأمريكية في سوريا": "السفيرة"}, {"في الرقة السورية": "الرقة"}),
    Doubt("street", _street, {"سقطت قذيفة في شارع بغداد بسوريا": "بغداد"}, {"عاد السوري من بغداد": "بغداد"}),
    Doubt("apposed", _apposed, {"دخلوا المدينة الأثرية في سوريا": "الأثرية"}, {"في العاصمة دمشق السورية": "دمشق"}),
    Doubt("quality", _quality, {"في منطقة جبلية من سوريا": "جبلية"}, {"في مدينة سلمية بسوريا": "سلمية"}),
    Doubt("described", _described, {"قتل 12 جنديا سوريا": "سوريا"}, {"أما تركيا فنفت دخول سوريا": "تركيا"}),
    Doubt(
        "destroys",
        _destroys,
        {"غارة تركية تدمر القنصلية في سوريا": "تدمر", "حذر من أن المدينة السورية قد تدمر بالكامل": "تدمر"},
        {"دخلت القوات السورية تدمر الأثرية": "تدمر الأثرية", "استعاد الجيش السوري تدمر": "تدمر"},
    ),
    Doubt("measure", _measure, {"حفرة بقطر 15 مترا في سوريا": "قطر"}, {"عاد السوري من قطر": "قطر"}),
    Doubt("birthplace", _birthplace, {"عادوا إلى مسقط رأسهم في سوريا": "مسقط"}, {"سافر السوري إلى مسقط": "مسقط"}),
    Doubt(
        "syrian",
        _syrian,
        {"هاجمت قوات سورية الموقع": "سورية", "في مدن سورية عدة": "سورية"},
        {"بعد زيارة سورية عاد": "سورية"},
    ),
    Doubt("abroad", _abroad, {"اعتقل السوري في بلدة البارة بليبيا": "البارة"}, {"في بلدة البارة بسوريا": "البارة"}),
    Doubt("longer", _longer, {"سافر السوري إلى مدينة سان موريتز السويسرية": "سان"}, {"في قرية سان السورية": "سان"}),
    Doubt(
        "demonstrative",
        _demonstrative,
        {"من هذه الأهداف في سوريا": "الأهداف"},
        {"وفي هذه الأثناء دخل السوريون تدمر": "تدمر"},
    ),
    Doubt("division", _division, {"حاكم محافظتي الجزيرة والفرات بسوريا": "الجزيرة"}, {"في محافظة إدلب": "إدلب"}),
    Doubt("nationality", _nationality, {"رفضت المعارضة السورية": "السورية"}, {"عاد السوري من السعودية": "السعودية"}),
)
WEAK: Final = (
    Doubt("of-the-country", _of_the_country, {"دعم الثورة السورية": "الثورة"}, {"في مدينة الثورة السورية": "الثورة"}),
    Doubt(
        "adjective",
        _adjective,
        {"اختار السوريون الطرق السلمية": "السلمية"},
        {"سافر السوري إلى الزبداني": "الزبداني", "دخل الجيش العراق وسوريا": "العراق"},
    ),
    Doubt("surname", _surname, {"قال السوري علي الزعتري": "الزعتري"}, {"قصفوا على الزبداني في سوريا": "الزبداني"}),
)
