"""Glossaries: what a room knows of every word of a text, kept with the words themselves."""

import threading
import weakref
from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from arabic.text import Text
from arabic.words import Word

_Known = TypeVar("_Known")


class Glossary(Generic[_Known]):
    """What a room works out of each word when it is first met, and looks up for whole texts.

    A dictionary of a hundred thousand words lies all over the memory, and to look a text up in one takes four times as
    long as to read what is noted with its words, which are at hand: ``Word.glosses`` holds one note of each glossary,
    in the order in which glossaries were made, and is forgotten with its word. A word that one lacks is noted by all.
    """

    def __init__(self, know: Callable[[Word], _Known]) -> None:
        self._know = know
        with _NOTING:
            self._place = len(_GLOSSARIES)
            _GLOSSARIES.append(weakref.ref(self))
        self._note: Callable[[list[Any]], _Known] = itemgetter(self._place)

    def of(self, text: Text) -> list[_Known]:
        """What is known of every word of a text, in its order; the interpreter's own loop, but for new words."""
        known: list[_Known] = []
        notes = map(self._note, text.glosses)
        while True:
            try:
                known.extend(notes)
            except IndexError:  # of the word after those that are known, with which the loop goes on
                known.append(self[text.words[len(known)]])
            else:
                return known

    def __getitem__(self, word: Word) -> _Known:
        if len(word.glosses) <= self._place:
            _note(word)
        return self._note(word.glosses)


_GLOSSARIES: Final[list["weakref.ref[Glossary[Any]]"]] = []  # by their places; one that is gone keeps its place
_NOTING: Final = threading.RLock()  # two threads must not note one word


def _note(word: Word) -> None:
    with _NOTING:
        for glossary in [made() for made in _GLOSSARIES[len(word.glosses) :]]:
            word.glosses.append(None if glossary is None else glossary._know(word))
