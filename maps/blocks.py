"""Data inside a page: JSON that neither an HTML parser nor a template engine takes for its own, deflated where much."""

import codecs
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Final

import orjson

from maps.columns import Feature, told

PACKED_FROM: Final = 300  # events; below this a person may want to read the page's source
ROWS: Final = 1000  # events whose words are unpacked together: some 10 ms in the browser
_ENCODING: Final = "cp1256"  # a byte for an Arabic letter: deflated, a seventh less than UTF-8
_LEVEL: Final = 6  # of deflate; 9 gains a hundredth and takes twice as long
_AT_ONCE: Final = 4  # such parts of the data
_PIECE: Final = (
    13 * 8_192
)  # bytes written in letters at a time: each bit takes nine bytes while they are; whole letters
LETTERS: Final = "".join(map(chr, range(ord("!"), ord("~") + 1))).translate(dict.fromkeys(map(ord, "&<\\")))
_ESCAPED: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def blocks(drawn: dict[str, Any], features: Sequence[Feature]) -> str:
    """Script elements of data: ``waqai-data``, and what events say as ``waqai-told-0``, ``-1`` and so on."""
    if len(features) < PACKED_FROM:
        return "".join(plain(name, value) for name, value in _named(drawn, features))
    with ThreadPoolExecutor() as threads:  # zlib lets other threads run
        named, packed = _named(drawn, features), list[str]()
        while some := [*islice(named, _AT_ONCE)]:  # as many as are held in memory
            packed += threads.map(_packed, some)
    return "".join(packed)


def _named(drawn: dict[str, Any], features: Sequence[Feature]) -> Iterator[tuple[str, object]]:
    yield "waqai-data", drawn
    for number, first in enumerate(range(0, len(features), ROWS)):
        yield f"waqai-told-{number}", told(features[first : first + ROWS])


def plain(name: str, value: object) -> str:
    """One script element of data, to be read by a person too."""
    return f'<script type="application/json" id="{name}">{safe_json(value)}</script>\n'


def _packed(named: tuple[str, object]) -> str:
    name, value = named
    deflated = zlib.compress(_json(value).encode(_ENCODING, "waqai-json"), _LEVEL)
    return f'<script type="text/plain" id="{name}" data-packed="{len(deflated)}">{in_letters(deflated)}</script>\n'


def in_letters(data: bytes) -> str:
    """Bytes as printable ASCII: 13 bits in two of 91 letters, 1.23 letters to a byte where base64 needs 1.33."""
    return "".join(_in_letters(data[first : first + _PIECE]) for first in range(0, len(data), _PIECE))


def _in_letters(data: bytes) -> str:
    import numpy as np  # noqa: PLC0415  a command that draws no map need not wait for it

    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    whole = np.concatenate([bits, np.zeros(-len(bits) % 13, dtype=np.uint8)]).reshape(-1, 13)
    numbers = whole @ (1 << np.arange(12, -1, -1))
    pairs = np.stack([numbers // 91, numbers % 91], axis=1).ravel()
    return bytes(np.frombuffer(LETTERS.encode(), dtype=np.uint8)[pairs]).decode()


def _json(value: object) -> str:
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # half a letter, which is no UTF-8, or a number beyond 64 bits
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(wrong: UnicodeError) -> tuple[str, int]:
    """Letters that the encoding lacks, as JSON writes any letter: UTF-16 in hexadecimal digits."""
    if not isinstance(wrong, UnicodeEncodeError):
        raise wrong
    units = wrong.object[wrong.start : wrong.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), wrong.end


codecs.register_error("waqai-json", _escaped)


def safe_json(value: object) -> str:
    """JSON without angle brackets, line separators, braces in texts or half letters: escaped, they mean the same."""
    written = _json(value).encode("utf-8", "waqai-json").decode().translate(_ESCAPED)
    return _STRING.sub(lambda text: text[0].replace("{", "\\u007b").replace("}", "\\u007d"), written)
