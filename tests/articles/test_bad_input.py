"""Each thing that cannot be read is named with its reason, and the rest goes on."""

import gzip
import json
from pathlib import Path

import pytest

from articles import Article, Refusal, read
from articles.origin import ARTICLE_BYTES, RECORD_BYTES

NEWS = "قصف يطال أحياء في مدينة حلب ويوقع جرحى\n\nقال الدفاع المدني إن قصفا مدفعيا طال حي السكري يوم الاثنين.\n"


def _only(path: Path | str) -> Article | Refusal:
    (item,) = read([str(path)])
    return item


def _reason(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    item = _only(path)
    assert isinstance(item, Refusal), item
    assert item.where == str(path)
    return item.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "nothing but blanks"),
        ("\ufeff\n".encode(), "nothing but blanks"),
        (NEWS.encode("cp1256"), "reads as Windows-1256 (Arabic): convert it first, iconv -f WINDOWS-1256 -t UTF-8"),
        (NEWS.encode("iso8859-6"), "reads as ISO 8859-6 (Arabic): convert it first, iconv -f ISO-8859-6 -t UTF-8"),
        ("Des réfugiés sont arrivés à Homs".encode("latin-1"), "Latin-1 or Windows-1252"),
        (NEWS.encode("utf-16-le"), "UTF-16LE without a byte-order mark"),
        (NEWS.encode("utf-16-be"), "UTF-16BE without a byte-order mark"),
        (NEWS.encode()[:41] + b"\xff" + NEWS.encode()[42:] * 20, "a broken byte at"),
        (NEWS.encode("utf-16")[:-1], "byte-order mark of UTF-16"),
        (NEWS.encode().decode("cp1252", "replace").encode(), "once decoded as Latin-1"),
        (NEWS.encode().decode("latin-1").encode(), "once decoded as Latin-1"),
        (NEWS.encode("cp1256").decode("latin-1").encode(), "Windows-1256 that was once decoded as Latin-1"),
        (NEWS.encode("cp1256").decode("utf-8", "replace").encode(), "letters were lost"),
        (b"%PDF-1.4 ...", "a PDF"),
        (b"PK\x03\x04....", "Office document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 20, "binary data"),
        (b"abc\0def", "binary data"),
        (b"\x1f\x8b\x08\x00", "gzip data"),
    ],
)
def test_a_text_that_cannot_be_read_says_what_it_looks_like(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in _reason(tmp_path / "news.txt", data)


def test_a_text_larger_than_any_article_is_refused_unread(tmp_path: Path) -> None:
    assert "larger than 2 MB" in _reason(tmp_path / "news.txt", b"a" * (ARTICLE_BYTES + 1))


def test_a_line_of_fifty_megabytes_is_named_and_the_next_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "1", "text": "' + b"a" * 50_000_000 + b'"}\n')
        file.write(json.dumps({"id": "2", "text": NEWS}).encode() + b"\n")
        file.write(b'{"id": "3", "text": "' + b"a" * RECORD_BYTES)
    first, second, third = read([str(path)])
    assert isinstance(first, Refusal)
    assert first.row == 1
    assert "more than 20 MB" in first.reason
    assert isinstance(second, Article)
    assert isinstance(third, Refusal)
    assert third.row == 3


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "folder"
    empty.mkdir()
    (empty / "notes.docx").write_bytes(b"x")
    (empty / ".hidden.txt").write_text(NEWS, encoding="utf-8")
    found = [*read([str(tmp_path / "none.txt"), str(tmp_path / "*.csv"), str(empty)])]
    reasons = [item.reason.split(" (")[0] for item in found if isinstance(item, Refusal)]
    assert reasons == ["no such file", "nothing matches", "a folder without a readable file"]


def test_a_device_is_not_read() -> None:
    assert _only("/dev/zero") == Refusal("/dev/zero", "neither a file nor a folder")


