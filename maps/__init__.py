"""The picture: features of the GeoJSON contract as HTML pages, a map and a timeline, that open without a network."""

from maps.columns import vocabulary
from maps.drawing import TITLE, draw, page, timeline
from maps.errors import MapError
from maps.picture import picture

__all__ = ["TITLE", "MapError", "draw", "page", "picture", "timeline", "vocabulary"]
