"""Sources are polled, fetched once, read by their settings and settled; what goes wrong costs no other source."""

import gzip
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from articles import Article
from articles.collection import Collector, Ledger, LedgerError, Settings, SettingsError, Span, load
from tests.articles import site as sites
from tests.articles.site import Answer, Site, page, rss, serving, sitemap

_TEXT = (
    "قال الدفاع المدني إن ثلاث غارات جوية طالت حي {place} في مدينة حلب وأوقعت {deaths} قتلى بينهم طفلة.\n"
    "وأضاف أن فرق الإنقاذ عملت حتى ساعة متأخرة على رفع الأنقاض وإسعاف المصابين إلى مشفى ميداني قريب."
)
_QUICK = "private = true\nrate = 1000\nper_host = 4\ntries = 2\nbackoff = 0\npage_mb = 0.5\n"
_ROUNDS = 50  # that a good server may be taken for a slow one, where little patience is asked for on a busy machine


def _text(place: str, deaths: int = 4) -> str:
    return _TEXT.format(place=place, deaths=deaths)


@pytest.fixture
def outlet() -> Iterator[Site]:
    with serving() as site:
        yield site


class Desk:
    """A settings file with its ledger, run again and again."""

    def __init__(self, folder: Path, sources: str, fetching: str = "") -> None:
        self.path, self.folder = folder / "waqai.toml", folder
        self.path.write_text(f"[fetching]\n{_QUICK}{fetching}\n{sources}", encoding="utf-8")
        self.store: dict[str, Article] = {}
        self.collector: Collector
        self.now = time.time()

    @property
    def settings(self) -> Settings:
        return load(self.path)

    def run(self, *, span: Span | None = None, stop_after: int | None = None, later_h: float = 4) -> list[str]:
        """One round; the ids of the articles that were handed on, in order. It may be killed after some batches."""
        self.now += later_h * 3600
        given: list[str] = []
        with Ledger(self.folder / "watch.db") as ledger:
            self.collector = Collector(self.settings, ledger, span=span or Span(), clock=lambda: self.now)
            self.collector.poll()
            for number, batch in enumerate(self.collector.batches()):
                if number == stop_after:
                    return given
                given += batch.articles
                self.store.update(batch.articles)
                for gone in batch.withdrawn:
                    self.store.pop(gone, None)
                self.collector.settle(batch)
        return given

    def run_until(self, reached: Callable[[Sequence[str]], bool]) -> None:
        """Rounds until one hands on, or reports, what is wanted."""
        for _ in range(_ROUNDS):
            if reached(self.run()):
                return
        raise AssertionError(self.faults())

    def faults(self, name: str = "one") -> list[str]:
        report = self.collector.reports[name]
        return report.errors + report.faults


def _desk(tmp_path: Path, outlet: Site, kind: str = "feed", path: str = "/rss", extra: str = "", **told: Any) -> Desk:
    return Desk(tmp_path, f'[sources.one]\n{kind} = "{outlet.base}{path}"\n{extra}\n', **told)


# --- New, once, changed ---


def test_what_a_feed_names_is_fetched_once(tmp_path: Path, outlet: Site) -> None:
    links = [outlet.put(f"/news/{n}", page(f"غارات على حي {n}", _text(f"الكلاسة {n}"))) for n in range(3)]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet)
    assert sorted(desk.run()) == sorted(links)
    assert desk.run() == []
    assert desk.run() == []
    assert max(outlet.served.values()) == 1
    article = desk.store[links[0]]
    assert (article.published, article.published_by) == ("2016-12-07T10:00:00+02:00", "meta article:published_time")
    assert (article.source, article.url) == ("وكالة الخبر", links[0])


