"""Which places are known: the tables, an index over their names, and a geocoder."""

from gazetteer.model import Candidate, Name, NameKind, Place, PlaceKind

__all__ = ["Candidate", "Name", "NameKind", "Place", "PlaceKind"]
