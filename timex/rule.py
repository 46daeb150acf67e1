"""Rules: one construction each, with its pattern, its meaning, and examples that the tests execute."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple


class Match(dict[str, Any]):
    """What filled the slots of a rule, by name; null where an optional slot is absent."""

    __slots__ = ()
    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    else:
        __getattr__ = dict.get  # the interpreter's own: every meaning asks several times


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction: its pattern (see timex.pattern), the type it makes, how its meaning is built.

    ``build`` returns null where the words match and mean nothing (month 13). ``examples`` map a text to the
    TIMEX3 value read when the article is of Thursday 8 December 2016; no time is read in ``negatives``.
    """

    name: str
    makes: str
    pattern: str
    build: Callable[[Match], Any]
    examples: Mapping[str, str]
    negatives: Sequence[str] = ()


class Node(NamedTuple):
    """A part that was parsed: its meaning, its token range, the clitics before it, its offset in print."""

    value: Any
    first: int
    last: int
    clitics: str
    start: int
    end: int
    rule: str
