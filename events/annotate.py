"""From an article to everything found in it."""

import geo
import timex
from arabic import Text, analyse
from articles import Article
from events.extract import extract
from events.model import Annotation
from gazetteer import Gazetteer
from geo import Toponym


def annotate(
    article: Article,
    gazetteer: Gazetteer,
    *,
    published: str | None = None,
    text: Text | None = None,
    places: tuple[list[Toponym], list[Toponym]] | None = None,
) -> Annotation:
    """The dates, places and events of an article.

    ``published`` is the date for an article whose source states none (ISO 8601); ``text`` is the article's and
    ``places`` what ``geo.read`` gives of it, for a caller that has them.
    """
    text = text or analyse(article.text)
    stated = article.published or published
    basis = (article.published_basis or "given") if article.published else "given" if published else None
    day, dates = timex.read(text, stated=stated, basis=basis, by=article.published_by, url=article.url)
    named, pointing = places or geo.read(text, gazetteer)
    events = extract(text, day, dates, [*named, *pointing], within=gazetteer.within, article=article.id)
    remarks = timex.left_out(text, len(dates))
    return Annotation(article, day, tuple(dates), tuple(named), tuple(events), tuple(remarks))
