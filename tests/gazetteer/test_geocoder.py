"""The gazetteer answers as geopy geocoders do; online services only where a caller puts them."""

from pathlib import Path
from typing import Any

import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError  # type: ignore[import-untyped]
from geopy.geocoders.base import Geocoder  # type: ignore[import-untyped]
from geopy.location import Location  # type: ignore[import-untyped]
from geopy.point import Point  # type: ignore[import-untyped]

from gazetteer import PlaceKind
from gazetteer.geocoder import Chain, GazetteerGeocoder


def _id(location: object) -> str:
    assert isinstance(location, Location)
    return str(location.raw["id"])


def _address(location: object) -> str:
    assert isinstance(location, Location)
    return str(location.address)


@pytest.fixture(scope="module")
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder()


def test_it_is_a_geopy_geocoder(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


@pytest.mark.parametrize("query", ["كفرنبل", "كفر نبل", "Kafr Nabl"])
def test_arabic_and_english_lead_to_one_location(geocoder: GazetteerGeocoder, query: str) -> None:
    location = geocoder.geocode(query)
    assert isinstance(location, Location)
    assert location.raw["id"] == "C4068"
    assert (location.latitude, location.longitude) == (location.raw["lat"], location.raw["lon"])


def test_the_address_names_what_holds_the_place(geocoder: GazetteerGeocoder) -> None:
    assert _address(geocoder.geocode("كفرنبل")).split("، ")[-2:] == ["إدلب", "سوريا"]
    assert "Idlib" in _address(geocoder.geocode("كفرنبل", language="en"))


def test_all_candidates_are_given_when_asked_for(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("الزهراء", exactly_one=False)
    assert isinstance(found, list)
    assert len(found) > 1
    assert found[0] == geocoder.geocode("الزهراء")


def test_an_unknown_name_is_none_either_way(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("قثقثقثقث") is None
    assert geocoder.geocode("قثقثقثقث", exactly_one=False) is None


def test_doubtful_matches_are_given_only_when_asked_for(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("معردبصة") is None
    assert _id(GazetteerGeocoder(doubtful=True).geocode("معردبصة")) == "C3931"


def test_a_viewbox_must_hold_the_answer(geocoder: GazetteerGeocoder) -> None:
    for corners in ([(34, 36), (35, 37)], [Point(35, 37), Point(34, 36)], ["34, 36", "35, 37"]):
        location = geocoder.geocode("الزهراء", viewbox=corners)
        assert isinstance(location, Location)
        assert 34 <= location.latitude <= 35
        assert 36 <= location.longitude <= 37


def test_within_and_kind_narrow_the_answer(geocoder: GazetteerGeocoder) -> None:
    assert _id(geocoder.geocode("إدلب", kind=PlaceKind.GOVERNORATE)) == "SY07"
    assert _id(geocoder.geocode("الزهراء", within="SY02")).startswith(("N", "C", "SY"))


@pytest.mark.parametrize("query", [(35.9291, 36.6353), "35.9291, 36.6353", Point(35.9291, 36.6353)])
def test_reverse_takes_what_geopy_takes(geocoder: GazetteerGeocoder, query: object) -> None:
    location = geocoder.reverse(query)
    assert isinstance(location, Location)
    assert location.raw["distance_km"] < 3
    assert "إدلب" in location.address


def test_reverse_finds_nothing_far_from_any_place(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((-30.0, -120.0)) is None


@pytest.mark.parametrize("query", ["", "   ", None, 7])
def test_a_query_that_is_no_name_is_refused(geocoder: GazetteerGeocoder, query: Any) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


class Service:
    """Stands for an online geocoder and counts what it is asked."""

    def __init__(self, answer: Location | None, domain: str = "one.example") -> None:
        self.answer = answer
        self.domain = domain
        self.asked: list[str] = []

    def geocode(self, query: str) -> Location | None:
        self.asked.append(query)
        return self.answer


ELSEWHERE = Location("elsewhere", Point(1.0, 2.0), {"osm_id": 5})


def test_a_chain_without_services_never_goes_online() -> None:
    assert Chain().geocode("قثقثقثقث") is None
    assert _id(Chain().geocode("كفرنبل")) == "C4068"


def test_services_are_asked_only_what_the_gazetteer_does_not_know() -> None:
    service = Service(ELSEWHERE)
    chain = Chain([service], seconds_apart=0)
    assert _id(chain.geocode("كفرنبل")) == "C4068"
    assert service.asked == []
    assert chain.geocode("قثقثقثقث") == ELSEWHERE


def test_what_a_service_answered_is_kept_on_disk(tmp_path: Path) -> None:
    service, silent = Service(ELSEWHERE), Service(None, "other.example")
    for _ in range(2):
        location = Chain([silent, service], kept_in=tmp_path, seconds_apart=0).geocode("قثقثقثقث")
        assert location is not None
        assert (location.address, location.latitude, location.raw) == ("elsewhere", 1.0, {"osm_id": 5})
    assert len(service.asked) == 1
    assert len(silent.asked) == 1


def test_a_failure_is_neither_an_answer_nor_kept(tmp_path: Path) -> None:
    class Down(Service):
        def geocode(self, query: str) -> Location | None:
            self.asked.append(query)
            raise GeocoderServiceError("out of quota")

    down, service = Down(None, "down.example"), Service(ELSEWHERE)
    chain = Chain([down, service], kept_in=tmp_path, seconds_apart=0, retries=0)
    assert chain.geocode("قثقثقثقث") == ELSEWHERE
    assert Chain([down], kept_in=tmp_path, seconds_apart=0, retries=0).geocode("قثقثقثقث") is None
    assert len(down.asked) == 2
