"""What is known of a word by itself, worked out once for each word and not once for each time it is written."""

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

_MOST: Final = 250_000  # words; with half as many, an archive's rare words push each other out
Word = TypeVar("Word", bound=Hashable)
Known = TypeVar("Known")


class ByWord(dict[Word, Known], Generic[Word, Known]):
    """What ``find`` says of each word (or form); all is forgotten when too many are known: a run must not grow."""

    def __init__(self, find: Callable[[Word], Known]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: Word) -> Known:
        if len(self) >= _MOST:
            self.clear()
        known = self[word] = self._find(word)
        return known
