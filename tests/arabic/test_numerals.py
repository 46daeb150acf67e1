"""Numbers in words and digits count what they say."""

from pathlib import Path

import pytest

from arabic import analyse, read_cardinal, read_ordinal

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "cases" / "numerals.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("published", "value", "kind"), ROWS)
def test_a_numeral_counts_what_it_says(published: str, value: str, kind: str) -> None:
    read = read_ordinal if kind == "ordinal" else read_cardinal
    numeral = read(analyse(published).tokens, 0)
    assert (str(numeral.value) if numeral else "-") == value


def test_a_clitic_before_a_numeral_is_reported() -> None:
    numeral = read_cardinal(analyse("لخمسة أيام").tokens, 0, ("", "ل"))
    assert numeral is not None
    assert (numeral.value, numeral.clitics, numeral.last) == (5, "ل", 1)


def test_a_list_of_counts_is_not_one_number() -> None:
    numeral = read_cardinal(analyse("ثلاثة وأربعة").tokens, 0)
    assert numeral is not None
    assert numeral.value == 3
