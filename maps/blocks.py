"""Data inside a page: JSON that neither an HTML parser nor a template engine takes for its own, deflated where much."""

import base64
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

PACKED_FROM: Final = 1500  # events; below this a person may want to read the page's source
ROWS: Final = 1000  # events whose words are unpacked together: some 10 ms in the browser
_LEVEL: Final = 6  # of deflate; 9 gains a hundredth and takes twice as long
_ESCAPED: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def blocks(drawn: dict[str, Any], told: Sequence[dict[str, Any]]) -> str:
    """Script elements of data: ``waqai-data``, and the events' words as ``waqai-told-0``, ``-1`` and so on."""
    if len(told) < PACKED_FROM:
        return "".join(_plain(name, value) for name, value in _named(drawn, told))
    with ThreadPoolExecutor() as threads:  # zlib lets other threads run
        return "".join(threads.map(_packed, _named(drawn, told)))


def _named(drawn: dict[str, Any], told: Sequence[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    yield "waqai-data", drawn
    for number, first in enumerate(range(0, len(told), ROWS)):
        yield f"waqai-told-{number}", told[first : first + ROWS]


def _plain(name: str, value: object) -> str:
    return f'<script type="application/json" id="{name}">{safe_json(value)}</script>\n'


def _packed(named: tuple[str, object]) -> str:
    name, value = named
    deflated = base64.b64encode(zlib.compress(_json(value).encode(), _LEVEL)).decode()
    return f'<script type="text/plain" id="{name}" data-packed="deflate">{deflated}</script>\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False)


def safe_json(value: object) -> str:
    """JSON without angle brackets, line separators of scripts, or braces in texts: escaped, they mean the same."""
    written = _json(value).translate(_ESCAPED)
    return _STRING.sub(lambda text: text[0].replace("{", "\\u007b").replace("}", "\\u007d"), written)
