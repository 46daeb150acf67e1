"""The one way from a reading to its extent; each kind of reading registers how it is resolved."""

from functools import singledispatch

from timex.extent import Context, Extent
from timex.reading import Reading


@singledispatch
def resolve_reading(reading: Reading, context: Context) -> Extent:
    """The extent of a reading.

    Raises UnanchoredError where it counts from a day that is not known, NoSuchDayError where it names none.
    """
    raise TypeError(f"nothing resolves a {type(reading).__name__} at {context.anchor}")


def counted(context: Context) -> str:
    """The reason of all that is counted from the article's date."""
    return f"counted from the article's date {context.day}"
