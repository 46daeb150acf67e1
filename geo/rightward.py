"""What stands after a name and belongs to its phrase: directions of a countryside, a nationality."""

from arabic import Stem
from geo.lexicon import Named
from geo.phrases import Operation, Phrase
from geo.words import Words

_COUNTRYSIDE = "ريف"


def read_right(words: Words, phrase: Phrase) -> None:
    """Direction adjectives after a countryside or quarters: «ريف حلب الشمالي», «أحياء حلب الشرقية»."""
    bearings, last = words.adjectives(phrase.last)
    if not bearings:
        return
    for position, operation in enumerate(phrase.operations):
        if operation.sort in ("rural", "quarters"):
            if not operation.bearings:
                phrase.operations[position] = Operation(operation.sort, bearings, operation.number)
                phrase.last = phrase.span_to = last
            return
    if phrase.stem.form == _COUNTRYSIDE:  # «ريف دمشق» is a name of the gazetteer
        phrase.operations.insert(0, Operation("rural", bearings))
        phrase.last = phrase.span_to = last


def read_nation(words: Words, phrase: Phrase) -> None:
    """«مدينة سروج التركية»: a nationality after the name says in which country it lies."""
    after = words.reading(phrase.span_to)
    if after is None or after.nation is None or after.nation.stem.clitics:
        return
    # «السوري» after a bare masculine name is as often the adjective of something before it.
    if phrase.place is not None or phrase.operations or not words.form(phrase.span_to).endswith("ي"):
        phrase.nation = after.nation.what


def other_sides(words: Words, phrase: Phrase) -> list[Phrase]:
    """«ريف حلب الجنوبي والغربي»: each further direction is a phrase of its own, of the same countryside."""
    at = next((n for n, o in enumerate(phrase.operations) if o.sort == "rural" and len(o.bearings) > 1), None)
    if at is None:
        named, sides, bearings = _next_side(words, phrase)
    else:
        rural = phrase.operations[at]
        named, sides, bearings = phrase.named, _joined(words, phrase), rural.bearings[1:]
        phrase.operations[at] = Operation("rural", rural.bearings[:1], rural.number)
        phrase.last = phrase.span_to = sides[0][0]
    found = []
    for (first, stem), bearing in zip(sides, bearings, strict=True):
        side = Phrase(first, first + 1, stem, named, lead=first, sentence=phrase.sentence, preposition="و")
        side.operate(Operation("rural", (bearing,)), first, stem)
        side.span_to = first + 1
        found.append(side)
    return found


def _joined(words: Words, phrase: Phrase) -> list[tuple[int, Stem]]:
    """The adjectives within a phrase that begin with و."""
    return [
        (at, reading.adjective.stem)
        for at in range(phrase.first, phrase.last)
        if (reading := words.readings[at]) is not None and reading.adjective and reading.adjective.stem.clitics
    ]


def _next_side(words: Words, phrase: Phrase) -> tuple[Named, list[tuple[int, Stem]], tuple[int, ...]]:
    """The direction after a countryside that the gazetteer knows by name with its direction."""
    after = words.reading(phrase.last)
    if phrase.stem.form == _COUNTRYSIDE and after is not None and after.adjective is not None:
        parts = phrase.named.form.split(" ")[1:]
        named = words.lexicon.named(" ".join(part for part in parts if part not in words.lexicon.sides))
        if after.adjective.stem.clitics == "و" and named is not None:
            return named, [(phrase.last, after.adjective.stem)], (after.adjective.what[0],)
    return phrase.named, [], ()
