"""The command line: thin; every command imports the rooms it needs and no more."""

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number

if TYPE_CHECKING:
    from articles import Article, Refusal
    from flows.job import Job
    from flows.watching import Watch
    from gazetteer import Gazetteer
    from serve import Settings
    from store import Filters, Store

DONE, SOME_UNREAD, WRONG_CALL = 0, 1, 2
# How rooms say that what they were asked cannot be done: each message is for the person who called.
_REFUSALS = {
    "flows.job": ("JobError",),
    "gazetteer": ("TableError",),
    "maps": ("MapError",),
    "serve": ("SettingsError",),
    "store": ("FilterError", "StoreError"),
}
_COUNT, _SOME = Number(gte=0, lt=2**63), Number(gte=1, lt=2**63)  # the largest number that SQLite knows
_PORT = Number(gte=1, lte=65_535)
_SURE = 0.9  # a looked-up name that is spelt as some place is

app = App(
    name="waqai",
    help="وقائع: dated, geolocated events from Arabic news about Syria, with the evidence for every pin.",
    version=lambda: version("waqai"),
)
gazetteer_app = App(name="gazetteer", help="The tables of places: check them, rebuild them, find what they lack.")
review_app = App(name="review", help="Corrections by a person: export, apply, list, undo.")
app.command(gazetteer_app)
app.command(review_app)

Sources = Annotated[
    str,
    Parameter(
        allow_leading_hyphen=True,
        help=".txt .html .jsonl .csv .parquet .warc.gz, a folder, a glob, a feed, an address, a settings file .toml, "
        "or - for standard input",
    ),
]
Published = Annotated[str | None, Parameter(help="date of articles that carry none: 2016-12-07, or with a time")]
Out = Annotated[
    Path, Parameter(help="folder of events.geojson, map.html, timeline.html and, unless --store, the store")
]
StoreUrl = Annotated[
    str | None, Parameter(name="--store", help="the store; else WAQAI_STORE, else waqai.gpkg, else out/waqai.gpkg")
]
Places = Annotated[
    Path | None,
    Parameter(name="--places", help="your own places, a CSV (gazetteer/tables/README.md); else WAQAI_PLACES"),
]


Direct = Annotated[bool, Parameter(negative="", help="without Prefect: no server, no record of the run")]
Processes = Annotated[
    int | None, Parameter(validator=_SOME, help="how many read articles at once; as many as there are processors")
]


class WrongCall(Exception):  # noqa: N818  not a fault of the program
    """The call is wrong: the message says what to write instead; exit status 2."""


@Parameter(name="*")
@dataclass(frozen=True)
class Where:
    """Which events. Every condition given must hold."""

    bbox: str | None = None
    "West,south,east,north in degrees."
    datetime: str | None = None
    "A day, 2016-12-06, or an interval, 2016-12-01/2016-12-31, either end open as .."
    type: tuple[str, ...] = ()
    "Event types: airstrike, shelling, displacement ... Repeat the option for several."
    place: str | None = None
    "A place by name, id or pcode, with all that lies in it."
    text: str | None = None
    "Words of the evidence or title, in any spelling."
    factuality: tuple[str, ...] = ()
    "occurred, claimed, planned, proposed, denied. Repeat the option for several."
    source: str | None = None
    "An outlet, or an article's id."
    near: str | None = None
    "longitude,latitude,kilometres: events within so far."
    subtype: tuple[str, ...] = ()
    "Subtypes of events. Repeat the option for several."
    actor: str | None = None
    "Words of an actor's name, in any spelling."
    deaths: Annotated[int | None, Parameter(validator=_COUNT)] = None
    "At least so many deaths, by every source."
    sources: Annotated[int | None, Parameter(validator=_COUNT)] = None
    "Told by at least so many articles."
    confidence: float | None = None
    "At least so confident, 0 to 1."
    time_precision: int | None = None
    "The coarsest date that still counts: 1 the day, 2 the week, 3 the month or more."
    geo_precision: int | None = None
    "The coarsest place that still counts: 1 the place, 2 its surroundings, 3 a region."
    updated: str | None = None
    "What the store has changed since a time, that moment included."
    filter: str | None = None
    "A CQL2 filter."
    filter_lang: Literal["cql2-text", "cql2-json"] = "cql2-text"
    "The language of the filter."

    def filters(self) -> "Filters":
        """The store's filters. Raises its ``FilterError``."""
        from store import Filters, read_bbox, read_cql

        return Filters(
            bbox=read_bbox(self.bbox) if self.bbox else None,
            datetime=self.datetime,
            near=_circle(self.near) if self.near else None,
            types=self.type,
            subtypes=self.subtype,
            actor=self.actor,
            place=None,
            places=_held_by(self.place) if self.place else None,
            text=self.text,
            factuality=self.factuality,
            source=self.source,
            time_precision=self.time_precision,
            geo_precision=self.geo_precision,
            confidence=self.confidence,
            deaths=self.deaths,
            sources=self.sources,
            updated=self.updated,
            cql=read_cql(self.filter, self.filter_lang) if self.filter else None,
        )


