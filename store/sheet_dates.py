"""Dates as spreadsheets turn them round: 2014-08-05 comes back as 05/08/2014, or 8/5/2014, as a country writes."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from store.model import StoreError

_TURNED: Final = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}( 0?0:00(:00)?)?")
_ORDERS: Final = ("ymd", "dmy", "mdy")
_THIS_CENTURY: Final = 2000


class DateOrder:
    """In which order day, month and year are written, seen from dates that are known and how they came back."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        fits = dict.fromkeys(_ORDERS, 0)
        for saved, known in pairs:
            for order in fits:
                fits[order] += as_iso(saved, order) == known
        most = max(fits.values())
        best = [order for order, count in fits.items() if count == most]
        self._order = best[0] if most and len(best) == 1 else None

    def iso(self, written: str) -> str:
        """A date as ISO 8601 writes it; what is no date of three numbers comes back as it is. Raises ``StoreError``."""
        if not _TURNED.fullmatch(written):
            return written
        meant = [as_iso(written, self._order)] if self._order else []
        possible = sorted({made for made in meant or (as_iso(written, order) for order in _ORDERS) if made})
        possible = possible or sorted({made for order in _ORDERS if (made := as_iso(written, order))})
        if len(possible) != 1:
            raise StoreError(f"new dates: is {written!r} {' or '.join(possible) or 'a day'}? Write it like 2014-08-05")
        return possible[0]


def as_iso(written: str, order: str) -> str | None:
    """A date of three numbers in an order, ``dmy``; null where it is none."""
    if not _TURNED.fullmatch(written):
        return None
    numbers = [int(number) for number in re.findall(r"\d+", written)[:3]]
    year, month, day = (numbers[order.index(part)] for part in "ymd")
    try:
        return date(year if year > 99 else _THIS_CENTURY + year, month, day).isoformat()
    except ValueError:
        return None
