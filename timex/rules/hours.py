"""Hours and minutes in digits and words, the part of the day they are of, and their zone."""

from dataclasses import replace
from typing import Final

from timex.reading import Clock
from timex.rule import Match, Rule


def _digital(m: Match) -> Clock | None:
    if m.h > 24 or m.m > 59 or (m.h == 24 and m.m):
        return None
    return Clock(m.h % 24, m.m, exact=m.h > 12 or m.h == 0)


def _hour(m: Match) -> Clock | None:
    if m.n is None or not 0 <= m.n <= 24:
        return None
    return Clock(m.n % 24, exact=m.n > 12 or m.n == 0)


def _plus(m: Match) -> Clock | None:
    """Minutes after or before the hour: والنصف, إلا ربعا, وخمس دقائق."""
    minutes = m.f
    if m.c.minute is not None or minutes is None:
        return None
    clock: Clock = m.c
    if minutes < 0:
        hour = (clock.hour - 1) % 24 if clock.exact else (clock.hour - 2) % 12 + 1
        return replace(clock, hour=hour, minute=60 + minutes)
    return replace(clock, minute=minutes)


def _minutes(sign: int):  # type: ignore[no-untyped-def]
    def build(m: Match) -> int | None:
        return sign * m.n if m.n is not None and 1 <= m.n <= 59 else None

    return build


def _parted(m: Match) -> Clock | None:
    """A time with its part of the day, and perhaps a fraction: «12 ونصف مساء»."""
    named: Clock | None = _plus(m) if m.f is not None else m.c
    return None if named is None else replace(named, part=m.p)


def _with_zone(m: Match) -> Clock:
    named: Clock = m.c
    return replace(named, zone=m.z)


def _local(m: Match) -> Clock:
    clock: Clock = m.c
    return clock


_HOUR: Final = "(الساعة|ساعة|الساعه|للساعة)"


