"""A day whose year nobody knows keeps an event from being dated by a day that is told of something else."""

import pytest

from articles import Article
from events import annotate
from gazetteer import load


@pytest.mark.parametrize(
    ("day", "began"),
    [
        ("في الثامن من تموز", None),
        ("أمس", None),
        ("الأسبوع الماضي", None),
        ("في 8 تموز 2015", "2015-07-08"),
    ],
)
def test_the_nearest_day_is_the_event_s_even_if_its_year_is_unknown(day: str, began: str | None) -> None:
    text = f"قُتل القيادي في غارة جوية قرب بلدة سرمدا في سوريا {day} وكان قد شارك في مؤامرة عام 2001."
    [strike] = annotate(Article(id="a", text=text), load()).events
    assert strike.date_start == began


@pytest.mark.parametrize(
    ("era", "began"),
    [
        ("في الأيام الأولى من الحرب", None),
        ("إبان الانتداب", None),
        ("في عهد الرئيس السابق", None),
        ("خلال الثورة", None),
        ("على أطراف البادية", "2016-05-14"),
    ],
)
def test_a_time_of_the_past_without_a_date_is_not_the_article_s_day(era: str, began: str | None) -> None:
    text = f"وتعرضت مدينة تدمر للقصف {era}."
    article = Article(id="a", text=text, published="2016-05-14", published_basis="given")
    [shelling] = annotate(article, load()).events
    assert shelling.date_start == began
