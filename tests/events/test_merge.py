"""Merging depends on what was told alone: not on its order, nor on how often a part of it was merged before."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import Article
from events import Account, Annotation, Copy, Count, Event, EventType, accounts, chorus, merge
from gazetteer import load
from tests.events.test_identity import RAID, raid
from timex import Published

KINDS = [
    (EventType.AIRSTRIKE, "airstrike"),
    (EventType.SHELLING, "bombardment"),
    (EventType.ATTACK, "killing"),
    (EventType.ATTACK, "assassination"),
]


def accounts_of(article: str, *events: Event, published: str = "2019-05-14") -> list[Account]:
    dated = Published(published, published, "given", "")
    return accounts(Annotation(Article(article, RAID["text"]), dated, (), (), events), load())


@st.composite
def tellings(draw: st.DrawFn) -> list[Account]:
    """Accounts of a few days at one town by several articles, alike and unlike."""
    made: list[Account] = []
    for number in range(draw(st.integers(1, 7))):
        day = draw(st.integers(10, 14))
        kind, subtype = draw(st.sampled_from(KINDS))
        toll = draw(st.sampled_from([None, 5, 6, 7, 30, 33]))
        event = raid(
            type=kind,
            subtype=subtype,
            date_start=f"2019-05-{day}",
            date_end=f"2019-05-{day + draw(st.integers(0, 1))}",
            deaths=Count(toll, toll) if toll else None,
            dated=draw(st.booleans()),
            factuality=draw(st.sampled_from(["occurred", "claimed", "denied", "planned"])),
            denial=draw(st.booleans()),
        )
        made += accounts_of(f"article-{number}", event, published=f"2019-05-{draw(st.integers(day, 16))}")
    return made


def shape(told: list[Account], known: dict[str, str] | None = None) -> list[Any]:
    return [(event.id, event.members, event.feature) for event in merge(told, known or {})]


@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_changes_nothing(told: list[Account], chance: Any) -> None:
    before = shape(told)
    chance.shuffle(told)
    assert shape(told) == before


@given(tellings())
def test_an_account_survives_being_written_as_json(told: list[Account]) -> None:
    read = [Account.from_row(json.loads(json.dumps(account.to_row()))) for account in told]
    assert read == told
    assert shape(read) == shape(told)


@given(tellings())
def test_every_account_is_in_one_event_and_every_id_is_used_once(told: list[Account]) -> None:
    events = merge(told)
    assert sorted(member for event in events for member in event.members) == sorted(account.id for account in told)
    assert len({event.id for event in events}) == len(events)


@given(tellings(), st.integers(0, 7))
def test_ids_given_out_stay_when_more_sources_come(told: list[Account], early: int) -> None:
    known = {member: event.id for event in merge(told[:early]) for member in event.members}
    events = merge(told, known)
    assert {(event.members, json.dumps(event.feature["properties"]["sources"])) for event in events} == {
        (event.members, json.dumps(event.feature["properties"]["sources"])) for event in merge(told)
    }, "what was given out before changes ids alone"
    ids = {event.id for event in events}
    former = {each for event in events for each in event.former}
    assert set(known.values()) <= ids | former, "no id that was given out is lost"
    assert not ids & former


def test_two_ids_given_out_become_one_and_the_other_is_former() -> None:
    [first], [second] = accounts_of("a", raid()), accounts_of("b", raid(injured=Count(2, 2)), published="2019-05-15")
    [event] = merge([first, second], {first.id: "old", second.id: "new"})
    assert (event.id, event.former) == ("old", ("new",))


def test_a_busy_city_for_years_is_never_one_group() -> None:
    """Raids every day, and every day's toll told again for days: keys join no two months and no two districts."""
    told: list[Account] = []
    for day in range(1, 29):
        for month in range(1, 13):
            date = f"2016-{month:02}-{day:02}"
            event = raid(date_start=date, date_end=date, dated=False, deaths=Count(10, 10))
            told += accounts_of(date, event, published=date)
    joined = connected(told)
    assert max(map(len, joined)) <= 28
    assert len(joined) >= 12


def connected(told: list[Account]) -> list[set[str]]:
    """Accounts joined by shared keys, however indirectly."""
    groups: list[tuple[set[str], set[str]]] = []
    for account in told:
        members, keys = {account.id}, set(account.keys)
        apart = []
        for group in groups:
            if group[1] & keys:
                members |= group[0]
                keys |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (members, keys)]
    return [members for members, _ in groups]


def copies_of(told: Account, count: int) -> list[Account]:
    """The account as other articles print it, word for word."""
    made = []
    for number in range(count):
        article = f"{told.article}-printed-{number}"
        sources = [source | {"article": article} for source in told.feature["properties"]["sources"]]
        feature = {**told.feature, "properties": told.feature["properties"] | {"sources": sources}}
        made.append(replace(told, id=f"{number}-{told.id}", article=article, feature=feature))
    return made


@given(tellings(), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_copies_handed_in_beside_their_account_make_what_accounts_of_their_own_make(
    told: list[Account], counts: list[int]
) -> None:
    made = {account.id: copies_of(account, count) for account, count in zip(told, counts, strict=False)}
    copies = {
        of: [Copy(one.id, one.article, one.feature["properties"]["sources"]) for one in each]
        for of, each in made.items()
    }
    whole = [*told, *(one for each in made.values() for one in each)]
    assert [(event.id, event.members, event.feature) for event in merge(told, {}, copies)] == shape(whole)


@pytest.mark.parametrize("outlets", [10, 1000])
def test_what_many_articles_say_alike_is_compared_once(outlets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(chorus, "likeness", lambda one, other: compared.append((one, other)))
    first, second = raid(deaths=Count(7, 7)), raid(deaths=Count(8, 8))
    told = [account for number in range(outlets) for account in accounts_of(f"a-{number}", first)]
    told += [account for number in range(outlets) for account in accounts_of(f"b-{number}", second)]
    merge(told)
    assert len(compared) == 1
