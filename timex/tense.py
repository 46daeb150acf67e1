"""Tense: is what stands around a time expression told as past or as still to come?"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from arabic import Kind, Token, fold
from timex.expression import Tense

_TABLE: Final = Path(__file__).with_name("tense.toml")
_REACH: Final = 14  # words looked at on either side
_IMPERFECT: Final = frozenset("يتن")


class _Cues(NamedTuple):
    future: frozenset[str]
    future_verbs: frozenset[str]
    past: frozenset[str]
    past_verbs: frozenset[str]
    negated_past: frozenset[str]
    that: frozenset[str]
    habitual: frozenset[str]
    breaks: frozenset[str]
    not_verbs: frozenset[str]


@cache
def _cues() -> _Cues:
    with _TABLE.open("rb") as table:
        words = tomllib.load(table)
    words["past_verbs"]["words"] = [form for verb in words["past_verbs"]["words"] for form in _conjugated(verb)]
    return _Cues(*(frozenset(map(fold, words[name]["words"])) for name in _Cues._fields))


def _conjugated(verb: str) -> tuple[str, str, str]:
    """He, she, they: «قصف، قصفت، قصفوا», «ألقى، ألقت، ألقوا»."""
    stem = verb[:-1] if verb[-1] in "ىا" else verb
    return verb, f"{stem}ت", f"{stem}وا"


def tense_around(tokens: Sequence[Token], first: int, last: int) -> Tense | None:
    """The tense of the clause around ``tokens[first:last]``: the nearest cue before it, else after it.

    Only the sentence of the expression is looked at, and at most fourteen words on each side.
    """
    sentence = tokens[first].sentence
    for index in range(first - 1, max(first - _REACH, 0) - 1, -1):
        if tokens[index].sentence != sentence or tokens[index].word.form in _cues().that:
            break  # «قال إن»: what is said has a tense of its own
        found = _cue(tokens, index)
        if found is not None:
            return found
    for index in range(last, min(last + _REACH, len(tokens))):
        if tokens[index].sentence != sentence or tokens[index].word.form in _cues().breaks:
            break
        found = _cue(tokens, index)
        if found is not None:
            return found
    return None


def _cue(tokens: Sequence[Token], index: int) -> Tense | None:
    word = tokens[index].word
    if word.kind is not Kind.WORD:
        return None
    return _word_tense(
        word.form, tokens[index - 1].word.form if index else "", tokens[index - 2].word.form if index > 1 else ""
    )


def _word_tense(form: str, before: str, before_that: str) -> Tense | None:
    cues = _cues()
    bare = form[1:] if form[0] in "وف" and len(form) > 3 else form
    if bare in cues.future or form in cues.future:
        return "future"
    if len(bare) > 4 and bare[0] == "س" and bare[1] in _IMPERFECT and bare not in cues.not_verbs:
        return "future"
    if bare in cues.past or bare in cues.past_verbs or form in cues.past:
        return "past"
    if bare in cues.future_verbs:
        if before in cues.negated_past or before in cues.habitual or before_that in cues.habitual:
            return "past"
        return "future"
    return None


def past_verbs() -> frozenset[str]:
    """Folded verbs in the past tense, reporting verbs among them."""
    return _cues().past_verbs


def not_verbs() -> frozenset[str]:
    """Folded nouns and names that look like a verb with a future س."""
    return _cues().not_verbs
