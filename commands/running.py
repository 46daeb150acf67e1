"""`waqai run`, `watch` and `schedule`: the flow, once or again and again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from commands.gazetteers import own_places
from commands.options import AboutWhat, Direct, Out, Processes, Published, Sources, StoreUrl
from commands.refusing import WrongCall, say
from commands.sources import dated, some
from commands.stores import named_store

if TYPE_CHECKING:
    from flows.job import Job
    from flows.summary import Summary
    from flows.watching import Watch


def _job(
    sources: tuple[str, ...],
    out: Path,
    published: str | None,
    store_url: str | None,
    *,
    processes: int | None,
    about: str | None,
) -> "Job":
    from flows.job import Job
    from flows.manner import About

    store, wanted = named_store(store_url), About(about or About.SYRIA)
    return Job(some(sources), out, dated(published), store, own_places(), processes=processes, about=wanted)


def _watch(
    settings: Path,
    out: Path,
    store_url: str | None,
    processes: int | None,
    about: str | None,
    *,
    only: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    again: bool = False,
) -> "Watch":
    from flows.manner import About
    from flows.watching import watch_of

    named = named_store(store_url)
    return watch_of(
        settings, out, store_url=named, own_places=own_places(), processes=processes,
        about=About(about) if about else None, only=only, since=since, until=until, again=again,
    )  # fmt: skip


def _is_settings(sources: tuple[str, ...], published: str | None) -> bool:
    """Is the SOURCE a settings file? It stands alone: the sources that it names have settings of their own."""
    named = [source for source in sources if source.lower().endswith(".toml")]
    if named and (len(sources) > 1 or published):
        raise WrongCall(f"{named[0]}: a settings file stands alone, without other sources and without --published")
    return bool(named)


def _told(summary: "Summary") -> int:
    """Say what came of a run, print where its map is; the exit status."""
    say(str(summary))
    print(summary.map)
    return summary.status


def run(
    *sources: Sources,
    out: Out = Path("out"),
    published: Published = None,
    store_url: StoreUrl = None,
    processes: Processes = None,
    about: AboutWhat = None,
    direct: Direct = False,
) -> int:
    """Read, extract, store; write events.geojson, map.html and timeline.html. The main job."""
    if _is_settings(sources, published):
        return watch(Path(sources[0]), out=out, store_url=store_url, processes=processes, about=about, direct=direct)
    job = _job(sources, out, published, store_url, processes=processes, about=about)
    if direct:
        from flows.pipeline import run_direct

        summary = run_direct(job)
    else:
        from flows.launch import run as run_flow

        summary = run_flow(job, say)
    return _told(summary)


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
    about: AboutWhat = None,
    direct: Direct = False,
) -> int:
    """Read what is new in the sources of a settings file, once: fetch, extract, store, publish."""
    asked = _watch(settings, out, store_url, processes, about, only=source, since=since, until=until, again=again)
    if direct:
        from flows.watching import watch_direct

        summary = watch_direct(asked)
    else:
        from flows.launch import watch as watch_flow

        summary = watch_flow(asked, say)
    return _told(summary)


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
    about: AboutWhat = None,
) -> None:
    """Run the main job, or watch the sources of a settings file, whenever the cron line says, until interrupted."""
    if _is_settings(sources, published):
        from flows.launch import schedule_watch

        asked = _watch(Path(sources[0]), out, store_url, processes, about)
        schedule_watch(asked, cron, say, timezone=timezone, name=name)
        return
    from flows.launch import schedule as schedule_flow

    schedule_flow(
        _job(sources, out, published, store_url, processes=processes, about=about),
        cron,
        say,
        timezone=timezone,
        name=name,
    )
