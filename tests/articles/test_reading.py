import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from articles import Article, Refusal, read
from articles.plain import first_line_title

NEWS = "قصف يطال أحياء في مدينة حلب ويوقع جرحى\r\n\r\n  قال الدفاع المدني إن قصفا مدفعيا طال حي السكري.\r\n"


def _articles(*sources: str | Path, published: str | None = None) -> list[Article]:
    found = [*read([str(source) for source in sources], published=published)]
    assert [item for item in found if isinstance(item, Refusal)] == []
    return [item for item in found if isinstance(item, Article)]


def test_a_text_stays_letter_by_letter_so_that_offsets_count_in_it(tmp_path: Path) -> None:
    path = tmp_path / "homs-12.txt"
    path.write_bytes(NEWS.encode())
    (article,) = _articles(path)
    assert article == Article("homs-12", NEWS, title="قصف يطال أحياء في مدينة حلب ويوقع جرحى")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_letter(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(NEWS.encode(encoding))
    assert _articles(path)[0].text == NEWS


def test_a_stray_control_character_is_a_remain_of_the_web_and_keeps_its_place(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes((NEWS + "\x1b\0").encode())
    assert _articles(path)[0].text == NEWS + "\x1b\0"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("قصف على أحياء حلب الشرقية\n\nقال ناشطون إن القصف أوقع جرحى.", "قصف على أحياء حلب الشرقية"),
        ("موقع الخبر\n\nقصف على أحياء حلب الشرقية\nقال ناشطون كذا وكذا.", "قصف على أحياء حلب الشرقية"),
        ("حلب - سمارت\nقال ناشطون إن القصف أوقع جرحى.\nوأضافوا أن الإسعاف تأخر.", None),
        ("قال ناشطون إن القصف على المدينة أوقع جرحى.\nوأضافوا أن الإسعاف تأخر.", None),
        ("قصف على أحياء حلب الشرقية", None),
    ],
)
def test_a_headline_is_a_short_line_above_the_text(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


def test_a_folder_gives_its_readable_files_sorted_and_its_folders_too(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/er/c.txt", "notes.md", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{NEWS} {name}", encoding="utf-8")
    assert [article.id for article in _articles(tmp_path)] == ["a", "b", "c"]
    assert [article.id for article in _articles(tmp_path / "?.txt")] == ["a", "b"]
    assert sorted(article.id for article in _articles(tmp_path / "**" / "*.txt")) == ["a", "b", "c"]


def test_a_file_named_like_a_glob_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "news[1].txt"
    path.write_text(NEWS, encoding="utf-8")
    assert [article.id for article in _articles(path)] == ["news[1]"]


def test_published_dates_only_articles_that_state_no_date(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [{"id": "a", "text": "خبر"}, {"id": "b", "text": "خبر", "published": "2 أيار 2018", "source": "وكالة"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    first, second = _articles(path, published="2016-12-07")
    assert (first.published, first.published_basis) == ("2016-12-07", "given")
    assert (second.published, second.published_basis, second.source) == ("2018-05-02", "metadata", "وكالة")


def test_jsonl_text_is_exactly_as_stated(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps({"id": 3, "text": NEWS}).encode()))
    (article,) = _articles(path)
    assert (article.id, article.text, article.title) == ("3", NEWS, None)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_rows_are_articles_and_a_broken_one_is_named(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "news.csv"
    rows = ["ID;text;published;note", 'a;"قصف على\nحلب";2018-05-02;x', "b;;;", "c;خبر;05/04/2018;", "d;خبر;;"]
    data = "\ufeff" + "\r\n".join(rows).replace(";", separator)
    path.write_bytes(
        data.encode()
        + b"\r\ne"
        + separator.encode()
        + "خبر".encode("cp1256")
        + b"\r\nf;".replace(b";", separator.encode())
        + "آخر".encode()
    )
    found = [*read([str(path)])]
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "d", "f"]
    assert [item.row for item in found if isinstance(item, Refusal)] == [3, 4, 6]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.text, first.published) == ("قصف على\nحلب", "2018-05-02")


def test_csv_without_the_columns_says_which_it_has(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("name,body\n1,2\n", encoding="utf-8")
    (refusal,) = read([str(path)])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "no column id and no column text; it has name, body"


def test_parquet_rows_are_articles_and_a_broken_one_is_named(tmp_path: Path) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    path = tmp_path / "news.parquet"
    days = pa.array([17_653, None, None], pa.date32())
    pq.write_table(pa.table({"id": [1, 2, 3], "text": [NEWS, None, "خبر"], "published": days}), path)
    first, second, third = read([str(path)])
    assert isinstance(first, Article)
    assert (first.id, first.published, first.text) == ("1", "2018-05-02", NEWS)
    assert isinstance(second, Refusal)
    assert second.row == 2
    assert isinstance(third, Article)
    path.write_bytes(b"PAR1 broken")
    (refusal,) = read([str(path)])
    assert "no Parquet table" in str(refusal)


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (NEWS.encode(), ["stdin"]),
        (b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}', ["a", "b"]),
        (b'[{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]', ["a", "b"]),
        (b'{\n  "id": "a",\n  "text": "x"\n}\n', ["a"]),
        (b'{"id": "a", "text": "' + b"x" * 9000 + b'"}\n', ["a"]),
        (b"<html><body><article><p>" + NEWS.encode() * 3 + b"</p></article></body></html>", ["stdin"]),
    ],
)
def test_standard_input_is_read_by_what_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(data))
    assert [article.id for article in _articles("-")] == ids


def test_articles_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    found = read([str(path), str(tmp_path / "later.txt")])
    assert isinstance(next(found), Article)
    (tmp_path / "later.txt").write_text(NEWS + NEWS, encoding="utf-8")
    assert isinstance(next(found), Article)
