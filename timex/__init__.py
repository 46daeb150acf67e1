"""When: time expressions of Arabic news, read as a native reads them."""

from timex.model import Published, Timex

__all__ = ["Published", "Timex"]
