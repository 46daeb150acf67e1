"""All that Waqai is run with is listed with a licence under which it may be."""

import pytest

from tests.supply import licences


def test_the_page_lists_what_is_installed_as_its_metadata_state_it() -> None:
    written = licences.PAGE.read_text(encoding="utf-8")
    assert written == "".join(licences.page()), "`python -m tests.supply.licences > docs/licences.md` writes it anew"
    assert len(licences.run_time()) > 100


def test_every_licence_is_one_under_which_it_may_be_there() -> None:
    found = {name: licences.licence_of(name, package) for name, package in licences.run_time().items()}
    refused = {
        name: licence for name, licence in (licences.listed() | found).items() if not licences.is_allowed(licence)
    }
    assert refused == {}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("a licence that nobody has looked at", False),
    ],
)
def test_what_may_not_be_there_is_refused(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed
