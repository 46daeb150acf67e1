"""Clock times on days, their ranges, and the same instant in universal time."""

from dataclasses import replace
from typing import Final

from timex.clock_times import hours_of
from timex.reading import Clock, Date, Part, Range, Reading, Shift
from timex.rule import Match, Rule


def _with_part(m: Match) -> Clock:
    named: Clock = m.c
    return replace(named, part=m.p)


def _with_zone(m: Match) -> Clock:
    named: Clock = m.c
    return replace(named, zone=m.z)


def _on(m: Match) -> Clock | Part | Range:
    day = m.d or m.e
    if not isinstance(m.c, Range):
        return _placed(m.c, day)
    first, last = _placed(m.c.first, day), _placed(m.c.last, day)
    if isinstance(first, Clock) and isinstance(last, Clock) and hours_of(first) > hours_of(last):
        if m.e:  # «من العاشرة مساء حتى الرابعة فجر أمس»: the day is that of the hour beside it
            return Range(replace(first, on=_beside(day, -1)), last)
        return Range(first, replace(last, on=_beside(day, 1)))
    return Range(first, last)


def _placed(clock: Reading, day: Reading) -> Clock | Part:
    """A clock time on a day, or on a part of a day that tells which half of it."""
    if isinstance(clock, Part):
        return replace(clock, on=day)
    if not isinstance(clock, Clock):
        raise TypeError(f"no clock time: {clock}")
    if isinstance(day, Part):
        return replace(clock, part=clock.part or day.part, on=day.on)
    return replace(clock, on=day)


def _twinned(m: Match) -> Clock | Range | None:
    if m.z.zone is None or not isinstance(m.c, Clock):
        return None
    named: Clock = m.c
    return replace(named, twin=m.z)


def _range(m: Match) -> Range | None:
    """Two hours of one part of the day; what is said of the second holds for the first."""
    first, last = m.a, m.b
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    if first.part is None and last.part is not None:
        first = _of_one_part(first, last)
    if last.part is None and first.part is not None and last.hour >= first.hour:
        last = replace(last, part=first.part)
    return Range(
        replace(first, on=first.on or _day_of_first(first, last), zone=first.zone or last.zone),
        replace(last, on=last.on or first.on),
    )


def _of_one_part(first: Clock, last: Clock) -> Clock:
    """The first hour in the part of the second; «من السابعة إلى 4 مساء» begins in the morning."""
    shared = replace(first, part=last.part)
    return first if hours_of(shared) > hours_of(last) >= hours_of(first) else shared


def _day_of_first(first: Clock, last: Clock) -> Reading | None:
    """The day named with the second hour, or the one before where midnight lies between them."""
    return _beside(last.on, -1) if hours_of(first) > hours_of(last) else last.on


def _beside(day: Reading | None, step: int) -> Reading | None:
    """The day before or after one that is counted or a weekday."""
    if isinstance(day, Shift) and day.unit == "day":
        return replace(day, by=day.by + step, beside=None)
    if isinstance(day, Date) and day.weekday is not None and day.day is None:
        return replace(day, weekday=(day.weekday - 1 + step) % 7 + 1)
    return day


def _range_part(m: Match) -> Range:
    last = replace(m.c.last, part=m.p)
    return Range(_of_one_part(m.c.first, last), last)


_LAST_DAY: Final = 31

