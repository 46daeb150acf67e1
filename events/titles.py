"""Titles: what happened, where and when, as a short line in Arabic and in English."""

from collections.abc import Mapping
from typing import Any, Final

from events.lexicon import read

_ARABIC, _ENGLISH = 0, 1
_TO: Final = " – "
_COMMAS: Final = ("، ", ", ")


def titles(properties: Mapping[str, Any]) -> tuple[str, str]:
    """The Arabic and the English title of an event, from its feature's properties."""
    return _title(properties, _ARABIC), _title(properties, _ENGLISH)


def _title(properties: Mapping[str, Any], language: int) -> str:
    words = read("labels.toml")
    kind = words["subtype"].get(properties["subtype"]) or words["type"][properties["type"]]
    parts = [kind[language]]
    if properties["factuality"] in words["factuality"]:
        parts.insert(0, words["factuality"][properties["factuality"]][language])
    arabic = properties["place_name"]
    place = (arabic, properties["place_name_en"] or arabic)[language]
    if place:
        joint = "from" if properties["origin"] and properties["origin"] == arabic else "in"
        parts += [words["word"][joint][language], place]
    return _COMMAS[language].join((" ".join(parts), _day(properties, language)))


def _day(properties: Mapping[str, Any], language: int) -> str:
    """The day or days in ISO; a title never makes up a day the text does not give."""
    words = read("labels.toml")["word"]
    start, end = (properties[bound][:10] if properties[bound] else None for bound in ("date_start", "date_end"))
    if start is None and end is None:
        return str(words["undated"][language])
    if start is None:
        return f"{words['until'][language]} {end}"
    return start if end in (start, None) else f"{start}{_TO}{end}"