def test_a_changed_page_is_read_again_and_one_that_only_looks_different_is_not(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/news/1", page("غارات على حي الكلاسة", _text("الكلاسة")))
    outlet.put("/rss", rss([(link, "غارات")]))
    desk = _desk(tmp_path, outlet)
    desk.run()
    outlet.put("/news/1", page("غارات على حي الكلاسة", _text("الكلاسة"), around="<footer>زوار اليوم: 17</footer>"))
    assert desk.run() == []
    outlet.put("/news/1", page("غارات على حي الكلاسة", _text("الكلاسة", deaths=7)))
    assert desk.run(later_h=48) == [link]
    assert "7" in desk.store[link].text


def test_a_page_that_stays_the_same_is_looked_at_ever_less_often(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/news/1", page("غارات", _text("الكلاسة")))
    outlet.put("/rss", rss([(link, "غارات")]))
    desk = _desk(tmp_path, outlet, extra="recheck_hours = 3\nrecheck_days = 5")
    for _ in range(60):
        desk.run(later_h=3)
    assert 5 <= outlet.asked["/news/1"] <= 8


def test_a_clock_that_was_years_ahead_and_is_set_right_keeps_nothing_waiting(tmp_path: Path, outlet: Site) -> None:
    good = Answer(page("هدنة", _text("الشعار")).encode())
    away = {"Retry-After": "7200"}
    links = [outlet.put("/1", page("غارات", _text("الكلاسة"))), outlet.put("/2", status=429, headers=away)]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet)
    assert desk.run(later_h=24 * 365 * 3) == links[:1]
    outlet.put("/1", page("غارات", _text("الكلاسة", deaths=7)))
    outlet.answers["/2"] = good
    assert desk.run(later_h=-24 * 365 * 3) == [], "what was just read is not due"
    assert desk.run(later_h=4) == links[:1]
    assert desk.run(later_h=24) == links[1:]


def test_a_listing_that_is_as_it_was_is_not_read_again(tmp_path: Path, outlet: Site) -> None:
    outlet.put("/rss", rss([(outlet.put("/news/1", page("غارات", _text("الكلاسة"))), "غارات")]))
    desk = _desk(tmp_path, outlet)
    desk.run()
    desk.run()
    assert desk.collector.reports["one"].unchanged_listings == 1
    desk.path.write_text(desk.path.read_text(encoding="utf-8") + 'never = ["*/sport/*"]\n', encoding="utf-8")
    desk.run()
    assert desk.collector.reports["one"].unchanged_listings == 0, "other settings take other pages from it"


# --- Killed ---


def test_what_was_fetched_before_a_kill_is_read_after_it_and_fetched_no_more(tmp_path: Path, outlet: Site) -> None:
    links = [outlet.put(f"/news/{n}", page(f"غارات {n}", _text(f"الكلاسة {n}"))) for n in range(3)]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet)
    assert desk.run(stop_after=0) == []
    assert sorted(desk.run()) == sorted(links)
    assert max(outlet.served.values()) == 1


