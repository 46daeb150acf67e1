"""Which events of the store: the same conditions for every command that asks it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from commands.gazetteers import held_by
from commands.options import COUNT
from commands.refusing import WrongCall

if TYPE_CHECKING:
    from store import Filters


@Parameter(name="*")
@dataclass(frozen=True)
class Where:
    """Which events. Every condition given must hold."""

    bbox: str | None = None
    "West,south,east,north in degrees."
    datetime: str | None = None
    "A day, 2016-12-06, or an interval, 2016-12-01/2016-12-31, either end open as .."
    type: tuple[str, ...] = ()
    "Event types: airstrike, shelling, displacement ... Repeat the option for several."
    place: str | None = None
    "A place by name, id or pcode, with all that lies in it."
    text: str | None = None
    "Words of the evidence or title, in any spelling."
    factuality: tuple[str, ...] = ()
    "occurred, claimed, planned, proposed, denied. Repeat the option for several."
    source: str | None = None
    "An outlet, or an article's id."
    near: str | None = None
    "longitude,latitude,kilometres: events within so far."
    subtype: tuple[str, ...] = ()
    "Subtypes of events. Repeat the option for several."
    actor: str | None = None
    "Words of an actor's name, in any spelling."
    deaths: Annotated[int | None, Parameter(validator=COUNT)] = None
    "At least so many deaths, by every source."
    sources: Annotated[int | None, Parameter(validator=COUNT)] = None
    "Told by at least so many articles."
    confidence: float | None = None
    "At least so confident, 0 to 1; events without a confidence are left out."
    time_precision: int | None = None
    "The coarsest date that still counts: 1 the day, 2 the week, 3 the month or more."
    geo_precision: int | None = None
    "The coarsest place that still counts: 1 the place, 2 its surroundings, 3 a region."
    updated: str | None = None
    "What the store has changed since a time, that moment included."
    filter: str | None = None
    "A CQL2 filter."
    filter_lang: Literal["cql2-text", "cql2-json"] = "cql2-text"
    "The language of the filter."

    def filters(self) -> "Filters":
        """The store's filters. Raises its ``FilterError``."""
        from store import Filters, read_bbox, read_cql

        places = held_by(self.place) if self.place else None
        return Filters(
            bbox=read_bbox(self.bbox) if self.bbox else None,
            datetime=self.datetime,
            near=_circle(self.near) if self.near else None,
            types=self.type,
            subtypes=self.subtype,
            actor=self.actor,
            place=self.place if places is None else None,
            places=places,
            text=self.text,
            factuality=self.factuality,
            source=self.source,
            time_precision=self.time_precision,
            geo_precision=self.geo_precision,
            confidence=self.confidence,
            deaths=self.deaths,
            sources=self.sources,
            updated=self.updated,
            cql=read_cql(self.filter, self.filter_lang) if self.filter else None,
        )


ALL = Where()


def _circle(written: str) -> tuple[float, float, float]:
    try:
        lon, lat, km = (float(part) for part in written.split(","))
    except ValueError:
        raise WrongCall(f"--near {written}: write longitude,latitude,kilometres") from None
    return lon, lat, km
