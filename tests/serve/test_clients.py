"""Programs that are not ours read the server: GDAL's OAPIF driver, owslib, and schemathesis the API document."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import Site

ALL = ["battle", "shelling", "siege", "un/placed é", "undated"]
GDAL = """
import json, sys, pyogrio
if "OAPIF" not in pyogrio.list_drivers():
    sys.exit(3)
address, told = sys.argv[1], json.loads(sys.argv[2])
if "bbox" in told:
    told["bbox"] = tuple(told["bbox"])
frame = pyogrio.read_dataframe(f"OAPIF:{address}", layer="events", **told)
points = {row["id"]: row.geometry and list(row.geometry.centroid.coords)[0] for _, row in frame.iterrows()}
info = pyogrio.read_info(f"OAPIF:{address}", layer="events")
types = dict(zip(info["fields"], info["ogr_types"]))
print(json.dumps({"ids": sorted(frame["id"]), "points": points, "types": types}))
"""


def gdal(site: Site, **told: Any) -> Any:
    """In a process of its own: GDAL holds the interpreter's lock while it waits for the server in this one."""
    arguments = [sys.executable, "-c", GDAL, site.base, json.dumps(told)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode == 3:
        pytest.skip("this pyogrio was built without the OAPIF driver")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gdal_reads_every_event_and_its_place(site: Site) -> None:
    read = gdal(site)
    assert read["ids"] == ALL
    assert read["points"]["battle"] == [36.71, 34.73]
    assert read["points"]["un/placed é"] is None


def test_gdal_follows_the_pages(site: Site) -> None:
    read = gdal(site, PAGE_SIZE="2")
    assert read["ids"] == ALL


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"bbox": [37, 36, 38, 37]}, ["shelling", "undated"]),
        ({"where": "type = 'siege'"}, ["siege"]),
        ({"where": "type = 'siege' OR confidence > 0.9"}, ["siege"]),
        ({"where": "date_start >= '2018-01-01'"}, ["battle"]),
        ({"where": "date_start > '2018-01-01' AND date_start < '2018-06-01'"}, ["battle"]),
        ({"where": "place_name_en LIKE 'Al-%' AND confidence >= 0.5", "bbox": [36, 33, 37, 34]}, ["siege"]),
        ({"where": "date_start IS NULL OR place_id IN ('ghouta')"}, ["siege", "undated"]),
        ({"where": "type <> 'siege' AND NOT (type = 'aid')", "PAGE_SIZE": "1"}, ["battle", "shelling", "undated"]),
    ],
)
def test_gdal_asks_for_what_it_wants(site: Site, told: dict[str, Any], found: list[str]) -> None:
    assert gdal(site, **told)["ids"] == found


def test_gdal_knows_the_columns_before_it_has_seen_them(site: Site) -> None:
    """Else the first page's features decide, and a column that is empty in them is text for ever."""
    types = gdal(site, PAGE_SIZE="1")["types"]
    assert [types[name] for name in ("date_start", "lat", "geo_precision", "deaths", "updated")] == [
        *("OFTDate", "OFTReal", "OFTInteger", "OFTString", "OFTString"),
    ]
    assert gdal(site, where="updated > '2000-01-01'")["ids"] == ALL  # never sent as datetime, which is another time


def test_owslib_finds_its_way(site: Site) -> None:
    from owslib.ogcapi.features import Features  # type: ignore[import-untyped]

    client = Features(f"{site.base}/")
    assert client.feature_collections() == ["events", "articles", "places", "removed"]
    assert client.api()["openapi"].startswith("3.0")
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in client.conformance()["conformsTo"]
    assert "type" in client.collection_queryables("events")["properties"]
    page = client.collection_items("events", limit=2, bbox=[36, 33, 38, 37])
    assert (page["numberMatched"], page["numberReturned"]) == (4, 2)
    assert client.collection_item("events", "siege")["geometry"]["type"] == "Polygon"
    asked = client.collection_items("events", filter="type = 'siege' OR CASEI(place_name) = 'x'")
    assert [feature["id"] for feature in asked["features"]] == ["siege"]


@pytest.mark.slow
def test_schemathesis_finds_no_fault(site: Site, tmp_path: Path) -> None:
    """Positive acceptance apart: that a box's south lies below its north, OpenAPI cannot say."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{site.base}/openapi.json"]
    chosen = [
        "--phases",
        "examples,coverage,fuzzing",
        "-n",
        "8",
        "--seed",
        "7",
    ]  # one worker: CPython 3.11 parses in one thread
    checks = ["--exclude-checks", "positive_data_acceptance", "--suppress-health-check", "all"]
    apart = [
        "--exclude-path",
        "/map",
        "--warnings",
        "off",
        "--request-timeout",
        "300",
        "--continue-on-failure",
        "--no-color",
    ]
    done = subprocess.run(
        [*command, *chosen, *checks, *apart], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
