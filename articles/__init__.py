"""What was published, by whom and when: files, feeds and pages read into articles."""

from articles.model import Article, Refusal

__all__ = ["Article", "Refusal"]
