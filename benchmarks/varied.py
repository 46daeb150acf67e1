"""Made-up news articles for load tests, each of other days, places and counts: so many separate happenings.

Nothing here happened. The same few articles over and over would tell one happening thousands of times, which no archive
does, and would be read from the caches of what was just read. Places are the gazetteer's towns and villages, the large
ones told of more often; lengths are those of news, 600 to 6,000 letters, half of them under 2,000.
"""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

MONTHS: Final = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول"),
    *("تشرين الثاني", "كانون الأول"),
)
_WEEKDAYS: Final = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_LEADS: Final = (
    "قصفت طائرات حربية {kind} {place} {when}، ما أدى إلى مقتل {dead} مدنيين وإصابة {hurt} آخرين بجروح.",
    "سقطت {dead} قذائف هاون على الأحياء الشرقية من {kind} {place} {when}، وأسفرت عن إصابة {hurt} شخصا.",
    "اندلعت اشتباكات عنيفة على أطراف {kind} {place} {when} بين فصائل محلية وقوات النظام، وقتل فيها {dead} مقاتلين.",
    "انفجرت سيارة مفخخة وسط سوق {kind} {place} {when}، وقتل {dead} أشخاص على الأقل وجرح {hurt}.",
    "خرج مئات الأهالي في مظاهرة في {kind} {place} {when} طالبوا فيها بالإفراج عن {hurt} معتقلا من أبنائها.",
    "دخلت قافلة مساعدات من {dead} شاحنات إلى {kind} {place} {when} تحمل سللا غذائية تكفي {hurt}00 عائلة.",
    "نزحت {hurt}0 عائلة من {kind} {place} {when} باتجاه {other} بعد تصعيد القصف على أطرافها.",
    "اعتقلت دورية أمنية {dead} شبان من {kind} {place} {when}، واقتادتهم إلى جهة غير معلومة.",
    "توصل وجهاء {kind} {place} {when} إلى اتفاق تهدئة مع القوات المحيطة بها يستمر {dead} أيام.",
    "اندلع حريق كبير في مخيم قرب {kind} {place} {when}، وأتى على {hurt} خيمة من دون وقوع وفيات.",
)
_MORE: Final = (
    "وقال مصدر طبي في مشفى ميداني قريب إن بين المصابين أطفالا ونساء، وإن بعض الحالات حرجة.",
    "وأضاف المصدر أن فرق الإسعاف واجهت صعوبة في الوصول إلى المكان بسبب تضرر الطرق المؤدية إليه.",
    "وكانت {other} قد شهدت {before} حادثة مشابهة قتل فيها {dead} أشخاص وفق ما ذكر ناشطون.",
    "وبحسب الدفاع المدني، استهدف قصف مدفعي قرية {other} {before}، وأدى إلى دمار {dead} منازل.",
    "وأكد مجلس محلي في المنطقة أن المدارس ستبقى مغلقة حتى إشعار آخر حفاظا على سلامة الطلاب.",
    "ولم تعلن أي جهة مسؤوليتها عن ذلك، فيما تبادلت الأطراف الاتهامات عبر بيانات نشرتها على الإنترنت.",
    "ويعيش سكان المنطقة أوضاعا معيشية صعبة مع ارتفاع أسعار المحروقات والخبز وندرة فرص العمل.",
    "وأشار شاهد عيان إلى سماع دوي انفجارات متتالية هزت النوافذ، تلاها تحليق مكثف لطائرات الاستطلاع.",
    "وطالب الأهالي المنظمات الإنسانية بالتدخل العاجل وتأمين المأوى والدواء للعائلات المتضررة.",
    "وذكرت مصادر أهلية أن الطريق الواصل بين {place} و{other} أغلق {before} أمام حركة المدنيين.",
    "وتأتي هذه التطورات في وقت تستمر فيه المفاوضات حول مصير المنطقة من دون تحقيق تقدم يذكر.",
    "وفي سياق منفصل، أصيب {dead} أشخاص {before} بانفجار لغم من مخلفات الحرب في محيط {other}.",
    "وقال المتحدث باسم المجلس إن عدد العائلات التي تحتاج إلى مساعدة بلغ {hurt}0 عائلة هذا الشهر.",
    "وشيع الأهالي الضحايا إلى مقبرة البلدة وسط حضور كبير، ورددوا هتافات تطالب بوقف إطلاق النار.",
    "وكان ناشطون قد وثقوا خلال الأسبوع الماضي خروقات عدة للتهدئة المعلنة في ريف المحافظة.",
    "ونقل عن أحد المزارعين أن موسم القمح تضرر بشدة هذا العام بسبب الجفاف ونقص مياه الري.",
)
_PLACES: Final = Path(__file__).parents[1] / "gazetteer" / "tables" / "ocha_places.csv"
_SETTLED: Final = {"city": "مدينة", "town": "بلدة", "village": "قرية"}
Settled = tuple[str, str]  # what it is called, and its name
FIRST_DAY: Final = date(2012, 1, 1)
_DAYS: Final = 4_500


def articles(many: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Rows of that many articles, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  made-up data, not secrets
    places = settled()
    weights = [1 / (number + 10) ** 0.5 for number in range(len(places))]
    for number in range(many):
        here = chance.choices(places, weights)[0]
        published = FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        length = min(max(int(chance.lognormvariate(7.6, 0.5)), 600), 6000)
        said = [_filled(chance, chance.choice(_LEADS), published, here, places)]
        while sum(map(len, said)) < length:
            said.append(_filled(chance, chance.choice(_MORE), published, here, places))
        yield {"id": f"made-up-{number}", "text": "\n".join(said), "published": published.isoformat()}


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Rows as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _filled(chance: random.Random, told: str, published: date, here: Settled, places: Sequence[Settled]) -> str:
    day, before = (published - timedelta(days=chance.randint(first, last)) for first, last in ((0, 3), (4, 40)))
    when = chance.choice((f"يوم {_WEEKDAYS[day.weekday()]}", f"في {_said(day)}", f"يوم {_said(day)} {day.year}", "أمس"))
    return told.format(
        kind=here[0],
        place=here[1],
        other=chance.choice(places)[1],
        when=when,
        before=chance.choice((f"في {_said(before)}", "الأسبوع الماضي", f"يوم {_said(before)} {before.year}")),
        dead=chance.randint(3, 40),
        hurt=chance.randint(3, 90),
    )


def _said(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def settled() -> list[Settled]:
    """What a settled place is called and its name, the most populous first, each name once."""
    with _PLACES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in _SETTLED and row["country"] == "SY"]
    rows.sort(key=lambda row: (-int(row["population"] or 0), row["id"]))
    return [*{row["name"]: (_SETTLED[row["kind"]], row["name"]) for row in rows}.values()]