def test_a_broken_row_is_named_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    good = json.dumps({"id": "good", "text": NEWS, "other": [1]}, ensure_ascii=False).encode()
    lines = [
        b"{broken",
        good,
        b'{"id": "x"}',
        b"",
        b'{"id": "x", "text": "' + "خبر".encode("cp1256") + b'"}',
        b'{"id": "x", "text": "\\ud800 cut"}',
        b'{"id": "x", "text": "news", "published": "05/04/2018"}',
        b'{"id": "", "text": "news"}',
        b'{"id": "x", "text": " "}',
        b'["id", "text"]',
        b'{"id": 7, "text": "news", "published": "2018-05-02"}',
    ]
    path.write_bytes(b"\n".join(lines))
    found = [*read([str(path)])]
    assert [item.id for item in found if isinstance(item, Article)] == ["good", "7"]
    assert [item.row for item in found if isinstance(item, Refusal)] == [1, 3, 5, 6, 7, 8, 9, 10]
    assert "text: Field required" in str(found[2])
    assert "Windows-1256" in str(found[3]) or "UTF-8" in str(found[3])


def test_a_json_array_and_utf_16_lines_say_how_to_convert_them(tmp_path: Path) -> None:
    assert "jq -c" in _reason(tmp_path / "a.jsonl", b'[{"id": "1", "text": "a"}]')
    assert "iconv -f UTF-16" in _reason(tmp_path / "b.jsonl", '{"id": "1", "text": "a"}'.encode("utf-16"))
    assert _reason(tmp_path / "c.jsonl", b"\n\n") == "empty"


def test_a_damaged_gzip_file_is_named(tmp_path: Path) -> None:
    packed = gzip.compress(NEWS.encode() * 50)
    assert _reason(tmp_path / "cut.txt.gz", packed[:-20])
    assert _reason(tmp_path / "no.txt.gz", b"not gzip")


def test_one_id_for_two_texts_is_refused_and_the_same_article_twice_is_read_once(tmp_path: Path) -> None:
    for folder, text in (("a", NEWS), ("b", NEWS), ("c", NEWS + "غير ذلك")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001.txt").write_text(text, encoding="utf-8")
    first, refusal = read([str(tmp_path), str(tmp_path / "a" / "001.txt")])
    assert isinstance(first, Article)
    assert isinstance(refusal, Refusal)
    assert refusal.where == str(tmp_path / "c" / "001.txt")
    assert str(tmp_path / "a" / "001.txt") in refusal.reason


def test_a_doubled_id_is_named_by_file_and_row(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": NEWS}, {"id": "b", "text": NEWS}, {"id": "a", "text": NEWS + "غير ذلك"}]
    (tmp_path / "news.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "more.csv").write_text("id,text\nc,غير هذا كله\nb,غير ذلك كله\n", encoding="utf-8")
    found = read([str(tmp_path / "news.jsonl"), str(tmp_path / "more.csv")])
    named = [(Path(item.where).name, item.row) for item in found if isinstance(item, Refusal)]
    assert named == [("news.jsonl", 3), ("more.csv", 3)]


def test_file_names_of_others_are_shown_harmlessly(tmp_path: Path) -> None:
    name = tmp_path / "a\x1b[31m\n.txt"
    name.write_bytes(b"")
    (refusal,) = read([str(tmp_path)])
    assert "\x1b" not in str(refusal)
    assert "\n" not in str(refusal)


def test_a_published_that_is_no_date_is_an_error_of_the_call_at_once() -> None:
    with pytest.raises(ValueError, match="no date"):
        read([], published="soon")


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://example.org/a", True), ("example.org:80/a", True), ("javascript:alert(1)", False), ("data:x", False)],
)
def test_an_address_that_is_no_web_address_is_let_go_of(tmp_path: Path, url: str, kept: bool) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "1", "text": NEWS, "url": url}), encoding="utf-8")
    article = _only(path)
    assert isinstance(article, Article)
    assert article.url == (url if kept else None)


def test_half_a_character_in_a_title_is_refused(tmp_path: Path) -> None:
    assert "surrogates" in _reason(tmp_path / "a.json", b'[{"id": "1", "text": "x", "title": "\\ud800"}]')
