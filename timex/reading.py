"""Readings: what a time expression says by its words alone, before any article's date is known.

A reading is symbolic and typed. «أمس الثلاثاء» is ``Shift("day", -1, beside=Date(weekday=2))``, «15 من هذا
الشهر» is ``Date(day=15, within=Shift("month", 0))``, «شهر فبراير الماضي» is ``Date(month=2, rel="past")``.
Readings nest where expressions nest: «الساعة 12 من ظهر الجمعة» is a ``Clock`` on a ``Date``.

``timex.resolve`` turns a reading and a day to count from into an interval. ``agrees`` asks the opposite
question: could an article of that day have said this?

Weekdays are ISO (1 Monday to 7 Sunday). Hijri fields are marked ``hijri``.
"""

from dataclasses import dataclass
from typing import Literal

from timex.calendars import Feast

Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century"]
Rel = Literal["past", "this", "next"]
Portion = Literal["START", "MID", "END"]


@dataclass(frozen=True, slots=True)
class Shift:
    """Whole units counted from the article's date: أمس, الأسبوع الماضي, هذا العام, قبل خمسة أشهر.

    ``beside`` is a date named together with it («أمس الثلاثاء»), which must be the same day.
    ``vague``: the number is approximate («قبل نحو أربع سنوات»).
    """

    unit: Unit
    by: int
    beside: "Date | None" = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """The calendar fields that the words name: «الثلاثاء 12 نيسان 2016», «15 آذار الماضي», «الجمعة المقبل».

    ``rel`` is الماضي, الجاري or المقبل said of the date as a whole; ``within`` the period that holds it («19 من
    الشهر الماضي», «الجمعة من الأسبوع الماضي»). ``other_month`` is the second name of a doubled month that
    does not match the first («20 نوفمبر/شباط»). ``ordinal``: «السبت الأول من أيار» is the 1st if that is a Saturday, or
    else the first Saturday. ``twin`` is the same day in the other calendar.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    rel: Rel | None = None
    within: "Shift | Date | Anaphor | None" = None
    hijri: bool = False
    other_month: int | None = None
    ordinal: bool = False
    twin: "Date | None" = None


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: «سبعة أيام» is 7 day; ``count`` is null for «بضعة أيام».

    ``and_more`` holds smaller units («ساعة و20 دقيقة»); ``upto`` the larger end of «30 – 40 دقيقة».
    """

    count: float | None
    unit: Unit
    mod: str | None = None  # TIMEX3: APPROX, MORE_THAN, LESS_THAN
    and_more: "Span | None" = None
    upto: float | None = None


@dataclass(frozen=True, slots=True)
class Ago:
    """A span before (``sign`` -1) or after (+1) the article's date: «قبل يومين», «منذ أسبوعين», «بعد ثلاثة أيام».

    ``since``: the word was منذ, so what began then may still go on.
    """

    span: Span
    sign: int
    since: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """A span before or after a time that is named: «قبل يومين من عيد الفطر», «بعد أسبوع من الآن»."""

    span: Span
    sign: int
    of: "Reading"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends or begins at the article's date: «الأيام الثلاثة الماضية», «خلال الـ24 ساعة الأخيرة».

    ``within``: «خلال أسبوعين» without an adjective, a stretch from now on to an assistant, a mere length in news.
    """

    span: Span
    sign: int
    within: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day: «فجر الخميس», «ليلة أمس», «صباح اليوم».

    ``part`` is a row of ``[parts]`` in words.toml; ``on`` the day, null where none is named.
    """

    part: str
    on: "Reading | None" = None
    portion: Portion | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as the words say it: «الساعة 12 من ظهر الأربعاء (09:00 ت.غ)».

    ``hour`` may still be of a twelve-hour clock; ``part`` (صباحا, مساء) decides. ``minute`` is null where only
    the hour is named. ``zone`` is an IANA name or UTC, null for the local time. ``twin`` is the same instant in
    another zone: its hour tells the local offset and so summer from winter time.
    """

    hour: int
    minute: int | None = None
    part: str | None = None
    on: "Reading | None" = None
    zone: str | None = None
    twin: "Clock | None" = None
    mod: str | None = None
    exact: bool = False  # the hour is already of 24


@dataclass(frozen=True, slots=True)
class Range:
    """From one reading to another, both included: «من 5 إلى 10 كانون الأول», «بين عامي 2011 و2013»."""

    first: "Reading"
    last: "Reading"


@dataclass(frozen=True, slots=True)
class Open:
    """A range with one open end: «منذ 15 آذار» (``since``), «حتى الجمعة» (``until``), قبل, بعد a date."""

    point: "Reading"
    side: Literal["since", "until", "before", "after"]


@dataclass(frozen=True, slots=True)
class Several:
    """Several days named together: «يومي 14 و15 من هذا الشهر», «السبت والأحد»."""

    members: "tuple[Reading, ...]"


@dataclass(frozen=True, slots=True)
class Portioned:
    """An early, middle or late part of a period: «مطلع كانون الأول», «نهاية العام الجاري»."""

    portion: Portion
    word: str  # the folded word: مطلع, اواخر … (how much it covers differs)
    of: "Reading"


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth unit or weekday of a period: «الأسبوع الأول من آذار», «آخر يوم من رمضان» (n is -1)."""

    n: int
    unit: Unit
    of: "Reading | None"
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Leading:
    """The first (``sign`` 1) or last (-1) so many units of a period: «الأشهر الستة الأولى من العام الجاري»."""

    span: Span
    sign: int
    of: "Reading"


@dataclass(frozen=True, slots=True)
class Season:
    """A season: «صيف 2012», «الشتاء الماضي»; ``name`` is winter, spring, summer or autumn."""

    name: str
    year: int | None = None
    rel: Rel | None = None
    within: "Reading | None" = None


@dataclass(frozen=True, slots=True)
class Era:
    """A decade (``first`` its first year, without the century where only «الثمانينيات» is said) or a century."""

    unit: Literal["decade", "century"]
    first: int
    open_century: bool = False
    before_christ: bool = False
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class FeastDay:
    """A day or days of the calendar by name: «أول أيام عيد الأضحى», «رأس السنة 2016», «جمعة الغضب».

    ``feast`` is a row of ``timex.calendars``; ``nth`` a day of a feast of several days, counted from 1.
    """

    feast: Feast
    nth: int | None = None
    year: int | None = None
    hijri: bool = False
    rel: Rel | None = None
    within: "Reading | None" = None


@dataclass(frozen=True, slots=True)
class TheFeast:
    """«العيد» without a name: the nearer of the two; ``nth`` one of its days, counted from 1."""

    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """A repetition; ``value`` is TIMEX3: P1D, XXXX-WXX-5."""

    value: str


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Counted from the date mentioned before: «في اليوم نفسه» (0 day), «بعد ذلك بيومين» (+2 day)."""

    unit: Unit
    by: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A time nobody can compute: «مؤخراً», «الآن», «في وقت سابق»; ``value`` is TIMEX3.

    What is ``recent`` («قبل قليل») was on the day on which it is told.
    """

    value: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]
    recent: bool = False


Reading = (
    Shift
    | Date
    | Span
    | Ago
    | Offset
    | Window
    | Part
    | Clock
    | Range
    | Open
    | Several
    | Portioned
    | Nth
    | Leading
    | Season
    | Era
    | FeastDay
    | TheFeast
    | Every
    | Anaphor
    | Vague
)
