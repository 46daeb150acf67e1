"""What the store's benchmark asks: every kind of filter, and the combinations that people ask, by their orders."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.synthetic import CENTRES, TYPES
from store import ORDERS, Filters

_DENIED: Final = ("denied",)
_OUTLET: Final = "إذاعة المدينة"
_ORDERS: Final = ("-date", "-updated", "-deaths", "-confidence", "-sources")


class Chance(random.Random):
    """Whatever a question leaves to chance; ``written`` are the first and the last time that the store was written."""

    def __init__(self, seed: int, written: tuple[str, ...]) -> None:
        super().__init__(seed)  # made-up questions, not secrets
        self.written = written


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question, in one order."""

    name: str
    make: Callable[[Chance], Filters]
    sort: str = "date"

    def __str__(self) -> str:
        return self.name if self.sort == "date" else f"{self.name} by {self.sort}"


def _box(chance: Chance) -> tuple[float, ...]:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return (lon - 0.25, lat - 0.25, lon + 0.25, lat + 0.25)


def _near(chance: Chance) -> tuple[float, float, float]:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return (lon + chance.gauss(0, 0.2), lat + chance.gauss(0, 0.2), chance.choice((2.0, 10.0, 50.0)))


def _month(chance: Chance) -> str:
    return f"{chance.randint(2012, 2020)}-{chance.randint(1, 12):02d}"


def _day(chance: Chance) -> str:
    return f"{_month(chance)}-{chance.randint(1, 28):02d}"


def _words(chance: Chance) -> str:
    return chance.choice(["ناشطون", "بالمشافي", "مشاف", "المجاورة السوق", "والسوق", f"رقم {chance.randint(1, 5900)}"])


def _types(chance: Chance) -> tuple[str, ...]:
    return (chance.choice(TYPES),)


def _area(chance: Chance) -> tuple[str, ...]:
    """As a district's places are handed in: some hundreds of ids; these lie anywhere, which is the worst case."""
    first = chance.randint(0, 5000)
    return tuple(f"made-up-{number}" for number in range(first, first + chance.choice((1, 30, 400))))


def _brigade(chance: Chance) -> str:
    return f"لواء {chance.randint(1, 400)}"


