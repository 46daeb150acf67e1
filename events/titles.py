"""Titles: what happened, where and when, as a short line in Arabic and in English."""

from typing import Final

from events.lexicon import read
from events.model import Event

_ARABIC, _ENGLISH = 0, 1
_TO: Final = " – "


def titles(event: Event) -> tuple[str, str]:
    """The Arabic and the English title of an event."""
    return _title(event, _ARABIC), _title(event, _ENGLISH)


def _title(event: Event, language: int) -> str:
    words = read("labels.toml")
    kind = words["subtype"].get(event.subtype) or words["type"][event.type.value]
    parts = [kind[language]]
    if event.factuality in words["factuality"]:
        parts.insert(0, words["factuality"][event.factuality][language])
    place = (event.place_name, event.place_name_en or event.place_name)[language]
    if place:
        joint = "from" if event.origin and event.origin == event.place_name else "in"
        parts += [words["word"][joint][language], place]
    return (
        "، ".join((" ".join(parts), _day(event, language)))
        if language == _ARABIC
        else ", ".join((" ".join(parts), _day(event, language)))
    )


def _day(event: Event, language: int) -> str:
    """The day or days in ISO; a title never makes up a day the text does not give."""
    words = read("labels.toml")["word"]
    start, end = (bound[:10] if bound else None for bound in (event.date_start, event.date_end))
    if start is None and end is None:
        return str(words["undated"][language])
    if start is None:
        return f"{words['until'][language]} {end}"
    return start if end in (start, None) else f"{start}{_TO}{end}"
