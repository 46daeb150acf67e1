"""What fuzzing found and was mended, smallest inputs only: one row each."""

import io
import json

import pytest

from articles import Article
from articles.distinct import distinct
from articles.reading import read_named
from tests.attack.seeds import NEWS
from tests.attack.targets import TARGETS

FOUND = {
    "an entry whose content is nothing": (
        "listing",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content/></entry>',
    ),
    "a robots.txt in Latin-1": ("robots", b"User-agent: *\nDisallow: /caf\xe9\n"),
    "a packed file with a flipped bit": ("packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff"),
    "a places table in Windows-1256": ("places", "id,name,kind,lat,lon\na,حلب,city,36,37\n".encode("cp1256")),
    "a places table with a bare return": ("places", b'id,name,kind,lat,lon\na\rb,"c'),
    "an uncertainty that is no number": (
        "places",
        b"id,name,kind,lat,lon,uncertainty_km,country\na,b,town,36,37,nan,IQ\nc,d,town,36,37,inf,IQ\n",
    ),
    "half a surrogate in CQL2": ("cql_text", b"title = '\xff'"),
    "half a surrogate in CQL2 JSON": ("cql_json", b'{"op":"=","args":[{"property":"title"},"\\ud800"]}'),
    "half a surrogate in a search": ("search", b"\xd9\x82\xff"),
    "a column of a review twice, and a row that ends before the second": (
        "review",
        b"id,verdict,new_type,id,why,by\nshelling,confirmed,,,a,b\nbattle,confirmed\n",
    ),
    "settings nested deeply": ("settings", b"a = " + b"[" * 20_000),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_mended(name: str) -> None:
    target, data = FOUND[name]
    TARGETS[target](data)


@pytest.mark.parametrize("field", ["id", "url", "source"])
def test_a_nul_in_what_names_an_article_refuses_its_row_alone(field: str) -> None:
    """PostgreSQL would refuse the batch."""
    whole = {"id": "1", "text": NEWS}
    rows = [json.dumps(row).encode() for row in (whole | {field: "https://a.example/\0"}, whole | {"id": "2"})]
    refused, read = distinct(read_named(io.BytesIO(b"\n".join(rows)), "a.jsonl"))
    assert f"{field}: holds a NUL" in str(refused)
    assert isinstance(read, Article)
