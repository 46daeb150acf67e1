"""Small valid inputs of every kind: what a fuzzer begins from. All sentences are our own."""

import gzip
import io
import json
import random
from collections.abc import Mapping
from functools import cache
from typing import Final

NEWS: Final = (
    "قصف مدفعي على حي الشعار بحلب\n\nقتل خمسة مدنيين بينهم طفلان، يوم الثلاثاء 6 كانون الأول/ديسمبر 2016، في قصف"
    " مدفعي لقوات النظام على حي الشعار في مدينة حلب، وفق الدفاع المدني.\nوقالت وكالة الأفق إن غارة جوية استهدفت بلدة"
    " خان شيخون بريف إدلب الجنوبي فجر أمس، ونفى مصدر عسكري ذلك.\nومن المتوقع أن تصل قافلة مساعدات إلى الغوطة الشرقية"
    " الأسبوع المقبل، بعد 20 يوما من حصارها، على بعد 5 كم شمال دمشق.\n"
)
PAGE: Final = (
    '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>قصف على حلب</title>'
    '<meta property="article:published_time" content="2016-12-07T09:30:00+03:00">'
    '<link rel="canonical" href="https://news.example/2016/12/07/aleppo">'
    '<script type="application/ld+json">{"@graph":[{"headline":"قصف على حلب","datePublished":"2016-12-07"}]}</script>'
    f'</head><body><nav><a href="/">الرئيسية</a></nav><article><h1>قصف على حلب</h1><p class="date">7 كانون الأول 2016'
    f"</p>{''.join(f'<p>{line}</p>' for line in NEWS.splitlines() if line)}</article></body></html>"
)
RSS: Final = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>الأفق</title><item>'
    "<title>خبر</title><link>https://a.example/1</link><guid>1</guid><pubDate>Wed, 07 Dec 2016 09:30:00 +0200</pubDate>"
    f"<description><![CDATA[<p>{NEWS * 2}</p>]]></description></item></channel></rss>"
)
ATOM: Final = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>الأفق</title><link rel="next" href="?page=2"/><entry>'
    "<id>urn:1</id>"
    '<link href="https://news.example/2"/><updated>2016-12-07T06:30:00Z</updated><title>خبر</title>'
    f'<content type="html">&lt;p&gt;{NEWS}&lt;/p&gt;</content></entry></feed>'
)
SITEMAP: Final = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
    "<loc>https://news.example/2016/12/07/a</loc><lastmod>2016-12-07</lastmod></url></urlset>"
)
INDEX: Final = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
    "<loc>https://news.example/sitemap-1.xml.gz</loc></sitemap></sitemapindex>"
)
ROBOTS: Final = "User-agent: *\nDisallow: /private*/a$\nAllow: /\nCrawl-delay: 2\nSitemap: https://news.example/s.xml\n"
SETTINGS: Final = (
    'store = "out/waqai.gpkg"\nabout = "all"\n[fetching]\nrate = 0.5\nrobots = true\n'
    '[sources.ufuq]\nfeed = ["https://news.example/feed"]\ntext = "auto"\nsince = 2016-01-01\n'
    '[sources.archive]\nfiles = "a/*.jsonl.gz"\nfields = {id = "guid"}\n'
)
PLACES: Final = (
    "id,name,kind,lat,lon,names\nmine-1,حاجز الجسر,checkpoint,36.2,37.1,حاجز جسر الحج|الحاجز\n"
    "mine-2,مخيم السلام,camp,36.3,36.9,\n"
)
REVIEW: Final = (
    "\ufeffid,verdict,new_type,new_date_start,new_date_end,new_place_id,new_factuality,merge_into,split_off,why,by\n"
    "shelling,confirmed,,,,,,,,رآه شاهد,محرر\nbattle,,airstrike,2018-05-03,2018-05-03,-,denied,,,صورة,محرر\n"
)


@cache
def rows() -> bytes:
    """Two JSONL rows."""
    one = {
        "id": "1",
        "text": NEWS,
        "title": "قصف",
        "published": "2016-12-07",
        "url": "https://news.example/1",
        "source": "الأفق",
    }
    return "\n".join(
        json.dumps(row, ensure_ascii=False) for row in (one, {"id": 2, "text": "\u0642\u0635\u0641"})
    ).encode()


@cache
def table() -> bytes:
    """The same as CSV."""
    return f'\ufeffid,text,title,published\n1,"{NEWS}",قصف,2016-12-07\n2,خبر,,07 Dec 2016\n'.encode()


