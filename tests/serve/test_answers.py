"""Which representation is sent, and how: negotiation, validators, packing, pages and feeds."""

import re
from urllib.parse import quote

import feedparser  # type: ignore[import-untyped]
import pytest

from tests.serve.conftest import Site

ITEMS = "/collections/events/items"
PROBLEM = "application/problem+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGES = [
    "/",
    "/conformance",
    "/collections",
    "/collections/events",
    "/collections/events/queryables",
    ITEMS,
    f"{ITEMS}/siege",
    "/api",
]


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json", "application/geo+json"),
        (BROWSER, "text/html"),
        ("text/html;q=0.1, application/json", "application/geo+json"),
        ("text/*", "text/html"),
        ("image/png", "application/geo+json"),
        ("text/html;q=x;;,,", "text/html"),
    ],
)
def test_accept_chooses_the_representation(site: Site, accept: str, sent: str) -> None:
    assert site.get(ITEMS, Accept=accept).headers["content-type"].startswith(sent)


def test_f_outranks_accept(site: Site) -> None:
    assert site.get(f"{ITEMS}?f=json", Accept=BROWSER).headers["content-type"].startswith("application/geo+json")
    assert site.get(f"{ITEMS}?f=html", Accept="application/json").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", [*PAGES, "/map", "/timeline", "/collections/events/feed.atom"])
def test_what_the_client_has_is_not_sent_again(site: Site, path: str) -> None:
    first = site.get(path)
    again = site.get(path, **{"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status, again.text, again.headers["etag"]) == (304, "", first.headers["etag"])
    assert site.get(path, **{"If-None-Match": '"other"'}).status == 200


def test_answers_are_packed_for_those_who_can_unpack(site: Site) -> None:
    packed = site.get(ITEMS, **{"Accept-Encoding": "br, gzip"})
    plain = site.get(ITEMS, **{"Accept-Encoding": "gzip;q=0, identity"})
    assert (packed.headers["content-encoding"], plain.headers["content-encoding"]) == ("gzip", None)
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.text == plain.text
    assert packed.headers["etag"] != plain.headers["etag"]  # two representations, so two strong validators
    assert site.get(ITEMS, **{"If-None-Match": packed.headers["etag"]}).status == 304


EVERY = [*PAGES, "/map", "/timeline", "/collections/events/feed.atom", "/openapi.json", "/health"]


@pytest.mark.parametrize("path", EVERY)
def test_head_tells_what_get_would_send(site: Site, path: str) -> None:
    head, whole = site.get(path, "HEAD"), site.get(path)
    assert head.text == ""
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == whole.headers[name], name


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_no_script_and_load_nothing_from_elsewhere(site: Site, path: str) -> None:
    page = site.get(path, Accept=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert 'lang="ar" dir="rtl"' in page.text
    assert "<script" not in page.text
    loaded = re.findall(r"""<(?:link rel="(?:stylesheet|icon)"|img|iframe)[^>]*(?:href|src)="([^"]*)""", page.text)
    assert [address for address in loaded if not address.startswith((site.base, "data:"))] == []


def test_the_table_shows_the_evidence_and_escapes_it(site: Site) -> None:
    page = site.get(ITEMS, Accept=BROWSER).text
    assert "قتل خمسة مدنيين في قصف على السوق" in page
    assert "<b>{{ 7*7 }}</b>" not in page
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in page


def test_a_date_within_arabic_keeps_its_direction(site: Site) -> None:
    assert (
        'counted from the article&#39;s date, <bdi class="day">2016-12-07</bdi>'
        in site.get(f"{ITEMS}/shelling?f=html").text
    )


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"{ITEMS}?f=html&datetime=2016-02-31", 400, "&#39;2016-02-31&#39; is not on the calendar"),
        (f"{ITEMS}?f=html&text=%3Cscript%3E", 200, "&lt;script&gt;"),
        (f"{ITEMS}/nobody?f=html", 404, "holds no &#39;nobody&#39;"),
        ("/nowhere?f=html", 404, "GET /nowhere"),
        ("/map?colour=red", 400, "unknown parameter colour"),
    ],
)
def test_who_reads_pages_is_refused_by_a_page(site: Site, path: str, status: int, says: str) -> None:
    reply = site.get(path, Accept=BROWSER)
    assert (reply.status, reply.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in reply.text
    assert "<script" not in reply.text
    if status != 200:
        assert site.get(path.replace("f=html", "f=json"), Accept="*/*").headers["content-type"] == PROBLEM


def test_the_api_page_explains_every_parameter(site: Site) -> None:
    page = site.get("/api").text
    parameters = site.get("/openapi.json").json["paths"][ITEMS]["get"]["parameters"]
    assert [one["name"] for one in parameters if f"<code>{one['name']}</code></td><td>" not in page] == []
    assert "An outlet, or an article&#39;s id" in page


def test_places_and_articles_lead_to_their_events(site: Site) -> None:
    for collection, count in (("places", 3), ("articles", 2)):
        page = site.get(f"/collections/{collection}/items", Accept=BROWSER).text
        leads = re.findall(r'<a href="([^"]*/collections/events/items[?][^"]*)">(\d+)</a>', page)
        assert len(leads) == count
        for address, told in leads:
            assert site.get(address.replace("&amp;", "&").replace("f=html", "f=json")).json["numberMatched"] == int(
                told
            )


def test_a_form_may_leave_fields_empty(site: Site) -> None:
    page = site.get(f"{ITEMS}?f=html&type=siege&datetime=&place=&text=&source=")
    assert page.status == 200
    assert "<b>1</b>" in page.text


def test_the_next_page_of_a_page_to_read_is_one_too(site: Site) -> None:
    page = site.get(f"{ITEMS}?f=html&limit=2").text
    address = re.search(r'<a rel="next" href="([^"]*)"', page)
    assert address
    assert "<table>" in site.get(address[1].replace("&amp;", "&")).text


def test_the_feed_is_atom_with_stable_ids(site: Site) -> None:
    text = site.get("/collections/events/feed.atom?type=siege,aid").text
    feed = feedparser.parse(text)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert {entry.id for entry in feed.entries} == {"urn:waqai:event:siege", "urn:waqai:event:un/placed é"}
    assert all(entry.updated_parsed for entry in feed.entries)
    assert feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries)
    assert "قتل خمسة مدنيين" in feed.entries[0].summary
    for entry in feed.entries:
        event = next(link.href for link in entry.links if link.rel == "alternate")
        assert site.get(event).status == 200


@pytest.mark.parametrize("query", ["type=bombing", "text=" + quote("؟"), "colour=red"])
def test_a_feed_refuses_what_a_query_refuses(site: Site, query: str) -> None:
    assert site.get(f"/collections/events/feed.atom?{query}").status == 400
