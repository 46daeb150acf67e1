"""The command line: thin; every command imports the rooms it needs and no more."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

if TYPE_CHECKING:
    from articles import Article

app = App(
    name="waqai",
    help="وقائع: dated, geolocated events from Arabic news about Syria, with the evidence for every pin.",
    version=lambda: version("waqai"),
)
gazetteer_app = App(name="gazetteer", help="The tables of places: check them, rebuild them, find what they lack.")
review_app = App(name="review", help="Corrections by a person: export, apply, list.")
app.command(gazetteer_app)
app.command(review_app)

DONE, SOME_UNREAD = 0, 1

Published = Annotated[str | None, Parameter(help="date of articles that carry none: 2016-12-07 or with a time")]
StoreUrl = Annotated[str | None, Parameter(name="--store", help="the store; else WAQAI_STORE, else waqai.gpkg")]


class WrongCall(Exception):
    """The call is wrong: the message says what to write instead; exit status 2."""


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _checked(published: str | None) -> str | None:
    """The date as given, once it is sure that it is one."""
    if published is not None:
        try:
            date.fromisoformat(published[:10])
        except ValueError:
            raise WrongCall(f"--published {published}: not a date such as 2016-12-07") from None
    return published


def _store_url(store: str | None, out: Path | None = None) -> str:
    return store or os.environ.get("WAQAI_STORE") or str((out or Path()) / "waqai.gpkg")


def _print_lines(objects: Iterable[dict[str, Any]]) -> None:
    for item in objects:
        print(json.dumps(item, ensure_ascii=False))


class _Reading:
    """Articles read one by one; what could not be read is named on stderr as it is met and counted."""

    def __init__(self, sources: tuple[str, ...], published: str | None) -> None:
        self.sources, self.published, self.refused = sources, published, 0

    def __iter__(self) -> "Iterator[Article]":
        from articles import Refusal, read

        for item in read(self.sources, published=_checked(self.published)):
            if isinstance(item, Refusal):
                self.refused += 1
                _say(f"not read: {item}")
            else:
                yield item

    @property
    def status(self) -> int:
        return SOME_UNREAD if self.refused else DONE


@app.command
def annotate(*sources: str, published: Published = None) -> int:
    """Print mentions and events, one JSON object per article.

    SOURCES are files (.txt .html .jsonl .csv .parquet .warc.gz), folders, globs, feeds, addresses or - for
    standard input.
    """
    from events import annotate as annotate_article
    from events import to_json
    from gazetteer import load

    articles = _Reading(_some(sources), published)
    gazetteer = load()
    _print_lines(to_json(annotate_article(article, gazetteer)) for article in articles)
    return articles.status


def _some(sources: tuple[str, ...]) -> tuple[str, ...]:
    if not sources:
        raise WrongCall("no SOURCE was given; name a file, a folder or an address, or - for standard input")
    return sources


@app.command
def place(name: str, *, within: str | None = None, limit: int = 10) -> int:
    """Look a name up in the gazetteer: candidates, best first, and why."""
    from gazetteer import load

    gazetteer = load()
    candidates = gazetteer.lookup(name, within=within, limit=limit)
    for candidate in candidates:
        found = candidate.place
        line = " < ".join(held.name for held in gazetteer.ancestors(found.id))
        print(f"{found.name} ({found.name_en})  {found.kind}  {found.id}  {found.lat:.4f},{found.lon:.4f}")
        print(f"    {line}\n    {candidate.reason}")
    if not candidates:
        _say(f"{name}: no place of this name is known")
    return DONE if candidates else SOME_UNREAD


@app.command(name="date")
def date_(
    text: str,
    *,
    published: Published = None,
    prefer: Annotated[Literal["past", "future"], Parameter(help="which way an open weekday or day points")] = "past",
) -> None:
    """Show how the dates in a text are read, each with its reason."""
    from timex import tag

    for mention in tag(text, _checked(published), prefer=prefer):
        interval = " / ".join(bound or ".." for bound in (mention.date_start, mention.date_end))
        print(f"{mention.text}\n    {mention.type} {mention.value}  {interval}  ({mention.granularity})")
        print(f"    {mention.rule}: {mention.reason}")


def main() -> None:
    """Run the command that was asked for; a call that is wrong says so and ends with status 2."""
    try:
        app()
    except WrongCall as error:
        _say(f"waqai: {error}")
        raise SystemExit(2) from error
    except BrokenPipeError:  # `waqai annotate ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None


if __name__ == "__main__":
    main()
