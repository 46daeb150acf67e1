"""Web pages, archives and feeds: their text without menus, and the date only where the markup states it."""

import io
from pathlib import Path

import pytest

from articles import Article, Refusal, read
from articles.origin import Origin, Reading
from articles.page import page_article
from articles.publication import ALL_LAYERS, LAYERS

BODY = "".join(
    f"<p>قال الدفاع المدني في اليوم {day} إن قصفا مدفعيا طال أحياء سكنية في مدينة حلب وأوقع جرحى بين المدنيين.</p>"
    for day in range(1, 6)
)


_NOON = "2016-12-07T12:00:00+02:00"


def _page(head: str = "", inside: str = "", charset: str = "utf-8") -> bytes:
    page = (
        f'<html lang="ar"><head><meta charset="{charset}"><title>قصف على حلب | موقع</title>{head}</head><body>'
        f'<nav><a href="/">الرئيسية</a><a href="/x">أخبار متفرقة</a></nav><article><h1>قصف على حلب</h1>{inside}{BODY}'
        "</article><aside><time datetime='2011-01-01'>قديم</time><time datetime='2012-01-01'>أقدم</time></aside>"
        "</body></html>"
    )
    return page.encode(charset)


def _meta(key: str, name: str, content: str) -> str:
    return f'<meta {key}="{name}" content="{content}">'


def _json_ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def _article(data: bytes, url: str | None = None, charset: str | None = None) -> Article:
    return page_article(data, Origin("page.html", "page", url, charset))


def test_a_page_gives_title_and_paragraphs_without_its_menu() -> None:
    article = _article(_page())
    assert article.text.startswith("قصف على حلب\n")
    assert article.text.count("الدفاع المدني") == 5
    assert "الرئيسية" not in article.text
    assert article.title == "قصف على حلب"


@pytest.mark.parametrize(
    ("head", "inside", "url", "published", "basis"),
    [
        (_meta("property", "article:published_time", _NOON), "", None, _NOON, "metadata"),
        ('<meta itemprop="datePublished" content="2016-12-07">', "", None, "2016-12-07", "metadata"),
        ('<meta name="DC.date.issued" content="7 كانون الأول 2016">', "", None, "2016-12-07", "metadata"),
        (_json_ld('{"@graph": [{"datePublished": "2016-12-07"}]}'), "", None, "2016-12-07", "metadata"),
        (_json_ld("{broken"), "", None, None, None),
        (_json_ld('[{"datePublished": "2011-01-01"}, {"datePublished": "2012-01-01"}]'), "", None, None, None),
        (
            _json_ld(
                '[{"headline": "قصف على حلب", "datePublished": "2016-12-07"},'
                ' {"headline": "خبر آخر", "datePublished": "2012-01-01"}]'
            ),
            "",
            None,
            "2016-12-07",
            "metadata",
        ),
        ("", '<time class="entry-date" datetime="2016-12-07">أمس</time>', None, "2016-12-07", "metadata"),
        ("", "", "https://example.org/2016/12/07/aleppo", "2016-12-07", "url"),
        ('<meta name="date" content="05/04/2018">', "", "https://example.org/2018/04/05/a", "2018-04-05", "url"),
        ('<meta property="article:modified_time" content="2020-01-01">', "", None, None, None),
        ("", "<p>نشر في: الأربعاء 7 كانون الأول 2016 - 12:30</p>", None, "2016-12-07", "metadata"),
        ("", "<div>وكالة | <b>٧ كانون الأول/ديسمبر ٢٠١٦</b></div>", None, "2016-12-07", "metadata"),
        ("", "<p>وقع القصف في 7 كانون الأول 2016.</p>", None, None, None),
        ("", "<span>2016/12/07</span><span>2016-12-07 12:30</span>", None, "2016-12-07", "metadata"),
        ("", "<span>December 7, 2016</span>", None, "2016-12-07", "metadata"),
        ("", "<span>07/12/2016</span>", None, None, None),
        ("", "<span>آخر تحديث: 8 كانون الأول 2016</span>", None, None, None),
        ("", "<span>7 كانون الأول 2016</span><span>9 كانون الأول 2016</span>", None, None, None),
        ("", "<aside><span>7 كانون الأول 2016</span></aside>", None, None, None),
        ("", "", None, None, None),
    ],
)  # fmt: skip
def test_a_page_s_date_is_what_its_markup_states_never_a_guess(
    head: str, inside: str, url: str | None, published: str | None, basis: str | None
) -> None:
    article = _article(_page(head, inside), url)
    assert (article.published, article.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("layers", "published", "basis", "by"),
    [
        (("listing", "meta"), "2016-12-09", "metadata", "the listing that named the page"),
        (("meta", "listing"), "2016-12-07", "metadata", "meta article:published_time"),
        (("byline", "meta"), "2016-12-06", "metadata", "the line beside the headline"),
        (("address",), "2016-12-05", "url", "the address"),
        (("time", "json-ld"), None, None, None),
    ],
)
def test_a_source_says_where_its_dates_are_found_and_each_names_its_place(
    layers: tuple[str, ...], published: str | None, basis: str | None, by: str | None
) -> None:
    page = _page(_meta("property", "article:published_time", "2016-12-07"), "<p>نشر في: 6 كانون الأول 2016</p>")
    reading = Reading(layers, listed="2016-12-09")
    article = page_article(page, Origin("page", "page", "https://news.example/2016/12/05/a", reading=reading))
    assert (article.published, article.published_basis, article.published_by) == (published, basis, by)