@cache
def parquet() -> bytes:
    """The same as Parquet."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [NEWS, "خبر"], "published": ["2016-12-07", None]}), file)
    return file.getvalue()


@cache
def warc(page: str = PAGE, *, packed: bool = False) -> bytes:
    """A web archive of one page."""
    body = page.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:5b1d6a3c-0000-4000-8000-000000000001>\r\n"
        b"WARC-Date: 2016-12-08T00:00:00Z\r\nWARC-Target-URI: https://news.example/2016/12/07/a\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: " + str(len(head + body)).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"
    )
    return gzip.compress(record, mtime=0) if packed else record


CQL: Final = (
    "type = 'shelling' AND deaths_min >= 5 OR NOT (title LIKE '%ح\\%' )",
    "S_WITHIN(geometry, BBOX(36.9, 36.0, 37.4, 36.4)) AND T_AFTER(datetime, DATE('2016-01-01'))",
    "S_INTERSECTS(geometry, POLYGON((36 33, 38 33, 38 37, 36 33))) AND CASEI(title) = CASEI('A')",
    "T_DURING(datetime, INTERVAL('2016-01-01', '..')) AND type IN ('siege','aid') AND confidence BETWEEN 0 AND 1",
    "\"type\" IS NOT NULL AND updated > TIMESTAMP('2016-01-01T00:00:00Z') AND title <> 'it''s'",
)
CQL_JSON: Final = (
    '{"op":"and","args":[{"op":"=","args":[{"property":"type"},"siege"]},{"op":"isNull","args":[{"property":"a"}]}]}',
    '{"op":"not","args":[{"op":"isNull","args":[{"property":"title"}]}]}',
    '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[37.16,36.2]}]}',
    '{"op":"t_during","args":[{"property":"datetime"},{"interval":["2016-01-01",".."]}]}',
    '{"op":"in","args":[{"op":"casei","args":[{"property":"title"}]},["a","b"]]}',
    '{"op":"s_within","args":[{"property":"geometry"},{"bbox":[36,33,38,37]}]}',
)
REQUESTS: Final = (
    "/collections/events/items?bbox=36,33,38,37&datetime=2016-09/..&type=shelling&limit=2",
    "/collections/events/items?filter=deaths_min%20%3E%3D%205&filter-lang=cql2-text&sortby=-deaths",
    "/collections/events/items?text=%D9%82%D8%B5%D9%81&near=37.1,36.2,5&updated=2016-01-01T00:00:00Z",
    "/collections/events/items/shelling?f=html",
    "/collections/places/items?bbox=1,2,3,4,5,6",
    "/collections/articles/items?datetime=2016&source=A&cursor=WyJkYXRlIixudWxsLDFd",
    "/collections/removed/items?updated=2016-01-01",
    "/collections/events/feed.atom?place=%D8%AD%D9%84%D8%A8&actor=a&deaths=1",
    "/map?type=siege&confidence=0.5",
    "/openapi.json",
)


def _choices() -> tuple[bytes, ...]:
    """What containers are built from (``tests.attack.composed``)."""
    drawn = random.Random(10)  # noqa: S311  repeatable is what matters
    return tuple(drawn.randbytes(40 * length) for length in range(1, 13))


def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """Seeds by the name of their target."""
    text = (NEWS.encode(), *(line.encode() for line in NEWS.splitlines() if line))
    return {
        "annotate": text,
        "concern": text,
        "plain": (*text, NEWS.encode("utf-16"), NEWS.encode("cp1256")),
        "page": (PAGE.encode(), PAGE.replace("utf-8", "windows-1256").encode("cp1256")),
        "json": (b"[" + rows().splitlines()[0] + b"]", rows().splitlines()[0]),
        "jsonl": (rows(),),
        "csv": (table(), table().replace(b",", b";")),
        "parquet": (parquet(),),
        "archive": (warc(), warc(packed=True)),
        "feed": (RSS.encode(), ATOM.encode()),
        **dict.fromkeys(("parquet made", "archive made", "feed made", "columns", "export"), _choices()),
        "packed": (gzip.compress(rows(), mtime=0),),
        "listing": (RSS.encode(), ATOM.encode(), SITEMAP.encode(), INDEX.encode(), gzip.compress(SITEMAP.encode())),
        "robots": (ROBOTS.encode(),),
        "dates": (b"Wed, 07 Dec 2016 09:30:00 +0200", "7 كانون الأول 2016".encode(), b"2016-12-07T09:30:00Z"),
        "settings": (SETTINGS.encode(),),
        "places": (PLACES.encode(),),
        "cql_text": tuple(filter_.encode() for filter_ in CQL),
        "cql_json": tuple(filter_.encode() for filter_ in CQL_JSON),
        "search": ("قصف حلب".encode(), b'a* OR b NEAR(c) "d" -e col:f', "الغوطة".encode()),
        "request": tuple(request.encode() for request in REQUESTS),
        "review": (REVIEW.encode(),),
    }
