"""Pages that hold no article are refused with their reason; articles that speak of such things are not."""

import pytest

from articles.address import own_address
from articles.encoding import page_text, utf8_document
from articles.language import refuse_foreign
from articles.origin import Origin, UnreadableError
from articles.page import page_article
from articles.stubs import MovedError, Stub, stubs

_PROSE = "قال الدفاع المدني إن ثلاث غارات جوية طالت حي الكلاسة في مدينة حلب وأوقعت أربعة قتلى بينهم طفلة. "
_NOT_FREE = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize("stub", stubs(), ids=lambda stub: f"{stub.where}: {stub.reason}")
def test_a_stub_is_told_by_the_words_it_says(stub: Stub) -> None:
    assert [words for words in stub.takes if not stub.takes_words(words)] == []
    assert [words for words in stub.leaves if stub.takes_words(words)] == []


def _page(title: str, body: str, head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{body}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (_page("الصفحة غير موجودة", "عد إلى الصفحة الرئيسية أو ابحث في الموقع عن خبر آخر."), "not found"),
        (_page("قصف على حلب", _PROSE + "هذا المحتوى مخصص للمشتركين فقط"), "only subscribers"),
        (
            _page("قصف على حلب", _PROSE, _NOT_FREE),
            "only subscribers",
        ),
        (_page("Just a moment...", "Enable JavaScript and cookies to continue to the page"), "robots"),
        (_page("Shelling of Aleppo", "Three air strikes hit a neighbourhood of the city on Tuesday."), "not Arabic"),
        (b"plain words", "no markup"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_says_what_it_is(page: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        page_article(page, Origin("page", "page"))


def test_an_article_of_some_length_may_speak_of_subscribers_and_missing_pages() -> None:
    body = _PROSE * 20 + "وقالت الشركة إن هذا المحتوى مخصص للمشتركين وإن الصفحة غير موجودة."
    assert "مخصص للمشتركين" in page_article(_page("شركة تحجب موقعها", body), Origin("page", "page")).text


@pytest.mark.parametrize(
    "page",
    [
        '<html><head><meta http-equiv="Refresh" content="0; url=/new/7"></head><body>انتقل الموقع</body></html>',
        "<html><body><script>window.location.href = '/new/7';</script></body></html>",
        '<html><body><script>location.replace("https://news.example/new/7")</script>انتظر</body></html>',
    ],
)
def test_a_page_that_sends_its_reader_on_names_the_target(page: str) -> None:
    with pytest.raises(MovedError) as moved:
        page_article(page.encode(), Origin("page", "page", "https://news.example/old"))
    assert moved.value.target == "https://news.example/new/7"


def test_an_article_whose_scripts_set_a_location_is_no_redirect() -> None:
    script = "<script>if (mobile) window.location = 'https://m.news.example/1'</script>"
    article = page_article(_page("قصف على حلب", _PROSE * 5, script), Origin("page", "page", "https://news.example/1"))
    assert article.text.startswith("قصف على حلب")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ارتش سوریه اعلام کرد که این منطقه را برای همیشه آزاد کرده است و نیروهای خود را به آن فرستاد", "Persian"),
        ("شام کے شہر حلب میں فوج نے کہا ہے کہ شہر کے مشرق میں لڑائی جاری ہے", "Urdu"),
        ("لە شاری حەلەب هێزەکان لە گەڕەکەکان بۆ ماوەی دوو ڕۆژ شەڕیان کرد و ئەم شەڕە وەک پێشتر بوو", "Kurdish"),
        ("Сирийская армия вошла в квартал", "another script"),
    ],
)
def test_another_language_is_named(text: str, language: str) -> None:
    with pytest.raises(UnreadableError, match=language):
        refuse_foreign(text)


def test_arabic_with_names_in_latin_letters_is_arabic() -> None:
    refuse_foreign("قال موقع Enab Baladi إن القصف طال حي Al-Shaar في مدينة حلب")
    refuse_foreign(_PROSE)


_HEAD = "<html><head><meta charset='{}'></head><body>"


@pytest.mark.parametrize(
    ("declared", "written", "header"),
    [
        ("utf-8", "windows-1256", "utf-8"),
        ("windows-1256", "utf-8", "windows-1256"),
        ("utf-8", "iso-8859-6", None),
        ("iso-8859-1", "windows-1256", "ISO-8859-1"),
        ("utf-8", "utf-16-le", "utf-8"),
        ("utf-8", "utf-16", None),
        ("base64", "utf-8", "base64"),
    ],
)
def test_a_page_that_lies_about_its_encoding_is_read_by_its_letters(declared: str, written: str, header: str) -> None:
    page = _HEAD.format(declared) + _PROSE * 5
    assert page_text(page.encode(written), header) == page


def test_a_page_cut_within_a_letter_keeps_the_rest() -> None:
    assert page_text((_PROSE * 5).strip().rstrip(".").encode()[:-1]).startswith(_PROSE)


def test_a_feed_that_lies_about_its_encoding_is_made_utf_8() -> None:
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss>{_PROSE}</rss>'.encode("windows-1256")
    assert utf8_document(feed).decode() == f'<?xml version="1.0"?><rss>{_PROSE}</rss>'


@pytest.mark.parametrize(
    ("url", "canonical", "own"),
    [
        ("https://m.news.example/a/b/amp/", "https://news.example/a/b", "https://news.example/a/b"),
        ("https://news.example/a/b?utm_source=x#top", None, "https://news.example/a/b"),
        ("https://news.example/a/b", "https://news.example/", "https://news.example/a/b"),
        ("https://news.example/s.php?id=3", "https://news.example/s.php", "https://news.example/s.php?id=3"),
        ("https://news.example/s.php?id=3", "https://news.example/s.php?l=ar", "https://news.example/s.php?id=3"),
        ("https://news.example/?p=3", "https://news.example/2016/story", "https://news.example/2016/story"),
        ("https://news.example/a/b", "https://other.example/a/b", "https://news.example/a/b"),
        ("https://news.example/a/b", "https://news.example/a/c", "https://news.example/a/b"),
    ],
)
def test_a_canonical_address_is_believed_where_it_is_plausible(url: str, canonical: str | None, own: str) -> None:
    assert own_address(url, canonical) == own
