"""A news world for the soak: outlets that publish, correct and move articles, and servers that fail while they do."""

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tests.articles import site as sites
from tests.articles.site import Answer, Site

_WORDS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass
class Story:
    """One article: what it tells, by which outlet, from which round on, and when it is corrected."""

    number: int
    outlet: int
    round: int
    day: date
    place: str
    kind: int
    deaths: int
    when: int
    doer: int
    corrected: int | None = None  # the round
    moved: int | None = None  # the round

    def told(self, now: int) -> tuple[str, str]:
        """Title and text as they stand in a round."""
        deaths = self.deaths + (3 if self.corrected is not None and now >= self.corrected else 0)
        happening = _WORDS["happenings"][self.kind]
        before = self.day - timedelta(1)
        when = _WORDS["when"][self.when].format(
            yesterday=_WORDS["weekdays"][before.weekday()],
            today=_WORDS["weekdays"][self.day.weekday()],
            day=f"{before.day} {_WORDS['months'][before.month - 1]} {before.year}",
        )
        told = happening["lead"].format(place=self.place, n=deaths, when=when)
        closing = _WORDS["closing"][self.number % len(_WORDS["closing"])].format(doer=_WORDS["doers"][self.doer])
        return happening["title"].format(place=self.place), f"{told}\n{closing} (نشرة {self.number})"