RULES: Final = (
    Rule(
        "hour-minute",
        "digital",
        "{h:digits} ~: ~{m:digits}|{h:digits} ~: ~{m:digits} ~: ~{s:digits}",
        _digital,
        {"عند 8:30 مساء": "XXXX-XX-XXT20:30"},
        ["فاز 3:75"],
    ),
    Rule(
        "hour-dot-minute",
        "dotted",
        "{h:digits} ~. ~{m:digits}|{h:digits} ~, ~{m:digits}",
        _digital,
        {"الساعة 19.40": "XXXX-XX-XXT19:40"},
    ),
    Rule("hour-number", "hour", "{n:number}", _hour, {"الساعة 12 ظهرا": "XXXX-XX-XXT12:00"}),
    Rule("hour-ordinal", "hour_named", "{n:hour_word}", lambda m: Clock(m.n), {"الساعة الثالثة": "XXXX-XX-XXT03:00"}),
    Rule(
        "fraction-half",
        "hour_fraction",
        "(والنصف|ونصف|والنص|ونص)|و (النصف|نصف|30 دقيقة)",
        lambda _: 30,
        {"الساعة الثالثة والنصف": "XXXX-XX-XXT03:30", "الساعة 4 ونص": "XXXX-XX-XXT04:30"},
    ),
    Rule(
        "fraction-quarter",
        "hour_fraction",
        "(والربع|وربع)|و (الربع|ربع)",
        lambda _: 15,
        {"الساعة الثالثة والربع": "XXXX-XX-XXT03:15"},
    ),
    Rule(
        "fraction-third",
        "hour_fraction",
        "(والثلث|وثلث)|و (الثلث|ثلث)",
        lambda _: 20,
        {"الساعة الثالثة والثلث": "XXXX-XX-XXT03:20"},
    ),
    Rule(
        "fraction-to-quarter",
        "hour_fraction",
        "(إلا|الا) (ربعا|ربع|الربع)",
        lambda _: -15,
        {"الساعة الثالثة إلا ربعاً": "XXXX-XX-XXT02:45"},
    ),
    Rule(
        "fraction-to-third",
        "hour_fraction",
        "(إلا|الا) (ثلثا|ثلث|الثلث)",
        lambda _: -20,
        {"الساعة الثالثة إلا ثلثاً": "XXXX-XX-XXT02:40"},
    ),
    Rule(
        "fraction-of-hour", "minutes", "{f:hour_fraction}", lambda m: m.f, {"الساعة الثالثة والنصف": "XXXX-XX-XXT03:30"}
    ),
    Rule(
        "hour-fraction-alone",
        "clock_parted",
        "{c:hour_named} {f:hour_fraction}",
        _plus,
        {"في الثالثة والنصف": "XXXX-XX-XXT03:30"},
        ["الثالثة وعشرون آخرون"],
    ),
    Rule(
        "fraction-minutes",
        "minutes",
        "و{n:number} (دقيقة|دقائق|دقايق)?|و {n:number} (دقيقة|دقائق|دقايق)",
        _minutes(1),
        {"الساعة الثالثة وعشر دقائق": "XXXX-XX-XXT03:10"},
    ),
    Rule(
        "fraction-to-minutes",
        "minutes",
        "(إلا|الا) {n:number} (دقيقة|دقائق|دقايق)?",
        _minutes(-1),
        {"الساعة الثالثة إلا خمس دقائق": "XXXX-XX-XXT02:55"},
    ),
    Rule(
        "clock-military",
        "clock_base",
        f"{_HOUR} {{n:digits}}",
        lambda m: Clock(m.n // 100, m.n % 100, exact=True) if 100 <= m.n <= 2359 and m.n % 100 < 60 else None,
        {"الساعة 1146 بتوقيت غرينتش": "XXXX-XX-XXT11:46+00:00"},
    ),
    Rule(
        "clock-hour",
        "clock_base",
        f"{_HOUR} {{c:hour}}|{_HOUR} {{c:hour_named}}|{_HOUR} {{c:digital}}|{_HOUR} {{c:dotted}}",
        lambda m: m.c,
        {"الساعة 12 ظهرا": "XXXX-XX-XXT12:00"},
        ["ساحة الساعة"],
    ),
    Rule(
        "clock-hour-said",
        "clock_hour",
        f"{_HOUR} {{c:hour}}|{_HOUR} {{c:hour_named}}|{_HOUR} {{c:digital}}",
        lambda m: m.c,
        {"وصلوا مساء الساعة 8": "XXXX-XX-XXT20:00"},
    ),
    Rule("clock-digital", "clock_base", "{c:digital}", lambda m: m.c, {"عند 14:00": "XXXX-XX-XXT14:00"}),
    Rule(
        "clock-plus",
        "clock_said",
        "{c:clock_base} {f:minutes}",
        _plus,
        {"الساعة الثامنة والنصف صباحا": "XXXX-XX-XXT08:30"},
    ),
    Rule(
        "clock-said",
        "clock_said",
        "{c:clock_base} (تماما|بالضبط)?",
        lambda m: m.c,
        {"الساعة الثامنة تماما": "XXXX-XX-XXT08:00"},
    ),
    Rule(
        "hour-of-part-plus",
        "hour_said",
        "{c:hour_named} {f:minutes}",
        _plus,
        {"في الثامنة والنصف صباحا": "XXXX-XX-XXT08:30"},
    ),
    Rule("hour-of-part", "hour_said", "{c:hour_named}", lambda m: m.c, {"في السابعة مساء": "XXXX-XX-XXT19:00"}),
    Rule(
        "clock-part",
        "clock_parted",
        "{c:clock_said} (من)? (بعد)? {p:part_adverb}|{c:clock_said} {p:meridiem}|{c:clock_said} (من|في)? {p:part}"
        "|{c:hour_said} (تماما)? {p:part_adverb}|{c:hour_said} (تماما)? من {p:part}"
        "|{c:hour} {p:meridiem_only}|{c:hour} {p:part_adverb}|{c:dotted} {p:meridiem_only}"
        "|{c:dotted} {p:part_adverb}|{c:hour} {f:hour_fraction} {p:part_adverb}|{c:clock_said} {p:prayer_time}"
        "|{c:hour_said} {p:prayer_time}|{c:hour_said} في {p:part_in}"
        "|{c:clock_said} في {p:part_in}|{p:part_adverb} (،|في|عند)? {c:clock_hour}",
        _parted,
        {"الساعة 12 من ظهر": "XXXX-XX-XXT12:00", "السابعة مساء": "XXXX-XX-XXT19:00", "5 مساء": "XXXX-XX-XXT17:00"},
        ["الثانية على مستوى"],
    ),
    Rule(
        "prayer-afternoon",
        "prayer_time",
        "بعد (العصر|صلاة العصر|صلاة الظهر)|(قبل|قبيل) (المغرب|الغروب)",
        lambda _: "afternoon",
        {"الساعة 4 بعد العصر": "XXXX-XX-XXT16:00", "الخامسة إلا ثلثا قبل المغرب": "XXXX-XX-XXT16:40"},
    ),
    Rule(
        "prayer-evening",
        "prayer_time",
        "(بعد)? (المغرب|العشاء|العشا|صلاة المغرب|صلاة العشاء)",
        lambda _: "evening",
        {"الساعة 8 بعد المغرب": "XXXX-XX-XXT20:00", "الساعة 9 العشاء": "XXXX-XX-XXT21:00"},
    ),
    Rule("meridiem-morning", "meridiem_only", "(ص|AM)", lambda _: "morning", {"9 ص": "XXXX-XX-XXT09:00"}),
    Rule("meridiem-evening", "meridiem_only", "(PM)", lambda _: "evening", {"9 PM": "XXXX-XX-XXT21:00"}),
    Rule("clock-parted", "clock_parted", "{c:clock_said}", lambda m: m.c, {"الساعة 9": "XXXX-XX-XXT09:00"}),
    Rule(
        "clock-zone",
        "clock_zoned",
        "{c:clock_parted} \\(? {z:zone_said} \\)?|{c:clock_digits} \\(? {z:zone_said} \\)?",
        _with_zone,
        {"الساعة 9 بتوقيت غرينتش": "XXXX-XX-XXT09:00+00:00"},
    ),
    Rule(
        "zone-said",
        "zone_said",
        "{z:universal}|(بتوقيت|توقيت|حسب توقيت|وفق توقيت) {z:universal}|(بتوقيت|توقيت|حسب توقيت|وفق توقيت) {z:zone}",
        lambda m: m.z,
        {"الساعة 9 بتوقيت مكة": "XXXX-XX-XXT09:00"},
        ["قتل 20 سوريا"],
    ),
    Rule(
        "clock-digits", "clock_digits", "{c:dotted}|{c:hour}", lambda m: m.c, {"(9.00 ت.غ)": "XXXX-XX-XXT09:00+00:00"}
    ),
    Rule(
        "clock-local",
        "clock_zoned",
        "{c:clock_parted} (بالتوقيت|حسب التوقيت|وفق التوقيت|بحسب التوقيت) (المحلي|الصيفي|الشتوي)",
        _local,
        {"الساعة 9 بالتوقيت المحلي": "XXXX-XX-XXT09:00"},
    ),
    Rule(
        "clock-bare", "clock_one", "{c:clock_parted}|{c:clock_zoned}", lambda m: m.c, {"الساعة 9": "XXXX-XX-XXT09:00"}
    ),
)
