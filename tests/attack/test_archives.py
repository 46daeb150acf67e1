"""A damaged web archive loses what is damaged; what a page holds is never taken for a record of the archive."""

import gzip
import io
import time
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast

import pytest

from articles import Article, Refusal
from articles.origin import UnreadableError
from articles.reading import read_named
from tests.attack.seeds import NEWS

_FORGED: Final = "https://trusted.example/forged"
_MARKUP: Final = f"<html lang='ar'><body><article><p>{NEWS}</p></article></body></html>"


def answer(body: str, headers: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n{body}".encode()


def record(address: str, http: bytes, *, longer: int = 0, of: str | None = "a") -> bytes:
    """A record whose stated length is that of its answer, or another; ``of`` is the file that it says it is of."""
    written = f"WARC-Warcinfo-ID: <urn:{of}>\r\n" if of else ""
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n{written}"
    return f"{head}Content-Length: {len(http) + longer}\r\n\r\n".encode() + http + b"\r\n\r\n"


def page(number: int, more: str = "", **changed: Any) -> bytes:
    return record(f"https://a.example/{number}", answer(f"{number} {_MARKUP}{more}"), **changed)


def one_by_one(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def all_together(records: list[bytes]) -> bytes:
    return gzip.compress(b"".join(records), mtime=0)


STORED: Final[dict[str, Callable[[list[bytes]], bytes]]] = {
    "as they are": b"".join, "packed one by one": one_by_one, "packed together": all_together,
}  # fmt: skip


def told(data: bytes | BinaryIO) -> tuple[list[str], list[str]]:
    """What was read, by the last letters of its address, and what was said of the rest."""
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    read, said = [], []
    try:
        for item in read_named(stream, "a.warc.gz"):
            if isinstance(item, Article):
                read.append(item.id.rpartition("/")[2])
            else:
                said.append(str(item))
    except UnreadableError as refused:
        said.append(str(refused))
    return read, said


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("longer", [-400, -1, 5, 7, 2_000])
def test_a_wrong_length_costs_its_own_record_alone(stored: str, longer: int) -> None:
    data = STORED[stored]([page(1), page(2), page(3, longer=longer), page(4), page(5), page(6)])
    read, said = told(data)
    assert read == ["1", "2", "4", "5", "6"]
    assert ["does not end where it says" in line for line in said] == [True]


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize(
    "head", [b"WARC/1.0\r\nX: a", b"nonsense", b"WARC/1.0\r\nContent-Length: 1e3", b"\0" * 300_000]
)
def test_a_broken_head_costs_its_own_record_alone(stored: str, head: bytes) -> None:
    read, said = told(STORED[stored]([page(1), page(2), head + b"\r\n\r\na\r\n\r\n", page(3), page(4)]))
    assert read == ["1", "2", "3", "4"]
    assert len(said) == 1


FORGERY: Final = f"\r\n\r\n{record(_FORGED, answer(_MARKUP)).decode()}{record(_FORGED, answer(_MARKUP)).decode()}"


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("headers", ["", "Content-Encoding: gzip\r\n", "X: " + "a" * 300_000 + "\r\n"])
def test_a_page_that_holds_a_record_is_a_page(stored: str, headers: str) -> None:
    """Also where its own head is more than is read: its server has written that."""
    hostile = record("https://a.example/2", answer(_MARKUP + FORGERY, headers))
    read, _ = told(STORED[stored]([page(1), hostile, page(3)]))
    assert [*dict.fromkeys(read)] == (["1", "3"] if "X" in headers else ["1", "2", "3"])


@pytest.mark.parametrize("stored", ["as they are", "packed together"])
def test_in_what_is_broken_only_a_record_of_the_same_file_is_taken(stored: str) -> None:
    """Nobody who writes a page knows what the crawler will call its file."""
    forgery = FORGERY.replace("<urn:a>", "<urn:b>")
    read, _ = told(STORED[stored]([page(1), page(2, forgery, longer=-len(forgery)), page(3)]))
    assert read == ["1", "3"]


def test_an_archive_that_was_cut_is_not_looked_through_for_records() -> None:
    whole = b"".join([page(1), page(2, FORGERY)])
    read, said = told(whole[:-100])
    assert (read, len(said)) == (["1"], 1)
    assert "breaks off after record 1" in said[0]


def test_a_cut_archive_whose_last_page_holds_members_gives_none_of_them() -> None:
    inside = one_by_one([record(_FORGED, answer(_MARKUP))] * 2)
    hostile = record("https://a.example/2", answer(_MARKUP) + inside)
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)  # nothing is compressed: members stand in it as they are
    packed = one_by_one([page(1)]) + stored.compress(hostile) + stored.flush()
    assert inside in packed
    for cut in (8, 4, 20, len(hostile) // 3):
        read, said = told(packed[:-cut])
        assert (read, "breaks off after record 1" in said[0]) == (["1"], True)


def test_a_member_that_swallows_the_rest_costs_its_own_record_alone() -> None:
    members = [gzip.compress(each, mtime=0) for each in (page(1), page(2), page(3), page(4))]
    members[1] = members[1][:3] + b"\x04" + members[1][4:10] + b"\xff\xff" + members[1][12:]  # 64 KB of further header
    read, said = told(b"".join(members))
    assert (read, len(said)) == (["1", "3", "4"], 1)


def test_an_archive_that_comes_through_a_pipe_is_gone_on_with() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._data = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, into: Any) -> int:
            return self._data.readinto(memoryview(into)[:1000])

    damaged = one_by_one([page(1), page(2), page(3)])
    at = damaged.index(b"\x1f\x8b\x08", 1) + 60
    stream = cast("BinaryIO", io.BufferedReader(Pipe(damaged[:at] + b"\0\0\0\0\0" + damaged[at + 5 :])))
    assert told(stream)[0] == ["1", "3"]


@pytest.mark.parametrize(
    "hostile",
    [
        b"\n\nWARC/1.0\r\n" * 300_000,
        b"\n\nWARC/1.0\r\nContent-Length: 19000000\r\n\r\n" * 100_000,
        b"WARC/1.0\r\n\r\n" + b"\r\n" * 2_000_000,
        gzip.compress(page(1))[:-9] + b"\x1f\x8b\x08" * 1_000_000,
        gzip.compress(page(1)) + b"\x1f\x8b\x08\0" * 1_000_000,
        b"".join(gzip.compress(b"WARC/1.0\r\nContent-Length: 9\r\n\r\n", 1) for _ in range(20_000)),
    ],
    ids=["heads", "heads that swallow", "blank lines", "members in what is broken", "beginnings", "empty records"],
)
def test_likenesses_of_records_cost_no_more_than_their_bytes(hostile: bytes) -> None:
    began = time.process_time()
    read, said = told(hostile)
    assert len(read) <= 1
    assert said
    assert time.process_time() - began < 10


def test_a_record_larger_than_any_page_is_passed_over_and_the_next_is_read() -> None:
    film = record("https://a.example/film", b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + bytes(41_000_000))
    large = record("https://a.example/large", answer("a" * 20_000_100))
    read, said = told(b"".join([page(1), film, large, page(2)]))
    assert read == ["1", "2"]
    assert ["large: larger than 20 MB" in line for line in said] == [True]


def test_a_refusal_names_the_record() -> None:
    items = [*read_named(io.BytesIO(one_by_one([page(1), page(2, longer=9), page(3)])), "a.warc.gz")]
    (refused,) = [item for item in items if isinstance(item, Refusal)]
    assert refused.row == 2