def test_what_changed_while_it_waited_in_the_spool_is_fetched_again(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/news/1", page("غارات", _text("الكلاسة")))
    outlet.put("/rss", rss([(link, "غارات")]))
    desk = _desk(tmp_path, outlet, extra="recheck_days = 0")
    desk.run(stop_after=0)
    outlet.put("/news/1", page("غارات", _text("الكلاسة", 9)))
    outlet.put("/rss", rss([(link, "غارات: ارتفاع الحصيلة")]))
    assert desk.run() == [link]
    assert "9" in desk.store[link].text
    desk = _desk(tmp_path, outlet, extra="recheck_days = 0")
    outlet.put("/rss", rss([(link, "غارات: الحصيلة كما هي")]))
    assert desk.run() == [], "the listing says something new, the page does not"


def test_two_runs_do_not_share_a_ledger(tmp_path: Path) -> None:
    with Ledger(tmp_path / "watch.db"), pytest.raises(LedgerError, match="another run"):
        Ledger(tmp_path / "watch.db")
    Ledger(tmp_path / "watch.db").close()


# --- One article by several ways ---


def test_a_redirect_is_followed_and_its_target_is_one_article(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/news/1", page("غارات", _text("الكلاسة")))
    for path, target in (("/s/1", "/news/1"), ("/s/2", "/s/1"), ("/loop", "/loop"), ("/gone", "/")):
        outlet.put(path, status=302, headers={"Location": target})
    outlet.put("/meta", '<html><head><meta http-equiv="refresh" content="0;url=/news/1"></head><body></body></html>')
    outlet.put("/", page("الرئيسية", "أخبار اليوم كلها في صفحة واحدة من صفحات الموقع"))
    paths = ("/s/1", "/s/2", "/meta", "/loop", "/gone")
    outlet.put("/rss", rss([(outlet.base + path, "غارات") for path in paths]))
    desk = _desk(tmp_path, outlet)
    assert desk.run() == [link]
    assert outlet.served["/news/1", outlet.answers["/news/1"].data] == 1
    said = "\n".join(desk.faults())
    assert "redirects to itself" in said
    assert "the article is gone" in said


def test_a_page_that_moves_leaves_one_article(tmp_path: Path, outlet: Site) -> None:
    old = outlet.put("/a", page("غارات", _text("الكلاسة")))
    outlet.put("/rss", rss([(old, "غارات")]))
    desk = _desk(tmp_path, outlet)
    desk.run()
    new = outlet.put("/news/a-longer-address", page("غارات", _text("الكلاسة")))
    outlet.put("/a", status=301, headers={"Location": "/news/a-longer-address"})
    desk.run()
    assert [*desk.store] == [new]


@pytest.mark.parametrize("order", [("/b", "/aa"), ("/aa", "/b")])
def test_the_same_text_twice_on_a_site_is_one_article_whichever_came_first(
    tmp_path: Path, outlet: Site, order: tuple[str, str]
) -> None:
    desk = _desk(tmp_path, outlet)
    for number in (1, 2):
        links = [outlet.put(path, page("غارات", _text("الكلاسة"))) for path in order[:number]]
        outlet.put("/rss", rss([(link, "غارات") for link in links]))
        desk.run()
    assert [*desk.store] == [f"{outlet.base}/b"]
    outlet.put("/b", page("غارات", _text("الشعار")))
    desk.run()
    desk.run()
    assert sorted(desk.store) == [f"{outlet.base}/aa", f"{outlet.base}/b"], "they differ now"


def test_a_canonical_address_makes_one_article_of_two_pages(tmp_path: Path, outlet: Site) -> None:
    head = f'<link rel="canonical" href="{outlet.base}/news/1">'
    links = [outlet.put(path, page("غارات", _text("الكلاسة"), head=head)) for path in ("/news/1", "/news/1/amp")]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet)
    assert desk.run() == [f"{outlet.base}/news/1"]


# --- What goes wrong ---


def test_a_source_that_fails_is_reported_and_stops_no_other(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/news/1", page("غارات", _text("الكلاسة")))
    outlet.put("/rss", rss([(link, "غارات")]))
    outlet.put("/html", "<!doctype html><html><body>انتقلت الخدمة</body></html>")
    outlet.put("/broken", "<rss><channel><item>")
    desk = Desk(
        tmp_path,
        "".join(
            f'[sources.{name}]\n{kind} = "{address}"\n'
            for name, kind, address in (
                ("gone", "feed", f"{outlet.base}/none"),
                ("html", "feed", f"{outlet.base}/html"),
                ("broken", "feed", f"{outlet.base}/broken"),
                ("down", "feed", "http://127.0.0.1:9/rss"),
                ("nomap", "sitemap", f"{outlet.base}/html"),
                ("nofile", "files", str(tmp_path / "none.jsonl")),
                ("nos3", "files", "nosuch://bucket/*.jsonl"),
                ("good", "feed", f"{outlet.base}/rss"),
            )
        ),
    )
    assert desk.run() == [link]
    said = {name: " ".join(desk.faults(name)) for name in desk.collector.reports}
    expected = {
        "gone": "404", "html": "HTML page, no feed", "down": "cannot be fetched",
        "nomap": "HTML page, no sitemap", "nofile": "no such file", "nos3": "nosuch",
    }  # fmt: skip
    assert {name: words for name, words in expected.items() if words not in said[name]} == {}
    assert said["good"] == ""


def test_faults_that_pass_are_tried_again_and_those_that_stay_are_given_up(tmp_path: Path, outlet: Site) -> None:
    good = Answer(page("غارات", _text("الكلاسة")).encode())
    links = [outlet.put("/shaky", act=sites.sometimes(Answer(status=503), good, 1)), outlet.put("/never", status=500)]
    links += [
        outlet.put("/later", act=sites.sometimes(Answer(status=404), Answer(page("هدنة", _text("الشعار")).encode()), 2))
    ]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet, fetching="give_up = 4")
    assert desk.run() == [links[0]], "tried again within the run"
    assert desk.run() == []
    assert desk.run() == [links[2]], "tried again in another run"
    desk.run()
    assert "given up" in " ".join(desk.faults())
    asked = outlet.asked["/never"]
    desk.run()
    assert outlet.asked["/never"] == asked


@pytest.mark.parametrize(
    ("act", "limits", "reason"),
    [
        (sites.endless, "", "larger than 0.5 MB"),
        (sites.dripping, "seconds = 2", "not finished after 2 seconds"),
        (sites.dripping_headers, "seconds = 2", "not finished after 2 seconds"),
        (sites.silent, "read_seconds = 1", "timed out"),
        (sites.bomb, "", "larger than 0.5 MB"),
        (sites.half(page("غارات", _text("الكلاسة")).encode()), "", "cannot be fetched"),
        (sites.unmeasured(page("غارات", _text("الكلاسة")).encode()[:-300]), "", "breaks off"),
    ],
    ids=["endless", "dripping", "dripping headers", "silent", "bomb", "half", "cut"],
)
def test_a_server_that_misbehaves_costs_its_page_and_no_other(
    tmp_path: Path, outlet: Site, act: sites.Misbehaviour, limits: str, reason: str
) -> None:
    good, bad = outlet.put("/good", page("غارات", _text("الكلاسة"))), outlet.put("/bad", act=act)
    outlet.put("/rss", rss([(bad, "سيئ"), (good, "غارات")]))
    desk = _desk(tmp_path, outlet, fetching=f"{limits}\ngive_up = {_ROUNDS}")
    desk.run_until(lambda given: good in given)
    assert [*desk.store] == [good]
    assert reason in " ".join(desk.faults())


def test_a_whole_page_of_unknown_length_is_a_page(tmp_path: Path, outlet: Site) -> None:
    link = outlet.put("/a", act=sites.unmeasured(page("غارات", _text("الكلاسة")).encode()))
    outlet.put("/rss", rss([(link, "غارات")]))
    assert _desk(tmp_path, outlet).run() == [link]


def test_pages_without_an_article_are_refused_with_their_reasons(tmp_path: Path, outlet: Site) -> None:
    links = [
        outlet.put("/404", page("الصفحة غير موجودة", "عد إلى الصفحة الرئيسية من فضلك أو ابحث في الموقع.")),
        outlet.put("/en", page("Strikes on Aleppo", "Three strikes hit a neighbourhood of Aleppo, rescuers said.")),
        outlet.put("/pdf", b"%PDF-1.4", kind="application/pdf"),
        outlet.put("/menu", "<html><body><a href='/'>x</a></body></html>"),
    ]  # fmt: skip
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet)
    assert desk.run() == []
    said = " ".join(desk.faults())
    assert [
        reason for reason in ("not found", "not Arabic", "application/pdf", "no article") if reason not in said
    ] == []


