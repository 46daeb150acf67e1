"""What speaks against a name: small rules, each with the phrases it refuses and the ones it lets pass.

``NEVER`` rules refuse a name whatever else the text says; ``WEAK`` ones leave it only to an unmistakable place
word. A phrase is shown to the rules that are about its spelling and need no more than it has, which are few.
"""

from functools import lru_cache
from typing import Final

from arabic import Kind
from gazetteer import PlaceKind
from geo.commonness import commonness
from geo.doubt import CLITICS, CUE, NATION, PLACE, Doubt, with_article
from geo.homographs import HOMOGRAPHS
from geo.phrases import Phrase
from geo.spellings import Named
from geo.suffered import struck
from geo.weighed import INHABITED, SMALL
from geo.words import OPENING, Words

_ARTICLES: Final = ("ال", "وال", "بال", "فال", "لل", "ولل", "وبال")
_NOUN: Final = 30  # articles in ten thousand: a noun that a village happens to be called by
_TOWN_NOUNS: Final = ("city", "town", "village")
_CONTAINING: Final = "containing"
_MOST_KEPT: Final = 50_000

Rules = tuple[Doubt, ...]


def refused(words: Words, phrase: Phrase) -> bool:
    """Is the phrase no name here, whatever else the text says? Most names of several words always may be."""
    if phrase.last - phrase.first > 1:
        return _of_any_town(words, phrase)
    rules = rules_of(words, phrase)[0]
    return rules != () and _any_applies(rules, words, phrase)


def weakened(words: Words, phrase: Phrase) -> bool:
    """Does only an unmistakable place word make it a name?"""
    return _any_applies(rules_of(words, phrase)[1], words, phrase)


def _any_applies(rules: Rules, words: Words, phrase: Phrase) -> bool:
    for rule in rules:  # noqa: SIM110  a generator takes longer than most rules
        if rule.applies(words, phrase):
            return True
    return False


def rules_of(words: Words, phrase: Phrase) -> tuple[Rules, Rules]:
    """The rules that may apply to a phrase, those that refuse and those that weaken."""
    before = words.readings[phrase.lead - 1]
    cued = before is not None and before.cue is not None
    return _about(phrase.named, (phrase.stem.clitics != "", phrase.nation != "", phrase.place is not None, cued))


@lru_cache(_MOST_KEPT)
def _about(named: Named, there: tuple[bool, bool, bool, bool]) -> tuple[Rules, Rules]:
    has = {what for what, is_there in zip((CLITICS, NATION, PLACE, CUE), there, strict=True) if is_there}
    never, weak = (tuple(r for r in rules if r.needs <= has and r.about(named)) for rules in (NEVER, WEAK))
    return never, weak


def _of_nation(phrase: Phrase) -> bool:
    return any(place.country == phrase.nation for place in phrase.named.places)


def _stripped(_: Words, phrase: Phrase) -> bool:
    clitics = phrase.stem.clitics
    if clitics[-1:] in ("ك", "س"):
        return True
    whole = commonness().get(clitics + phrase.named.form, 0) if clitics and phrase.previous is None else 0
    return whole > phrase.named.common


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


def _adjective(words: Words, phrase: Phrase) -> bool:
    form, at = phrase.named.form, phrase.lead - 1
    alone = phrase.lead == phrase.first and at >= 0 and not phrase.stem.clitics.strip("و") and phrase.previous is None
    if not alone or not form.startswith("ال") or words.tokens[phrase.lead].gap != " ":
        return False
    if PlaceKind.COUNTRY in phrase.named.kinds and not form.endswith("يه"):
        return False
    before = words.reading(at)
    described = words.form(at).startswith(_ARTICLES) and (before is None or before.link is None)
    return described and (phrase.named.common > 0 or not struck(words, phrase))


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
    if state is None or state.kind is not PlaceKind.COUNTRY or not phrase.named.kinds <= INHABITED:
        return False
    return state.country != "SY" and all(place.country == "SY" for place in phrase.named.places)


