"""What unpacks, expands or nests to gigabytes is refused or passed over, in little memory and little time."""

import gzip
import io
import json
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Final

import pytest

from articles import Article, Refusal, UnknownDateError
from articles.collection import SettingsError
from articles.collection import load as load_settings
from articles.collection.listings import read_sitemap, unpacked
from articles.dates import stated
from articles.origin import RECORD_BYTES, UnreadableError
from articles.reading import read_named
from articles.web import Limits, Web
from tests.attack.seeds import ATOM, NEWS, PAGE, RSS, warc

MEMORY_MB: Final = 400  # that a reader may take on top of what it is given
SECONDS: Final = 20  # on a busy machine


def outcome(data: bytes, path: str) -> list[str]:
    """Each article's letters, or the reason why there is none."""
    return [*outcomes(data, path)]


def outcomes(data: bytes, path: str) -> Iterator[str]:
    try:
        for item in read_named(io.BytesIO(data), path):
            yield item.text if isinstance(item, Article) else item.reason
    except UnreadableError as refused:
        yield str(refused)


def answer(body: bytes, headers: bytes = b"") -> bytes:
    """A WARC record of an HTTP answer."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"


@cache
def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])


def huge_cells() -> bytes:
    """100 rows of one cell of 10 MB, in a file of a few kilobytes."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 100), pa.array(["ا" * 5_000_000]))
    file = io.BytesIO()
    pq.write_table(pa.table({"id": [str(at) for at in range(100)], "text": cells}), file, compression="zstd")
    return file.getvalue()


