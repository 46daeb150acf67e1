"""`waqai review`: corrections by a person."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from commands.gazetteers import located
from commands.options import StoreUrl
from commands.refusing import say
from commands.stores import open_store, writable
from commands.where import ALL, Where


def export(
    output: Path,
    *,
    where: Where = ALL,
    unsure: Annotated[bool, Parameter(negative="", help="only what is unsure and nobody has judged yet")] = False,
    store_url: StoreUrl = None,
) -> None:
    """Write events with empty cells for corrections: CSV for a spreadsheet, .geojson for a GIS."""
    from store import write_review

    with open_store(store_url) as opened:
        count = write_review(opened, writable(output), where.filters(), unsure=unsure)
    say(f"{count} events to review in {output}")


def apply(
    table: Path,
    *,
    by: Annotated[str | None, Parameter(help="who corrects, for rows that do not say")] = None,
    store_url: StoreUrl = None,
) -> None:
    """Keep the corrections of a filled-in CSV or GeoJSON: all of them or, where a row is wrong, none."""
    from store import apply_corrections

    with open_store(store_url) as opened:
        kept = apply_corrections(opened, table, reviewer=by, locate=located, remark=say)
    say(f"{len(kept)} corrections kept")


def list_(*, store_url: StoreUrl = None) -> None:
    """List every correction: what, who, why, when."""
    from store import corrections

    with open_store(store_url) as opened:
        for one in corrections(opened):
            said = f"{one.field}: {one.was} -> {one.value}  by {one.reviewer}: {one.why}"
            undone = f"  (undone {one.undone} by {one.undone_by}: {one.undone_why})" if one.undone else ""
            print(f"{one.key}  {one.made}  {one.event}  {said}{undone}")


def undo(
    key: int,
    *,
    by: Annotated[str, Parameter(help="who takes it back")],
    why: Annotated[str, Parameter(help="why")],
    store_url: StoreUrl = None,
) -> None:
    """Take a correction back, by its number in `review list`; it stays listed."""
    from store import undo

    with open_store(store_url) as opened:
        one = undo(opened, key, by=by, why=why)
    say(f"undone: {one.event}, {one.field}: {one.value}")
