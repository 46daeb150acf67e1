"""What a page adds to its article: links to others, share buttons, newsletter boxes, captions; taken out."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from arabic import fold

_TABLE: Final = Path(__file__).with_suffix(".toml")
_SENTENCE: Final = re.compile(r"[.؟!…»\"]\s*$")
_ENDS_INSIDE: Final = re.compile(r"[.؟!]\s")
_HEADLINE: Final = 140  # characters: a headline of another article; longer lines are paragraphs
_CAPTION: Final = 220
_AFTER_LABEL: Final = re.compile(r"\s*(?:[:：|…+]|\.\.|[-–—]\s)")
_LEAST: Final = 0.25  # share of a page's text that marks an element as the article itself, whatever its class says


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of furniture, its words folded, with lines that it takes and lines that it leaves."""

    name: str
    labels: frozenset[str]  # alone on a line, or before a colon or dash
    openings: tuple[str, ...]  # whatever follows
    headings: frozenset[str]  # alone on a line: the headlines below go too
    endings: tuple[str, ...]
    captions: frozenset[str]  # labels of captions
    takes: tuple[str, ...]
    leaves: tuple[str, ...]

    def takes_line(self, line: str) -> bool:
        """Is this one line furniture of this kind?"""
        folded = _folded(line)
        if _alone(folded) in self.labels | self.headings or folded.startswith(self.openings):
            return True
        label = _AFTER_LABEL.split(folded, maxsplit=1)
        if len(label) == 2 and label[0] in self.labels | self.captions:
            return True
        # A sentence with an agency after its full stop is news; a caption is half a sentence.
        ends = folded.endswith(self.endings) if self.endings else False
        return ends and len(line) < _CAPTION and not _ENDS_INSIDE.search(line)

    def opens_block(self, line: str) -> bool:
        """Does the line head a list of links?"""
        return _alone(_folded(line)) in self.headings


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of furniture.toml."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["rule"]
    return tuple(_rule(row) for row in table)


def _rule(row: dict[str, Any]) -> Rule:
    def folded(key: str) -> Iterator[str]:
        return map(_folded, row.get(key, ()))

    return Rule(
        row["name"],
        frozenset(folded("labels")),
        tuple(folded("openings")),
        frozenset(folded("headings")),
        tuple(folded("endings")),
        frozenset(folded("openings_labelled")),
        tuple(row["takes"]),
        tuple(row["leaves"]),
    )


def without_furniture(text: str) -> str:
    """The lines of a text that are the article's own."""
    kept: list[str] = []
    in_block = False
    for line in text.splitlines():
        if not line.strip():
            kept.append(line)
        elif any(rule.opens_block(line) for rule in rules()):
            in_block = True
        elif any(rule.takes_line(line) for rule in rules()):
            continue
        elif not (in_block and _is_headline(line)):
            in_block = False
            kept.append(line)
    return "\n".join(kept).strip("\n")


def prune(page: Any) -> None:
    """Take out of a page's tree what its markup says is not the article."""
    whole = max(1, _letters(page))
    doomed = [element for element in _marked(page) if _letters(element) < _LEAST * whole and not _has_heading(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _marked(page: Any) -> Iterator[Any]:
    elements, classes = _markup()
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article"):
            continue
        if element.tag in elements or not classes.isdisjoint(_names(element)):
            yield element


@cache
def _markup() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["markup"]
    return frozenset(table["elements"]), frozenset(table["classes"])


def _names(element: Any) -> Iterable[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()


def _has_heading(element: Any) -> bool:
    return next(element.iter("h1"), None) is not None


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if text)


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADLINE and not _SENTENCE.search(line)


def _alone(folded: str) -> str:
    return folded.strip(" :：.…-–—|*•+")


def _folded(line: str) -> str:
    return " ".join(fold(line).lower().split()).lstrip("*•-–—> ")
