"""What the gazetteer knows of a place, and of each of its names."""

import enum
from dataclasses import dataclass


class PlaceKind(enum.StrEnum):
    """What sort of place an entry is; the vocabulary of ``kind`` in tables, annotations and GeoJSON."""

    COUNTRY = "country"
    REGION = "region"  # a named stretch of land: الغوطة الشرقية, القلمون, also foreign provinces
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    CAMP = "camp"
    AIRBASE = "airbase"
    AIRPORT = "airport"
    MILITARY = "military"  # barracks, brigades' bases, checkpoints, military academies
    DAM = "dam"
    FIELD = "field"  # oil and gas fields
    PLANT = "plant"  # power stations, refineries, factories, grain silos
    CROSSING = "crossing"  # border and internal crossings
    PRISON = "prison"  # prisons and security branches
    HOSPITAL = "hospital"
    BRIDGE = "bridge"
    ROAD = "road"
    MOUNTAIN = "mountain"
    HILL = "hill"
    RIVER = "river"
    LAKE = "lake"
    VALLEY = "valley"
    PORT = "port"
    SITE = "site"  # squares, mosques, universities, markets and other landmarks


class NameKind(enum.StrEnum):
    """How a name stands to its place."""

    PREFERRED = "preferred"
    VARIANT = "variant"
    COLLOQUIAL = "colloquial"
    HISTORICAL = "historical"
    OTHER_LANGUAGE = "other-language"  # Kurdish, Turkish, Syriac names written in Arabic letters
    OFFICIAL = "official"  # the source's own spelling where newspapers write otherwise
    RULE = "rule"  # made from another name by a spelling rule of Syrian naming


@dataclass(frozen=True, slots=True)
class Place:
    """One known place. Coordinates are degrees WGS84; ``uncertainty_km`` is the radius that holds it."""

    id: str
    name: str
    name_en: str
    kind: PlaceKind
    lat: float
    lon: float
    uncertainty_km: float
    country: str  # ISO 3166-1 alpha-2
    pcode: str | None
    parent: str | None  # id of the smallest known place that holds it
    population: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one place."""

    place_id: str
    name: str
    kind: NameKind
    ambiguous: bool  # also an ordinary word or part of other names: needs context (الباب, القدم, نوى)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a looked-up name may mean, best first in a list; ``score`` in 0..1, ``reason`` in words."""

    place: Place
    name: Name
    score: float
    reason: str
