"""The gate shuts: a copy of the program that lacks a rule, a trigger or a place fails the gold's tests."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

CHECKOUT: Final = Path(__file__).parents[2]
_READ: Final = ("arabic", "gazetteer", "articles", "timex", "geo", "events", "tests")


def _edit(path: Path, pattern: str, instead: str) -> None:
    before = path.read_text(encoding="utf-8")
    after = re.sub(pattern, instead, before, flags=re.MULTILINE | re.DOTALL)
    assert after != before, f"{path.name} is written otherwise now: this test breaks nothing"
    path.write_text(after, encoding="utf-8")


def _no_airstrikes(copy: Path) -> None:
    triggers = copy / "events" / "triggers.toml"
    _edit(triggers, r'\[\[trigger\]\]\ntype = "airstrike"\n.*?(?=\n\[\[trigger\]\]|\n# -)', "")


def _no_deictic_days(copy: Path) -> None:
    _edit(copy / "timex" / "rules" / "__init__.py", r'"deictic_day", ', "")


def _no_aleppo(copy: Path) -> None:
    tables = [path for path in (copy / "gazetteer" / "tables").glob("*.csv") if ",حلب," in path.read_text("utf-8")]
    for table in tables:
        _edit(table, ",حلب,", ",مدينة بلا اسم,")


def _another_gold(copy: Path) -> None:
    _edit(copy / "tests" / "gold" / "articles" / "afrin-2018.txt", "2018-01-21", "2018-01-22")


DAMAGE: Final[dict[str, tuple[Callable[[Path], None], set[str]]]] = {
    "a trigger": (_no_airstrikes, {"events_found", "events_full"}),
    "a rule": (_no_deictic_days, {"dates_found", "dates_value"}),
    "a place": (_no_aleppo, {"places_found", "places_resolved"}),
    "the gold": (_another_gold, {"the_gold_is_the_one"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE)
def test_the_gate_shuts(tmp_path: Path, damage: str) -> None:
    for room in _READ:
        shutil.copytree(CHECKOUT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    act, named = DAMAGE[damage]
    act(tmp_path)
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--noconftest", "tests/gold/test_articles.py"]
    done = subprocess.run(
        [sys.executable, *tests],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = set(re.findall(r"^FAILED \S+::(\S+)", done.stdout, re.MULTILINE))
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
    assert [name for name in named if not any(name in each for each in failed)] == [], failed
