"""Where: toponyms found in Arabic text, resolved, and no more precise than the text."""

from geo.concern import Concern, concern
from geo.locate import locate, read, references
from geo.model import Toponym

__all__ = ["Concern", "Toponym", "concern", "locate", "read", "references"]
