"""Data on its way into the page and out again: nothing is lost, whatever letters it has."""

import json

from hypothesis import given
from hypothesis import strategies as st

from maps.blocks import LETTERS, PACKED_FROM, in_letters, safe_json
from maps.columns import columns, told
from tests.maps.browser import Opened
from tests.store.features import feature, source

ODD = '«قصف» ٣ پچژگ ک ی — “x” 😀 \u200f\u202e\u2066 \u2028 \ud83d \x00 \x7f ﷺ ﻻ {{7*7}} </script> \\ " ñ'


def test_packed_events_say_what_they_said(opened: Opened) -> None:
    many = [feature(f"e{number:04d}", title=f"{ODD} {number}") for number in range(PACKED_FROM + 5)]
    visit = opened([*many, feature("x", at=None, place_name=ODD, sources=[source("A", ODD), source("B", "")])])
    assert visit.complaints == []
    said = visit.page.evaluate("(async () => waqai.said([waqai.events.id.indexOf('x')]))()")[0]
    assert said["place_name"].encode("utf-16", "surrogatepass") == ODD.encode("utf-16", "surrogatepass")
    assert [one.get("evidence", "").encode("utf-16", "surrogatepass") for one in said["sources"]] == [
        ODD.encode("utf-16", "surrogatepass"),
        b"\xff\xfe",
    ]
    assert visit.page.evaluate("(async () => (await waqai.said([7]))[0].title)()").endswith(" 7")


@given(st.binary(max_size=200))
def test_letters_hold_every_byte(data: bytes) -> None:
    written = in_letters(data)
    assert set(written) <= set(LETTERS)
    numbers = [LETTERS.index(a) * 91 + LETTERS.index(b) for a, b in zip(written[::2], written[1::2], strict=True)]
    bits = "".join(f"{number:013b}" for number in numbers)
    assert bytes(int(bits[at : at + 8], 2) for at in range(0, len(data) * 8, 8)) == data


def test_no_letter_of_packed_data_means_anything_in_html() -> None:
    assert len(set(LETTERS)) == 91
    assert set("<&\\ \n\"'") & set(LETTERS) <= set("\"'")


@given(st.text(st.characters(codec=None)))
def test_safe_json_is_json_without_a_sign_of_html_or_templates(text: str) -> None:
    written = safe_json({"a": [text]})
    assert json.loads(written.encode()) == {"a": [text]}
    assert set("<>&\u2028\u2029") & set(written) == set()
    assert set("{}") & set(written[1:-1]) == set()


def test_what_the_columns_hold_is_not_told_again_and_nothing_else_is_left_out() -> None:
    placed, unplaced = feature("a", date_reason="أمس", extra={"x": 1}), feature("b", at=None, place_name="مكان")
    held = told(columns([placed, unplaced])[1])
    assert held["event"]["extra"] == [{"x": 1}, None]
    assert held["event"]["place_name"] == [None, "مكان"]
    assert "lat" not in held["event"]
    assert held["sources"] == [1, 1]
    names = set(held["event"]) | set(held["reason_names"])
    assert {"title", "date_start", "deaths", "attribution", "reason", "date_reason"} <= names
