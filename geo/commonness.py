"""How ordinary a spelling is: in how much news that is not about Syria it occurs.

``commonness.csv`` counts, among 21,000 articles of Saudi and Tunisian news desks of 2013 to 2017 which do not
speak of Syria, those that hold a folded spelling, per ten thousand: for every spelling that is also a name in the
gazetteer, for words that begin like one after a clitic, and for all words of more than a dozen articles. What
occurs there is a word, a person or a foreign place at least as often as a Syrian village; spellings without a row
occur in next to none.
"""

from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("commonness.csv")


@cache
def commonness() -> dict[str, int]:
    """Articles in ten thousand by folded spelling."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {form: int(articles) for form, _, articles in (row.partition(",") for row in rows)}
