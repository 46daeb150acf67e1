"""The rooms have generic names: they must be this checkout's, and nothing of flows/ may hide one."""

import ast
import importlib
import importlib.util
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
ROOMS = ("arabic", "articles", "commands", "events", "flows", "gazetteer", "geo", "maps", "serve", "store", "timex")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_the_one_of_this_checkout(room: str) -> None:
    spec = importlib.util.find_spec(room)
    assert spec is not None
    assert Path(str(spec.origin)) == CHECKOUT / room / "__init__.py"


def test_no_file_of_flows_hides_another_module() -> None:
    # Prefect puts flows/ first on sys.path when it runs flows/timeline.py.
    stems = {path.stem for path in (CHECKOUT / "flows").glob("*.py")} - {"__init__"}
    hiding = stems & (set(ROOMS) | set(sys.stdlib_module_names) | {"waqai", "tests", "benchmarks"})
    elsewhere = [path for path in sys.path if path != str(CHECKOUT / "flows")]  # where a flow that was loaded put it
    hiding |= {stem for stem in stems if PathFinder.find_spec(stem, elsewhere) is not None}
    assert hiding == set()


def test_prefect_is_imported_in_flows_alone() -> None:
    importing = [
        str(path.relative_to(CHECKOUT))
        for path in [*CHECKOUT.glob("*.py"), *CHECKOUT.glob("*/**/*.py")]
        if path.relative_to(CHECKOUT).parts[0] in (*ROOMS, "waqai.py")
        and path.parent.name != "flows"
        and "prefect" in _imported(path)
    ]
    assert importing == []


WITHOUT_PREFECT = [
    *("expected", "extraction", "ephemeral", "job", "launch", "ledger", "meter"),
    *("picture", "pipeline", "program", "readings", "summary", "tally"),
]


@pytest.mark.parametrize("module", WITHOUT_PREFECT)
def test_what_runs_without_prefect_does_not_import_it_at_the_top(module: str) -> None:
    path = CHECKOUT / "flows" / f"{module}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tops = {name for node in tree.body for name in _names(node)}
    assert (
        tops & {"prefect", "flows.timeline", "flows.deployment", "flows.steps", "flows.runner", "flows.artifacts"}
        == set()
    )


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name.split(".")[0] for node in ast.walk(tree) for name in _names(node)}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
