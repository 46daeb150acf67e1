"""A write reads and composes only what may tell of one happening with what comes or goes; and what that leaves is what
composing all that lie in one district and month would have left: the same events, ids, sources and tombstones.
"""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import store
from articles import Article
from events import accounts, annotate
from gazetteer import load
from store import Report, Store, StoreError, writing
from store.concerned import _Circle, _standing_for, concerned
from store.decisions import standing
from store.grouping import Change, Member, ids_of
from store.schema import ACCOUNT
from store.transaction import Transaction
from tests.store.conftest import Clock
from tests.store.test_decisions import decide

SPOTS = ("سراقب", "معرة النعمان", "بلدة كفرنبل", "خان شيخون", "ريف إدلب الجنوبي", "ريف معرة النعمان", "محافظة إدلب")
DAYS = (
    "يوم 30 أيلول 2015",
    "يوم 1 تشرين الأول 2015",
    "يوم 3 تشرين الأول 2015",
    "أمس",
    "الأسبوع الماضي",
    "الشهر الماضي",
)
TOLD = (
    "قصفت طائرات حربية روسية {spot} {day}، ما أدى إلى مقتل {dead} مدنيين.",
    "قتل {dead} مدنيين في غارات جوية استهدفت {spot} {day}.",
    "قصفت قوات النظام بالمدفعية {spot} {day} ما أسفر عن إصابة {dead} مدنيين بجروح.",
    "نفى مصدر عسكري مقتل {dead} مدنيين في قصف على {spot} {day}.",
    "انفجرت سيارة مفخخة في {spot} {day} وقتل {dead} أشخاص.",
    "اندلعت اشتباكات عنيفة في {spot} {day} بين قوات النظام وجبهة النصرة أسفرت عن مقتل {dead} مقاتلين.",
    "خرجت مظاهرة في {spot} {day}.",
)


def text(chance: random.Random) -> str:
    deaths = chance.choice((3, 4, 7, 8, 12, 20))
    told = chance.choices(TOLD, k=chance.choice((1, 1, 2)))
    return " ".join(each.format(spot=chance.choice(SPOTS), day=chance.choice(DAYS), dead=deaths) for each in told)


@cache
def report(article: str, published: str, words: str) -> Report:
    annotation = annotate(Article(article, words, published=published), load())
    return Report.of(annotation, accounts(annotation, load()))


def some(chance: random.Random, many: int) -> list[Report]:
    numbers = chance.sample(range(60), many)
    return [report(f"n{number}", f"2015-10-0{1 + number % 6}", text(chance)) for number in numbers]


def by_keys_alone(tx: Transaction, change: Change) -> tuple[list[Member], Any]:
    """All accounts that share keys, however far apart they are, with those of the same events and ids."""
    circle = _Circle(tx, change)
    while True:
        circle.close()
        circle.bring({key for aside in circle._aside.values() for key in aside})
        if not circle._new:
            decisions = standing(tx.connection, tx.backend, ids_of(circle.members), structural=True)
            if not circle.bring(_standing_for(tx, decisions)):
                return circle.members, decisions


def left(opened: Store) -> tuple[Any, ...]:
    with opened.reading() as connection:
        given = connection.execute(select(*(ACCOUNT.c[name] for name in ("id", "given", "event")))).all()
    return list(opened.query()), sorted(map(tuple, given)), list(store.tombstones(opened))


def changed(chance: random.Random, folder: Path) -> Callable[[Store], None]:
    """A write, a rereading, a withdrawal, or a person's decision."""
    match chance.randrange(8):
        case 0:
            gone = [f"n{number}" for number in chance.sample(range(60), 8)]
            return lambda opened: _ignored(opened.keep([], withdrawn=gone))
        case 1 | 2:
            number, merging = chance.random(), chance.random() < 0.6
            return lambda opened: _decided(opened, folder, number, merging=merging)
        case 3:
            number = chance.random()
            return lambda opened: _undone(opened, number)
        case _:
            told = some(chance, chance.choice((1, 3, 10)))
            return lambda opened: _ignored(opened.keep(told))


def _ignored(_: object) -> None: ...


def _decided(opened: Store, folder: Path, number: float, *, merging: bool) -> None:
    events = list(opened.query())
    if len(events) < 2:
        return
    one, other = events[int(number * len(events))], events[int(number * len(events) * 7) % len(events)]
    decided = {"merge_into": other["id"]} if merging else {"split_off": one["properties"]["sources"][-1]["article"]}
    try:
        decide(opened, folder / "sheet.csv", one["id"], **decided)
    except StoreError:  # an event with itself, or the only source of one
        return


def _undone(opened: Store, number: float) -> None:
    standing = [each for each in store.corrections(opened) if each.undone is None]
    if standing:
        store.undo(opened, standing[int(number * len(standing))].key, by="Rana", why="seen again")


@pytest.mark.parametrize("seed", (1, 9, 11))
def test_what_only_shares_a_key_has_no_say_in_what_becomes_of_others(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, many = random.Random(seed), {"near": 0, "keys": 0}  # noqa: S311

    def counted(name: str, way: Callable[..., Any]) -> Callable[..., Any]:
        def found(tx: Transaction, change: Change) -> Any:
            members, decisions = way(tx, change)
            many[name] += sum(1 for member in members for _ in member.all())
            return members, decisions

        return found

    ways = {"near": counted("near", concerned), "keys": counted("keys", by_keys_alone)}
    clock = Clock()
    with (
        store.open(tmp_path / "near.gpkg", clock=clock) as near,
        store.open(tmp_path / "keys.gpkg", clock=clock) as keys,
    ):
        for number in range(40):
            step = changed(chance, tmp_path)
            clock.tick()
            for name, opened in (("near", near), ("keys", keys)):
                monkeypatch.setattr(writing, "concerned", ways[name])
                step(opened)
            assert left(near) == left(keys), f"step {number}"
    assert many["near"] < many["keys"]
