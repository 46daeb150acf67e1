"""The articles that a command is given."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.refusing import DONE, SOME_UNREAD, WrongCall, say

if TYPE_CHECKING:
    from articles import Article, Refusal


def some(sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources as given, once it is sure that there are any and that none is a mistyped option."""
    if not sources:
        raise WrongCall("no SOURCE was given: name a file, a folder or an address, or - for standard input")
    for source in sources:
        if source.startswith("-") and source != "-" and not Path(source).exists():
            raise WrongCall(f"there is no option {source} (--help lists them; a file so called is ./{source})")
    return sources


def dated(published: str | None) -> str | None:
    """The date as given, once it is sure that it is one."""
    try:
        if published is not None:
            datetime.fromisoformat(published)
    except ValueError:
        raise WrongCall(f"--published {published}: no date such as 2016-12-07") from None
    return published


class Reading:
    """Articles read one by one; what could not be read is named on stderr as it is met, and counted."""

    def __init__(self, sources: tuple[str, ...], published: str | None) -> None:
        self.sources, self.published, self.refused = some(sources), dated(published), 0

    def __iter__(self) -> "Iterator[Article]":
        from articles import Refusal, read

        for item in read(self.sources, published=self.published):
            if isinstance(item, Refusal):
                self.refuse([item])
            else:
                yield item

    def refuse(self, refusals: "Iterable[Refusal]") -> None:
        """Name what could not be read."""
        for refusal in refusals:
            self.refused += 1
            say(f"not read: {refusal}")

    @property
    def status(self) -> int:
        """How the command ends."""
        return SOME_UNREAD if self.refused else DONE
