"""The date that a source, a caller or an address states for an article, in whatever format and language."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from arabic import analyse, plain
from timex.expression import day_of
from timex.finder import find
from timex.hijri import hijri_day
from timex.reading import Date

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])")
_COMPACT: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_IN_ADDRESS: Final = (
    re.compile(r"/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/._-]|$)"),
    re.compile(r"[/_=-](20\d{2})(\d{2})(\d{2})(?=[/._&-]|$)"),
)
_MONTH_IN_ADDRESS: Final = re.compile(r"/(20\d{2})/(0[1-9]|1[0-2])/")
_ARABIC: Final = r"[\u0621-\u064a]"
_LONGEST: Final = 100  # characters of a date


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # digits of another thing, such as a number of an article
        return None


def day_of_address(url: str) -> date | None:
    """The day in an address such as …/2016/12/07/…; nothing where it holds none."""
    for pattern in _IN_ADDRESS:
        for found in pattern.finditer(url):
            if day := _day(*found.groups()):
                return day
    return None


def month_of_address(url: str) -> tuple[date, date] | None:
    """First and last day of the month in an address such as …/2016/12/…; nothing where it holds none."""
    found = _MONTH_IN_ADDRESS.search(url)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def stated_day(stated: str) -> date | None:
    """The day that a date or time in any format states; nothing where it states no whole day.

    ISO 8601 is read here (a time keeps the day that it prints, whatever its zone); other formats and languages by
    dateparser, which must find a day, a month and a year in the words and never fills one in.
    """
    words = plain(stated).strip()
    if iso := _ISO.match(words):
        moment = stated_moment(words)
        return moment.date() if moment else _day(*iso.groups())
    if compact := _COMPACT.match(words):
        return _day(*compact.groups())
    return _in_arabic(words) or _parsed(words)


def stated_moment(stated: str) -> datetime | None:
    """The time of an ISO 8601 date-time, with its offset where it states one; nothing for a day alone.

    Midnight is how a day without a time is stored.
    """
    words = plain(stated).strip()
    if not _ISO.match(words) or len(words) <= 10:
        return None
    try:
        instant = datetime.fromisoformat(words)
    except ValueError:  # 2016-12-07 and other words after it
        return None
    return instant if instant.time() != datetime.min.time() else None


def _in_arabic(words: str) -> date | None:
    """The first whole date that our own rules find in Arabic words; Hijri ones too."""
    if len(words) > _LONGEST or not re.search(_ARABIC, words):
        return None
    for expression in find(analyse(words)):
        named = day_of(expression.reading)
        if not isinstance(named, Date) or not (named.year and named.month and named.day):
            continue
        if named.hijri and named.twin is None:
            return hijri_day(named.year, named.month, named.day)
        named = named.twin if named.hijri and named.twin else named
        if found := _day(str(named.year), str(named.month), str(named.day)):
            return found
    return None


def _parsed(words: str) -> date | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415  slow to import and rarely needed

    if len(words) > _LONGEST or not any(character.isdigit() for character in words):
        return None
    parser = DateDataParser(
        languages=_languages(words),
        settings={
            "STRICT_PARSING": True,  # day, month and year must all be there
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "PARSERS": ["absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    found = parser.get_date_data(words)
    if found.date_obj is None or str(found.date_obj.year) not in re.findall(r"\d+", words):
        return None  # a Hijri year or a bare number made into a year, or three numbers that may be in any order
    return found.date_obj.date()


def _languages(words: str) -> list[str] | None:
    """Arabic letters need Arabic alone, so that no other language's month is seen in them."""
    return ["ar"] if re.search(_ARABIC, words) else None
