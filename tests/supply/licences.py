"""The licences of all that Waqai is run with, from the packages' own metadata: ``docs/licences.md``.

    .venv/bin/python -m tests.supply.licences > docs/licences.md

writes the page anew after the pins have changed.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE: Final = Path(__file__).parent
PAGE: Final = HERE.parents[1] / "docs" / "licences.md"
_TABLES: Final = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
ALLOWED: Final[dict[str, str]] = _TABLES["allowed"]
STATED: Final[dict[str, dict[str, str]]] = _TABLES["stated"]
_CLASSIFIERS: Final[dict[str, str]] = _TABLES["classifiers"]
_HEAD: Final = """# Licences

Everything that is installed to run Waqai (not what only its tests use), with the licence that its own metadata state.
Written by `python -m tests.supply.licences`, checked by `tests/supply`. Waqai itself is Apache-2.0. A licence that is
not in `tests/supply/licences.toml`, where each stands with why it may be there, fails the tests, as the GPL does.
Where a package may be had under one licence or another, one of them has to be there. What the gazetteer's places may be
used for: `gazetteer/tables/sources.csv`, and [the gazetteer](gazetteer.md).

| package | licence |
| --- | --- |
"""


def run_time() -> dict[str, Distribution]:
    """The packages that Waqai is run with on this Python and machine, by name."""
    found: dict[str, Distribution] = {}
    wanted = [(requirement, "") for requirement in distribution("waqai").requires or ()]
    while wanted:
        written, extra = wanted.pop()
        requirement = Requirement(written)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        try:
            package = distribution(name)
        except PackageNotFoundError:  # of an extra that nobody installed
            continue
        new = name not in found
        found[name] = package
        for each in ("", *sorted(requirement.extras)) if new else sorted(requirement.extras):
            wanted += [(of_it, each) for of_it in package.requires or () if each or "extra ==" not in of_it]
    return found


def licence_of(name: str, package: Distribution) -> str:
    """A licence expression (SPDX); ``LookupError`` where the metadata state none that is known."""
    if name in STATED:
        return STATED[name]["licence"]
    stated: list[str] | None = package.metadata.get_all("License-Expression")
    if stated:
        return stated[0]
    classifiers = [
        _CLASSIFIERS[classifier]
        for classifier in package.metadata.get_all("Classifier") or ()
        if classifier.startswith("License ::") and classifier != "License :: OSI Approved"
    ]
    if classifiers:
        return " OR ".join(sorted(set(classifiers)))
    written: list[str] = package.metadata.get_all("License") or []
    if written and written[0] in ALLOWED:
        return written[0]
    raise LookupError(f"{name}: its metadata state no licence that is known: {' '.join(written)[:60]!r}")


def is_allowed(expression: str) -> bool:
    """May a package under this licence be run with Waqai? Brackets are those of SPDX; AND binds closer than OR."""
    inner = re.sub(r"\(([^()]*)\)", lambda part: "yes" if is_allowed(part[1]) else "no", expression)
    if inner != expression:
        return is_allowed(inner)
    return any(
        all(one.strip() in ALLOWED or one.strip() == "yes" for one in either.split(" AND "))
        for either in expression.split(" OR ")
    )


def page() -> Iterator[str]:
    """The page's lines, for the packages that are here and those that it names for other systems."""
    rows = {name: licence_of(name, package) for name, package in run_time().items()}
    rows = {**listed(), **rows}
    yield _HEAD
    for name in sorted(rows):
        yield f"| {name} | {rows[name]} |\n"


def listed() -> dict[str, str]:
    """What the page as it stands says of packages that are still pinned."""
    if not PAGE.exists():
        return {}
    pinned = (HERE.parents[1] / "constraints.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: licence for name, licence in rows if re.search(rf"^{re.escape(name)}==", pinned, re.MULTILINE)}


if __name__ == "__main__":
    print("".join(page()), end="")
