"""JSON as the store writes and reads it."""

import json
from typing import Any

import orjson

from store.model import StoreError


def dump(value: object) -> str:
    """Compact JSON with its Arabic letters as they are; half a letter, which is no UTF-8, is escaped."""
    return dumped(value).decode()


def dumped(value: object) -> bytes:
    """The same in UTF-8, as databases take it: no letter of a large text need then be turned twice."""
    try:
        # A copy: orjson's own bytes keep the room that it wrote them in, twice what they need.
        return bytes(memoryview(orjson.dumps(value)))
    except orjson.JSONEncodeError as wrong:
        try:
            return json.dumps(value, separators=(",", ":")).encode()
        except (TypeError, ValueError):
            raise StoreError(f"what cannot be written as JSON cannot be kept: {wrong}") from wrong


def load(written: object) -> Any:
    """What ``dump`` wrote. Raises ``JSONDecodeError`` for what it cannot have written, as a damaged store gives it."""
    if not isinstance(written, str):
        raise json.JSONDecodeError(f"{type(written).__name__} where a text was kept", "", 0)
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:  # half a letter
        return json.loads(written)


def utf8(text: str) -> str:
    """A text that every database takes: half a letter, and the null character, become the sign of what is missing."""
    return text.encode(errors="replace").decode().replace("\x00", "\ufffd")
