"""Pages to read: Arabic from right to left with English beside it, no script, nothing from elsewhere."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from maps import vocabulary

_APART: Final = re.compile(r"(?P<day>\d{4}-\d\d(?:-\d\d)?(?:[T/][\d:+Z.-]+)*)|«[^»]*»", re.ASCII)
_WEB: Final = Path(__file__).parent / "web"


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(_WEB), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["isolated"] = isolated
    return made


def isolated(text: object) -> Markup:
    """A text in which dates and quotes keep their own direction: 2016-05-05 would stand as 05-05-2016 in Arabic."""
    return Markup(_APART.sub(_apart, str(escape(text))))  # noqa: S704  escaped first


def _apart(found: re.Match[str]) -> str:
    return f'<bdi class="day">{found[0]}</bdi>' if found["day"] else f"<bdi>{found[0]}</bdi>"


@cache
def _names() -> dict[str, dict[str, dict[str, str]]]:
    """Types and factualities by id, with their names."""
    words = vocabulary()
    return {
        "types": {entry["id"]: entry for entry in words["type"]},
        "facts": {entry["id"]: entry for entry in words["factuality"]},
    }


def page(template: str, **shown: Any) -> str:
    """One page; every value is escaped."""
    return _environment().get_template(f"{template}.html").render(**_names(), **shown)


@cache
def style() -> str:
    """The one style sheet."""
    return (_WEB / "style.css").read_text(encoding="utf-8")
