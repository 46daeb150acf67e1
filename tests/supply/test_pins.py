"""What is installed is what is pinned, for a reason where it is bounded, and nothing is compiled."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.supply.licences import run_time

CHECKOUT: Final = Path(__file__).parents[2]
PINS: Final = [
    Requirement(line) for line in (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line
]


def pinned() -> dict[str, str]:
    """The version of each package on this Python and machine."""
    here = [pin for pin in PINS if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


def test_pins_are_versions_and_nothing_else() -> None:
    assert [
        str(pin) for pin in PINS if not re.fullmatch(r"==[\w.!+]+", str(pin.specifier)) or pin.url or pin.extras
    ] == []


def test_every_package_that_is_asked_for_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    versions = pinned()
    outside = [
        line
        for line in asked
        if versions.get(canonicalize_name(Requirement(line).name)) is None
        or not Requirement(line).specifier.contains(versions[canonicalize_name(Requirement(line).name)])
    ]
    assert outside == []


def test_every_bound_has_its_reason_beside_it() -> None:
    lines = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bounded = [line for line in lines if re.search(r'"[A-Za-z][\w.\[\]-]*[<>=!~]=?\d', line)]
    assert len(bounded) > 10
    assert [line.strip() for line in bounded if not re.search(r"#\s*\S", line)] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    versions = pinned()
    assert {
        name: package.version for name, package in run_time().items() if versions.get(name) != package.version
    } == {}


def test_everything_was_installed_from_wheels_and_set_up_asks_for_nothing_else() -> None:
    built = [package.metadata["Name"] for package in distributions() if package.read_text("WHEEL") is None]
    assert [name for name in built if canonicalize_name(name) != "waqai"] == []
    calls = re.findall(r"pip install -q.*", (CHECKOUT / "bin" / "set-up").read_text(encoding="utf-8"))
    assert len(calls) == 3
    assert [call for call in calls if "$wheels" not in call] == []
