"""Events as an Atom feed, newest change first. Source: RFC 4287."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from store import Feature, xml_text

_ATOM: Final = "http://www.w3.org/2005/Atom"
_GEORSS: Final = "http://www.georss.org/georss"
_EPOCH: Final = "1970-01-01T00:00:00Z"
ET.register_namespace("", _ATOM)
ET.register_namespace("georss", _GEORSS)


def atom(features: Iterable[Feature], *, here: str, items: str, title: str) -> str:
    """A feed of some events; ``here`` is the address it was asked at, ``items`` where events stand by their ids."""
    entries = list(features)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _text(feed, "id", here)
    _text(feed, "title", title)
    _text(feed, "updated", max((_updated(one["properties"]) for one in entries), default=_EPOCH))
    ET.SubElement(ET.SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "Waqai"
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", type="application/atom+xml", href=here)
    for entry in entries:
        _entry(feed, entry, items)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")


def _entry(feed: ET.Element, feature: Feature, items: str) -> None:
    properties = feature["properties"]
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(entry, "id", f"urn:waqai:event:{feature['id']}")
    _text(entry, "title", f"{_when(properties)} · {properties.get('title') or properties['type']}")
    _text(entry, "updated", _updated(properties))
    ET.SubElement(
        entry,
        f"{{{_ATOM}}}link",
        rel="alternate",
        type="text/html",
        href=f"{items}{quote(feature['id'], safe='')}?f=html",
    )
    for source in properties["sources"]:
        if (source.get("url") or "").startswith(("http://", "https://")):
            ET.SubElement(entry, f"{{{_ATOM}}}link", rel="via", href=xml_text(source["url"]))
    ET.SubElement(entry, f"{{{_ATOM}}}category", term=xml_text(properties["type"]))
    _text(entry, "summary", _summary(properties))
    if properties.get("lat") is not None and feature["geometry"]:
        ET.SubElement(entry, f"{{{_GEORSS}}}point").text = f"{properties['lat']} {properties['lon']}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = xml_text(text)


def _updated(properties: dict[str, Any]) -> str:
    return str(properties.get("updated") or _EPOCH).replace("+00:00", "Z")


def _when(properties: dict[str, Any]) -> str:
    first, last = properties.get("date_start"), properties.get("date_end")
    if first is None:
        return "بلا تاريخ"
    return first if first == last else f"{first}/{last or '..'}"


def _summary(properties: dict[str, Any]) -> str:
    """What happened to whom, by whose words."""
    where = " · ".join(name for name in (properties.get("place_name"), properties.get("place_name_en")) if name)
    quotes = [
        f"«{source['evidence']}» ({source.get('source') or source.get('article')})" for source in properties["sources"]
    ]
    return "\n".join([f"{properties['type']}, {properties['factuality']}", where, *quotes])
