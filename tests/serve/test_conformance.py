"""The conformance page lists what tests show and nothing else; a document says which test shows which requirement."""

import re
from pathlib import Path

import tests.serve.test_features_core
import tests.serve.test_features_parts  # noqa: F401  both fill SHOWN
from tests.serve.conftest import Site
from tests.serve.requirements import SHOWN, class_of, where

DOCUMENT = Path("docs/http-conformance.md")
_ROW = re.compile(r"\| `(?P<requirement>[\w/-]+)` \| [^|]+ \| `(?P<test>[\w:]+)` \|")


def test_every_class_that_is_claimed_is_shown_and_no_other(site: Site) -> None:
    claimed = site.get("/conformance").json["conformsTo"]
    assert sorted(claimed) == sorted({class_of(requirement) for requirement in SHOWN})
    assert len(claimed) == len(set(claimed))


def test_the_document_names_the_test_that_shows_each_requirement() -> None:
    written = {row["requirement"]: row["test"] for row in _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))}
    assert written == {requirement: where(check) for requirement, check in SHOWN.items()}
