"""The command line as its contract says: results on stdout, all else on stderr, exit status 0, 1 or 2."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Final

import pytest

import store
from tests.ports import free_port
from tests.store.features import HOMS, feature

WAQAI: Final = [sys.executable, "-m", "waqai"]
NEWS: Final = "قصفت طائرات حربية بلدة كفرنبل في ريف إدلب يوم 5 أيار 2016، ما أدى إلى مقتل سبعة مدنيين."


def waqai(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, run in a folder of its own."""
    checkout = {"PYTHONPATH": str(Path(__file__).parents[1]), "COLUMNS": "200"}
    settings = {name: value for name, value in os.environ.items() if not name.startswith("WAQAI_")}
    return subprocess.run(
        [*WAQAI, *arguments],
        cwd=folder,
        env=settings | checkout | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "file").write_text("no store", encoding="utf-8")
    (tmp_path / "short").write_text("secret", encoding="utf-8")
    (tmp_path / "token").write_text("a-token-of-enough-letters\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature("a"), feature("b", at=HOMS, type="protest"), feature("c", date_start=None)])
    return tmp_path


def test_annotations_go_to_stdout_and_what_was_not_read_to_stderr(folder: Path) -> None:
    done = waqai(folder, "annotate", "good.txt", "empty.txt", "missing.txt")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good"]
    assert done.stderr.splitlines() == ["not read: empty.txt: empty", "not read: missing.txt: no such file"]


def test_annotating_loads_neither_prefect_nor_pandas_nor_folium(folder: Path) -> None:
    program = (
        "import sys, waqai; sys.argv = ['waqai', 'annotate', 'good.txt']\n"
        "try: waqai.main()\n"
        "except SystemExit: pass\n"
        "print(*{'prefect', 'pandas', 'folium', 'numpy', 'shapely', 'geopandas'} & set(sys.modules), file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stderr.strip(), done.stdout.count("\n")) == ("", 1)


def test_asking_for_help_loads_no_room() -> None:
    program = (
        "import sys, waqai; sys.argv = ['waqai', '--help']\n"
        "try: waqai.main()\n"
        "except SystemExit: pass\n"
        "rooms = {'arabic', 'gazetteer', 'articles', 'timex', 'geo', 'events', 'store', 'maps', 'serve', 'flows'}\n"
        "print(*rooms & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == ""


WRONG: Final = [
    (["annotate"], "no SOURCE"),
    (["annotate", "good.txt", "--pubished", "2016-12-07"], "no option --pubished"),
    (["annotate", "good.txt", "--published", "tomorrow"], "no date"),
    (["annotate", "good.txt", "--places", "missing.csv"], "missing.csv: there is no such table of places"),
    (["annotate", "good.txt", "--places", "table.csv"], "missing column"),
    (["run", "good.txt", "--direct", "--out", "file"], "it is a file"),
    (["run", "good.txt", "--direct", "--out", "file/below"], "nothing can be written there"),
    (["run", "good.txt", "--out", "file/below"], "nothing can be written there"),
    (["run", "good.txt", "--direct", "--store", "file"], "not a readable store"),
    (["run", "good.txt", "--store", "file"], "not a readable store"),
    (["query", "--store", "missing.gpkg"], "no store at missing.gpkg"),
    (["query", "--store", "file"], "not a readable store"),
    (["query", "--limit", "-1"], "limit"),
    (["query", "--offset", "-1"], "offset"),
    (["query", "--limit", "99999999999999999999"], "limit"),
    (["query", "--bbox", "1,2,3"], "bbox"),
    (["query", "--datetime", "yesterday"], "datetime"),
    (["query", "--type", "murder"], "known are"),
    (["query", "--place", "'; DROP TABLE event; --"], "no such place"),
    (["query", "--filter", "type = 'a'; DROP TABLE event"], "filter"),
    (["query", "--filter", "type = 'a'", "--filter-lang", "cql2-json"], "no JSON"),
    (["query", "--near", "1,2"], "longitude,latitude,kilometres"),
    (["query", "--updated", "yesterday"], "no time such as"),
    (["query", "--sort", "colour"], "known are"),
    (["query", "--format", "gpkg"], "name a file"),
    (["query", "stray"], "stray"),
    (["review", "undo", "7", "--by", "M", "--why", "no"], "there is no correction 7"),
    (["review", "apply", "table.csv", "--by", "M"], "are missing"),
    (["query", "--output", "events.xls"], "which format"),
    (["map", "-o", "missing/map.html"], "its folder is missing"),
    (["map", "-o", "map.png", "--size", "wide"], "no size such as 1600x1000"),
    (["map", "-o", "map.png", "--timeline", "timeline.html"], "it goes beside the map's page"),
    (["map", "-o", "map.html", "--timeline", "elsewhere/timeline.html"], "in the same folder"),
    (["map", "-o", "."], "it is a folder"),
    (["review", "export", "missing/review.csv"], "its folder is missing"),
    (["review", "apply", "missing.csv"], "cannot be read"),
    (["place", "حلب", "--within", "nowhere"], "no such place"),
    (["place", "حلب", "--limit", "0"], "limit"),
    (["gazetteer", "missing", "good.txt", "--least", "-1"], "least"),
    (["gazetteer", "build", "missing"], "missing: No such file"),
    (["serve", "--port", "99999"], "port"),
    (["serve", "--host", "192.0.2.1"], "a token is needed"),
    (["serve", "--host", "192.0.2.1", "--token-file", "short"], "at least 16"),
    (["serve", "--host", "192.0.2.1", "--token-file", "token"], "cannot listen at 192.0.2.1"),
    (["serve", "--token-file", "missing"], "cannot be read"),
    (["serve", "--origin", "*"], "every web page could read the store"),
    (["serve", "--page", "0"], "page is 0"),
    (["schedule", "good.txt", "--cron", "* * * * *", "--timezone", "Mars/Olympus"], "no time zone"),
    (["frobnicate"], "frobnicate"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=str)
def test_a_wrong_call_ends_with_2_and_says_why(folder: Path, arguments: list[str], said: str) -> None:
    done = waqai(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Errno" not in done.stderr


def test_a_string_that_is_longer_than_a_name_is_looked_up_in_part_and_that_is_said(folder: Path) -> None:
    done = waqai(folder, "place", "، ".join(["حلب"] * 11))
    assert "the last 3 of its parts were not looked at" in done.stderr


def test_a_wrong_environment_is_a_wrong_call(folder: Path) -> None:
    wrong = [
        waqai(folder, "annotate", "good.txt", WAQAI_PLACES="missing.csv"),
        waqai(folder, "query", "--place", "حلب", WAQAI_PLACES="missing.csv"),
        waqai(folder, "query", WAQAI_STORE="https://example.org/store"),
        waqai(folder, "query", WAQAI_STORE="."),
    ]
    assert [(done.returncode, "Traceback" in done.stderr) for done in wrong] == [(2, False)] * len(wrong)


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = waqai(folder, "serve", "--port", port)
    assert (done.returncode, f"port {port}" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_the_server_says_where_it_is_and_ends_quietly(folder: Path) -> None:
    port = free_port()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [*WAQAI, "serve", "--port", str(port)], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
        for line in server.stderr:
            if "startup complete" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            assert json.load(answer)["events"] == 3
        server.send_signal(signal.SIGINT)
        assert "Traceback" not in server.stderr.read()
    assert server.returncode == 0


ASKED: Final = [
    ([], "a b c"),
    (["--type", "protest"], "b"),
    (["--type", "protest", "--type", "shelling"], "a b c"),
    (["--datetime", "2016-12"], "a b"),
    (["--datetime", "2016-12", "--type", "protest", "--bbox", "36,34,37,35", "--factuality", "occurred"], "b"),
    (["--bbox", "0,0,1,1"], ""),
    (["--filter", "type = 'protest'"], "b"),
    (["--filter", '{"op": "=", "args": [{"property": "type"}, "protest"]}', "--filter-lang", "cql2-json"], "b"),
    (["--near", "36.71,34.73,10"], "b"),
    (["--actor", "الدفاع المدني", "--deaths", "5", "--sources", "1", "--confidence", "0.5"], "a b c"),
    (["--subtype", "artillery", "--type", "protest", "--time-precision", "1", "--geo-precision", "1"], "b"),
    (["--updated", "2999-01-01"], ""),
    (["--sort=-updated", "--limit", "3"], "a b c"),
    (["--limit", "1", "--offset", "1"], "b"),
    (["--limit", "0"], ""),
    (["--offset", "9223372036854775807"], ""),
    (["--text", '" OR 1=1 --'], ""),
    (["--source", "../../etc/passwd"], ""),
]


@pytest.mark.parametrize(("arguments", "found"), ASKED, ids=str)
def test_a_query_prints_one_collection_of_what_matches(folder: Path, arguments: list[str], found: str) -> None:
    done = waqai(folder, "query", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    features = json.loads(done.stdout)["features"]
    assert " ".join(sorted(one["id"] for one in features)) == found


def test_what_a_run_stored_is_found_without_naming_it(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(NEWS, encoding="utf-8")
    assert waqai(tmp_path, "run", "good.txt", "--direct").returncode == 0
    assert len(json.loads(waqai(tmp_path, "query").stdout)["features"]) == 1


def test_a_run_prints_the_path_of_its_map_alone(folder: Path) -> None:
    done = waqai(folder, "run", "good.txt", "empty.txt", "--direct", "--out", "out")
    assert (done.returncode, done.stdout) == (1, f"{Path('out', 'map.html')}\n")
    assert "1 article read, 1 refused" in done.stderr
    results = {"events.geojson", "map.html", "timeline.html", "run.json", "waqai.gpkg"}
    assert {path.name for path in (folder / "out").iterdir()} == results


def test_what_is_unsure_is_reviewed_applied_listed_and_taken_back(folder: Path) -> None:
    assert "1 events to review" in waqai(folder, "review", "export", "sheet.geojson", "--unsure").stderr
    sheet = json.loads((folder / "sheet.geojson").read_text(encoding="utf-8"))
    sheet["features"][0]["properties"] |= {"verdict": "rejected", "why": "nobody tells when"}
    (folder / "sheet.geojson").write_text(json.dumps(sheet), encoding="utf-8")
    assert "1 corrections kept" in waqai(folder, "review", "apply", "sheet.geojson", "--by", "M").stderr
    number, *_ = waqai(folder, "review", "list").stdout.split()
    assert len(json.loads(waqai(folder, "query").stdout)["features"]) == 2
    undone = waqai(folder, "review", "undo", number, "--by", "M", "--why", "a source tells when")
    assert (undone.returncode, "undone: c" in undone.stderr) == (0, True)
    assert len(json.loads(waqai(folder, "query").stdout)["features"]) == 3


def test_a_query_fills_the_columns_of_other_data_sets(folder: Path) -> None:
    done = waqai(folder, "query", "--format", "ucdp", "--type", "shelling")
    assert done.stdout.splitlines()[0].startswith("id,relid,year,active_year,code_status,type_of_violence")
    assert len(done.stdout.splitlines()) == 2