def test_htmldate_s_guess_is_taken_only_where_it_is_asked_for_and_marked() -> None:
    page = _page("", "<p>وقع القصف في 7 كانون الأول 2016.</p>").replace(b"<aside>", b"<aside>2013-03-04 ")
    assert page_article(page, Origin("page", "page", reading=Reading(LAYERS))).published is None
    article = page_article(page, Origin("page", "page", reading=Reading(ALL_LAYERS)))
    assert (article.published_basis, article.published_by) == ("guess", "htmldate's guess")


def test_outlet_and_address_come_from_the_markup() -> None:
    head = '<meta property="og:site_name" content="وكالة"><link rel="canonical" href="https://example.org/a">'
    article = _article(_page(head))
    assert (article.source, article.url) == ("وكالة", "https://example.org/a")
    assert _article(_page('<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_a_page_is_decoded_as_it_declares() -> None:
    assert "الدفاع المدني" in _article(_page(charset="windows-1256")).text
    undeclared = _page(charset="windows-1256").replace(b"windows-1256", b"utf-8")
    assert "الدفاع المدني" in _article(undeclared, charset="windows-1256").text


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text("<html><body><a href='/'>x</a></body></html>", encoding="utf-8")
    (refusal,) = read([str(path)])
    assert isinstance(refusal, Refusal)
    assert "no article text" in refusal.reason


def test_an_archive_gives_its_pages_and_never_the_day_of_the_crawl(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    path = tmp_path / "news.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for name, kind, status, data in (
            ("a", "text/html; charset=utf-8", "200 OK", _page()),
            ("2016/12/07/b", "text/html", "200 OK", _page().replace("حلب".encode(), "حمص".encode())),
            ("c", "text/html", "404 Not Found", _page()),
            ("d.png", "image/png", "200 OK", b"\x89PNG"),
            ("e", "text/html", "200 OK", b"<html></html>"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://example.org/{name}", "response", payload=io.BytesIO(data), http_headers=headers
            )
            writer.write_record(record)
    first, second, third = read([str(path)])
    assert isinstance(first, Article)
    assert (first.id, first.published) == ("https://example.org/a", None)
    assert isinstance(second, Article)
    assert (second.published, second.published_basis) == ("2016-12-07", "url")
    assert isinstance(third, Refusal)
    assert third.row == 5
    path.write_bytes(path.read_bytes()[:200])
    assert all(isinstance(item, Refusal) for item in read([str(path)]))


FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة الخبر</title>
<item><title>قصف على حلب</title><link>https://example.org/1</link><guid>n-1</guid>
<pubDate>Wed, 07 Dec 2016 10:00:00 +0200</pubDate><content:encoded><![CDATA[{BODY * 2}]]></content:encoded></item>
<item><title>هدنة في حمص</title><link>https://example.org/2016/12/08/2</link>
<pubDate>الخميس</pubDate><description>&lt;b&gt;بدأت&lt;/b&gt; الهدنة.</description></item>
<item><description>بلا عنوان</description></item>
</channel></rss>"""


def test_a_feed_gives_its_entries_with_their_dates(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    first, second, third = read([str(path)])
    assert isinstance(first, Article)
    assert (first.id, first.published, first.source) == ("n-1", "2016-12-07T10:00:00+02:00", "وكالة الخبر")
    assert first.text.startswith("قصف على حلب\n\nقال الدفاع")
    assert isinstance(second, Article)
    assert (second.text, second.published) == ("هدنة في حمص\n\nبدأت الهدنة.", "2016-12-08")
    assert isinstance(third, Refusal)


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_text("<rss><channel>", encoding="utf-8")
    assert all(isinstance(item, Refusal) for item in read([str(path)]))


def test_a_parser_that_fails_on_broken_input_costs_one_source_and_not_the_run(tmp_path: Path) -> None:
    broken, good = tmp_path / "a.xml", tmp_path / "b.html"
    broken.write_text("<rss><channel><item><title>&#xD800;</title></item></channel>", encoding="utf-8")
    good.write_bytes(_page())
    refusal, article = read([str(tmp_path)])
    assert isinstance(refusal, Refusal)
    assert isinstance(article, Article)
