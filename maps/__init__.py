"""The picture: features of the GeoJSON contract as one HTML map that opens without a network."""

from maps.columns import vocabulary
from maps.errors import MapError
from maps.page import draw, page

__all__ = ["MapError", "draw", "page", "vocabulary"]
