"""What stands after a name and belongs to its phrase: directions of a countryside, a nationality."""

from geo.phrases import Operation, Phrase, between
from geo.spellings import Named
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
    named = _countryside(words, phrase)
    if named is None:
        return []
    at = next((n for n, o in enumerate(phrase.operations) if o.sort == "rural" and len(o.bearings) > 1), None)
    if at is not None:  # read with the phrase already: it keeps the first
        rural = phrase.operations[at]
        phrase.operations[at] = Operation("rural", rural.bearings[:1], rural.number)
        phrase.last = phrase.span_to = _first_joined(words, phrase)
    found = []
    last = phrase.last
    while (reading := words.reading(last)) is not None and reading.adjective is not None:
        stem, bearing, first = reading.adjective.stem, reading.adjective.what[0], last
        if stem.clitics != "و":
            break
        last += 1
        while (
            (more := words.reading(last)) is not None and more.adjective is not None and not more.adjective.stem.clitics
        ):
            bearing, last = between(bearing, more.adjective.what[0]), last + 1
        side = Phrase(first, last, stem, named, lead=first, sentence=phrase.sentence, preposition="و")
        side.operate(Operation("rural", (bearing,)), first, stem)
        side.span_to = last
        found.append(side)
    return found


def _countryside(words: Words, phrase: Phrase) -> Named | None:
    """The place whose countryside a phrase names: by its words, or as a name of the gazetteer."""
    if any(operation.sort == "rural" for operation in phrase.operations):
        return phrase.named
    if phrase.stem.form != _COUNTRYSIDE:
        return None
    parts = phrase.named.form.split(" ")[1:]
    return words.spellings.named(" ".join(part for part in parts if part not in words.sides))


def _first_joined(words: Words, phrase: Phrase) -> int:
    """The first adjective within a phrase that begins with و."""
    for at in range(phrase.first, phrase.last):
        reading = words.readings[at]
        if reading is not None and reading.adjective is not None and reading.adjective.stem.clitics:
            return at
    return phrase.last
