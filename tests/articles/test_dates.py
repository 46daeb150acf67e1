import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from articles.dates import UnknownDateError, of_address, stated

CASES = Path(__file__).parent.parent / "cases" / "stated_dates.tsv"


def _reading(written: str) -> str:
    try:
        return stated(written)
    except UnknownDateError:
        return ""


def test_stated_dates_are_read_where_they_have_one_reading() -> None:
    rows = csv.DictReader(CASES.open(encoding="utf-8"), delimiter="\t")
    wrong = [(row["written"], _reading(row["written"])) for row in rows if _reading(row["written"]) != row["read"]]
    assert wrong == []


def test_an_ambiguous_date_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(UnknownDateError, match="two days"):
        stated("05/04/2018")


def test_a_table_s_own_date_type_is_taken_as_it_is() -> None:
    assert stated(date(2018, 5, 2)) == "2018-05-02"
    assert stated(datetime(2018, 5, 2, 12, tzinfo=UTC)) == "2018-05-02T15:00:00+03:00"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2018/05/02/news", "2018-05-02"),
        ("https://example.org/news/2018-05-02-title", "2018-05-02"),
        ("https://example.org/20180502/title", "2018-05-02"),
        ("https://example.org/2018/02/31/title", None),
        ("https://example.org/news/123456789", None),
        ("https://example.org/2018/", None),
    ],
)
def test_an_address_gives_a_day_only_where_it_names_one(url: str, day: str | None) -> None:
    assert of_address(url) == day
