"""The date an article's source states, read only where it can be read in one way."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d.*)?")
_COARSE: Final = re.compile(r"\d{4}(?:-\d\d)?")
_SLASHED: Final = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_FIRST_YEAR: Final = 1900
# dateparser knows the months of Egypt and the Maghreb only; these are the Levant's and Iraq's, by number.
_LEVANTINE: Final = {
    "كانون الثاني": "يناير",
    "شباط": "فبراير",
    "آذار": "مارس",
    "نيسان": "أبريل",
    "أيار": "مايو",
    "حزيران": "يونيو",
    "تموز": "يوليو",
    "آب": "أغسطس",
    "أيلول": "سبتمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}


class UnknownDateError(ValueError):
    """A stated date that cannot be read, or can be read in more than one way."""


def stated(value: str | date) -> str:
    """A stated date or time as ISO 8601 (``2018-05``, ``2018-05-02``, ``2018-05-02T12:00:00+03:00``).

    ISO, RFC 822 and dates written with month names in Arabic, English or French are read; 05/04/2018 is
    refused, since it is April in one country and May in another. A time in UTC, as machines write it, is
    turned into Damascus time, where its day may be the next; another offset is the outlet's own clock and stays.
    """
    if isinstance(value, datetime):
        return _local(value)
    if isinstance(value, date):
        return value.isoformat()
    text = value.strip()
    found = _iso(text) or _rfc_822(text) or _written(text)
    if found is None or not _FIRST_YEAR < int(found[:4]) < 2200:
        raise UnknownDateError(f"«{text[:60]}» is no date that can be read: write it as 2018-05-02")
    return found


def _local(time: datetime) -> str:
    if time.utcoffset() != timedelta(0):
        return time.isoformat()
    if (time.hour, time.minute, time.second) == (0, 0, 0):  # a day that was stored as a time
        return time.date().isoformat()
    return time.astimezone(ZoneInfo("Asia/Damascus")).isoformat()


def of_address(url: str) -> str | None:
    """The day that a web address names (``/2018/05/02/``), if it names one."""
    for year, month, day in _IN_ADDRESS.findall(url):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:  # /2018/02/31/ has the shape and names no day
            continue
    return None


def _iso(text: str) -> str | None:
    if _COARSE.fullmatch(text):
        return text if text[5:7] != "00" and text[5:7] <= "12" else None
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else _local(datetime.fromisoformat(text))
    except ValueError:  # 2018-02-31, or a tail that is no time
        return None


def _rfc_822(text: str) -> str | None:
    try:
        return _local(parsedate_to_datetime(text))
    except (ValueError, IndexError):  # IndexError: CPython's parser on some short strings
        return None


def _written(text: str) -> str | None:
    """A date in words, complete and with one reading."""
    slashed = _SLASHED.match(text)
    if slashed and int(slashed[1]) <= 12 and int(slashed[2]) <= 12 and slashed[1] != slashed[2]:
        raise UnknownDateError(f"«{text[:60]}» can be read as two days: write it as {slashed[3]}-month-day")
    if len(text) > 100 or not re.search(r"\d{4}", text):
        return None
    import dateparser  # noqa: PLC0415  # 160 ms: few sources need it

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(_one_month_name(text), languages=["ar", "en", "fr"], settings=settings)
    if found is None:
        return None
    return _local(found) if re.search(r"\d:\d\d", text) else found.date().isoformat()


def _one_month_name(text: str) -> str:
    """Levantine month names as dateparser knows them; of «أيار/مايو» one is left."""
    for levantine, other in _LEVANTINE.items():
        text = text.replace(levantine, other)
    return re.sub(r"([^\W\d_]+)\s*[/(]\s*\1\b\)?", r"\1", text)
