"""Events of every manner, few enough to count by hand."""

from typing import Any

from tests.store.features import HOMS, feature, square


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