_ALL = Where()


def _circle(written: str) -> tuple[float, float, float]:
    try:
        lon, lat, km = (float(part) for part in written.split(","))
    except ValueError:
        raise WrongCall(f"--near {written}: write longitude,latitude,kilometres") from None
    return lon, lat, km


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _some(sources: tuple[str, ...]) -> tuple[str, ...]:
    if not sources:
        raise WrongCall("no SOURCE was given: name a file, a folder or an address, or - for standard input")
    for source in sources:
        if source.startswith("-") and source != "-" and not Path(source).exists():
            raise WrongCall(f"there is no option {source} (--help lists them; a file so called is ./{source})")
    return sources


def _dated(published: str | None) -> str | None:
    """The date as given, once it is sure that it is one."""
    try:
        if published is not None:
            datetime.fromisoformat(published)
    except ValueError:
        raise WrongCall(f"--published {published}: no date such as 2016-12-07") from None
    return published


def _store_url(given: str | None) -> str:
    named = given or os.environ.get("WAQAI_STORE")
    if named:
        return named
    here, of_run = Path("waqai.gpkg"), Path("out", "waqai.gpkg")  # a run that was told nothing wrote the second
    return str(of_run if of_run.exists() and not here.exists() else here)


def _own_places(given: Path | None = None) -> Path | None:
    named = given or os.environ.get("WAQAI_PLACES")
    if named and not Path(named).is_file():
        raise WrongCall(f"{named}: there is no such table of places (--places or WAQAI_PLACES names it)")
    return Path(named) if named else None


def _held_by(name: str) -> tuple[str, ...]:
    """The ids of a place and of all places in it. ``WrongCall`` where no place is so called."""
    from gazetteer import load

    found = load(_own_places()).held_by(name)
    if not found:
        raise WrongCall(f"--place {name}: no such place is known (`waqai place {name}` shows what is near)")
    return found


def _located(place_id: str) -> dict[str, Any] | None:
    """A place of the gazetteer as a reviewer's correction puts it on an event."""
    from gazetteer import load

    gazetteer = load(_own_places())
    if place_id not in gazetteer:
        return None
    found = gazetteer.place(place_id)
    return {
        "place_name": found.name,
        "place_name_en": found.name_en,
        "place_kind": found.kind,
        "pcode": found.pcode,
        "lat": found.lat,
        "lon": found.lon,
        "uncertainty_km": found.uncertainty_km,
        "geometry": gazetteer.geometry(place_id),
    }


def _opened(url: str | None) -> "Store":
    """The store that is there."""
    import store

    return store.open(_store_url(url), create=False)


def _writable(path: Path) -> Path:
    """A path where a file can come to stand, asked before the work that fills it."""
    if path.is_dir() or not path.parent.is_dir():
        raise WrongCall(f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'its folder is missing'}")
    return path


class _Reading:
    """Articles read one by one; what could not be read is named on stderr as it is met, and counted."""

    def __init__(self, sources: tuple[str, ...], published: str | None) -> None:
        self.sources, self.published, self.refused = _some(sources), _dated(published), 0

    def __iter__(self) -> "Iterator[Article]":
        from articles import Refusal, read

        for item in read(self.sources, published=self.published):
            if isinstance(item, Refusal):
                self.refuse([item])
            else:
                yield item

    def refuse(self, refusals: "Iterable[Refusal]") -> None:
        """Name what could not be read."""
        for refusal in refusals:
            self.refused += 1
            _say(f"not read: {refusal}")

    @property
    def status(self) -> int:
        return SOME_UNREAD if self.refused else DONE