@dataclass
class World:
    """Outlets and their stories over six rounds; the same seed gives the same world."""

    feeds: int = 30
    articles: int = 3000
    rounds: int = 6
    seed: int = 9
    stories: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311  # a world, not a secret
        for number in range(self.articles):
            self.stories.append(self._story(number, chance))

    def _story(self, number: int, chance: random.Random) -> Story:
        outlet, now = number % self.feeds, 1 + number * self.rounds // self.articles
        day = date(2013, 1, 10) + timedelta(chance.randrange(1800))
        when = chance.randrange(len(_WORDS["when"]))
        place, kind, deaths = (
            chance.choice(_WORDS["places"]),
            chance.randrange(len(_WORDS["happenings"])),
            chance.randrange(3, 9),
        )
        if number % 5 == 4:  # another outlet tells what one told before it
            told = self.stories[chance.randrange(max(0, number - 60), number)]
            day, place, kind, deaths, when = told.day, told.place, told.kind, told.deaths, told.when
        later = [*range(now + 1, self.rounds + 1)]
        corrected = chance.choice(later) if later and chance.random() < 0.05 else None
        moved = chance.choice(later) if later and not corrected and chance.random() < 0.02 else None
        return Story(
            number,
            outlet,
            now,
            day,
            place,
            kind,
            deaths,
            when,
            chance.randrange(len(_WORDS["doers"])),
            corrected,
            moved,
        )

    def publish(self, site: Site, now: int) -> None:
        """The site as it stands in a round; in the last one no server fails."""
        chance = random.Random(f"{self.seed} {now}")  # noqa: S311
        for story in self.stories:
            if story.round <= now:
                self._put(site, story, now, chance)
        for outlet in range(self.feeds):
            self._list(site, outlet, now, chance)
        site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", kind="text/plain")

    def _put(self, site: Site, story: Story, now: int, chance: random.Random) -> None:
        path = self.path(story)
        title, text = story.told(now)
        page = self._page(story, title, text)
        if story.moved is not None and now >= story.moved:
            site.put(path, status=301, headers={"Location": path + "-moved"})
            path += "-moved"
        known = site.answers.get(path)
        failing = known is not None and known.act is not None and now < self.rounds and now != story.corrected
        if failing or (known is not None and known.data == page):
            return
        good = Answer(page)
        if now == self.rounds or story.round != now:
            site.answers[path] = good
        else:
            site.answers[path] = self._failing(good, chance)
        if story.number % 40 == 7:
            site.put(f"/s/{story.number}", status=302, headers={"Location": self.path(story)})

    def _failing(self, good: Answer, chance: random.Random) -> Answer:
        """One answer in twelve is bad for a while, in every way that servers have."""
        times = chance.randrange(1, 5)
        ways = (
            lambda: sites.sometimes(Answer(status=500), good, times),
            lambda: sites.sometimes(Answer(status=404), good, 1),
            lambda: sites.sometimes(Answer(status=429, headers={"Retry-After": "0"}), good, times),
            lambda: sites.sometimes(Answer(act=sites.half(good.data)), good, times),
            lambda: sites.sometimes(Answer(act=sites.unmeasured(good.data[: len(good.data) // 2])), good, times),
            lambda: sites.sometimes(Answer(act=sites.silent), good, 1),
        )
        return Answer(act=chance.choice(ways)()) if chance.random() < 1 / 12 else good

    def _page(self, story: Story, title: str, text: str) -> bytes:
        """Each outlet states the day in its own way, and one in six writes Windows-1256, half of them denying it."""
        day = story.day.isoformat()
        way = story.outlet % 4
        head = (
            f'<script type="application/ld+json">{{"datePublished": "{day}T12:00:00+03:00"}}</script>'
            if way == 1
            else ""
        )
        line = f"\nنشر في: {story.day.day} {_WORDS['months'][story.day.month - 1]} {story.day.year}" if way == 2 else ""
        around = '<div class="related-posts"><p>قتلى في انفجار وسط مدينة إدلب قبل يومين من الهدنة.</p></div>'
        page = sites.page(title, text, day=day if way == 0 else None, head=head, around=around)
        page = page.replace("</h1>", f"</h1><span>{line.strip()}</span>") if line else page
        if story.outlet % 6 == 5:
            declared = "windows-1256" if story.outlet % 12 == 5 else "utf-8"
            return page.replace('charset="utf-8"', f'charset="{declared}"').encode("windows-1256")
        return page.encode()

    def path(self, story: Story) -> str:
        """Outlets that state no day in the page have it in the address."""
        day = story.day.strftime("%Y/%m/%d/") if story.outlet % 4 == 3 else ""
        return f"/o{story.outlet}/{day}{story.number}"

    def _list(self, site: Site, outlet: int, now: int, chance: random.Random) -> None:
        listed = [story for story in self.stories if story.outlet == outlet and story.round <= now]
        rows = []
        for story in listed:
            path = f"/s/{story.number}" if story.number % 40 == 7 else self.path(story)
            changed = max([story.round, *(r for r in (story.corrected, story.moved) if r and r <= now)])
            rows.append((site.base + path, story.told(now)[0], date(2020, 1, changed)))
        if outlet % 3 == 2:
            good = Answer(sites.sitemap([(link, day.isoformat()) for link, _, day in rows]).encode(), "text/xml")
        else:
            good = Answer(self._feed(rows, outlet).encode(), "application/rss+xml")
        if now < self.rounds and chance.random() < 0.15:
            bad = chance.choice(
                (Answer(status=503), Answer(b"<html><body></body></html>"), Answer(act=sites.half(good.data)))
            )
            site.answers[f"/list/{outlet}"] = bad
        else:
            site.answers[f"/list/{outlet}"] = good

    def _feed(self, rows: list[tuple[str, str, date]], outlet: int) -> str:
        items = "".join(
            f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id>'
            f"<updated>{day.isoformat()}T12:00:00Z</updated></entry>"
            for link, title, day in reversed(rows)
        )
        name = f"<title>منفذ {outlet}</title>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{name}{items}</feed>'

    def settings(self, base: str) -> str:
        """The settings file that watches all of it."""
        lines = [
            "[fetching]", "private = true", "rate = 1000", "per_host = 8", "at_once = 8", "tries = 2", "backoff = 0",
            "read_seconds = 5", "seconds = 60", "pages_per_run = 100000",
        ]  # fmt: skip
        for outlet in range(self.feeds):
            kind = "sitemap" if outlet % 3 == 2 else "feed"
            lines += [f"[sources.outlet{outlet}]", f'{kind} = "{base}/list/{outlet}"', "recheck_days = 0"]
        return "\n".join(lines)
