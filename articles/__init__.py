"""What was published, by whom and when: files, feeds and pages read into articles."""

from articles.dates import UnknownDateError
from articles.model import Article, Refusal
from articles.reading import read

__all__ = ["Article", "Refusal", "UnknownDateError", "read"]
