"""A deed that names no place is Syria's only where the article is about Syria by then."""

import pytest

from articles import Article
from events import annotate
from gazetteer import load

ABOUT_SYRIA = "وقصفت قوات النظام السوري بلدة سرمين في محافظة إدلب."
ABOUT_TUNISIA = "شنت الشرطة حملة في مدينة بنزرت التونسية صباح الخميس."


@pytest.mark.parametrize(
    ("before", "deed", "place"),
    [
        (ABOUT_TUNISIA, "وقبضت قوات الأمن على 13 مشتبهاً بهم.", None),
        (ABOUT_TUNISIA, "وقبضت قوات النظام السوري على 13 مشتبهاً بهم.", "SY"),
        (ABOUT_SYRIA, "وقبضت قوات الأمن على 13 مشتبهاً بهم.", "C3953"),
    ],
)
def test_a_deed_without_a_place_is_where_the_article_is(before: str, deed: str, place: str | None) -> None:
    article = Article(id="a", text=f"{before}\n{deed}\n{ABOUT_SYRIA}", published="2015-07-25", published_basis="given")
    [arrest] = [event for event in annotate(article, load()).events if event.type.value == "detention"]
    assert arrest.place_id == place
