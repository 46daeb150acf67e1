"""`waqai review aliases`: the names that corrections of places offer to the gazetteer, for a person to look at."""

import csv
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from cyclopts import Parameter

from commands.gazetteers import own_places
from commands.options import Places, StoreUrl
from commands.refusing import say
from commands.stores import open_store, writable

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from gazetteer.offered import Offered
    from store import Misread

# The columns of a table of names, and what speaks for each.
_COLUMNS: Final = (
    *("place_id", "name", "kind", "source", "note"),
    *("offer", "place", "corrections", "by", "made", "why", "read_as", "others", "events", "evidence"),
)


def aliases(
    *,
    output: Annotated[Path, Parameter(alias="-o", allow_leading_hyphen=True, help="a CSV, or - for stdout")] = Path(
        "-"
    ),
    places: Places = None,
    store_url: StoreUrl = None,
) -> None:
    """List the names by which corrected events were told, as rows of a table of names; nothing is added by itself."""
    from gazetteer import load
    from gazetteer.offered import Offer, Said, offered
    from store import misread, spreadsheet_safe

    gazetteer = load(own_places(places))
    with open_store(store_url) as opened:
        told = list(misread(opened))
    offers = offered([Said(one.words, one.correction.value or "", one.unknown) for one in told], gazetteer)
    with nullcontext(sys.stdout) if output == Path("-") else _table(output) as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        table.writeheader()
        for offer in offers:
            row = _row(offer, [told[number] for number in offer.said], gazetteer)
            table.writerow({name: spreadsheet_safe(cell) for name, cell in row.items()})
    ready = sum(offer.offer is Offer.ADD for offer in offers)
    say(f"{ready} names to add, {len(offers) - ready} that need a person's eye (the column `offer` says why)")


def _table(path: Path) -> Any:
    return writable(path).open("w", encoding="utf-8-sig", newline="")


def _row(offer: "Offered", told: Sequence["Misread"], gazetteer: "Gazetteer") -> dict[str, str]:
    corrections = {one.correction.key: one.correction for one in told}.values()
    by = _each(one.reviewer for one in corrections)
    return {
        "place_id": offer.place_id,
        "name": offer.name,
        "kind": "variant",
        "source": "news",
        "note": f"read in the news, placed by {by}",
        "offer": offer.offer,
        "place": _named(offer.place_id, gazetteer),
        "corrections": str(len(corrections)),
        "by": by,
        "made": _each(one.made for one in corrections),
        "why": _each(one.why for one in corrections),
        "read_as": _each(_named(one.read_as, gazetteer) for one in told if one.read_as),
        "others": _each(_named(other, gazetteer) for other in offer.others),
        "events": _each(one.event for one in corrections),
        "evidence": _each((one.evidence for one in told), " … "),
    }


def _each(values: Any, between: str = "; ") -> str:
    return between.join(dict.fromkeys(values))


def _named(place_id: str, gazetteer: "Gazetteer") -> str:
    if place_id not in gazetteer:
        return place_id
    holders = gazetteer.parents(place_id)
    return " < ".join(f"{one.name} ({one.id})" for one in (gazetteer.place(place_id), *holders[:1]))
