"""Nouns that name people, and how many each names by itself."""

from typing import Final, NamedTuple

from arabic import Text, Token
from events.lexicon import words
from events.scan import Scene

_PRONOUN: Final = 3  # letters of the longest pronoun or case ending after a plural: «عناصرهم», «جنودا»
_TWO_FORMS: Final = frozenset(word + "ان" for word in words("dual_people"))
# Broken plurals among the tables' nouns: not one person each.
_PLURALS: Final = words("broken_plurals")
KIN: Final = words("kin")


class Noun(NamedTuple):
    """A noun that names people: of which table, what befell them if it says so, its letters without clitics."""

    table: str
    kind: str | None
    stem: str


def people_named(text: Text, scene: Scene) -> dict[int, Noun]:
    """The nouns of a sentence that name people, by token."""
    forms = text.forms[scene.first : scene.last]
    kin = {}
    if not KIN.isdisjoint(forms):
        kin = {at: Noun("kin", None, form) for at, form in enumerate(forms, scene.first) if form in KIN}
    nouns = {match.first: Noun(match.entry.name, None, match.head.stem) for match in scene.tables["people"]}
    nouns |= {match.first: Noun("harm", match.entry.name, match.head.stem) for match in scene.tables["harm"]}
    return kin | nouns


def grammatical_number(token: Token, stem: str) -> int:
    """One or two by a noun's form; 0 for a plural, which says nothing of how many, and for «لل», «وال», «ها»."""
    if token.form.startswith(("لل", "وال", "بال")) or token.form.endswith(("ها", "هم", "هما", "نا", "ته")):
        return 0
    if len(stem) > 4 and stem.endswith(("ان", "تان", "تين")):
        return 2
    if stem.endswith("ين") and stem[:-2] + "ان" in _TWO_FORMS:
        return 2
    bare = stem.removeprefix("ال")
    broken = any(bare[:length] in _PLURALS for length in range(max(1, len(bare) - _PRONOUN), len(bare) + 1))
    return 0 if broken or token.word.plain.endswith(("ون", "ين", "ات")) else 1