def _job(
    sources: tuple[str, ...], out: Path, published: str | None, store_url: str | None, processes: int | None
) -> "Job":
    from flows.job import Job

    store = store_url or os.environ.get("WAQAI_STORE")
    return Job(_some(sources), out, _dated(published), store, _own_places(), processes=processes)


def _watch(
    settings: Path,
    out: Path,
    store_url: str | None,
    processes: int | None,
    *,
    only: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    again: bool = False,
) -> "Watch":
    from flows.watching import watch_of

    named = store_url or os.environ.get("WAQAI_STORE")
    return watch_of(
        settings, out, store_url=named, own_places=_own_places(), processes=processes,
        only=only, since=since, until=until, again=again,
    )  # fmt: skip


def _is_settings(sources: tuple[str, ...], published: str | None) -> bool:
    """Is the SOURCE a settings file? It stands alone: the sources that it names have settings of their own."""
    named = [source for source in sources if source.lower().endswith(".toml")]
    if named and (len(sources) > 1 or published):
        raise WrongCall(f"{named[0]}: a settings file stands alone, without other sources and without --published")
    return bool(named)


@app.command
def run(
    *sources: Sources,
    out: Out = Path("out"),
    published: Published = None,
    store_url: StoreUrl = None,
    processes: Processes = None,
    direct: Direct = False,
) -> int:
    """Read, extract, store; write events.geojson, map.html and timeline.html. The main job."""
    if _is_settings(sources, published):
        return watch(Path(sources[0]), out=out, store_url=store_url, processes=processes, direct=direct)
    job = _job(sources, out, published, store_url, processes)
    if direct:
        from flows.pipeline import run_direct

        summary = run_direct(job)
    else:
        from flows.launch import run as run_flow

        summary = run_flow(job, _say)
    _say(str(summary))
    print(summary.map)
    return summary.status


@app.command
def watch(
    settings: Annotated[Path, Parameter(help="the settings file of sources, waqai.toml (docs/operations.md)")],
    *,
    out: Out = Path("out"),
    store_url: StoreUrl = None,
    source: Annotated[tuple[str, ...], Parameter(help="only this source; repeat the option for several")] = (),
    since: Annotated[
        str | None, Parameter(help="backfill: articles from this day on, as far as sources list them")
    ] = None,
    until: Annotated[str | None, Parameter(help="backfill: articles up to this day")] = None,
    again: Annotated[
        bool,
        Parameter(negative="", help="read the pages that were kept (keep_pages), and files, anew: for a new version"),
    ] = False,
    processes: Processes = None,
    direct: Direct = False,
) -> int:
    """Read what is new in the sources of a settings file, once: fetch, extract, store, publish."""
    asked = _watch(settings, out, store_url, processes, only=source, since=since, until=until, again=again)
    if direct:
        from flows.watching import watch_direct

        summary = watch_direct(asked)
    else:
        from flows.launch import watch as watch_flow

        summary = watch_flow(asked, _say)
    _say(str(summary))
    print(summary.map)
    return summary.status


@app.command
def annotate(*sources: Sources, published: Published = None, places: Places = None) -> int:
    """Print mentions and events, one JSON object per article. No store, no Prefect."""
    from articles import Refusal
    from events import to_json
    from flows.extraction import annotate_all

    articles = _Reading(sources, published)
    for done in annotate_all(articles, _own_places(places)):
        if isinstance(done, Refusal):
            articles.refuse([done])
        else:
            print(json.dumps(to_json(done), ensure_ascii=False))
    return articles.status


@app.command
def schedule(
    *sources: Sources,
    cron: Annotated[str, Parameter(help='when to run: "0 */3 * * *" is every three hours')],
    timezone: str = "Asia/Damascus",
    name: Annotated[
        str, Parameter(help="what Prefect calls it, timeline/NAME: one for each schedule")
    ] = "waqai-schedule",
    out: Out = Path("out"),
    published: Published = None,
    store_url: StoreUrl = None,
    processes: Processes = None,
) -> None:
    """Run the main job, or watch the sources of a settings file, whenever the cron line says, until interrupted."""
    if _is_settings(sources, published):
        from flows.launch import schedule_watch

        asked = _watch(Path(sources[0]), out, store_url, processes)
        schedule_watch(asked, cron, _say, timezone=timezone, name=name)
        return
    from flows.launch import schedule as schedule_flow

    schedule_flow(_job(sources, out, published, store_url, processes), cron, _say, timezone=timezone, name=name)


