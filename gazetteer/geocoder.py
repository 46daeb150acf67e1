"""A geopy geocoder over the gazetteer, and a chain in which online services may follow it.

Nothing here goes online by itself: a service takes part only where a caller puts one into ``Chain``.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from geopy.exc import GeocoderQueryError, GeopyError  # type: ignore[import-untyped]
from geopy.extra.rate_limiter import RateLimiter  # type: ignore[import-untyped]
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder  # type: ignore[import-untyped]
from geopy.location import Location  # type: ignore[import-untyped]
from geopy.point import Point  # type: ignore[import-untyped]

from gazetteer.catalogue import Gazetteer
from gazetteer.described import described
from gazetteer.loading import load
from gazetteer.lookup import SURE
from gazetteer.model import Place, PlaceKind

_log = logging.getLogger(__name__)
_ANSWERS: Final = 10
_ERROR_WAIT: Final = 5.0
_SECONDS_APART: Final = 1.0  # what Nominatim's and GeoNames' terms of use ask at least


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no type information
    """``geocode`` and ``reverse`` without network; ``Location.raw`` is the entry as a dictionary.

    ``geocode`` takes Arabic or English, and answers with names that are the place's own unless ``doubtful``.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, *, doubtful: bool = False) -> None:
        super().__init__(timeout=None, user_agent="waqai")
        self.gazetteer = gazetteer if gazetteer is not None else load()
        self.doubtful = doubtful

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature; nothing here can time out
        viewbox: Sequence[Any] | None = None,
        within: str | None = None,
        kind: PlaceKind | None = None,
        language: str = "ar",
    ) -> Location | list[Location] | None:
        """The place a name means, or with ``exactly_one=False`` all candidates, best first; None for none.

        ``viewbox`` is two corners (anything geopy reads as a Point, latitude first) that must hold the answer;
        ``within`` the id of a place that must hold it; ``language`` of the address, ``ar`` or ``en``.
        """
        if not isinstance(query, str) or not query.strip():
            raise GeocoderQueryError("a geocoder query is a name")
        corners = _corners(viewbox)
        limit = _ANSWERS if corners is None else len(self.gazetteer)
        found = [
            candidate
            for candidate in self.gazetteer.lookup(query, within=within, kind=kind, limit=limit)
            if (self.doubtful or candidate.score >= SURE or query.isascii()) and _inside(corners, candidate.place)
        ][:_ANSWERS]
        locations = [self._location(each.place, language, score=each.score, reason=each.reason) for each in found]
        return _one_or_all(locations, exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature; nothing here can time out
        kinds: Sequence[PlaceKind] | None = None,
        language: str = "ar",
        most_km: float = 20.0,
    ) -> Location | list[Location] | None:
        """The nearest entry to a point (latitude first), none farther than ``most_km``."""
        point = Point(query) if not isinstance(query, Point) else query
        limit = 1 if exactly_one else _ANSWERS
        near = self.gazetteer.nearest(point.latitude, point.longitude, kinds=kinds or _SETTLED, limit=limit)
        locations = [
            self._location(place, language, distance_km=round(distance, 3))
            for place, distance in near
            if distance <= most_km
        ]
        return _one_or_all(locations, exactly_one=exactly_one)

    def _location(self, place: Place, language: str, **further: Any) -> Location:
        holders = self.gazetteer.parents(place.id)
        names = [each.name if language == "ar" else each.name_en for each in (place, *holders)]
        address = ("، " if language == "ar" else ", ").join(dict.fromkeys(filter(None, names)))
        return Location(address, Point(place.lat, place.lon), described(place) | further)


_SETTLED: Final = (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD, PlaceKind.CAMP)


def _corners(viewbox: Sequence[Any] | None) -> tuple[float, float, float, float] | None:
    if viewbox is None:
        return None
    if len(viewbox) != 2:
        raise GeocoderQueryError("a viewbox is two corners")
    one, other = (Point(corner) for corner in viewbox)
    south, north = sorted((one.latitude, other.latitude))
    west, east = sorted((one.longitude, other.longitude))
    return south, west, north, east


def _inside(corners: tuple[float, float, float, float] | None, place: Place) -> bool:
    if corners is None:
        return True
    south, west, north, east = corners
    return south <= place.lat <= north and west <= place.lon <= east


def _one_or_all(locations: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations


class Chain:
    """The gazetteer first, then each service in turn until one answers; online answers are kept on disk.

    ``services`` are geopy geocoders (``geopy.geocoders.Nominatim(user_agent=...)``); none by default. Each is
    called through geopy's ``RateLimiter``, at most once in ``seconds_apart``; one that fails ``retries`` times
    more is passed over.
    """

    def __init__(
        self,
        services: Sequence[Geocoder] = (),
        *,
        first: GazetteerGeocoder | None = None,
        kept_in: Path | None = None,
        seconds_apart: float = _SECONDS_APART,
        retries: int = 2,
    ) -> None:
        self.first = first if first is not None else GazetteerGeocoder()
        self._asked: list[tuple[str, Callable[..., Location | None]]] = []
        self._kept_in = kept_in
        for service in services:
            name = f"{type(service).__name__} {getattr(service, 'domain', '')}"
            ask = RateLimiter(
                service.geocode,
                min_delay_seconds=seconds_apart,
                max_retries=retries,
                error_wait_seconds=max(_ERROR_WAIT, seconds_apart),  # geopy wants it no shorter than the delay
                swallow_exceptions=False,
            )
            self._asked.append((name, ask))

    def geocode(self, query: str) -> Location | None:
        """The first answer; None where nobody knows the name."""
        own = self.first.geocode(query)
        if isinstance(own, Location):
            return own
        for service, ask in self._asked:
            answer = self._kept(service, query, ask)
            if answer is not None:
                return answer
        return None

    def _kept(self, service: str, query: str, ask: Callable[..., Location | None]) -> Location | None:
        """The service's answer, from the disk where it was asked before."""
        if self._kept_in is None:
            return _answered(service, query, ask)[0]
        path = self._kept_in / f"{hashlib.sha256(f'{service}:{query}'.encode()).hexdigest()}.json"
        if path.exists():
            return _location(json.loads(path.read_text(encoding="utf-8")))
        answer, reached = _answered(service, query, ask)
        if not reached:
            return None
        held = None if answer is None else [answer.address, answer.latitude, answer.longitude, answer.raw]
        self._kept_in.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
        return answer


def _answered(service: str, query: str, ask: Callable[..., Location | None]) -> tuple[Location | None, bool]:
    """The answer, and whether the service could be asked: a failure is no answer and is not kept."""
    try:
        return ask(query), True
    except GeopyError as error:  # the network, a quota, a key: the next service is asked
        _log.warning("%s could not be asked for %s: %s", service.strip(), query, error)
        return None, False


def _location(held: list[Any] | None) -> Location | None:
    if held is None:
        return None
    address, lat, lon, raw = held
    return Location(address, Point(lat, lon), raw)