_ALONE: Final[dict[str, Callable[[Chance], Filters]]] = {
    "everything": lambda _: Filters(),
    "month": lambda c: Filters(datetime=_month(c)),
    "day": lambda c: Filters(datetime=_day(c)),
    "bbox": lambda c: Filters(bbox=_box(c)),
    "country": lambda _: Filters(bbox=(35.5, 32.0, 42.0, 37.4)),
    "area": lambda c: Filters(places=_area(c)),
    "distance": lambda c: Filters(near=_near(c)),
    "type": lambda c: Filters(types=_types(c)),
    "factuality": lambda _: Filters(factuality=_DENIED),
    "actor, rare": lambda c: Filters(actor=_brigade(c)),
    "actor, common": lambda _: Filters(actor="فصيل محلي"),
    "outlet": lambda _: Filters(source=_OUTLET),
    "precision": lambda _: Filters(time_precision=1, geo_precision=1),
    "sources >= 3": lambda _: Filters(sources=3),
    "deaths >= 27": lambda _: Filters(deaths=27),
    "confidence >= 0.93": lambda _: Filters(confidence=0.93),
    "text": lambda c: Filters(text=_words(c)),
    "updated since": lambda c: Filters(updated=c.written[-1]),
    "without a place": lambda _: Filters(placed=False),
}
_TOGETHER: Final[dict[str, Callable[[Chance], Filters]]] = {
    "bbox + month": lambda c: Filters(bbox=_box(c), datetime=_month(c)),
    "bbox + day": lambda c: Filters(bbox=_box(c), datetime=_day(c)),
    "bbox + type": lambda c: Filters(bbox=_box(c), types=_types(c)),
    "bbox + sources >= 3": lambda c: Filters(bbox=_box(c), sources=3),
    "bbox + precision": lambda c: Filters(bbox=_box(c), time_precision=1, geo_precision=1),
    "bbox + updated since": lambda c: Filters(bbox=_box(c), updated=c.written[-1]),
    "area + type": lambda c: Filters(places=_area(c), types=_types(c)),
    "area + month": lambda c: Filters(places=_area(c), datetime=_month(c)),
    "area + denied": lambda c: Filters(places=_area(c), factuality=_DENIED),
    "area + deaths >= 20": lambda c: Filters(places=_area(c), deaths=20),
    "distance + type": lambda c: Filters(near=_near(c), types=_types(c)),
    "distance + month": lambda c: Filters(near=_near(c), datetime=_month(c)),
    "type + month": lambda c: Filters(types=_types(c), datetime=_month(c)),
    "type + denied + deaths": lambda c: Filters(types=_types(c), factuality=_DENIED, deaths=10),
    "actor, common + month": lambda c: Filters(actor="فصيل محلي", datetime=_month(c)),
    "text + month": lambda c: Filters(text=_words(c), datetime=_month(c)),
    "text + bbox": lambda c: Filters(text=_words(c), bbox=_box(c)),
    "text + bbox + month": lambda c: Filters(text=_words(c), bbox=_box(c), datetime=_month(c)),
    "text + distance + type": lambda c: Filters(text=_words(c), near=_near(c), types=_types(c)),
    "six at once": lambda c: Filters(
        bbox=_box(c), types=_types(c), factuality=("occurred", "claimed"), datetime=_month(c), confidence=0.5, sources=2
    ),
}
_CQL2: Final[dict[str, Callable[[Chance], str]]] = {
    "type and deaths": lambda c: f"type = '{_types(c)[0]}' AND deaths_min >= 25",
    "either of two pairs": lambda c: f"(type = '{_types(c)[0]}' AND deaths_min >= 20) OR factuality = 'denied'",
    "NOT": lambda c: f"NOT type IN ('{_types(c)[0]}', 'battle', 'other') AND NOT factuality = 'occurred'",
    "LIKE of a place": lambda c: f"place_name LIKE '%حلب%' AND type = '{_types(c)[0]}'",
    "IS NULL": lambda c: f"deaths_min IS NULL AND type = '{_types(c)[0]}'",
    "no date": lambda c: f"date_start IS NULL AND type = '{_types(c)[0]}'",
    "updated": lambda c: f"updated >= TIMESTAMP('{c.written[-1][:19]}Z') AND type = '{_types(c)[0]}'",
    "at most": lambda _: "confidence <= 0.31 AND deaths_min > 20",
    "LIKE of a title": lambda c: f"title LIKE '%رقم {c.randint(10, 99)}%'",
}


def _asked(cql: Callable[[Chance], str]) -> Callable[[Chance], Filters]:
    return lambda chance: Filters(cql=cql(chance))


KINDS: Final = (
    *(Kind(name, make) for name, make in (_ALONE | _TOGETHER).items()),
    *(Kind(name, make, sort) for name, make in (_ALONE | _TOGETHER).items() for sort in _ORDERS),
    *(
        Kind(f"CQL2, {name}", _asked(cql), sort)
        for name, cql in _CQL2.items()
        for sort in ("date", "-deaths", "-updated")
    ),
)

