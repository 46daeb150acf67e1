"""Tense: is what stands around a time expression told as past or as still to come?"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from arabic import Kind, Lore, Token, Word, fold
from timex.expression import Tense

_TABLE: Final = Path(__file__).with_name("tense.toml")
_REACH: Final = 14  # words looked at on either side
_IMPERFECT: Final = frozenset("يتن")
_SUFFIXES: Final = ("ها", "ه", "هم", "هما", "نا")
_SHORTEST: Final = 3  # letters of a verb
_SINCE: Final = frozenset(("منذ", "ومنذ", "مذ"))


class _Cues(NamedTuple):
    future: frozenset[str]
    future_verbs: frozenset[str]
    past: frozenset[str]
    past_verbs: frozenset[str]
    negated_past: frozenset[str]
    that: frozenset[str]
    before_that: frozenset[str]
    habitual: frozenset[str]
    breaks: frozenset[str]
    not_verbs: frozenset[str]


@cache
def _cues() -> _Cues:
    with _TABLE.open("rb") as table:
        words = tomllib.load(table)
    words["past_verbs"]["words"] = [form for verb in words["past_verbs"]["words"] for form in _conjugated(verb)]
    return _Cues(*(frozenset(map(fold, words[name]["words"])) for name in _Cues._fields))


def past_verbs() -> frozenset[str]:
    """The folded verbs in the past that are known by name, feminine and plural included."""
    return _cues().past_verbs


def not_verbs() -> frozenset[str]:
    """Folded nouns that look like a verb."""
    return _cues().not_verbs


def _conjugated(verb: str) -> tuple[str, ...]:
    """He, she, they, the two: «قصف، قصفت، قصفوا، قصفا», «ألقى، ألقت، ألقوا»."""
    stem = verb[:-1] if verb[-1] in "ىا" else verb
    return verb, f"{stem}ت", f"{stem}وا", f"{stem}ا", f"{stem}تا"


def follows_since(tokens: Sequence[Token], first: int) -> bool:
    """Does «منذ» stand before a token, or at it?"""
    return tokens[first].word.form in _SINCE or (first > 0 and tokens[first - 1].word.form in _SINCE)


def tense_around(tokens: Sequence[Token], first: int, last: int) -> Tense | None:
    """The tense of the clause around ``tokens[first:last]``: the nearest cue before it, else after it.

    Only the sentence of the expression is looked at, and at most fourteen words on each side.
    """
    if follows_since(tokens, first):  # «الإضراب المستمر منذ الجمعة»
        return "past"
    sentence = tokens[first].sentence
    for index in range(first - 1, max(first - _REACH, 0) - 1, -1):
        token = tokens[index]
        if token.sentence != sentence:
            break
        cue = _CUES[token.word]
        if cue is None:
            continue
        if cue.that:  # «قال إن»: what is said has a tense of its own
            return _clause(tokens, index) or _after(tokens, last, sentence)
        found = _tense(cue, tokens, index)
        if found is not None:
            return found
    return _after(tokens, last, sentence)


def _after(tokens: Sequence[Token], last: int, sentence: int) -> Tense | None:
    """The first cue in the rest of the clause."""
    for index in range(last, min(last + _REACH, len(tokens))):
        token = tokens[index]
        if token.sentence != sentence:
            return None
        cue = _CUES[token.word]
        if cue is None:
            continue
        if cue.breaks:
            return None
        found = _tense(cue, tokens, index)
        if found is not None:
            return found
    return None


def _clause(tokens: Sequence[Token], that: int) -> Tense | None:
    """«على أن يعقد» is to come, «قبل أن ينسحب» was; «إن القوات» says nothing."""
    following = tokens[that + 1].word.form if that + 1 < len(tokens) else ""
    if tokens[that].word.form != "ان" or len(following) < _SHORTEST or following[0] not in _IMPERFECT:
        return None
    before = tokens[that - 1].word.form if that else ""
    return "past" if before in _cues().before_that else "future"


class _Cue(NamedTuple):
    """What a word may say of the tense: a verb that may be to come needs a look at the words before it."""

    tense: Tense | None
    may_come: bool
    that: bool
    breaks: bool


def _cue(word: Word) -> _Cue | None:
    cues, form = _cues(), word.form
    tense, may_come = _word_tense(form) if word.kind is Kind.WORD else (None, False)
    cue = _Cue(tense, may_come, form in cues.that, form in cues.breaks)
    return cue if any(cue) else None


_CUES: Final = Lore(_cue)


def _tense(cue: _Cue, tokens: Sequence[Token], index: int) -> Tense | None:
    if not cue.may_come:
        return cue.tense
    cues = _cues()
    before = tokens[index - 1].word.form if index else ""
    before_that = tokens[index - 2].word.form if index > 1 else ""
    told = before in cues.negated_past or before in cues.habitual or before_that in cues.habitual
    return "past" if told else "future"


def _word_tense(form: str) -> tuple[Tense | None, bool]:
    """The tense of a word by itself, and whether it is a verb that may be to come."""
    cues = _cues()
    bare = form[1:] if form[0] in "وف" and len(form) > _SHORTEST else form
    if bare in cues.future or form in cues.future:
        return "future", False
    coming = bare[0] == "س" and (bare[1:] in cues.future_verbs or (len(bare) > 4 and bare[1] in _IMPERFECT))
    if coming and bare not in cues.not_verbs:
        return "future", False
    if form in cues.past or form in cues.past_verbs or _is_past(form):  # «وقعت»: the و may be the verb's own
        return "past", False
    if bare in cues.past or bare in cues.past_verbs or _is_past(bare):
        return "past", False
    return None, bare in cues.future_verbs


def _is_past(form: str) -> bool:
    """«انتشرت», «انسحبوا», «نشرتها»: a verb in the past by its ending."""
    cues = _cues()
    if form in cues.not_verbs or form[0] in _IMPERFECT or form.startswith("ال"):
        return False
    if len(form) > 4 and form.endswith("ت") and form[-2] != "ا":
        return True
    if len(form) > 4 and form.endswith("وا"):
        return True
    return any(form.endswith(suffix) and form.removesuffix(suffix) in cues.past_verbs for suffix in _SUFFIXES)