# --- Politeness ---


def test_a_host_is_asked_no_faster_than_it_may_be(tmp_path: Path, outlet: Site) -> None:
    links = [outlet.put(f"/news/{n}", page(f"غارات {n}", _text(f"الكلاسة {n}"))) for n in range(6)]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet, extra="rate = 10\nper_host = 1")
    begun = time.monotonic()
    desk.run()
    assert time.monotonic() - begun > 0.5
    assert outlet.busiest == 1


def test_robots_txt_is_kept_to_and_its_lack_allows_all(tmp_path: Path, outlet: Site) -> None:
    links = [outlet.put(path, page(f"غارات {path}", _text(path))) for path in ("/open", "/closed/1")]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n", kind="text/plain")
    desk = _desk(tmp_path, outlet)
    assert desk.run() == links[:1]
    assert "robots.txt does not allow it" in " ".join(desk.faults())
    assert outlet.asked["/closed/1"] == 0
    assert outlet.asked["/robots.txt"] == 1
    outlet.put("/robots.txt", status=503)
    outlet.put("/rss", rss([]))
    assert desk.run() == []
    assert "robots.txt cannot be had" in " ".join(desk.faults())
    desk.path.write_text(desk.path.read_text(encoding="utf-8") + "robots = false\n", encoding="utf-8")
    assert desk.run() == links[1:], "an agreement with the outlet may allow more"


def test_a_robots_txt_that_is_too_long_counts_as_far_as_it_is_read_and_that_is_said(
    tmp_path: Path, outlet: Site, caplog: pytest.LogCaptureFixture
) -> None:
    links = [outlet.put(path, page(f"غارات {path}", _text(path))) for path in ("/closed/1", "/late/1")]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    padding = "# a note\n" * 60_000
    rules = f"User-agent: *\nDisallow: /closed/\n{padding}Disallow: /late/\n"
    outlet.put("/robots.txt", rules, kind="text/plain")
    desk = _desk(tmp_path, outlet, fetching="")
    desk.path.write_text(
        desk.path.read_text(encoding="utf-8").replace("page_mb = 0.5", "page_mb = 1"), encoding="utf-8"
    )
    assert desk.run() == [links[1]]
    assert "robots.txt is larger than 500 KB: the rest does not count" in caplog.text


def test_who_asks_is_told_to_the_server(tmp_path: Path, outlet: Site) -> None:
    outlet.put("/rss", rss([]))
    _desk(tmp_path, outlet, fetching='contact = "https://desk.example/bot"').run()
    assert outlet.agents == {"Waqai/0.1 (+https://desk.example/bot)"}


