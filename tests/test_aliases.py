"""From a name that nobody knew to a pin: an article is read, corrected, its word for the place offered, and added."""

import csv
import json
from pathlib import Path

import pytest

from tests.test_command_line import waqai

NEWS = {
    "first": "قصفت طائرات حربية بلدة قرمزلان في ريف إدلب يوم 5 أيار 2016، ما أدى إلى مقتل سبعة مدنيين.",
    "second": "اندلعت اشتباكات عنيفة في بلدة قرمزلان في ريف إدلب يوم 9 أيار 2016 بين فصيلين محليين.",
}
ATMA = "C4130"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A folder where two articles were read, and a person said where the place is that both name."""
    for name, text in NEWS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert waqai(tmp_path, "run", "first.txt", "second.txt", "--direct").returncode == 0
    assert waqai(tmp_path, "review", "export", "sheet.csv").returncode == 0
    sheet = rows(tmp_path / "sheet.csv")
    assert [row["place_id"] for row in sheet] == ["", ""]
    with (tmp_path / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, sheet[0])
        table.writeheader()
        table.writerows(row | {"new_place_id": ATMA, "why": "=the mayor told us", "by": "Rana"} for row in sheet)
    assert "2 corrections kept" in waqai(tmp_path, "review", "apply", "sheet.csv").stderr
    return tmp_path


def test_a_corrected_place_is_offered_under_the_name_that_the_text_has_for_it(corrected: Path) -> None:
    done = waqai(corrected, "review", "aliases", "--output", "names.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 names to add, 0 that need a person's eye" in done.stderr
    [row] = rows(corrected / "names.csv")
    assert (row["place_id"], row["name"], row["kind"], row["offer"]) == (ATMA, "قرمزلان", "variant", "add")
    assert (row["corrections"], row["by"], row["why"]) == ("2", "Rana", "'=the mayor told us")  # no formula
    assert len(row["events"].split("; ")) == 2
    assert "قرمزلان" in row["evidence"]
    assert "أطمة" in row["place"]


def test_nothing_is_added_by_itself_and_what_a_person_takes_up_is_read(corrected: Path) -> None:
    waqai(corrected, "review", "aliases", "--output", "names.csv")
    checked = waqai(corrected, "gazetteer", "check", "--places", "names.csv")
    assert (checked.returncode, "0 problems" in checked.stderr) == (0, True)
    for given, found in (((), None), (("--places", "names.csv"), ATMA)):
        told = json.loads(waqai(corrected, "annotate", "first.txt", *given).stdout)
        assert {mention["place_id"] for mention in told["places"] if mention["text"] == "قرمزلان"} == {found}


def test_a_correction_that_was_taken_back_offers_nothing(corrected: Path) -> None:
    for line in waqai(corrected, "review", "list").stdout.splitlines():
        waqai(corrected, "review", "undo", line.split()[0], "--by", "Rana", "--why", "another town")
    assert len(waqai(corrected, "review", "aliases").stdout.splitlines()) == 1  # the columns' names
