"""The words of a CQL2 filter: its tokens, and the properties that it may ask of an event."""

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 10_000  # letters
_PLACE: Final = "(SELECT {} FROM place WHERE key = e.place)"

# What a filter may ask of an event: its SQL (over ``event e``) and the kind of value it holds.
QUERYABLES: Final = (
    {name: (f"e.{name}", "text") for name in ("id", "type", "subtype", "title", "factuality", "verdict", "reason")}
    | {name: (f"substr(e.{name}, 1, 10)", "date") for name in ("date_start", "date_end", "updated")}
    | {name: (f"e.{name}", "number") for name in ("time_precision", "geo_precision", "confidence", "source_count")}
    | {name: (f"e.{name}", "number") for name in ("deaths_min", "deaths_max")}
    | {"place_id": (_PLACE.format("place_id"), "text"), "pcode": (_PLACE.format("pcode"), "text")}
    | {"place_name": (_PLACE.format("name"), "text"), "place_name_en": (_PLACE.format("name_en"), "text")}
)
_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^']|'')*')
    | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z_0-9]*|"[^"]*")
    | (?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE,
)


class CqlError(ValueError):
    """A filter that cannot be read or applied; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: what it is, its letters, and at which letter of the filter it stands."""

    kind: str
    text: str
    at: int

    @property
    def keyword(self) -> str:
        """Its letters without regard to case, unless they are quoted."""
        return self.text.upper() if self.kind == "word" else self.text


def tokens(written: str) -> list[Token]:
    """The tokens of a filter, and one that stands for its end."""
    if len(written) > _LONGEST:
        raise CqlError(f"the filter has {len(written)} letters; at most {_LONGEST} are read")
    found_tokens: list[Token] = []
    at = 0
    rest = written.rstrip()
    while at < len(rest):
        found = _TOKEN.match(rest, at)
        if not found:
            raise CqlError(f"the filter cannot be read at letter {at + 1}: {rest[at : at + 20]!r}")
        kind = found.lastgroup or ""
        found_tokens.append(Token(kind, found[kind], found.start(kind)))
        at = found.end()
    return [*found_tokens, Token("end", "", len(rest))]