RULES: Final = (
    Rule(
        "clock-range",
        "clock_range",
        "(من|بين|ما بين|منذ) {a:clock_one} (إلى|حتى|الى|ولغاية|لغاية|-|–) {b:clock_end}"
        "|(بين|ما بين) {a:clock_one} و{b:clock_end}|(بين|ما بين) {a:clock_one} و {b:clock_end}"
        "|{a:clock_one} (-|–|إلى|حتى|ـ) {b:clock_end}",
        _range,
        {
            "من 9:30 حتى 11": "XXXX-XX-XXT09:30/XXXX-XX-XXT11:00",
            "الساعة 19.40-19.55": "XXXX-XX-XXT19:40/XXXX-XX-XXT19:55",
            "من العاشرة مساء حتى الرابعة فجر أمس": "2016-12-06T22:00+02:00/2016-12-07T04:00+02:00",
        },
    ),
    Rule(
        "hours-range",
        "hours_range",
        "(من|بين|ما بين) {a:hours_end} (إلى|حتى|-|–) {b:hours_end}"
        "|(بين|ما بين) {a:hours_end} و{b:hours_end}|(بين|ما بين) {a:hours_end} و {b:hours_end}"
        "|{a:hours_end} (-|–) {b:hours_end}",
        _range,
        {"من 3 حتى 4 مساء": "XXXX-XX-XXT15:00/XXXX-XX-XXT16:00"},
    ),
    Rule(
        "hours-end",
        "hours_end",
        "{c:hour}|{c:hour_said}",
        lambda m: m.c,
        {"من 3 حتى 4 مساء": "XXXX-XX-XXT15:00/XXXX-XX-XXT16:00"},
    ),
    Rule(
        "hours-range-part",
        "clock",
        "{c:hours_range} {p:part_adverb}|{c:hours_range} {p:meridiem_only}|{c:hours_range} من {p:part}"
        "|{c:hours_range} في {p:part_in}",
        _range_part,
        {"بين 3 و5 مساء": "XXXX-XX-XXT15:00/XXXX-XX-XXT17:00"},
        ["من 3 إلى 4 مدنيين"],
    ),
    Rule(
        "hours-range-day",
        "time",
        "{c:hour_words_range} (من)? (يوم)? {d:day}|{d:day} (من|بين)? {c:hour_words_range}",
        _on,
        {"بين التاسعة والنصف والحادية عشرة يوم الخميس": "2016-12-08T09:30+02:00/2016-12-08T11:00+02:00"},
    ),
    Rule(
        "hour-words-range",
        "hour_words_range",
        "(من|بين|ما بين) {a:hour_said} (إلى|حتى) {b:hour_said}|(بين|ما بين) {a:hour_said} و{b:hour_said}",
        _range,
        {"بين التاسعة والنصف والحادية عشرة يوم الخميس": "2016-12-08T09:30+02:00/2016-12-08T11:00+02:00"},
    ),
    Rule(
        "hour-on-day",
        "time",
        "{d:day} (في|عند) (تمام)? {c:hour_said}",
        _on,
        {"يعود غدا في الثالثة": "2016-12-09T03:00+02:00"},
    ),
    Rule(
        "clock-end",
        "clock_end",
        "{c:clock_one}|{c:clock_digits}|{c:hour_said}|{c:clock_ended}",
        lambda m: m.c,
        {"من 9:30 حتى 11": "XXXX-XX-XXT09:30/XXXX-XX-XXT11:00"},
    ),
    Rule(
        "clock-ended",
        "clock_ended",
        "{c:hour} (من)? {p:part}|{c:hour_said} (من)? {p:part}",
        _with_part,
        {"بين الساعة 3 و5 من عصر أمس": "2016-12-07T15:00+02:00/2016-12-07T17:00+02:00"},
    ),
    Rule("clock", "clock", "{c:clock_one}|{c:clock_range}", lambda m: m.c, {"الساعة 9": "XXXX-XX-XXT09:00"}),
    Rule(
        "clock-on-day",
        "time",
        "{c:clock} (من|،|,|في|من مساء)? (يوم)? {e:day}|{c:clock} \\( (يوم)? {e:day} \\)"
        "|{d:day} (،|,|في|عند|على|-|\\()? (تمام|حوالي|نحو|قرابة|بحدود)? {c:clock} \\)?"
        "|{d:day_of_month} (،|,|في|عند)? {c:clock}|{c:clock} {e:day_of_month}",
        _on,
        {
            "الساعة 12 من ظهر الأربعاء المقبل": "2016-12-14T12:00",
            "الساعة 8:30 مساء الثلاثاء": "2016-12-06T20:30",
            "الساعة الثامنة والنصف من صباح أمس": "2016-12-07T08:30",
            "الساعة 19.40-19.55 يوم 6 كانون الأول": "2016-12-06T19:40+02:00/2016-12-06T19:55+02:00",
        },
    ),
    Rule(
        "day-of-month",
        "day_of_month",
        "يوم {n:digits}",
        lambda m: Date(day=m.n) if 1 <= m.n <= _LAST_DAY else None,
        {"الساعة 8 مساء يوم 15": "2016-11-15T20:00", "يوم 7، الساعة 8:30": "2016-12-07T08:30"},
    ),
    Rule(
        "clock-on-part",
        "time",
        "{d:dated_part} (،|,|في|عند|على|-)? (تمام|حوالي|نحو|قرابة|بحدود)? {c:clock}"
        "|{c:clock_one} (من|في)? {d:dated_part}"
        "|{c:hour_said} (من)? {d:dated_part}",
        _on,
        {"مساء أمس الساعة 8": "2016-12-07T20:00"},
    ),
    Rule(
        "dated-part",
        "dated_part",
        "{p:part_of_day}",
        lambda m: m.p if m.p.on else None,
        {"مساء أمس الساعة 8": "2016-12-07T20:00"},
    ),
    Rule(
        "time-local",
        "time",
        "{c:time_on_day} (بالتوقيت المحلي|{z:zone_said})",
        lambda m: replace(m.c, zone=m.z) if isinstance(m.c, Clock) else m.c,
        {"الساعة 3 بعد ظهر أمس بالتوقيت المحلي": "2016-12-07T15:00"},
    ),
    Rule(
        "time-on-day",
        "time_on_day",
        "{c:clock_one} (من|في)? (يوم)? {d:day}",
        _on,
        {"الساعة 3 بعد ظهر أمس بالتوقيت المحلي": "2016-12-07T15:00"},
    ),
    Rule(
        "clock-twin",
        "time",
        "{c:time_twinned} (\\(|/|-|،|أي|الموافق)? (الساعة)? {z:twin_clock} \\)?",
        _twinned,
        {"الساعة 12 من ظهر الأربعاء (10:00 ت.غ)": "2016-12-07T12:00"},
    ),
    Rule(
        "twin-clock",
        "twin_clock",
        "{c:clock_digits} {z:zone_said}|{c:clock_parted} {z:zone_said}|{c:digital} {z:zone_said}",
        _with_zone,
        {"الساعة 9 (07:00 ت.غ)": "XXXX-XX-XXT09:00"},
    ),
    Rule(
        "time-twinned",
        "time_twinned",
        "{c:clock_one}|{c:time_on_day}",
        lambda m: m.c,
        {"الساعة 9 (07:00 ت.غ)": "XXXX-XX-XXT09:00"},
    ),
)
