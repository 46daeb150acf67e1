"""The timeline page: the events of a map for reading, by day, with their evidence."""

from typing import Final

from maps.parts import DATA, SHARED_SCRIPTS, VIEWPORT, Language, html_text, script, style, together, web, with_data

_SCRIPTS: Final = (*SHARED_SCRIPTS, "filter.js", "save.js", "link.js", "groups.js", "reading.js")
_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
{viewport}
<title>{title}</title>
{styles}</head>
<body class="wq-reading">
{body}{data}{scripts}</body>
</html>
"""


def timeline_page(title: str, language: Language, data: str) -> str:
    """The timeline as HTML; ``data`` are the script elements of its events."""
    filled = _PAGE.format(
        language=language,
        viewport=VIEWPORT,
        title=html_text(title),
        styles=style(web("common.css")) + style(web("reading.css")),
        body=web("reading.html").replace("<!--waqai:filters-->", web("filters.html")),
        data=DATA,
        scripts=script(together(_SCRIPTS)),
    )
    return with_data(filled, data)