@app.command
def query(
    *,
    where: Where = _ALL,
    store_url: StoreUrl = None,
    output: Annotated[Path, Parameter(alias="-o", allow_leading_hyphen=True, help="a file, or - for stdout")] = Path(
        "-"
    ),
    format: Annotated[  # noqa: A002  the option's name
        Literal["geojson", "geojsonl", "csv", "csv-hxl", "kml", "gpkg", "parquet", "acled", "ucdp"] | None,
        Parameter(help="read off the file's suffix if not given; acled, ucdp: CSV in the columns of these data sets"),
    ] = None,
    sort: Annotated[
        str, Parameter(help="date, updated, deaths, confidence, sources; -deaths: the most first")
    ] = "date",
    limit: Annotated[int | None, Parameter(validator=_COUNT)] = None,
    offset: Annotated[int, Parameter(validator=_COUNT)] = 0,
) -> None:
    """Print the store's events: GeoJSON (default), CSV, KML, GeoPackage, GeoParquet, or as ACLED and UCDP have them."""
    import store

    if sort not in store.ORDERS:
        raise WrongCall(f"--sort {sort}: known are {', '.join(store.ORDERS)}")
    with _opened(store_url) as opened:
        store.export(opened.query(where.filters(), limit=limit, offset=offset, sort=sort), output, format)


@app.command(name="map")
def map_(
    *,
    where: Where = _ALL,
    output: Annotated[Path, Parameter(alias="-o", help="the page to write, or a picture: map.png")] = Path("map.html"),
    timeline: Annotated[Path | None, Parameter(help="write the same events for reading too, beside it")] = None,
    title: Annotated[str | None, Parameter(help="what stands over the map")] = None,
    language: Annotated[Literal["ar", "en"], Parameter(help="in which it opens; a reader may change it")] = "ar",
    size: Annotated[str, Parameter(help="of a picture, in pixels")] = "1600x1000",
    store_url: StoreUrl = None,
) -> None:
    """Draw the events that match on a map: one HTML page that opens without a network, or a PNG for a report."""
    import maps

    is_picture = output.suffix.lower() == ".png"
    if timeline and (is_picture or timeline.resolve().parent != output.resolve().parent):
        raise WrongCall(f"--timeline {timeline}: it goes beside the map's page, in the same folder")
    title, pixels = title or maps.TITLE, _pixels(size)
    with _opened(store_url) as opened:
        found = opened.query(where.filters())
        if is_picture:
            maps.picture(found, _writable(output), size=pixels, title=title, language=language)
        else:
            beside = _writable(timeline) if timeline else None
            maps.draw(found, _writable(output), timeline=beside, title=title, language=language)
    for written in filter(None, (output, timeline)):
        print(written)


