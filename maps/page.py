"""One self-contained page: Folium makes the map, everything else goes in after it has rendered.

branca renders what Folium is given once more as Jinja2, outside any sandbox, so that ``{{ … }}`` in a news
text would run as Python. Therefore no text of an event, no script and no style passes through Folium: they
replace marks in the finished page. Events go in as JSON that no HTML parser can leave, and the script builds
the page by ``textContent``.
"""

import base64
import hashlib
import os
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from maps.blocks import ROWS, blocks
from maps.columns import Feature, columns, vocabulary
from maps.ground import ground

_WEB: Final = Path(__file__).parent / "web"
# In this order they see one another's constants.
_SCRIPTS: Final = (
    *("data.js", "state.js", "dom.js", "words.js", "fold.js", "symbols.js", "evidence.js", "cite.js"),
    *("project.js", "ground.js", "clusters.js", "rings.js", "areas.js", "arrows.js", "spider.js", "names.js"),
    *("layer.js", "layout.js", "view.js"),
    *("axis.js", "histogram.js", "timeline.js", "brush.js", "play.js", "tiles.js"),
    *("filter.js", "side.js", "picking.js", "counts.js", "save.js", "help.js", "link.js", "main.js"),
)
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_TILES: Final = "https://tile.openstreetmap.org"
TITLE: Final = "وقائع · Waqai"

Language = Literal["ar", "en"]


def draw(
    features: Iterable[Feature],
    path: str | Path,
    *,
    outlines: dict[str, Any] | None = None,
    title: str = TITLE,
    language: Language = "ar",
) -> None:
    """Write the map of some features of the GeoJSON contract as one HTML file that needs no network.

    ``outlines`` is a GeoJSON FeatureCollection drawn beneath (``name``, ``name_en``, foreign member
    ``attribution``); Syria's governorates where none is given. ``language`` is the one it opens in: a reader
    may change it. Raises ``MapError`` naming a feature that
    cannot be drawn; then nothing is written.
    """
    drawn = page(features, outlines=outlines, title=title, language=language)
    draft = Path(f"{path}.{os.getpid()}.part")  # two processes may draw the same map
    try:
        draft.write_text(drawn, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def page(
    features: Iterable[Feature],
    *,
    outlines: dict[str, Any] | None = None,
    title: str = TITLE,
    language: Language = "ar",
) -> str:
    """The map's HTML."""
    drawn, ordered = columns(features)
    base = {
        "title": title,
        "language": language,
        "words": words(),
        "rows": ROWS,
        "ground": ground(outlines),
        **vocabulary(),
        **drawn,
    }
    parts = {
        "styles": _style(_leaflet("leaflet.css")) + _style(_read("map.css")),
        "panels": _read("panels.html").replace("<!--waqai:filters-->", _read("filters.html")),
        "leaflet": _script(_leaflet("leaflet.js")),
        "scripts": _script(_together(_SCRIPTS)),
        "title": _text(title),
    }
    shell = _MARK.sub(lambda mark: parts[mark[1]], _folium_page())
    before, after = shell.replace("<head>", f"<head>\n{_policy(shell)}", 1).split(_DATA)
    return "".join((before, blocks(base, ordered), after))


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the interface by key, each in both languages, from ``words.toml``."""
    read: dict[str, dict[str, str]] = tomllib.loads((_WEB.parent / "words.toml").read_text(encoding="utf-8"))["word"]
    return read


def _together(names: Iterable[str]) -> str:
    """Our scripts as one function, so that none of their names is the page's."""
    return "(async () => {\n'use strict';\n" + "\n".join(map(_read, names)) + "\n})();"


_MARK: Final = re.compile(r"<!--waqai:(\w+)-->")
_DATA: Final = "<!-- waqai data -->"


@cache
def _folium_page() -> str:
    """An empty Folium map with marks where our parts go; no text of any event is in it."""
    import folium  # noqa: PLC0415  1.5 s to import
    from branca.element import Element  # noqa: PLC0415

    canvas = folium.Map(location=(35.0, 38.6), zoom_start=7, tiles=None, control_scale=True, zoom_control=False)
    canvas.options.update({"minZoom": 3, "maxZoom": 15, "attributionControl": False, "zoomSnap": 0.25})
    canvas.default_js, canvas.default_css = [], []  # on this map, not on the class that all maps share
    canvas._id = "waqai"  # the same input gives the same page
    root: Any = canvas.get_root()
    root.header.add_child(Element("<title><!--waqai:title--></title><!--waqai:styles-->"), name="waqai_head")
    root.html.add_child(Element(f"<!--waqai:panels-->{_DATA}<!--waqai:leaflet-->"), name="waqai_body")
    page: str = root.render()
    page = re.sub(r'<meta name="viewport".*?/>', _VIEWPORT, page, flags=re.DOTALL)
    page = page.replace("<html>", '<html lang="ar">', 1)
    return page.replace("</html>", "<!--waqai:scripts-->\n</html>")


_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'  # Folium's forbids zooming


def _policy(page: str) -> str:
    """A policy under which only our own scripts run and nothing is fetched, but tiles if someone asks for them."""
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _SCRIPT.findall(page)}
    allowed = " ".join(f"'sha256-{digest}'" for digest in sorted(hashes))
    rules = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob: {_TILES};"
        " base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _text(text: str) -> str:
    """Text as HTML that is also inert as a template."""
    marks = "<>&\"'{}"
    return "".join(f"&#{ord(letter)};" if letter in marks else letter for letter in text)


@cache
def _read(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")


@cache
def _leaflet(name: str) -> str:
    """Leaflet as packaged by XStatic, without its references to other files."""
    from xstatic.pkg import leaflet  # type: ignore[import-untyped]  # noqa: PLC0415

    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return re.sub(r"url\((?!#|['\"]?data:)[^)]*\)", "none", text) if name.endswith(".css") else text


def _style(text: str) -> str:
    return f"<style>\n{text}\n</style>\n"


def _script(text: str) -> str:
    return f"<script>{text}</script>\n"
