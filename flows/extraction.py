"""Articles into what they tell, one after the other; one that cannot be read stops no other."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import geo
from arabic import analyse
from articles import Article, Refusal
from events import Annotation, accounts, annotate
from flows.manner import PLAIN, About, Manner
from flows.readings import Reading, elsewhere, reading
from gazetteer import Gazetteer, load
from geo import concern

if TYPE_CHECKING:
    from store import Report

_log = logging.getLogger("waqai")

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Found:
    """What a batch of articles tells, as the store keeps it, and counts of each article that was read."""

    reports: list["Report"]
    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(reading.article for reading in self.readings)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The ids of those that do not tell of Syria: no report is of them."""
        return tuple(reading.article for reading in self.readings if reading.elsewhere)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What some articles tell, their counts, and those that failed."""

    reports: list["Report"] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def annotate_all(articles: Iterable[Article], own_places: Path | None = None) -> Iterator[Annotation | Refusal]:
    """Each article annotated, or why it could not be."""
    gazetteer = load(own_places)
    for article in articles:
        yield _tried(article, lambda article: annotate(article, gazetteer))


def read_all(articles: Sequence[Article], manner: Manner = PLAIN) -> Chunk:
    """What some articles tell, as light as it can be handed from process to process."""
    gazetteer = load(manner.own_places)
    chunk = Chunk()
    for article in articles:
        done = _tried(article, lambda article: _told(article, gazetteer, manner.about))
        if isinstance(done, Refusal):
            chunk.refusals.append(done)
            continue
        told, read = done
        chunk.readings.append(read)
        if told is not None:
            chunk.reports.append(told)
    return chunk


def _told(article: Article, gazetteer: Gazetteer, about: About) -> tuple["Report | None", Reading]:
    """What an article tells, and the counts of it; of one that is not about what is asked for the counts alone."""
    from store import Report  # noqa: PLC0415  # `waqai annotate` starts without a database

    concerned = concern(f"{article.title or ''}\n{article.text}", gazetteer) if about is About.SYRIA else None
    if concerned is not None and concerned.none:
        return None, elsewhere(article)
    text = analyse(article.text)
    places = geo.read(text, gazetteer)
    if concerned is not None and not concerned.holds(places[0]):
        return None, elsewhere(article)
    annotation = annotate(article, gazetteer, text=text, places=places)
    told = Report.of(annotation, accounts(annotation, gazetteer))
    return told, reading(annotation, text, gazetteer)


def _tried(article: Article, work: Callable[[Article], Result]) -> Result | Refusal:
    """The rim where one article's fault is caught, so that the others go on."""
    try:
        return work(article)
    except Exception as fault:  # noqa: BLE001  # the one rim: logged with the article's id, and counted
        _log.debug("article %s", article.id, exc_info=True)
        return Refusal(f"article {article.id}", f"reading it failed: {type(fault).__name__}: {fault}")


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of that many."""
    remaining = iter(items)
    while chunk := [*islice(remaining, size)]:
        yield chunk
