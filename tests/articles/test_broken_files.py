"""Files that end too early or hold broken parts: what came before stands, they are named, and stop no other source."""

import gzip
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles import Article, Refusal, read
from articles.collection import Collector, Ledger, load
from tests.articles.site import Site, page, serving

_TOLD = (
    "قتل {number} مدنيين أمس الثلاثاء في غارات جوية استهدفت مدينة دوما، بحسب الدفاع المدني.\n"
    "وقال مصدر طبي إن المصابين نقلوا إلى مشفى ميداني قريب من المدينة وإن بينهم أطفالا ونساء."
)


def _rows(count: int, prefix: str = "") -> bytes:
    rows = ({"id": f"{prefix}{number}", "text": _TOLD.format(number=number)} for number in range(3, count + 3))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _archive(count: int) -> tuple[bytes, list[int]]:
    """A packed web archive, and where each of its records ends."""
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    into, ends = io.BytesIO(), []
    writer = WARCWriter(into, gzip=True)
    for number in range(3, count + 3):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        body = io.BytesIO(page("غارات على دوما", _TOLD.format(number=number)).encode())
        address = f"http://news.example/{number}"
        record = writer.create_warc_record(address, "response", payload=body, http_headers=headers)
        writer.write_record(record)
        ends.append(into.tell())
    return into.getvalue(), ends


def _round(folder: Path, settings: str) -> Collector:
    """One round over a settings file, settled."""
    (folder / "waqai.toml").write_text(settings, encoding="utf-8")
    with Ledger(folder / "watch.db") as ledger:
        collector = Collector(load(folder / "waqai.toml"), ledger)
        collector.poll()
        for batch in collector.batches():
            collector.settle(batch)
    return collector


def test_a_packed_file_that_was_cut_stops_no_other_and_is_read_again_when_it_is_whole(tmp_path: Path) -> None:
    packed = gzip.compress(_rows(200))
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "whole.jsonl.gz").write_bytes(gzip.compress(_rows(5, prefix="w")))
    settings = '[sources.cut]\nfiles = "cut.jsonl.gz"\n[sources.whole]\nfiles = "whole.jsonl.gz"\n'
    first = _round(tmp_path, settings).reports
    assert 0 < first["cut"].read < 200
    assert "broken gzip data" in first["cut"].errors[0]
    assert (first["whole"].errors, first["whole"].read) == ([], 5)
    again = _round(tmp_path, settings).reports
    assert (again["cut"].read, again["cut"].known) == (0, first["cut"].read)
    assert again["cut"].errors, "what is still broken is still said"
    (tmp_path / "cut.jsonl.gz").write_bytes(packed)
    mended = _round(tmp_path, settings).reports["cut"]
    assert (mended.read + mended.known, mended.errors) == (200, [])


def test_a_web_archive_that_was_cut_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    packed, ends = _archive(4)
    path = tmp_path / "news.warc.gz"
    for cut in (ends[2] + 5, ends[2] + 40, ends[3] - 9):
        path.write_bytes(packed[:cut])
        found = [*read([str(path)])]
        assert [item.id for item in found if isinstance(item, Article)][:3] == [
            f"http://news.example/{number}" for number in (3, 4, 5)
        ]
        assert any("breaks off" in item.reason for item in found if isinstance(item, Refusal)), cut
    path.write_bytes(packed)
    assert [type(item) for item in read([str(path)])] == [Article] * 4


def test_a_broken_record_of_a_web_archive_is_told_without_its_bytes_and_the_next_is_read(tmp_path: Path) -> None:
    packed, ends = _archive(4)
    path = tmp_path / "news.warc.gz"
    for broken in (b"\x00\xff\x07" * 50, packed[ends[1] : ends[1] + 90], packed[ends[1] + 3 : ends[2]], b""):
        path.write_bytes(packed[: ends[1]] + broken + packed[ends[2] :])
        found = [*read([str(path)])]
        assert [item.id[-1] for item in found if isinstance(item, Article)] == ["3", "4", "6"]
        told = [str(item) for item in found if isinstance(item, Refusal)]
        assert [line for line in told if "a broken record of the web archive: broken gzip data" not in line] == []
        assert (len(told), max(map(len, told), default=0) < 200) == (1 if broken else 0, True)


def test_no_single_damage_of_an_archive_costs_another_record_than_its_own(tmp_path: Path) -> None:
    packed, ends = _archive(4)
    path, chance = tmp_path / "news.warc.gz", random.Random(10)  # noqa: S311  damage, not secrets
    lost = []
    for _ in range(150):
        at = chance.randrange(ends[0], ends[2])
        path.write_bytes(packed[:at] + bytes([packed[at] ^ (1 << chance.randrange(8))]) + packed[at + 1 :])
        told = [item.id[-1] for item in read([str(path)]) if isinstance(item, Article)]
        lost += [(at, told)] if not {"3", "6", "4" if at >= ends[1] else "5"} <= {*told} else []
    assert lost == []


def test_rows_of_a_watched_file_are_named_by_their_number_and_an_id_is_given_once(tmp_path: Path) -> None:
    rows = _rows(2).decode().splitlines()
    twice = rows[1].replace('"4"', '"3"')
    (tmp_path / "rows.jsonl").write_text("\n".join([rows[0], "{broken", twice, rows[1]]), encoding="utf-8")
    report = _round(tmp_path, '[sources.rows]\nfiles = "rows.jsonl"\n').reports["rows"]
    assert (report.read, report.refused) == (2, 2)
    assert "row 2:" in report.faults[0]
    assert "row 3: its id 3 is that of another article" in report.faults[1]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def _sitemap(site: Site, *addresses: str) -> str:
    listed = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return site.put("/map", f"<urlset>{listed}</urlset>", kind="text/xml")


def _of(sitemap: str) -> str:
    return f'[fetching]\nprivate = true\nrate = 1000\ntries = 1\n[sources.one]\nsitemap = "{sitemap}"\n'


def test_redirects_in_a_circle_are_a_fault_that_is_named(site: Site, tmp_path: Path) -> None:
    for here, there in (("/a", "/b"), ("/b", "/c"), ("/c", "/a")):
        site.put(here, b"", status=302, headers={"Location": site.base + there})
    report = _round(tmp_path, _of(_sitemap(site, f"{site.base}/a"))).reports["one"]
    assert report.failed == 1
    assert "redirects in a circle" in report.faults[0]


def test_a_robots_txt_that_no_parser_reads_costs_its_site_alone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise IndexError("of a parser")

    monkeypatch.setattr("articles.collection.robots.Protego.parse", broken)
    site.put("/robots.txt", "User-agent: *", kind="text/plain")
    report = _round(tmp_path, _of(_sitemap(site, f"{site.base}/a"))).reports["one"]
    assert "robots.txt cannot be read" in report.errors[0]


def test_a_storage_that_nobody_knows_is_named(tmp_path: Path) -> None:
    report = _round(tmp_path, '[sources.one]\nfiles = "foo://bucket/news"\n').reports["one"]
    assert report.errors == ["foo://bucket/news: Protocol not known: foo"]