def _of_any_town(words: Words, phrase: Phrase) -> bool:
    """«مركز المدينة», «سوق البلدة»: a quarter is called so somewhere, but every town has one."""
    reading = words.reading(phrase.last - 1)
    noun = reading.anaphor.what if reading is not None and reading.anaphor is not None else ""
    return phrase.last - phrase.first == 2 and noun in _TOWN_NOUNS


def _longer(words: Words, phrase: Phrase) -> bool:
    at = phrase.last
    if not phrase.named.kinds <= SMALL or at + 1 >= len(words.tokens) or words.readings[at] is not None:
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
    return word is not None and word.lemma == "governorate" and phrase.named.kinds <= SMALL


def _of_the_country(_: Words, phrase: Phrase) -> bool:
    word = phrase.named.ambiguous and phrase.named.common >= _NOUN
    return word and bool(phrase.nation) and phrase.place is None and not phrase.operations


def _is_of_several(named: Named) -> bool:
    return " " in named.form


def _is_small(named: Named) -> bool:
    return named.kinds <= SMALL


def _is_ambiguous(named: Named) -> bool:
    return named.ambiguous


NEVER: Final = (
    Doubt(
        "any-town",
        _of_any_town,
        {"وقع الانفجار السوري في مركز المدينة": "مركز المدينة"},
        {"وصل السوريون إلى دير الزور": "دير الزور"},
        about=_is_of_several,
    ),
    Doubt(
        "stripped",
        _stripped,
        {"استخدم السوريون ورقة ضغط": "رقة"},
        {"وصل السوريون لدمشق": "دمشق"},
        needs=frozenset({CLITICS}),
    ),
    Doubt(
        "other-nation",
        _other_nation,
        {"السفيرة الأمريكية في سوريا": "السفيرة"},
        {"في الرقة السورية": "الرقة"},
        about=with_article,
        needs=frozenset({NATION}),
    ),
    Doubt(
        "street",
        _street,
        {"سقطت قذيفة في شارع بغداد بسوريا": "بغداد"},
        {"عاد السوري من بغداد": "بغداد"},
        needs=frozenset({PLACE}),
    ),
    Doubt(
        "apposed",
        _apposed,
        {"دخلوا المدينة الأثرية في سوريا": "الأثرية"},
        {"في العاصمة دمشق السورية": "دمشق"},
        needs=frozenset({PLACE}),
    ),
    Doubt(
        "abroad",
        _abroad,
        {"اعتقل السوري في بلدة البارة بليبيا": "البارة"},
        {"في بلدة البارة بسوريا": "البارة"},
        needs=frozenset({PLACE}),
    ),
    Doubt(
        "longer",
        _longer,
        {"سافر السوري إلى مدينة سان موريتز السويسرية": "سان"},
        {"في قرية سان السورية": "سان"},
        about=_is_small,
    ),
    Doubt(
        "demonstrative",
        _demonstrative,
        {"من هذه الأهداف في سوريا": "الأهداف"},
        {"وفي هذه الأثناء دخل السوريون تدمر": "تدمر"},
        about=_is_ambiguous,
        needs=frozenset({CUE}),
    ),
    Doubt(
        "division",
        _division,
        {"حاكم محافظتي الجزيرة والفرات بسوريا": "الجزيرة"},
        {"في محافظة إدلب": "إدلب"},
        about=_is_small,
        needs=frozenset({PLACE}),
    ),
    *HOMOGRAPHS,
)
WEAK: Final = (
    Doubt(
        "of-the-country",
        _of_the_country,
        {"دعم الثورة السورية": "الثورة"},
        {"في مدينة الثورة السورية": "الثورة"},
        about=_is_ambiguous,
        needs=frozenset({NATION}),
    ),
    Doubt(
        "adjective",
        _adjective,
        {"اختار السوريون الطرق السلمية": "السلمية"},
        {
            "سافر السوري إلى الزبداني": "الزبداني",
            "دخل الجيش العراق وسوريا": "العراق",
            "قصفت قوات النظام اللطامنة في سوريا": "اللطامنة",
        },
        about=with_article,
    ),
    Doubt(
        "surname",
        _surname,
        {"قال السوري علي الزعتري": "الزعتري"},
        {"قصفوا على الزبداني في سوريا": "الزبداني"},
        needs=frozenset({CUE}),
    ),
)