def test_retry_after_is_waited_for_or_left_to_a_later_run(tmp_path: Path, outlet: Site) -> None:
    good = Answer(page("غارات", _text("الكلاسة")).encode())
    soon = outlet.put("/soon", act=sites.sometimes(Answer(status=429, headers={"Retry-After": "1"}), good, 1))
    outlet.put("/rss", rss([(soon, "غارات")]))
    desk = _desk(tmp_path, outlet)
    begun = time.monotonic()
    assert desk.run() == [soon]
    assert time.monotonic() - begun >= 1
    later = outlet.put("/later", status=429, headers={"Retry-After": "7200"})
    others = [outlet.put(f"/other/{n}", page(f"هدنة {n}", _text(f"الشعار {n}"))) for n in range(30)]
    outlet.put("/rss", rss([(link, "غارات") for link in (later, *others)]))
    desk.run()
    assert "left alone" in " ".join(desk.faults())
    outlet.put("/later", page("قصف", _text("المشهد")))
    assert later not in desk.run(later_h=1)
    assert later in desk.run(later_h=2)


def test_private_addresses_are_not_asked_unless_the_settings_allow_it(tmp_path: Path, outlet: Site) -> None:
    outlet.put("/rss", rss([]))
    desk = _desk(tmp_path, outlet)
    desk.path.write_text(desk.path.read_text(encoding="utf-8").replace("private = true", ""), encoding="utf-8")
    desk.run()
    assert "private address" in " ".join(desk.faults())
    assert outlet.asked == {}


# --- Listings ---


def test_an_entry_of_a_feed_may_be_the_article(tmp_path: Path, outlet: Site) -> None:
    long = "".join(f"<p>{line}</p>" for line in (_text("الكلاسة") * 5).splitlines())
    item = (
        f"<item><title>غارات</title><link>{outlet.base}/1</link><pubDate>الخميس، 8 كانون الأول 2016 10:00</pubDate>"
        f"<description><![CDATA[{long}]]></description></item>"
    )
    outlet.put("/rss", rss([], extra=item))
    desk = _desk(tmp_path, outlet)
    assert desk.run() == [f"{outlet.base}/1"]
    assert outlet.asked["/1"] == 0
    article = desk.store[f"{outlet.base}/1"]
    assert (article.published, article.published_by) == ("2016-12-08T10:00:00+02:00", "the feed")
    outlet.put("/rss", rss([], extra=item.replace("غارات", "غارات جديدة")))
    assert desk.run() == [f"{outlet.base}/1"], "the entry changed"


def test_a_feed_that_lies_about_its_encoding_an_entry_without_link_and_a_mark_at_the_front(
    tmp_path: Path, outlet: Site
) -> None:
    link = outlet.put("/1", page("غارات", _text("الكلاسة")))
    feed = rss([(link, "غارات على حلب")], extra="<item><title>بلا رابط</title></item>", name="وكالة")
    desk = _desk(tmp_path, outlet)
    outlet.put("/rss", feed.encode("windows-1256"), kind="application/rss+xml; charset=utf-8")
    assert desk.run() == [link]
    assert "«بلا رابط», has no link" in " ".join(desk.faults())
    outlet.put("/rss", b"\xef\xbb\xbf\n" + rss([(outlet.put("/2", page("هدنة", _text("الشعار"))), "هدنة")]).encode())
    assert desk.run() == [f"{outlet.base}/2"]


