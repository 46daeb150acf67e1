"""What a run has done so far, in counts that stay small however many articles come."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from articles import Refusal
from flows.readings import Reading
from gazetteer import Gazetteer
from gazetteer.missing import Missing, UnknownNames
from store import Written

NAMED: Final = 200  # refusals that a report names; each is said as it is met
_KINDS: Final = 1_000  # of reasons, and names kept apart
_NAMES: Final = 50_000  # unknown names kept; beyond, those met once are let go of

Tell = Callable[[str], None]


@dataclass(slots=True)
class Refused:
    """How many could not be read, the first of them by name, and why by frequency."""

    count: int = 0
    named: list[Refusal] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, refusal: Refusal) -> None:
        """One more."""
        self.count += 1
        if len(self.named) < NAMED:
            self.named.append(refusal)
        if refusal.reason in self.reasons or len(self.reasons) < _KINDS:
            self.reasons[refusal.reason] += 1
        else:
            self.reasons["other reasons"] += 1


@dataclass(slots=True)
class InPart:
    """How many articles were not read whole, since a limit was met, and the first of them with what was left out."""

    count: int = 0
    named: list[str] = field(default_factory=list)

    def add(self, reading: Reading, say: Tell) -> None:
        """One more, and say so."""
        self.count += 1
        said = f"article {reading.article}: {'; '.join(reading.remarks)}"
        say(f"read in part: {said}")
        if len(self.named) < NAMED:
            self.named.append(said)


@dataclass(slots=True)
class SourceTally:
    """What one SOURCE gave."""

    new: int = 0
    known: int = 0  # read before as they are, by the same program
    refused: Refused = field(default_factory=Refused)
    _inputs: Any = field(default_factory=lambda: blake2b(digest_size=16))

    def take(self, content: str) -> None:
        """An article came, of that digest."""
        self._inputs.update(content.encode())

    @property
    def digest(self) -> str:
        """Of the content of all its articles, in their order."""
        return str(self._inputs.hexdigest())

    def to_row(self) -> dict[str, Any]:
        """As run.json states it."""
        return {
            "new": self.new,
            "known": self.known,
            "refused": self.refused.count,
            "reasons": dict(self.refused.reasons.most_common(5)),
            "inputs": self.digest,
        }


class Sources(Sequence[str]):
    """The sources of a run; while a reader goes through them lazily, ``now`` is the one it is at."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = tuple(sources)
        self.now = self._sources[0] if self._sources else ""

    def __iter__(self) -> Iterator[str]:
        for source in self._sources:
            self.now = source
            yield source

    def __len__(self) -> int:
        return len(self._sources)

    def __getitem__(self, index: Any) -> Any:
        return self._sources[index]


@dataclass(slots=True)
class Tally:
    """Counts of a run over its articles, those of an earlier, interrupted run among them."""

    new: int = 0
    known: int = 0
    dates: int = 0
    places: int = 0
    unresolved: int = 0
    events: int = 0
    undated: int = 0
    unplaced: int = 0
    ambiguous: int = 0
    batches: int = 0
    stored: Written = field(default_factory=Written)
    elsewhere: int = 0  # of the new and known, those that do not tell of Syria
    refused: Refused = field(default_factory=Refused)
    in_part: InPart = field(default_factory=InPart)
    sources: dict[str, SourceTally] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    def articles(self) -> dict[str, int]:
        """Articles in counts."""
        return {"new": self.new, "known": self.known, "elsewhere": self.elsewhere, "refused": self.refused.count}

    def of(self, source: str) -> SourceTally:
        """The tally of one source."""
        return self.sources.setdefault(source, SourceTally())

    def refuse(self, refusals: Iterable[Refusal], say: Tell, source: str | None = None) -> None:
        """Count what could not be read, and say so."""
        for refusal in refusals:
            self.refused.add(refusal)
            if source is not None:
                self.of(source).refused.add(refusal)
            say(f"not read: {refusal}")

    def count(self, readings: Iterable[Reading], say: Tell) -> None:
        """Add what articles gave, read now or before; say which of them were read in part."""
        for reading in readings:
            if reading.remarks:
                self.in_part.add(reading, say)
            self.elsewhere += reading.elsewhere
            self.dates += reading.dates
            self.places += reading.places
            self.unresolved += reading.unresolved
            self.events += reading.events
            self.undated += reading.undated
            self.unplaced += reading.unplaced
            self.ambiguous += reading.ambiguous
            self.unknown.update(reading.unknown)
        if len(self.unknown) > _NAMES:
            self.unknown = Counter({name: count for name, count in self.unknown.items() if count > 1})

    def unknown_names(self, gazetteer: Gazetteer, most: int) -> list[Missing]:
        """Place names that the articles announce and the gazetteer lacks, most frequent first."""
        names = UnknownNames()
        for phrase, count in self.unknown.items():
            announcer, *words = phrase.split(" ")
            names.add(announcer, words, times=count)
        return names.most_frequent(gazetteer, most=most)
