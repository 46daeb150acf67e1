"""Which encoding a web page or feed is in: what it declares is believed only if its letters then are letters."""

import codecs
import re
from typing import Final

from articles.decoding import decode, single_byte, unmarked_utf16

_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I
)
_XML_ENCODING: Final = re.compile(r"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", re.I)
_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII: Final = re.compile(rb"[\x00-\x7f]+")  # markup and addresses, which outnumber the letters of a feed
_HEAD: Final = 4096  # bytes in which a page declares its encoding
_SAMPLE: Final = 200_000
_FEW: Final = 20  # of so many letters beyond ASCII one may be broken: a footer cut in two spoils no article


def page_text(data: bytes, charset: str | None = None) -> str:
    """A page's characters; ``charset`` is what the HTTP header declares.

    UTF-8 is what reads as UTF-8, whatever is declared: text in another encoding does not by chance. Else what
    header and page declare, if it gives Arabic; else Windows-1256 or ISO 8859-6, whichever the letters say.
    """
    if data.startswith(_BOMS):
        return decode(data)
    wide = unmarked_utf16(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _single_byte_text(data, charset) or decode(data)


def utf8_document(data: bytes, charset: str | None = None) -> bytes:
    """An XML document in UTF-8 that no longer declares another encoding."""
    text = page_text(data, charset).lstrip("\ufeff \t\r\n")
    return _XML_ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a broken letter here and there, as pages have that were cut in the middle of one."""
    text = data.decode("utf-8", "replace")
    beyond = sum(letter > "\x7f" for letter in text)
    return text if text.count("\ufffd") * _FEW <= beyond else None


def _single_byte_text(data: bytes, charset: str | None) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    declared = [name for name in (charset, found and found[1].decode("ascii")) if name and _is_known(name)]
    _, likely = single_byte(_ASCII.sub(b" ", data[:_SAMPLE]))
    arabic = likely in ("WINDOWS-1256", "ISO-8859-6")
    for name in [likely] if arabic else [name for name in declared if codecs.lookup(name).name != "utf-8"]:
        return data.decode(name, "replace")
    return None


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # base64 and rot13 are codecs too
    except LookupError:
        return False