def test_a_long_teaser_is_no_article_and_what_the_feed_adds_is_none_of_it(tmp_path: Path, outlet: Site) -> None:
    text = _text("الكلاسة") * 5
    items = "".join(
        f"<item><title>غارات {n}</title><link>{outlet.base}/{n}</link><description>{text}\n{end}</description></item>"
        for n, end in ((1, "وتابع المصدر أن..."), (2, "ظهرت المقالة غارات أولاً على وكالة الخبر."))
    )
    outlet.put("/rss", rss([], extra=items))
    outlet.put("/1", page("غارات 1", _text("الشعار")))
    desk = _desk(tmp_path, outlet)
    assert sorted(desk.run()) == [f"{outlet.base}/1", f"{outlet.base}/2"]
    assert outlet.asked["/2"] == 0
    assert "ظهرت المقالة" not in desk.store[f"{outlet.base}/2"].text


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_entities_that_multiply_bring_nothing_down(tmp_path: Path, outlet: Site, kind: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = {
        "feed": "<rss version='2.0'><channel><title>&e9;</title></channel></rss>",
        "sitemap": "<urlset><url><loc>&e9;</loc></url></urlset>",
    }
    outlet.put("/x", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>{body[kind]}')
    begun = time.process_time()
    assert _desk(tmp_path, outlet, kind, "/x").run() == []
    assert time.process_time() - begun < 10


def test_addresses_that_are_none_cost_themselves_alone(tmp_path: Path, outlet: Site) -> None:
    good = outlet.put("/good", page("غارات", _text("الكلاسة")))
    away = outlet.put("/away", status=302, headers={"Location": "http://[bad/"})
    never = outlet.put("/304", status=304)
    outlet.put(
        "/rss", rss([(link, "غارات") for link in ("http://[bad", "http://exa mple.example/a b", away, never, good)])
    )
    outlet.put("/map", sitemap([("http://[bad/1", None), ("//[", None), (good, None)]))
    desk = Desk(tmp_path, f'[sources.one]\nfeed = "{outlet.base}/rss"\n[sources.two]\nsitemap = "{outlet.base}/map"\n')
    assert desk.run() == [good]
    said = " ".join(desk.faults() + desk.faults("two"))
    assert [word for word in ("no web address", "304", "[bad/1") if word not in said] == []


def test_a_parser_that_fails_costs_its_listing(tmp_path: Path, outlet: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser  # type: ignore[import-untyped]

    def failing(_: bytes) -> None:
        raise AttributeError("other people's fault")

    outlet.put("/rss", rss([]))
    desk = _desk(tmp_path, outlet)
    monkeypatch.setattr(feedparser, "parse", failing)
    assert desk.run() == []
    assert "feed reader failed" in " ".join(desk.faults())


def test_a_server_that_hangs_is_left_alone_for_the_rest_of_the_round(tmp_path: Path, outlet: Site) -> None:
    links = [outlet.put(f"/{n}", act=sites.silent) for n in range(30)]
    outlet.put("/rss", rss([(link, "غارات") for link in links]))
    desk = _desk(tmp_path, outlet, extra="per_host = 1", fetching="read_seconds = 1")
    desk.run_until(lambda _: desk.collector.reports["one"].new == len(links))
    assert sum(outlet.asked[f"/{n}"] for n in range(30)) <= 6, "three pages, each tried twice"
    assert desk.collector.reports["one"].failed == 30


def test_sitemaps_with_their_index_packed_or_not(tmp_path: Path, outlet: Site) -> None:
    days = ("2016-12-05", "2016-12-06", None)
    links = [outlet.put(f"/n/{n}", page(f"غارات {n}", _text(f"الكلاسة {n}"))) for n in range(3)]
    packed = gzip.compress(sitemap([*zip(links[:2], days[:2], strict=True)]).encode())
    parts = [
        outlet.put("/part-1.xml.gz", packed, kind="application/x-gzip"),
        outlet.put("/part-2.xml", sitemap([(links[2], None)])),
    ]
    outlet.put("/sitemap.xml", sitemap([(part, None) for part in parts], index=True))
    desk = _desk(tmp_path, outlet, "sitemap", "/sitemap.xml")
    assert sorted(desk.run()) == links
    outlet.put("/part-2.xml", sitemap([(links[2], None), (outlet.put("/n/3", page("قصف", _text("المشهد"))), None)]))
    assert desk.run() == [f"{outlet.base}/n/3"], "the index is as it was, its part is not"


def test_a_sitemap_of_a_hundred_thousand_addresses_is_taken_in_portions(tmp_path: Path, outlet: Site) -> None:
    rows: list[tuple[str, str | None]] = [(f"{outlet.base}/n/{n}", None) for n in range(100_000)]
    outlet.put("/sitemap.xml", sitemap(rows))
    for n in range(100_000):
        outlet.answers[f"/n/{n}"] = Answer(b"", "text/plain", 404)
    desk = _desk(tmp_path, outlet, "sitemap", "/sitemap.xml", fetching="pages_per_run = 20")
    desk.run()
    assert desk.collector.reports["one"].new == 100_000
    assert desk.collector.reports["one"].waiting == 100_000 - 20


def test_a_backfill_asks_for_the_days_that_are_wanted(tmp_path: Path, outlet: Site) -> None:
    for number, day in enumerate(("2016-11-30", "2016-12-01", "2016-12-31", "2017-01-01"), 1):
        outlet.put(f"/n/{number}", page(f"غارات {number}", _text(f"الكلاسة {number}"), day=day))
        outlet.put(f"/{day.replace('-', '/')}/{number}", page(f"هدنة {number}", _text(f"الشعار {number}"), day=day))
    rows = [
        (f"{outlet.base}/n/{n}", day)
        for n, day in enumerate(("2016-11-30", "2016-12-01", "2016-12-31", "2017-01-01"), 1)
    ]
    rows += [(outlet.base + path, "2020-01-01") for path in outlet.answers if path.startswith("/20")]
    outlet.put("/sitemap.xml", sitemap([*rows]))
    desk = _desk(tmp_path, outlet, "sitemap", "/sitemap.xml", extra="since = 2030-01-01")
    assert desk.run() == []
    found = desk.run(span=Span(date(2016, 12, 1), date(2016, 12, 31)))
    by_lastmod = {f"{outlet.base}/n/{n}" for n in (2, 3, 4)}  # what changed later may be of any day before
    by_address = {f"{outlet.base}/2016/12/01/2", f"{outlet.base}/2016/12/31/3"}
    assert set(found) == by_lastmod | by_address


def test_a_backfill_pages_through_a_feed(tmp_path: Path, outlet: Site) -> None:
    for number in range(1, 5):
        link = outlet.put(f"/n/{number}", page(f"غارات {number}", _text(f"الكلاسة {number}")))
        item = (
            f"<item><title>خبر</title><link>{link}</link><pubDate>{20 - 4 * number} Dec 2016 10:00 GMT</pubDate></item>"
        )
        outlet.put("/rss" + (f"?paged={number}" if number > 1 else ""), rss([], extra=item))
    desk = _desk(tmp_path, outlet, extra='paging = "paged"')
    assert desk.run() == [f"{outlet.base}/n/1"]
    assert desk.run(span=Span(date(2016, 12, 10), None)) == [f"{outlet.base}/n/2"]
    assert outlet.asked["/rss?paged=4"] == 0, "the third page lies before the first day"
    assert sorted(desk.run(span=Span(date(2010, 1, 1), None))) == [f"{outlet.base}/n/3", f"{outlet.base}/n/4"]
    assert desk.faults() == [], "a page after the last is no fault"


def test_lists_of_addresses_in_a_file_and_patterns(tmp_path: Path, outlet: Site) -> None:
    links = [
        outlet.put(path, page(f"غارات {path}", _text(path))) for path in ("/syria/1", "/sport/1", "/syria/video/1")
    ]
    (tmp_path / "list.txt").write_text("\ufeff# أخبار\n" + "\n".join(links) + "\nبلا عنوان\n", encoding="utf-8")
    desk = Desk(tmp_path, '[sources.one]\naddresses = "list.txt"\nonly = ["*/syria/*"]\nnever = ["*/video/*"]\n')
    assert desk.run() == links[:1]
    assert "line 5 is no web address" in " ".join(desk.faults())


# --- Files and object storage ---


def test_files_are_read_when_they_are_new_or_change_with_fields_of_other_names(tmp_path: Path) -> None:
    rows = [
        {"guid": f"a{n}", "body": _text(f"الكلاسة {n}"), "day": f"2016-12-0{n}", "title": "غارات"} for n in range(1, 4)
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    fields = 'fields = {id = "guid", text = "body", published = "day"}'
    desk = Desk(tmp_path, f'[sources.one]\nfiles = "*.jsonl"\noutlet = "أرشيف"\n{fields}\n')
    assert desk.run() == ["a1", "a2", "a3"]
    assert (desk.store["a1"].published, desk.store["a1"].source) == ("2016-12-01", "أرشيف")
    assert desk.run() == []
    rows[1]["body"] = _text("الشعار")
    path.write_text(
        "\n".join(map(json.dumps, [*rows, {"guid": "a4", "body": _text("المشهد")}, {"body": "x"}])), encoding="utf-8"
    )
    assert desk.run() == ["a2", "a4"]
    assert "id: Field required" in " ".join(desk.faults())
    assert desk.run(span=Span(date(2016, 12, 3), None)) == []


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_tables_of_every_kind_may_call_their_columns_otherwise(tmp_path: Path, kind: str) -> None:
    row = {"GUID": "a1", "Body": _text("الكلاسة"), "id": "7", "day": "2016-12-01"}
    path = tmp_path / f"news.{kind}"
    if kind == "parquet":
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        pq.write_table(pa.Table.from_pylist([row]), path)
    elif kind == "csv":
        path.write_text("GUID,Body,id,day\n" + ",".join(f'"{value}"' for value in row.values()), encoding="utf-8")
    else:
        path.write_text(json.dumps(row), encoding="utf-8")
    desk = Desk(tmp_path, '[sources.one]\nfiles = "news.*"\nfields = {id = "GUID", text = "Body", published = "day"}\n')
    assert desk.run() == ["a1"], desk.faults()
    assert desk.store["a1"].published == "2016-12-01"


def test_pages_and_rows_of_files_are_read_by_the_source_s_settings(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("غارات", _text("الكلاسة")), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": "Three strikes on Tuesday."}), encoding="utf-8")
    desk = Desk(tmp_path, '[sources.one]\nfiles = ["a.html", "b.jsonl"]\ndate = ["byline"]\n')
    assert desk.run() == ["a"]
    assert desk.store["a"].published is None, "meta is not among this source's layers"
    assert "b: not Arabic" in " ".join(desk.faults())
    desk.path.write_text(desk.path.read_text(encoding="utf-8") + 'language = "any"\n', encoding="utf-8")
    assert desk.run() == ["b"]


def test_a_backfill_of_files_takes_the_days_that_are_wanted(tmp_path: Path) -> None:
    rows = [{"id": f"a{n}", "text": _text(f"الكلاسة {n}"), "published": f"2016-12-0{n}"} for n in range(1, 5)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    desk = Desk(tmp_path, '[sources.one]\nfiles = "news.jsonl"\n')
    assert desk.run(span=Span(date(2016, 12, 2), date(2016, 12, 3))) == ["a2", "a3"]
    assert desk.run() == ["a1", "a4"]


def test_object_storage_is_read_like_a_folder(tmp_path: Path) -> None:
    import fsspec  # type: ignore[import-untyped]

    store = fsspec.filesystem("memory")
    store.pipe("/bucket/2016/a.jsonl", json.dumps({"id": "a", "text": _text("الكلاسة")}).encode())
    store.pipe("/bucket/2016/b.html", page("غارات", _text("الشعار")).encode())
    store.pipe("/bucket/2016/c.jsonl.gz", gzip.compress(json.dumps({"id": "c", "text": _text("المشهد")}).encode()))
    store.pipe("/bucket/2016/notes.md", b"x")
    desk = Desk(tmp_path, '[sources.one]\nfiles = ["memory://bucket/2016", "memory://bucket/*/a.jsonl"]\n')
    assert sorted(desk.run()) == ["a", "b", "c"]
    assert desk.run() == []
    store.pipe("/bucket/2016/a.jsonl", json.dumps({"id": "a", "text": _text("الكلاسة", 9)}).encode())
    assert desk.run() == ["a"]
    store.rm("/bucket", recursive=True)


# --- Settings ---


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[sources.a]\nfeeed = "x"', "[sources.a] feeed: no such key; feed is near"),
        ('[sources.a]\nfeed = "x"\nrate = 0', "[sources.a] rate: input should be greater than 0 (it is 0)"),
        (
            '[sources.a]\nfeed = "https://a.example/rss"\nsitemap = "https://a.example/map"',
            "[sources.a] a source has one of feed, sitemap, addresses, files",
        ),
        ('[sources.a]\nfeed = "x"\ntimezone = "Asia/Halab"', "[sources.a] timezone: no time zone"),
        ('[sources.a]\nfeed = "x"\ndate = ["mta"]', "[sources.a] date"),
        ('[fetching]\nrate = "fast"\n[sources.a]\nfeed = "x"', "[fetching] rate"),
        ('[sources."A B"]\nfeed = "x"', "[sources.A B]"),
        ('[sources."A B"]\nfeed = "x"', "is of small letters, digits, - and _"),
        ('[sources.a]\nfeed = "a.example/rss"', "feed: 'a.example/rss' is no web address such as https://"),
        ('[sources.a]\nsitemap = "file:///srv/map.xml"', "sitemap: 'file:///srv/map.xml' is no web address"),
        ('[sources.a]\nfeed = "https://"', "is no web address"),
        ('[sources.a]\nfiles = ""', "files: it is empty"),
        ("sources = 1", "tables of their own, such as [sources.enab]"),
        ("[sources]", "tables of their own, such as [sources.enab]"),
        ("", "no source"),
        ("a = ", "no TOML"),
        ('plase = "x"\n[sources.a]\nfeed = "x"', "plase: no such key; places is near"),
    ],
)
def test_settings_that_are_wrong_name_file_table_and_key(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "waqai.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(SettingsError) as wrong:
        load(path)
    assert str(wrong.value).startswith(f"{path}: ")
    assert said in str(wrong.value)


def test_the_environment_goes_before_the_file_and_its_faults_are_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "waqai.toml"
    path.write_text(
        'store = "a.gpkg"\n[fetching]\nrate = 2\n[sources.a]\nfeed = "https://a.example/rss"\nrate = 5',
        encoding="utf-8",
    )
    for name, value in (("FETCHING__RATE", "0.5"), ("SOURCES__A__RATE", "0.25"), ("STORE", "b.gpkg")):
        monkeypatch.setenv(f"WAQAI_{name}", value)
    settings = load(path)
    assert (settings.fetching.rate, settings.sources["a"].rate, settings.store) == (0.5, 0.25, "b.gpkg")
    monkeypatch.setenv("WAQAI_FETCHING__TRIES", "many")
    with pytest.raises(SettingsError, match="WAQAI_FETCHING__TRIES in the environment"):
        load(path)
    monkeypatch.delenv("WAQAI_FETCHING__TRIES")
    monkeypatch.setenv("WAQAI_SOURCES__B__RATE", "1")
    with pytest.raises(SettingsError, match="has no source b"):
        load(path)
