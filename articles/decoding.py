"""Bytes into text: exactly as published, or refused with what they look like. Nothing is guessed here."""

import codecs
import re
from typing import Final

from articles.origin import ARTICLE_BYTES, UnreadableError

# UTF-32 before UTF-16: the one's little-endian mark begins with the other's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES: Final = (
    (b"%PDF", "a PDF: take its text out first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an Office document: unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as text first"),
    (b"{\\rtf", "a rich-text document: save it as plain text first"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "audio, video or a picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table: name the file .parquet"),
)
_ARABIC: Final = re.compile("[\u0621-\u064a\u067e\u0686\u06a9\u06cc]")
_HIGH: Final = re.compile(r"[^\x00-\x7f]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF_8_AS_LATIN: Final = re.compile("[ØÙÚÛ][^\x00-\x7f]")
_ACCENTED: Final = re.compile("[À-ÿ]")
_SAMPLE: Final = 20_000  # characters or bytes that tell what the rest is


def decode(data: bytes) -> str:
    """The text of UTF-8 or, with a byte-order mark, UTF-16 or UTF-32 bytes; line ends stay as they are."""
    text = characters(data)
    check(text)
    return text


def characters(data: bytes) -> str:
    """Bytes decoded and not yet looked at."""
    _refuse_binary(data)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(_suspicion(data, encoding, error.start)) from error


def check(text: str) -> None:
    """Refuse a text that holds nothing to read, is not text, or was spoilt before it came here."""
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise UnreadableError("empty" if not text else "holds nothing but blanks")
    if len(text) > ARTICLE_BYTES // 2:
        raise UnreadableError(f"{len(text):,} characters of text: more than any one article has")
    # A stray NUL or escape sequence is a remain of the web: one real article in ten of some outlets ends with a NUL.
    if len(_CONTROL.findall(text)) > len(text) // 50:
        raise UnreadableError(_without_mark(text.encode("utf-8", "surrogatepass")) or "binary data, not text")
    if re.search("[\ud800-\udfff]", text):
        raise UnreadableError("holds half of a surrogate pair: whatever wrote it cut a character in two")
    spoilt = _spoilt(text[:_SAMPLE])
    if spoilt:
        raise UnreadableError(spoilt)


def _spoilt(sample: str) -> str | None:
    """Text that was decoded wrongly before it came here: its letters are lost, or are not the published ones."""
    if sample.count("\ufffd") > len(sample) // 20:
        return "full of � where letters were lost in an earlier decoding: fetch it again"
    if _ARABIC.search(sample):
        return None
    if len(_UTF_8_AS_LATIN.findall(sample)) > len(sample) // 10:
        return "Arabic UTF-8 that was once decoded as Latin-1 (Ø§Ù„ for ال): fetch it again, or mend it with ftfy"
    if len(_ACCENTED.findall(sample)) > len(sample) * 2 // 5:
        return "Windows-1256 that was once decoded as Latin-1 (ÇáÌíÔ for الجيش): fetch it again"
    return None


def _refuse_binary(data: bytes) -> None:
    for magic, what in _BINARIES:
        if data.startswith(magic):
            raise UnreadableError(f"binary: {what}")


def _suspicion(data: bytes, encoding: str, position: int) -> str:
    """What bytes that do not decode look like, and how to convert them."""
    if encoding != "utf-8":
        return f"has the byte-order mark of {encoding.upper()} but breaks off or is damaged at byte {position}"
    unmarked = _without_mark(data)
    if unmarked:
        return unmarked
    sample = data[: 10 * _SAMPLE]
    if b"\0" in sample:
        return "binary data, not text"
    if sample.decode("utf-8", "replace").count("\ufffd") * 50 < len(_HIGH.findall(sample.decode("utf-8", "ignore"))):
        return f"UTF-8 with a broken byte at {position}: damaged or cut off; fetch it again"
    name, codec = single_byte(sample)
    return f"not UTF-8 (byte {position}); it reads as {name}: convert it first, iconv -f {codec} -t UTF-8"


def unmarked_utf16(data: bytes) -> str | None:
    """The codec of UTF-16 without its mark: every second byte of Arabic or Latin text is 06 or 00."""
    sample = data[:_SAMPLE]
    for codec, high in (("UTF-16LE", sample[1::2]), ("UTF-16BE", sample[0::2])):
        if len(high) > 8 and (high.count(6) + high.count(0)) / len(high) > 0.8:
            return codec
    return None


def _without_mark(data: bytes) -> str | None:
    codec = unmarked_utf16(data)
    return codec and f"reads as {codec} without a byte-order mark: convert it first, iconv -f {codec} -t UTF-8"


def single_byte(sample: bytes) -> tuple[str, str]:
    """Which one-byte encoding these bytes are likely in: a name for a person, and the codec's.

    Pages are decoded by it, since half of them declare what they are not; files are not: their letters are evidence.
    """
    high = sum(byte > 0x7F for byte in sample) or 1
    latin = len(re.findall(rb"[A-Za-z]", sample))
    readings = []
    for name, codec in (("Windows-1256 (Arabic)", "WINDOWS-1256"), ("ISO 8859-6 (Arabic)", "ISO-8859-6")):
        text = sample.decode(codec, "replace")
        # The article is the commonest pair of letters in Arabic, and its bytes differ between the two.
        readings.append((text.count("ال"), len(_ARABIC.findall(text)) / high, name, codec))
    articles, share, name, codec = max(readings)
    if high > latin and share > 0.6 and (articles or share > 0.9):
        return name, codec
    return "Latin-1 or Windows-1252", "WINDOWS-1252"
