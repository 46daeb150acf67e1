"""The API document, OpenAPI 3.0: what every path takes and answers."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from serve.documents import DESCRIPTION, TITLE
from serve.problems import PROBLEM, SCHEMA

VERSION: Final = "1.0.0"
_TEXT: Final = {"type": "string"}
_LINK: Final = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {"href": _TEXT, "rel": _TEXT, "type": _TEXT, "title": _TEXT},
}
_LINKS: Final = {"type": "array", "items": _LINK}
_GEOMETRY: Final = {
    "type": "object",
    "nullable": True,
    "required": ["type"],
    "properties": {"type": _TEXT, "coordinates": {"type": "array", "items": {}}},
}
_FEATURE: Final = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": _TEXT,
        "geometry": _GEOMETRY,
        "properties": {"type": "object"},
        "links": _LINKS,
    },
}
_WHOLE: Final = {"type": "integer", "minimum": 0}
_COLLECTION: Final = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {"id": _TEXT, "title": _TEXT, "description": _TEXT, "links": _LINKS, "extent": {"type": "object"}},
}
SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "landing": {"type": "object", "required": ["links"], "properties": {"links": _LINKS}},
    "conformance": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": _TEXT}},
    },
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {"links": _LINKS, "collections": {"type": "array", "items": _COLLECTION}},
    },
    "collection": _COLLECTION,
    "queryables": {
        "type": "object",
        "required": ["type", "properties"],
        "properties": {"properties": {"type": "object"}},
    },
    "items": {
        "type": "object",
        "required": ["type", "features", "links"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": _FEATURE},
            "links": _LINKS,
            "numberMatched": _WHOLE,
            "numberReturned": _WHOLE,
        },
    },
    "item": _FEATURE,
    "health": {"type": "object", "required": ["status"], "properties": {"status": _TEXT, "events": _WHOLE}},
    "text": _TEXT,
    "any": {"type": "object"},
}
_REFUSED: Final = {
    400: "A parameter is unknown or cannot be read; the answer says which and why",
    401: "The token is missing or wrong",
    404: "There is no such thing",
    414: "The address is too long",
    429: "Too many requests; Retry-After says when to come again",
    503: "The store cannot be read",
    504: "The query took longer than it may",
}
_BEFORE: Final = (401, 414, 429)  # by the guard, before anyone looks at what was asked


def answers(contents: Mapping[str, str]) -> dict[int | str, dict[str, Any]]:
    """The answers of a path whose representations are given with the names of their schemas."""
    shown = {kind: {"schema": SCHEMAS[schema]} for kind, schema in contents.items()}
    problem = {PROBLEM: {"schema": SCHEMA}}
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": "What was asked for", "content": shown},
        304: {"description": "The client has it already (If-None-Match)"},
    }
    page = problem | {"text/html": {"schema": _TEXT}}  # for those who ask for pages
    told = {status: problem if status in _BEFORE else page for status in _REFUSED}
    return found | {status: {"description": why, "content": told[status]} for status, why in _REFUSED.items()}


def document(app: FastAPI, base: str, *, secured: bool) -> dict[str, Any]:
    """The whole document for the server at an address."""
    written = get_openapi(
        title=TITLE,
        version=VERSION,
        openapi_version="3.0.3",
        description=DESCRIPTION,
        routes=app.routes,
        servers=[{"url": base}],
    )
    if secured:
        schemes = {name: {"type": "http", "scheme": name} for name in ("bearer", "basic")}
        written.setdefault("components", {})["securitySchemes"] = schemes
        written["security"] = [{"bearer": []}, {"basic": []}]
    return written