def _pixels(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise WrongCall(f"--size {size}: no size such as 1600x1000")
    return int(width), int(height)


@Parameter(name="*")
@dataclass(frozen=True)
class Serving:
    """What the server allows; docs/http.md has the defaults."""

    token_file: Path | None = None
    "A file that holds the token; else WAQAI_TOKEN. Needed where other machines can ask."
    public: str | None = None
    "The address that others know it by, https://events.example.org, where a proxy stands before it."
    allow_host: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    "A further name under which it may be asked. Repeat the option for several."
    origin: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    "A web page's scheme://host:port whose scripts may read the answers (CORS). Repeat the option for several."
    page: int | None = None
    "Items in a page, where a request does not say."
    largest_page: int | None = None
    "Items in a page at most."
    map_events: int | None = None
    "Events in one map at most."
    feed_entries: int | None = None
    "Events in one feed."
    address_letters: int | None = None
    "The longest address that is read."
    body_bytes: int | None = None
    "The longest body that is passed over."
    query_seconds: float | None = None
    "How long the store may take for one request."
    rate: Annotated[int | None, Parameter(validator=_COUNT)] = None
    "Requests a minute and client; 0 for no limit."

    def settings(self, host: str) -> "Settings":
        """The server's settings. Raises its ``SettingsError``."""
        from serve import Settings

        given = {field.name: getattr(self, field.name) for field in fields(self)}
        given |= {"token": _token(given.pop("token_file")), "hosts": given.pop("allow_host")}
        given["origins"] = given.pop("origin")
        return Settings(host, **{name: value for name, value in given.items() if value is not None})


_USUAL = Serving()


def _token(file: Path | None) -> str | None:
    """The secret that clients must know, from a file or the environment: never from the call, which others can see."""
    try:
        return file.read_text(encoding="utf-8").strip() if file else os.environ.get("WAQAI_TOKEN")
    except (OSError, UnicodeDecodeError) as wrong:
        raise WrongCall(f"--token-file {file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}") from None


@app.command
def serve(
    *,
    serving: Serving = _USUAL,
    store_url: StoreUrl = None,
    host: str = "127.0.0.1",
    port: Annotated[int, Parameter(validator=_PORT)] = 8000,
) -> None:
    """Serve the store: query as OGC API - Features, pages to read, feeds, map, health. On localhost unless told."""
    from gazetteer import load
    from serve import create_app
    from serve import run as run_server

    settings = serving.settings(host)
    gazetteer = load(_own_places())

    def said(address: str) -> None:
        _say(f"Serving {_store_url(store_url)} at {address} (its map: {address}map); Ctrl-C ends it")

    with _opened(store_url) as opened:
        served = create_app(opened, expand_place=gazetteer.held_by, settings=settings)
        try:
            run_server(served, host=host, port=port, listening=said)
        except OSError as refused:
            raise WrongCall(f"cannot listen at {host}, port {port}: {refused.strerror}") from None


def _holder(gazetteer: "Gazetteer", name: str) -> str:
    """The id of the widest place so called."""
    if name in gazetteer:
        return name
    widest = [candidate.place for candidate in gazetteer.lookup(name, limit=50) if candidate.score >= _SURE]
    if not widest:
        raise WrongCall(f"--within {name}: no such place is known")
    return max(widest, key=lambda one: len(gazetteer.held_by(one.id))).id


@app.command
def place(
    name: str,
    *,
    within: Annotated[str | None, Parameter(help="id, pcode or name of a place that holds it")] = None,
    limit: Annotated[int, Parameter(validator=_SOME)] = 10,
    places: Places = None,
) -> int:
    """Look a name up in the gazetteer: candidates, best first, and why."""
    from gazetteer import load

    gazetteer = load(_own_places(places))
    holder = _holder(gazetteer, within) if within else None
    candidates = gazetteer.lookup(name, within=holder, limit=limit)
    for candidate in candidates:
        found = candidate.place
        holders = " < ".join(f"{held.name} ({held.kind})" for held in gazetteer.ancestors(found.id))
        print(f"{found.name} · {found.name_en}  {found.kind}  {found.id}  {found.lat:.4f},{found.lon:.4f}")
        print(f"    in {holders}\n    {candidate.reason}")
    if not candidates:
        _say(f"«{name}»: no place of this name is known")
    return DONE if candidates else SOME_UNREAD


@app.command(name="date")
def date_(
    text: str,
    *,
    published: Published = None,
    prefer: Annotated[Literal["past", "future"], Parameter(help="which way an open weekday or day points")] = "past",
) -> None:
    """Show how the dates in a text are read, each with its reason."""
    from timex import tag

    for mention in tag(text, _dated(published), prefer=prefer):
        interval = " / ".join(bound or ".." for bound in (mention.date_start, mention.date_end))
        print(f"{mention.text}\n    {mention.type} {mention.value}  {interval}  ({mention.granularity})")
        print(f"    {mention.rule}: {mention.reason}")


@gazetteer_app.command
def check(*, places: Places = None) -> int:
    """Check the tables' invariants; every problem by file, row and reason. Status 1 if there are any."""
    from gazetteer.check import check as check_tables

    problems = check_tables(additions=_own_places(places))
    for problem in problems:
        print(f"{'note' if problem.note else 'problem'}: {problem}")
    broken = sum(not problem.note for problem in problems)
    _say(f"{broken} problems, {len(problems) - broken} notes")
    return SOME_UNREAD if broken else DONE


@gazetteer_app.command
def build(cod_ab: Path, *, geonames: Path | None = None) -> None:
    """Compile the tables anew from the official downloads: a folder of OCHA's COD-AB, and GeoNames' SY.txt."""
    from gazetteer.build import build as build_tables

    for written in build_tables(cod_ab, geonames):
        print(written)


@gazetteer_app.command
def missing(*sources: Sources, least: Annotated[int, Parameter(validator=_SOME)] = 2, places: Places = None) -> int:
    """List names that articles announce by a place word and the gazetteer lacks, most frequent first."""
    from gazetteer import load
    from gazetteer.missing import missing as missing_names

    articles, gazetteer = _Reading(sources, None), load(_own_places(places))
    for lacked in missing_names((article.text for article in articles), gazetteer, least=least):
        near = "، ".join(f"{one.place.name} ({one.place.id})" for one in lacked.nearest[:3])
        print(f"{lacked.count}\t{lacked.announcer} {lacked.name}\t{near}\t{' | '.join(lacked.examples[:2])}")
    return articles.status


@review_app.command(name="export")
def review_export(
    output: Path,
    *,
    where: Where = _ALL,
    unsure: Annotated[bool, Parameter(negative="", help="only what is unsure and nobody has judged yet")] = False,
    store_url: StoreUrl = None,
) -> None:
    """Write events with empty cells for corrections: CSV for a spreadsheet, .geojson for a GIS."""
    from store import write_review

    with _opened(store_url) as opened:
        count = write_review(opened, _writable(output), where.filters(), unsure=unsure)
    _say(f"{count} events to review in {output}")


@review_app.command(name="apply")
def review_apply(
    table: Path,
    *,
    by: Annotated[str | None, Parameter(help="who corrects, for rows that do not say")] = None,
    store_url: StoreUrl = None,
) -> None:
    """Keep the corrections of a filled-in CSV or GeoJSON: all of them or, where a row is wrong, none."""
    from store import apply_corrections

    with _opened(store_url) as opened:
        kept = apply_corrections(opened, table, reviewer=by, locate=_located)
    _say(f"{len(kept)} corrections kept")


@review_app.command(name="list")
def review_list(*, store_url: StoreUrl = None) -> None:
    """List every correction: what, who, why, when."""
    from store import corrections

    with _opened(store_url) as opened:
        for one in corrections(opened):
            said = f"{one.field}: {one.was} -> {one.value}  by {one.reviewer}: {one.why}"
            undone = f"  (undone {one.undone} by {one.undone_by}: {one.undone_why})" if one.undone else ""
            print(f"{one.key}  {one.made}  {one.event}  {said}{undone}")


@review_app.command(name="undo")
def review_undo(
    key: int,
    *,
    by: Annotated[str, Parameter(help="who takes it back")],
    why: Annotated[str, Parameter(help="why")],
    store_url: StoreUrl = None,
) -> None:
    """Take a correction back, by its number in `review list`; it stays listed."""
    from store import undo

    with _opened(store_url) as opened:
        one = undo(opened, key, by=by, why=why)
    _say(f"undone: {one.event}, {one.field}: {one.value}")


def main() -> None:
    """Run the command that was asked for; a call that is wrong says so and ends with status 2."""
    gc.set_threshold(200_000, 20, 20)  # the tables are a million objects that stay: looking through them costs a start
    try:
        app()
    except BrokenPipeError:  # `waqai annotate ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as fault:
        said = _mendable(fault)
        if said is None:
            raise
        _say(f"waqai: {said}")
        raise SystemExit(WRONG_CALL) from None


def _mendable(fault: Exception) -> str | None:
    """What to tell the person whose call brought a fault about; null where the fault is the program's own."""
    if isinstance(fault, OSError) and fault.strerror:  # a disk that is full, a folder that may not be written
        return ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
    known = [WrongCall]
    for module, names in _REFUSALS.items():  # a room that was not imported has refused nothing
        known += [getattr(sys.modules[module], name) for name in names if module in sys.modules]
    return str(fault) if isinstance(fault, tuple(known)) else None


if __name__ == "__main__":
    main()