def different_cells() -> bytes:
    """10 rows of 8 MB, no two alike."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    with pq.ParquetWriter(file, pa.schema([("id", "string"), ("text", "string")]), compression="zstd") as writer:
        for at in range(10):
            writer.write_table(pa.table({"id": [str(at)], "text": [f"{at}" + "a" * 8_000_000]}))
    return file.getvalue()


BOMBS: Final[dict[str, tuple[Callable[[], bytes], str, str]]] = {
    "gzip of 100 MB in one line": (lambda: zeros(100), "a.jsonl.gz", "a line of more than 20 MB"),
    "gzip of 100 MB as a page": (lambda: zeros(100), "a.html.gz", "larger than 20 MB"),
    "gzip of 100 MB as a text": (lambda: zeros(100), "a.txt.gz", "larger than 2 MB"),
    "gzip of gzip": (lambda: gzip.compress(zeros(100)), "a.txt.gz", "gzip data: unpack it first"),
    "a table whose quotes never end a row": (
        lambda: gzip.compress(b"id,text\n" + b'a,"\n' + (b'","' + b"a" * 1000 + b"\n") * 21_000),
        "a.csv.gz",
        "a row of more than 20 MB",
    ),
    "a cell of 50 MB": (lambda: b'id,text\n1,"' + b"a" * 50_000_000, "a.csv", "a row of more than 20 MB"),
    "a Parquet cell a thousand times": (huge_cells, "a.parquet", "more than any one article has"),
    "large Parquet cells": (different_cells, "a.parquet", "more than any one article has"),
    "a WARC header without end": (
        lambda: gzip.compress(warc().replace(b"WARC-Date", b"X" * 30_000_000 + b": a\r\nWARC-Date")),
        "a.warc.gz",
        "a header of more than",
    ),
    "a WARC with a million headers": (
        lambda: warc().replace(b"WARC-Date", b"X: a\r\n" * 1_000_000 + b"WARC-Date"),
        "a.warc",
        "a header of more than",
    ),
    "an HTTP header without end in a WARC": (
        lambda: answer(b"<p>a", b"X: " + b"a" * 50_000_000 + b"\r\n"),
        "a.warc",
        "a header of more than",
    ),
    "a WARC that is one line": (lambda: zeros(100), "a.warc.gz", "a header of more than"),
    "a packed answer in a WARC": (
        lambda: answer(zeros(100), b"Content-Encoding: gzip\r\n"),
        "a.warc",
        "larger than 20 MB",
    ),
    "a deflated answer in a WARC": (
        lambda: answer(zlib.compress(bytes(60_000_000)), b"Content-Encoding: deflate\r\n"),
        "a.warc",
        "larger than 20 MB",
    ),
    "a page of a million tags": (lambda: b"<html><body>" + b"<p>a" * 1_000_000, "a.html", "more than 200,000 tags"),
    "a feed of a million tags": (lambda: b"<rss>" + b"<item/>" * 1_000_000, "a.xml", "more than 200,000 tags"),
}


@pytest.fixture(scope="module")
def measured() -> dict[str, tuple[list[str], float, int]]:
    """Every bomb read in one process of its own: outcomes, seconds of its processor, memory in MB."""
    call = [sys.executable, "-c", "from tests.attack.test_bombs import measure; measure()"]
    root = Path(__file__).parents[2]
    done = subprocess.run(call, cwd=root, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, tuple[list[str], float, int]] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> None:
    """In the child: memory is what the process has taken at most, less what making the bomb took."""
    told = {}
    for name, (make, path, _) in BOMBS.items():
        data = make()
        before, began = _most_mb(), time.process_time()
        found = [text[:200] for text in islice(outcomes(data, path), 1000)]
        told[name] = (found[:1], time.process_time() - began, _most_mb() - before)
    print(json.dumps(told))


def _most_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory_and_time(
    name: str, measured: dict[str, tuple[list[str], float, int]]
) -> None:
    found, seconds, megabytes = measured[name]
    assert BOMBS[name][2] in found[0]
    assert megabytes < MEMORY_MB
    assert seconds < SECONDS


# --- XML ---

LAUGHS: Final = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b0 "ضحك">'
    + "".join(f'<!ENTITY b{at + 1} "{f"&b{at};" * 10}">' for at in range(9))
    + "]>"
)
OUTSIDE: Final = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b9 SYSTEM "file:///etc/passwd"><!ENTITY c SYSTEM "{address}">'
    '<!ENTITY % d SYSTEM "{address}"> %d;]>'
)


class _Listener(BaseHTTPRequestHandler):
    asked = 0
    packed = b""

    def do_GET(self) -> None:
        _Listener.asked += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", self.path[1:])
        self.send_header("Content-Length", str(len(self.packed)))
        self.end_headers()
        try:
            self.wfile.write(self.packed)
        except ConnectionError:  # the client has had enough
            return

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def listener() -> Iterator[str]:
    _Listener.packed = zeros(100)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_entities_of_a_feed_are_not_expanded(feed: str) -> None:
    bomb = LAUGHS + feed.partition("?>")[2].replace("خبر", "&b9;").replace("قصف", "&b9;")
    assert sum(text.count("ضحك") for text in outcome((bomb or LAUGHS + feed).encode(), "a.xml")) < 100


def test_a_feed_has_no_way_to_a_file_or_an_address(listener: str) -> None:
    before = _Listener.asked
    feed = OUTSIDE.format(address=listener) + RSS.partition("?>")[2].replace(NEWS, NEWS + "&b9;&c;")
    assert [text for text in outcome(feed.encode(), "a.xml") if "root:" in text] == []
    sitemap = OUTSIDE.format(address=listener) + "<urlset><url><loc>https://a.example/&b9;&c;</loc></url></urlset>"
    found = read_sitemap(sitemap.encode(), "https://a.example/", limit=10**6)
    assert [entry.address for entry in found.entries] == ["https://a.example/"]
    page = OUTSIDE.format(address=listener) + PAGE.replace(NEWS[:10], NEWS[:10] + "&b9;&c;")
    assert [text for text in outcome(page.encode(), "a.html") if "root:" in text] == []
    assert _Listener.asked == before


def test_entities_of_a_sitemap_are_not_expanded() -> None:
    bomb = LAUGHS + "<urlset><url><loc>https://a.example/&b9;</loc></url></urlset>"
    with pytest.raises(UnreadableError, match="no sitemap"):
        read_sitemap(bomb.encode(), "https://a.example/", limit=10**6)


def test_a_sitemap_unpacks_as_far_as_its_limit() -> None:
    with pytest.raises(UnreadableError, match=r"larger than 60 MB when unpacked"):
        unpacked(zeros(100), 60_000_000)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "gzip, gzip, gzip", "br", "zstd", "deflate", "identity"])
def test_a_packed_answer_is_read_as_far_as_the_limit(listener: str, encoding: str) -> None:
    before, began = _most_mb(), time.process_time()
    with pytest.raises(UnreadableError):
        raise UnreadableError(repr(Web(Limits(private=True, tries=1)).follow(f"{listener}/{encoding}").data[:20]))
    assert _most_mb() - before < 150
    assert time.process_time() - began < 5


# --- Nesting ---


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"[" * 100_000, "a.json"),
        (b'{"id": 1, "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a.json"),
        (b'{"id": 1, "text": "a", "x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "a.jsonl"),
        (b"<html><body>" + b"<div>" * 100_000 + PAGE.encode(), "a.html"),
        (b"<html><body>" + b"<b><i>" * 60_000 + PAGE.encode(), "a.html"),
        (PAGE.replace("{", '{"a":' * 50_000 + "{", 1).encode(), "a.html"),
        (b"<rss><channel><item>" + b"<a>" * 20_000, "a.xml"),
        (b"<rss>" + b"<!DOCTYPE a [" * 50_000, "a.xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + b"<content>" * 20_000, "a.xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-20:].decode(),
)
def test_what_nests_deeply_is_read_or_refused(data: bytes, path: str) -> None:
    began = time.process_time()
    assert outcome(data, path)
    assert time.process_time() - began < SECONDS


def test_settings_that_nest_deeply_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "waqai.toml"
    for text in ("a = " + "[" * 20_000, "[" + "a." * 5_000 + "b]\n", "a = " + "{a = " * 20_000):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"waqai\.toml"):
            load_settings(path)


def test_a_date_of_a_megabyte_is_no_date() -> None:
    for text in (
        "1 " * 500_000,
        "2016-01-01T" + "0" * 10**6,
        "Mon, " * 200_000,
        "(" * 10**6,
        "٣" * 10**6,
        "a/" * 10**6,
    ):
        began = time.process_time()
        with pytest.raises(UnknownDateError):
            raise UnknownDateError(stated(text))
        assert time.process_time() - began < 2


def test_a_line_too_long_is_named_and_the_next_row_read() -> None:
    rows = b"id,text\n1," + b"a" * (RECORD_BYTES + 1) + b"\n2," + NEWS.splitlines()[0].encode() + b"\n"
    found = [*read_named(io.BytesIO(rows), "a.csv")]
    assert isinstance(found[0], Refusal)
    assert [item.id for item in found if isinstance(item, Article)][-1:] == ["2"]
