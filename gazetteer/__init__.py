"""Which places are known: the tables, an index over their names, and a geocoder."""

from gazetteer.catalogue import Gazetteer
from gazetteer.loading import load
from gazetteer.model import Candidate, Name, NameKind, Place, PlaceKind
from gazetteer.question import left_out
from gazetteer.tables import TableError

__all__ = ["Candidate", "Gazetteer", "Name", "NameKind", "Place", "PlaceKind", "TableError", "left_out", "load"]
