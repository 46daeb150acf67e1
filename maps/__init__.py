"""The picture: features of the GeoJSON contract as one HTML map that opens without a network."""

from maps.page import MapError, draw

__all__ = ["MapError", "draw"]
