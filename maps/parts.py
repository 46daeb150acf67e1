"""Parts of a page: our files as styles and scripts, text as HTML, the policy that lets nothing else run."""

import base64
import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, Literal

Language = Literal["ar", "en"]

_WEB: Final = Path(__file__).parent / "web"
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_CHARSET: Final = '<meta charset="utf-8">'  # before all that is long: browsers look for it in the first kilobyte
_NO_TEXT: Final = "<>&\"'{}"  # letters that HTML or a template engine may take for their own
VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
DATA: Final = "<!-- waqai data -->"
# What every page of events has: the data, the reader's choice, the words of the interface, the evidence.
SHARED_SCRIPTS: Final = (
    *("data.js", "state.js", "dom.js", "words.js", "fold.js", "symbols.js", "evidence.js", "cite.js"),
)


@cache
def web(name: str) -> str:
    """One of our files for the browser."""
    return (_WEB / name).read_text(encoding="utf-8")


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the interface by key, each in both languages, from ``words.toml``."""
    read: dict[str, dict[str, str]] = tomllib.loads((_WEB.parent / "words.toml").read_text(encoding="utf-8"))["word"]
    return read


def style(text: str) -> str:
    """A style sheet within the page."""
    return f"<style>\n{text}\n</style>\n"


def script(text: str) -> str:
    """A script within the page, as ``with_data`` knows it."""
    return f"<script>{text}</script>\n"


def together(names: Iterable[str]) -> str:
    """Our scripts as one function, so that none of their names is the page's."""
    return "(async () => {\n'use strict';\n" + "\n".join(map(web, names)) + "\n})();"


def html_text(text: str) -> str:
    """Text as HTML that is also inert as a template."""
    return "".join(f"&#{ord(letter)};" if letter in _NO_TEXT else letter for letter in text)


def with_data(shell: str, data: str, *, images: str = "data:") -> str:
    """The page: a shell with ``DATA`` in it, where the data go in last, under a policy made before they came.

    By that policy only the shell's own scripts run and its own styles count, and nothing is fetched but ``images``.
    """
    rules = (
        f"default-src 'none'; script-src {_hashes(_SCRIPT, shell)}; style-src {_hashes(_STYLE, shell)};"
        f" img-src {images}; base-uri 'none'; form-action 'none'"
    )
    head = f'<head>\n{_CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{rules}">'
    before, after = shell.replace("<head>", head, 1).split(DATA)
    return "".join((before, data, after))


def _hashes(elements: re.Pattern[str], page: str) -> str:
    digests = {hashlib.sha256(text.encode()).digest() for text in elements.findall(page)}
    return " ".join(sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
