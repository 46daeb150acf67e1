"""Events of every manner, few enough to count by hand."""

from typing import Any

from tests.store.features import HOMS, feature, source, square


def sample() -> list[dict[str, Any]]:
    return [
        feature("shelling"),
        feature(
            "battle", at=HOMS, type="battle", date_start="2018-05-02T23:30+03:00", date_end="2018-05-02T23:30+03:00"
        ),
        feature(
            "claimed", at=HOMS, type="airstrike", factuality="claimed", date_start="2018-05-03", date_end="2018-05-03"
        ),
        feature(
            "siege", type="siege", geometry=square(36.3, 33.4, 0.3), date_start="2018-02-01", date_end="2018-02-28"
        ),
        feature("road", geometry={"type": "LineString", "coordinates": [[36.6, 35.1], [37.1, 36.1]]}, date_start=None),
        feature("planned", at=[40.1, 35.3], type="agreement", factuality="planned"),
        feature("undated", type="protest", date_start=None, date_end=None),
        feature("unplaced", at=None, type="aid", date_start="2019-01-01", date_end="2019-01-01"),
    ]


QUOTE = "قتل خمسة مدنيين أمس الثلاثاء في قصف على حي الشعار 🔥 بمدينة حلب"
WHERE = QUOTE.index("حي الشعار")
MARKS = {
    "trigger": [[QUOTE.index("قصف"), QUOTE.index("قصف") + 3]],
    "date": [[QUOTE.index("أمس"), QUOTE.index("أمس") + len("أمس الثلاثاء")]],
    "place": [[WHERE, WHERE + len("حي الشعار")], [QUOTE.index("حلب"), QUOTE.index("حلب") + 3]],
}


def told_twice() -> dict[str, Any]:
    telling = [
        source("A", QUOTE, marks=MARKS, deaths={"min": 5, "max": 5}, factuality="occurred"),
        source("B", "قصف", source="شبكة الضفاف", deaths={"min": 8, "max": None}, factuality="claimed"),
    ]
    return feature(
        "twice",
        sources=telling,
        deaths={"min": 5, "max": None},
        date_reason="«أمس الثلاثاء»: the day before the article's date, 2016-12-07",
        place_reason="«حي الشعار»: the only one of this name in Aleppo",
        factuality_reason="told as a fact",
        confidence_reason="day and place are named",
        title_en="Artillery fire on Al-Shaar",
        actors=[{"name": "قوات النظام", "name_en": "Government forces", "kind": "state", "role": "doer"}],
        attribution_kind="rescue",
        admin1_pcode="SY02",
        admin1_name="حلب",
        admin1_name_en="Aleppo",
        admin2_pcode="SY0200",
        admin2_name="جبل سمعان",
        admin2_name_en="Jebel Saman",
        title="قصف مدفعي على حي الشعار",
    )
