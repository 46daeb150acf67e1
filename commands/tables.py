"""`waqai gazetteer`: the tables of places."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from commands.gazetteers import own_places
from commands.options import SOME, Places, Sources
from commands.refusing import DONE, SOME_UNREAD, say
from commands.sources import Reading


def check(*, places: Places = None) -> int:
    """Check the tables' invariants; every problem by file, row and reason. Status 1 if there are any."""
    from gazetteer.check import check as check_tables

    problems = check_tables(additions=own_places(places))
    for problem in problems:
        print(f"{'note' if problem.note else 'problem'}: {problem}")
    broken = sum(not problem.note for problem in problems)
    say(f"{broken} problems, {len(problems) - broken} notes")
    return SOME_UNREAD if broken else DONE


def build(cod_ab: Path, *, geonames: Path | None = None) -> None:
    """Compile the tables anew from the official downloads: a folder of OCHA's COD-AB, and GeoNames' SY.txt."""
    from gazetteer.build import build as build_tables

    for written in build_tables(cod_ab, geonames):
        print(written)


def missing(*sources: Sources, least: Annotated[int, Parameter(validator=SOME)] = 2, places: Places = None) -> int:
    """List names that articles announce by a place word and the gazetteer lacks, most frequent first."""
    from gazetteer import load
    from gazetteer.missing import missing as missing_names

    articles, gazetteer = Reading(sources, None), load(own_places(places))
    for lacked in missing_names((article.text for article in articles), gazetteer, least=least):
        near = "، ".join(f"{one.place.name} ({one.place.id})" for one in lacked.nearest[:3])
        print(f"{lacked.count}\t{lacked.announcer} {lacked.name}\t{near}\t{' | '.join(lacked.examples[:2])}")
    return articles.status
