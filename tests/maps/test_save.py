import csv
import io
import json
from typing import Any

from maps.shapes import shape
from tests.maps.browser import Opened, Visit
from tests.maps.examples import sample
from tests.store.features import feature, source


def downloaded(visit: Visit, kind: str) -> str:
    with visit.page.expect_download() as waiting:
        visit.page.click(f"#wq-save-{kind}")
    return waiting.value.path().read_bytes().decode()


def test_the_download_holds_what_is_listed_as_it_came(opened: Opened) -> None:
    given = {one["id"]: one for one in sample()}
    visit = opened(list(given.values()))
    kept = {one["id"]: one for one in json.loads(downloaded(visit, "geojson"))["features"]}
    assert sorted(kept) == sorted(set(given) - {"planned"})

    def filled(properties: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in properties.items() if value not in (None, [], "")} | {"id": None}

    different = [name for name, one in kept.items() if filled(one["properties"]) != filled(given[name]["properties"])]
    assert different == []
    drawn = {name: (one["geometry"], given[name]["geometry"]) for name, one in kept.items()}
    moved = [name for name, (one, other) in drawn.items() if (one and shape(one)) != (other and shape(other))]
    assert moved == []


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(opened: Opened) -> None:
    formula = '=HYPERLINK("https://evil.example","x"), ثم\nسطر'
    risky = feature("=1+1", title=formula, attribution="@cmd", sources=[source("A", '+قال «نعم»، و"لا"')])
    text = downloaded(opened([risky]), "csv")
    assert text.startswith("\ufeffid,type,factuality,title")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (row["id"], row["title"], row["attribution"]) == ("'=1+1", f"'{formula}", "'@cmd")
    assert row["evidence"] == '\'+قال «نعم»، و"لا"'
    assert (row["deaths_min"], row["injured_max"], row["lat"]) == ("5", "", "36.2")
