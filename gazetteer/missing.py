"""Which places the news announces that the gazetteer does not know: how it grows."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from arabic import Kind, Stem, Text, Token, analyse, fold
from gazetteer.catalogue import Gazetteer
from gazetteer.model import Candidate
from gazetteer.spelling import bare, rules

_EXAMPLES: Final = 3
_AROUND: Final = 45  # characters of an example on either side
_LONGEST: Final = 3  # words of a name that is not known
_ENDING: Final = 2  # letters: the shortest announcer is حي
_PAIR_SHARE: Final = 0.6  # two words are one name where they stand together this often


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that a place word announces and no entry has, with what is nearest to it in the gazetteer."""

    name: str
    announcer: str
    count: int
    examples: tuple[str, ...]
    nearest: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    announcers: frozenset[str]
    kept: frozenset[str]
    never: frozenset[str]
    endings: frozenset[str]  # of the announcers


@cache
def _words() -> _Words:
    with Path(__file__).with_name("missing.toml").open("rb") as table:
        lists = tomllib.load(table)
    announcers, kept, never = (frozenset(map(fold, lists[name])) for name in ("announcers", "kept", "never"))
    return _Words(announcers, kept, never, frozenset(form[-_ENDING:] for form in announcers))


Key = tuple[str, ...]  # folded words


def missing(articles: Iterable[str], gazetteer: Gazetteer, *, least: int = 1) -> list[Missing]:
    """Unknown names in the texts of articles, most frequent first; ``least`` mentions at least."""
    names = UnknownNames()
    for article in articles:
        text = analyse(article)
        for announcer, words in announced(text, gazetteer):
            names.add(announcer, [word.word.plain for word in words], example=_example(text, words[0]))
    return names.most_frequent(gazetteer, least=least)


class UnknownNames:
    """Every run of words after an announcer: how often, announced and spelt how, with examples."""

    def __init__(self) -> None:
        self.counts: Counter[Key] = Counter()
        self._announcers: dict[Key, Counter[str]] = defaultdict(Counter)
        self._spelt: dict[Key, Counter[str]] = defaultdict(Counter)
        self._examples: dict[Key, list[str]] = defaultdict(list)

    def add(self, announcer: str, words: Sequence[str], *, times: int = 1, example: str | None = None) -> None:
        """Up to three words that follow an announcer where no known name begins."""
        forms = tuple(map(fold, words))
        for length in range(1, len(words) + 1):
            key = forms[:length]
            self.counts[key] += times
            self._announcers[key][announcer] += times
            self._spelt[key][" ".join(words[:length])] += times
            if example is not None and len(self._examples[key]) < _EXAMPLES:
                self._examples[key].append(example)

    def most_frequent(self, gazetteer: Gazetteer, *, least: int = 1, most: int | None = None) -> list[Missing]:
        """The whole names among them, most frequent first; ``least`` mentions at least, ``most`` names at most."""
        whole = [key for key, count in self.counts.items() if count >= least and self.whole(key)]
        whole.sort(key=lambda key: (-self.counts[key], self._name(key)))
        return [self.missing(key, gazetteer) for key in whole[:most]]

    @cached_property
    def _longest_continued(self) -> dict[Key, int]:
        """How often each run is followed by the same next word, at most."""
        most: dict[Key, int] = defaultdict(int)
        for key, count in self.counts.items():
            most[key[:-1]] = max(most[key[:-1]], count)
        return most

    def _name(self, key: Key) -> str:
        return self._spelt[key].most_common(1)[0][0]

    def whole(self, key: Key) -> bool:
        """Is this neither the beginning of a longer name nor a name with words after it?"""
        count = self.counts[key]
        if self._longest_continued.get(key, 0) > _PAIR_SHARE * count and (count > 1 or _begins(key[-1])):
            return False
        if len(key) == 1:
            return True
        shorter = self.counts[key[:-1]]
        return count > _PAIR_SHARE * shorter and (shorter > 1 or _begins(key[-2]))

    def missing(self, key: Key, gazetteer: Gazetteer) -> Missing:
        """A name with what is nearest to it."""
        name = self._name(key)
        announcer = self._announcers[key].most_common(1)[0][0]
        nearest = tuple(gazetteer.lookup(name, limit=2))
        return Missing(name, announcer, self.counts[key], tuple(self._examples[key]), nearest)


def _begins(word: str) -> bool:
    """Is this word, such as «كفر», only the first half of a name?"""
    return word in rules().heads or bare(word) in rules().heads


def announced(text: Text, gazetteer: Gazetteer) -> Iterator[tuple[str, list[Token]]]:
    """Each announcer with the words after it, where no known name begins there."""
    held = _words()
    tokens = text.tokens
    for token in tokens[:-1]:
        if token.word.form[-_ENDING:] not in held.endings:  # nearly every word, without a look at its stems
            continue
        announcer, following = _announcer(token), tokens[token.index + 1]
        if announcer is None or following.kind is not Kind.WORD or following.gap != " ":
            continue
        # «قرية تل الغزلان» is announced by قرية, «منطقة حي الميدان» by حي.
        second, first = _announcer(following), _announcer(tokens[token.index - 1]) if token.index else None
        if (second is not None and second not in held.kept) or (first is not None and announcer in held.kept):
            continue
        words = _name_words(tokens, following.index)
        if words and not _known(gazetteer, tokens, following.index, announcer if announcer in held.kept else ""):
            yield announcer, words


def _announcer(token: Token) -> str | None:
    return next((stem.form for stem in token.word.stems if stem.form in _words().announcers), None)


def _name_words(tokens: Sequence[Token], first: int) -> list[Token]:
    """Up to three words of one sentence from the announcer on, until one that is no part of a name."""
    held = _words()
    words: list[Token] = []
    for token in tokens[first : first + _LONGEST]:
        apart = token.gap != " " or token.sentence != tokens[first].sentence
        if token.kind is not Kind.WORD or apart or any(stem.form in held.never for stem in token.word.stems):
            break
        clitic = "ل" if not words else "وبلف"
        if len(token.form) > 4 and token.form[0] in clitic and not (words and _begins(words[-1].form)):
            break  # «حاجز لجبهة …», «قرية تلعار وقرية …», «بلدة اسقاط بريف …»: a clitic begins the next phrase
        words.append(token)
    return words


def _known(gazetteer: Gazetteer, tokens: Sequence[Token], first: int, kept: str) -> bool:
    """Does any known name begin here, with clitics or without, alone or with its announcer?"""
    following = tokens[first]
    beginnings: list[Stem] = list(following.word.stems[:1])
    for stem in beginnings:
        for length in range(max(1, gazetteer.longest(stem.form)), 0, -1):
            rest = [token.form for token in tokens[first + 1 : first + length]]
            form = " ".join([stem.form, *rest])
            if gazetteer.entries(form) or (kept and gazetteer.entries(f"{kept} {form}")):
                return True
    return False


def _example(text: Text, word: Token) -> str:
    start, end = max(0, word.start - _AROUND), word.end + _AROUND
    return " ".join(text.published[start:end].split())
