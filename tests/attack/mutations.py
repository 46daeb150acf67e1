"""Inputs made of seeds by small damages, the same for the same number: what a fuzzer does, without one."""

import random
from collections.abc import Iterator, Sequence
from typing import Final

PIECES: Final = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xf4\x8f\xbf\xbf", b"\r\n", b"\n", b"\x1b[31m"),
    *(
        b"'",
        b'"',
        b"''",
        b"\\",
        b"\\'",
        b"%",
        b"%00",
        b"&",
        b"&#0;",
        b"&#xd800;",
        b"&amp;",
        b";",
        b",",
        b"|",
        b"=",
        b"?",
    ),
    *(b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<?xml?>"),
    *(b"(", b")", b"[", b"]", b"{", b"}", b"{{", b"}}", b"[" * 200, b'{"a":' * 200, b"<a>" * 300, b"(" * 200),
    *(b"0", b"-1", b"1e999", b"NaN", b"Infinity", b"9" * 400, b"99999999999999999999", b"0x7f", b"1e-400", b"null"),
    *("\u202e".encode(), "\u200b".encode(), "\u0651".encode() * 50, "ﷺ".encode(), "٣".encode(), "\u2028".encode()),
    *(
        "حلب ".encode(),
        "قتل خمسة ".encode(),
        "أمس ".encode(),
        "31 شباط 2016 ".encode(),
        "من ".encode(),
        "بين ".encode(),
    ),
    *(b"javascript:alert(1)", b"file:///etc/passwd", b"http://[", b"../../", b"\\u0000", b"\\ud800", b"2016-13-45"),
    *(
        b" OR ",
        b" AND ",
        b"NOT ",
        b"filter=",
        b"bbox=",
        b"limit=",
        b"cursor=",
        b"f=html",
        b"text=",
        b'""',
        b"/*",
        b"--",
    ),
)


def mutated(seeds: Sequence[bytes], count: int, number: int = 0) -> Iterator[bytes]:
    """The seeds themselves, then so many of their mutations."""
    yield from seeds
    drawn = random.Random(number)  # noqa: S311  repeatable is what matters
    for _ in range(count):
        data = bytearray(drawn.choice(seeds))
        for _ in range(drawn.choice((1, 1, 2, 3, 8))):
            _damage(data, drawn, seeds)
        yield bytes(data)


def _damage(data: bytearray, drawn: random.Random, seeds: Sequence[bytes]) -> None:
    at = drawn.randrange(len(data) + 1)
    end = min(len(data), at + drawn.choice((1, 2, 4, 16, 200)))
    match drawn.randrange(7):
        case 0:
            data[at:at] = drawn.choice(PIECES)
        case 1:
            data[at:end] = drawn.choice(PIECES)
        case 2:
            del data[at:end]
        case 3:
            data[at:at] = data[at:end] * drawn.choice((1, 2, 50))
        case 4:
            data[at:end] = drawn.randbytes(end - at)
        case 5:
            other = drawn.choice(seeds)
            cut = drawn.randrange(len(other) + 1)
            data[at:] = other[cut:]
        case _:
            del data[at:]
