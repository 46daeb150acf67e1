"""Which texts concern Syria: none that names a place there is left out, and most news of other countries is."""

import json
from pathlib import Path

import pytest

import gazetteer
from arabic import analyse
from geo import Concern, concern, read

CASES = Path(__file__).parents[1] / "cases"
OWN = [
    json.loads(line)["text"]
    for name in ("geo", "events", "posts")
    for line in (CASES / f"{name}.jsonl").open(encoding="utf-8")
]

# Longer than a post, so that each must say what it is about.
OTHER = {row["name"]: row["text"] for row in map(json.loads, (CASES / "other_news.jsonl").open(encoding="utf-8"))}


def of(text: str) -> Concern:
    return concern(text, gazetteer.load())


def concerns(text: str) -> bool:
    said = of(text)
    return not said.none and said.holds(read(analyse(text), gazetteer.load())[0])


def test_no_text_that_names_a_place_in_syria_is_left_out() -> None:
    """Of all our own examples; without any word that calls something Syrian, as local news seldom has one."""
    bare = [" ".join(word for word in text.split(" ") if "سوري" not in word) for text in OWN]
    places = {text: read(analyse(text), gazetteer.load())[0] for text in bare}
    ours = [text for text, found in places.items() if any(place.country == "SY" for place in found)]
    assert len(ours) > 400
    assert [text for text in ours if of(text).none or not of(text).holds(places[text])] == []


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
@pytest.mark.parametrize(
    "said",
    [
        "وفي سياق آخر وصلت قافلة مساعدات إلى دمشق.",
        "وفي درعا نفت مصادر محلية ذلك.",
        "وشارك وفد من غربي حماة.",
        "واستقبلت المنظمة اللاجئين السوريين.",
        "وتناول الخبير الأزمة في سوريا.",
        "وتحدث عن أوضاع النازحين في خان شيخون.",
        "وتحدث شاهد من مدينة الباب عن القصف.",
        "وقال أحد سكان بلدة كفرنبل إن الطريق مقطوع.",
        "وزار الوفد دير الزور.",
        "ونقل المصابون من بنّش إلى المشفى.",
        "ووصل شبان من الريف الإدلبي.",
        "وتوقفت المعارك في السـويداء.",
    ],
)
def test_one_word_on_syria_is_enough(text: str, said: str) -> None:
    assert of(text).none
    assert not of(f"{text} {said}").none


@pytest.mark.parametrize(
    "post",
    [
        "عاجل | قصف عنيف يستهدف الأحياء السكنية الآن والدفاع المدني يتوجه إلى المكان",
        "افتتاح مدرسة جديدة في قرية زردنيا بعد ترميمها",
        "الطيران المروحي يلقي براميل متفجرة على المدينة",
        "سماع دوي انفجار قوي وسيارات الإسعاف تتوجه إلى المكان",
    ],
)
def test_a_post_that_names_no_known_place_may_go_without_saying_it(post: str) -> None:
    assert concerns(post)


def test_war_without_a_country_is_taken_for_syria_s_and_elsewhere_it_is_not() -> None:
    away = OTHER["war"]
    for place in ("صعدة", "اليمن", "تعز", "عدن"):
        away = away.replace(place, "المنطقة")
    assert concerns(away)
    assert not concerns(OTHER["war"])


@pytest.mark.parametrize(
    "text",
    [
        OTHER["exhibition"] + " وأقيم الحفل في مدينة الملك عبدالله الاقتصادية.",
        OTHER["exhibition"] + " وبدأنا التحضير له قبل عام، وهي تجربة كبيرة وبارزة.",
        OTHER["exhibition"] + " وجاء زوار من قرية دوما في الضفة الغربية.",
        OTHER["tournament"] + " وتقام المباراة في القاهرة.",
    ],
)
def test_what_only_resembles_a_syrian_name_is_judged_by_the_places_read(text: str) -> None:
    assert not concerns(text)
