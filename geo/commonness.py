"""How ordinary a spelling is: in how much news that is not about Syria it occurs.

``commonness.csv`` counts, for each spelling that is also a name in the gazetteer, the articles that hold it
among 10,000 articles of Saudi and Tunisian news desks of 2013 to 2017 which do not speak of Syria. Names that
occur there are words, persons or foreign places at least as often as Syrian villages; spellings without a row
occur in none.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("commonness.csv")


@cache
def commonness() -> dict[str, int]:
    """Articles in ten thousand by folded spelling."""
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["form"]: int(row["articles"]) for row in csv.DictReader(rows)}