# What may be asked of an event, by what it is about: a combination takes at most one of each.
_PIECES: Final[dict[str, tuple[Callable[[Chance], dict[str, Any]], ...]]] = {
    "time": (
        lambda c: {"datetime": _month(c)},
        lambda c: {"datetime": _day(c)},
        lambda c: {"datetime": str(c.randint(2012, 2021))},
        lambda c: {"datetime": f"{_day(c)}/.."},
        lambda c: {"dated": c.random() < 0.8},
    ),
    "place": (
        lambda c: {"bbox": _box(c)},
        lambda _: {"bbox": (35.5, 32.0, 42.0, 37.4)},
        lambda c: {"near": _near(c)},
        lambda c: {"places": _area(c)},
        lambda c: {"placed": c.random() < 0.5},
        lambda c: {"place": f"X{c.randint(0, 30):05d}"},
    ),
    "type": (
        lambda c: {"types": _types(c)},
        lambda c: {"types": (*_types(c), *_types(c))},
        lambda c: {"subtypes": _types(c)},
    ),
    "factuality": (
        lambda _: {"factuality": _DENIED},
        lambda _: {"factuality": ("occurred", "claimed")},
        lambda c: {"factuality": (c.choice(("planned", "proposed")),)},
    ),
    "actor": (
        lambda _: {"actor": "فصيل محلي"},
        lambda c: {"actor": _brigade(c)},
        lambda _: {"actor": "طيران"},
    ),
    "teller": (
        lambda _: {"source": _OUTLET},
        lambda _: {"source": "nobody"},
    ),
    "text": (
        lambda c: {"text": _words(c)},
        lambda c: {"text": f"رقم {c.randint(1, 5900)} {_words(c)}"},
    ),
    "precision": (
        lambda c: {"time_precision": c.choice((1, 2))},
        lambda c: {"geo_precision": c.choice((1, 2))},
        lambda _: {"time_precision": 1, "geo_precision": 1},
    ),
    "deaths": (lambda c: {"deaths": c.choice((0, 1, 7, 20, 27, 31))},),
    "sources": (lambda c: {"sources": c.choice((1, 2, 3, 4))},),
    "confidence": (lambda c: {"confidence": c.choice((0.3, 0.55, 0.8, 0.93, 0.96))},),
    "updated": (lambda c: {"updated": c.choice(c.written)},),
    "CQL2": tuple(
        lambda c, cql=cql: {"cql": cql(c)}  # type: ignore[misc]
        for cql in (
            *_CQL2.values(),
            lambda c: f"type <> '{_types(c)[0]}'",
            lambda c: f"type NOT IN ('{_types(c)[0]}', 'battle')",
            lambda c: f"NOT (type = '{_types(c)[0]}' OR factuality = 'denied')",
            lambda c: f"place_name LIKE '%رقم {c.randint(10, 99)}%'",
            lambda c: f"title NOT LIKE '%رقم {c.randint(10, 99)}%'",
            lambda c: f"deaths_min BETWEEN {c.randint(1, 10)} AND {c.randint(11, 30)}",
            lambda c: f"date_start >= DATE('{_day(c)}')",
            lambda c: f"T_DURING(datetime, INTERVAL('{_month(c)}-01', '{c.randint(2021, 2024)}-01-01'))",
            lambda c: "S_INTERSECTS(geometry, BBOX({}, {}, {}, {}))".format(*_box(c)),
            lambda c: f"source_count <> {c.randint(1, 3)}",
            lambda _: "confidence IS NOT NULL",
            lambda _: "subtype IS NULL",
        )
    ),
}


def combinations(chance: Chance, number: int) -> Iterator[Kind]:
    """Kinds of question that nobody chose: one to five conditions of different sorts, in any order."""
    for _ in range(number):
        names = sorted(chance.sample([*_PIECES], chance.choice((1, 2, 2, 3, 3, 4, 5))))
        which = [(name, chance.randrange(len(_PIECES[name]))) for name in names]
        yield Kind(" + ".join(f"{name} {piece + 1}" for name, piece in which), _asks(which), chance.choice(ORDERS))


def _asks(which: list[tuple[str, int]]) -> Callable[[Chance], Filters]:
    def make(chance: Chance) -> Filters:
        asked: dict[str, Any] = {}
        for name, piece in which:
            asked |= _PIECES[name][piece](chance)
        return Filters(**asked)

    return make
