"""Every path of the server and what it answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request, Response

import maps
from serve import documents, openapi, pages
from serve.answers import ATOM, GEOJSON, HTML, JSON, OPENAPI, SCHEMA, answer, base_of, chosen, json_answer
from serve.catalogue import Articles, Collection, Events, Places, Removed
from serve.documents import both_ways, link, page_links
from serve.feed import atom
from serve.parameters import (
    CRS,
    CRS84,
    CURSOR,
    FILTERS,
    ExpandPlace,
    Given,
    Parameter,
    formats,
    limit,
    read_filters,
    read_limit,
)
from serve.problems import Problem
from serve.schemas import feature_schema
from serve.settings import Settings
from store import Feature, Store

_READ: Final = formats("json", "html")
_ID: Final = Parameter("featureId", "The feature's id", place="path")
_PAGES: Final = {JSON: "any", HTML: "text"}


@dataclass(frozen=True, slots=True)
class Route:
    """One path: what it takes and answers; ``contents`` are its representations with their schemas."""

    path: str
    name: str
    summary: str
    answer: Callable[[Request, Given], Response]
    contents: Mapping[str, str] = field(default_factory=lambda: _PAGES)
    parameters: tuple[Parameter, ...] = (_READ,)
    listed: bool = True  # in the API document


class Routes:
    """The answers over one store."""

    def __init__(
        self,
        app: FastAPI,
        store: Store,
        expand: ExpandPlace | None,
        outlines: dict[str, Any] | None,
        settings: Settings,
    ) -> None:
        self._store = store
        self._expand = expand
        self._outlines = outlines
        self._settings = settings
        self._document = lru_cache(maxsize=16)(partial(openapi.document, app, secured=bool(settings.token)))
        self._collections: tuple[Collection, ...] = (
            Events(store, expand),
            Articles(store),
            Places(store),
            Removed(store),
        )

    def all(self) -> Iterator[Route]:
        """Every path."""
        yield Route("/", "landing", "The first page, with links to the rest", self._landing, _shown("landing"))
        yield Route(
            "/conformance", "conformance", "The standards that are followed", self._conformance, _shown("conformance")
        )
        yield Route("/collections", "collections", "The collections", self._list, _shown("collections"))
        for collection in self._collections:
            yield from self._of(collection)
        yield Route(
            "/collections/events/feed.atom",
            "feed",
            "The events last changed, as an Atom feed",
            self._feed,
            {ATOM: "text"},
            FILTERS,
        )
        yield Route("/map", "map", "A map of the events that meet the filters", self._map, {HTML: "text"}, FILTERS)
        yield Route(
            "/timeline", "timeline", "The same events for reading, by day", self._timeline, {HTML: "text"}, FILTERS
        )
        yield Route(
            "/health",
            "health",
            "Is the store readable, and how many events does it hold?",
            self._health,
            {JSON: "health"},
            (),
        )
        yield Route("/openapi.json", "openapi", "This document", self._openapi, {OPENAPI: "any"}, ())
        yield Route("/api", "api", "This document, to read", self._api, {HTML: "text"}, (formats("html"),))
        yield Route(
            "/style.css", "style", "", lambda request, _: answer(request, pages.style(), "text/css"), listed=False
        )

    def _of(self, one: Collection) -> Iterator[Route]:
        here, name = f"/collections/{one.id}", one.id
        paging = (limit(self._settings.page, self._settings.largest_page), CURSOR)
        yield Route(
            here,
            f"{name}.collection",
            f"The collection of {name}, with its extent",
            lambda request, _: self._collection(request, one),
            _shown("collection"),
        )
        yield Route(
            f"{here}/queryables",
            f"{name}.queryables",
            "What a filter may ask",
            lambda request, _: self._queryables(request, one),
            {SCHEMA: "queryables", HTML: "text"},
        )
        yield Route(
            f"{here}/schema",
            f"{name}.schema",
            "The shape of the features",
            lambda request, _: self._schema(request, one),
            {SCHEMA: "queryables", HTML: "text"},
        )
        yield Route(
            f"{here}/items",
            f"{name}.items",
            "Those that meet the filters, page by page",
            lambda request, given: self._items(request, given, one),
            {GEOJSON: "items", HTML: "text"},
            (*one.parameters, *paging, CRS, _READ),
        )
        yield Route(
            f"{here}/items/{{featureId:path}}",
            f"{name}.item",
            "One by its id",
            lambda request, _: self._item(request, one),
            {GEOJSON: "item", HTML: "text"},
            (_ID, CRS, _READ),
        )

    def _show(
        self,
        request: Request,
        template: str,
        document: dict[str, Any],
        title: tuple[str, str],
        kind: str = JSON,
        **shown: Any,
    ) -> Response:
        """A document as JSON of some kind, or as a page; features tell their reference system."""
        told = {"content-crs": f"<{CRS84}>"} if kind == GEOJSON else None
        if chosen(request, (kind, HTML)) != HTML:
            return json_answer(request, document, kind, headers=told)
        given = {name: value for name, value in request.query_params.items() if name != "f"}
        here = f"{self._base(request)}{request.url.path}?{urlencode(given | {'f': 'json'})}"
        title_ar, title_en = title
        links = document.get("links", [])
        body = pages.page(
            template,
            base=self._base(request),
            document=document,
            title_ar=title_ar,
            title=title_en,
            json=here,
            given=given,
            **({"links": links} | shown),
        )
        return answer(request, body, HTML, headers=told)

    def _landing(self, request: Request, _: Given) -> Response:
        kind = chosen(request, (JSON, HTML))
        return self._show(
            request, "landing", documents.landing(self._base(request), kind), ("وقائع سوريا", "Events of Syria")
        )

    def _conformance(self, request: Request, _: Given) -> Response:
        return self._show(request, "document", documents.conformance(), ("المعايير", "Conformance"))

    def _list(self, request: Request, _: Given) -> Response:
        kind = chosen(request, (JSON, HTML))
        return self._show(
            request,
            "collections",
            documents.collections(self._base(request), self._collections, kind),
            ("المجموعات", "Collections"),
        )

    def _collection(self, request: Request, one: Collection) -> Response:
        kind = chosen(request, (JSON, HTML))
        return self._show(
            request, "collections", documents.collection(self._base(request), one, kind), (one.title_ar, one.title)
        )

    def _queryables(self, request: Request, one: Collection) -> Response:
        return self._show(
            request, "queryables", documents.queryables(self._base(request), one), ("ما يُسأل عنه", "Queryables"), SCHEMA
        )

    def _schema(self, request: Request, one: Collection) -> Response:
        shape = feature_schema(self._base(request), one)
        return self._show(request, "document", shape, ("الحقول", "Fields"), SCHEMA)

    def _items(self, request: Request, given: Given, one: Collection) -> Response:
        page = one.page(given, read_limit(given, self._settings.page, self._settings.largest_page))
        kind = chosen(request, (GEOJSON, HTML))
        document = {
            "type": "FeatureCollection",
            "numberMatched": page.matched,
            "numberReturned": len(page.features),
            "links": page_links(f"{self._base(request)}/collections/{one.id}", given, page, kind),
            "features": page.features,
        }
        drawn = {name: value for name, value in given.items() if name in _DRAWN}
        the_map = self._beside(request, "map", drawn) if one.id == "events" else None
        to_read = self._beside(request, "timeline", drawn) if one.id == "events" else None
        return self._show(
            request,
            "items",
            document,
            (one.title_ar, one.title),
            GEOJSON,
            collection=one.id,
            map=the_map,
            timeline=to_read,
        )

    def _item(self, request: Request, one: Collection) -> Response:
        feature_id = request.path_params["featureId"]
        feature = one.get(feature_id)
        if feature is None:
            raise Problem(404, f"{one.id} holds no {feature_id[:200]!r}")
        base = f"{self._base(request)}/collections/{one.id}"
        kind = chosen(request, (GEOJSON, HTML))
        here = both_ways(f"{base}/items/{quote(feature_id, safe='')}", "This feature", GEOJSON, shown=kind)
        links = [*here, link(base, "collection", JSON, "The collection")]
        properties = feature["properties"]
        title = (
            str(properties.get("title") or properties.get("name") or feature_id),
            str(properties.get("title_en") or ""),
        )
        the_map = f"{self._base(request)}/map?{urlencode({'id': feature_id})}" if one.id == "events" else None
        return self._show(request, "item", feature | {"links": links}, title, GEOJSON, collection=one.id, map=the_map)

    def _map(self, request: Request, given: Given) -> Response:
        other = self._beside(request, "timeline", given)
        return self._drawn(request, given, lambda found: maps.page(found, outlines=self._outlines, other_page=other))

    def _timeline(self, request: Request, given: Given) -> Response:
        other = self._beside(request, "map", given)
        return self._drawn(request, given, lambda found: maps.timeline(found, other_page=other))

    def _beside(self, request: Request, path: str, given: Given) -> str:
        """The address of the other page of the same events."""
        return f"{self._base(request)}/{path}{'?' if given else ''}{urlencode(given)}"

    def _drawn(self, request: Request, given: Given, draw: Callable[[Iterator[Feature]], str]) -> Response:
        """A page of all the events that meet the filters."""
        filters, most = read_filters(given, self._expand), self._settings.map_events
        if (count := self._store.count(filters)) > most:
            raise Problem(400, f"{count} events are too many for one page (at most {most}): narrow the filters")
        own_policy = {"content-security-policy": "frame-ancestors 'none'"}  # the page carries its own, stricter one
        return answer(request, draw(self._store.query(filters)), HTML, headers=own_policy)

    def _feed(self, request: Request, given: Given) -> Response:
        filters = read_filters(given, self._expand)
        newest = self._store.query(filters, limit=self._settings.feed_entries, sort="-updated")
        items = f"{self._base(request)}/collections/events/items/"
        here = f"{self._base(request)}{request.url.path}{'?' if given else ''}{urlencode(given)}"
        return answer(request, atom(newest, here=here, items=items, title="وقائع · Waqai"), ATOM)

    def _health(self, request: Request, _: Given) -> Response:
        return json_answer(request, {"status": "ok", "events": self._store.count()})

    def _openapi(self, request: Request, _: Given) -> Response:
        return json_answer(request, self._described(request), OPENAPI)

    def _api(self, request: Request, _: Given) -> Response:
        base = self._base(request)
        shown = {"title_ar": "الواجهة البرمجية", "title": "API", "base": base, "json": f"{base}/openapi.json"}
        return answer(request, pages.page("api", document=self._described(request), links=[], given={}, **shown), HTML)

    def _base(self, request: Request) -> str:
        return base_of(request, self._settings.public)

    def _described(self, request: Request) -> dict[str, Any]:
        return self._document(self._base(request))


_DRAWN: Final = frozenset(parameter.name for parameter in FILTERS)


def _shown(schema: str) -> dict[str, str]:
    return {JSON: schema, HTML: "text"}
