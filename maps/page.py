"""The map's page: Folium makes the map, everything else goes in after it has rendered.

branca renders what Folium is given once more as Jinja2, outside any sandbox, so that ``{{ … }}`` in a news
text would run as Python. Therefore no text of an event, no script and no style passes through Folium: they
replace marks in the finished page. Events go in as JSON that no HTML parser can leave, and the script builds
the page by ``textContent``.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from maps.parts import DATA, SHARED_SCRIPTS, VIEWPORT, html_text, script, style, together, web, with_data

# In this order they see one another's constants.
_SCRIPTS: Final = (
    *SHARED_SCRIPTS,
    *("project.js", "ground.js", "clusters.js", "rings.js", "areas.js", "arrows.js", "spider.js", "names.js"),
    *("layer.js", "layout.js", "view.js", "shading.js"),
    *("axis.js", "histogram.js", "timeline.js", "brush.js", "play.js", "tiles.js"),
    *("filter.js", "side.js", "picking.js", "counts.js", "save.js", "help.js", "picture.js", "link.js", "main.js"),
)
_TILES: Final = "https://tile.openstreetmap.org"


def map_page(title: str, data: str) -> str:
    """The map as HTML; ``data`` are the script elements of its events."""
    parts = {
        "styles": style(_leaflet("leaflet.css")) + style(web("common.css")) + style(web("map.css")),
        "panels": web("panels.html").replace("<!--waqai:filters-->", web("filters.html")),
        "leaflet": script(_leaflet("leaflet.js")),
        "scripts": script(together(_SCRIPTS)),
        "title": html_text(title),
    }
    return with_data(_MARK.sub(lambda mark: parts[mark[1]], _folium_page()), data, images=f"data: blob: {_TILES}")


_MARK: Final = re.compile(r"<!--waqai:(\w+)-->")


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
    root.html.add_child(Element(f"<!--waqai:panels-->{DATA}<!--waqai:leaflet-->"), name="waqai_body")
    page: str = root.render()
    # Folium's viewport forbids zooming.
    page = re.sub(r'<meta name="viewport".*?/>', VIEWPORT, page, flags=re.DOTALL)
    page = page.replace("<html>", '<html lang="ar">', 1)
    return page.replace("</html>", "<!--waqai:scripts-->\n</html>")


@cache
def _leaflet(name: str) -> str:
    """Leaflet as packaged by XStatic, without its references to other files."""
    from xstatic.pkg import leaflet  # type: ignore[import-untyped]  # noqa: PLC0415

    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return re.sub(r"url\((?!#|['\"]?data:)[^)]*\)", "none", text) if name.endswith(".css") else text
