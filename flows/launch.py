"""The flow from the command line: a server found or started, then one run, or a schedule."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.ephemeral import Say, api
from flows.job import Job, JobError, prepare

if TYPE_CHECKING:
    from flows.summary import Summary
    from flows.watching import Watch

DAMASCUS = "Asia/Damascus"
DEPLOYMENT = "waqai-schedule"


def run(job: Job, say: Say) -> "Summary":
    """One run of the flow; the rooms and Prefect load while a temporary server starts.

    Raises ``JobError`` for a date, a folder, a store or a server that cannot be used.
    """
    check(job)
    with api(say, meanwhile=lambda: _warm_up(job)), _server_that_stays():
        from flows.pipeline import wrong_job  # noqa: PLC0415
        from flows.timeline import timeline  # noqa: PLC0415  # Prefect: not before the server has begun to start

        with wrong_job():
            summary: Summary = timeline(**parameters(job))
            return summary


@contextmanager
def _server_that_stays() -> Iterator[None]:
    """A Prefect server that goes away while a flow runs, as ``JobError``; Prefect has asked it for minutes by then."""
    from httpx import TransportError  # noqa: PLC0415  # Prefect's client

    try:
        yield
    except TransportError as lost:
        raise JobError(
            f"the Prefect server no longer answers ({lost}): what was stored is kept; run again, it goes on from there"
            " (`--direct` needs no server)"
        ) from lost


def parameters(job: Job) -> dict[str, Any]:
    """The flow's parameters for a job."""
    own = str(job.own_places) if job.own_places else None
    return {
        "sources": list(job.sources),
        "out": str(job.out),
        "published": job.published,
        "store_url": job.store_url,
        "own_places": own,
        "batch": job.batch,
        "processes": job.processes,
        "about": str(job.about),
    }


def check(job: Job) -> None:
    """What can be seen before a server is started for nothing. Raises ``JobError``."""
    prepare(job)
    if job.published is not None:
        from articles.dates import stated  # noqa: PLC0415  # few calls give one

        try:
            stated(job.published)
        except ValueError as wrong:
            raise JobError(str(wrong)) from wrong


def _warm_up(job: Job) -> None:
    """Load what a run needs: the flow with all rooms, the gazetteer, Folium."""
    import maps  # noqa: PLC0415
    from gazetteer import load  # noqa: PLC0415

    load(job.own_places)
    maps.page([])  # an empty map, so that Folium is there when it is needed


def schedule(job: Job, cron: str, say: Say, *, timezone: str = DAMASCUS, name: str = DEPLOYMENT) -> None:
    """The flow whenever ``cron`` says, one run at a time, until interrupted.

    Raises ``JobError`` for a cron line or time zone that is none, a source that gives only once, or no server.
    """
    _check_zone(timezone)
    check(job)
    lasting_job = replace(
        job,
        sources=tuple(map(lasting, job.sources)),
        out=job.out.absolute(),
        store_url=job.store_url and lasting(job.store_url),
        own_places=job.own_places and job.own_places.absolute(),
    )
    _serve("timeline", parameters(lasting_job), cron, say, timezone=timezone, name=name)


def _check_zone(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise JobError(f"{timezone} is no time zone such as {DAMASCUS}") from unknown


def _serve(flow: str, parameters: dict[str, Any], cron: str, say: Say, *, timezone: str, name: str) -> None:
    """The flow of that name, which is its module's too, until interrupted."""
    with api(say, scheduling=True):
        from flows.deployment import cron_schedule, serve  # noqa: PLC0415  # Prefect

        times = cron_schedule(cron, timezone)
        say(f"{flow}/{name} runs at «{cron}» ({timezone}) into {parameters['out']}; Ctrl-C ends the schedule")
        serve(getattr(import_module(f"flows.{flow}"), flow), name, parameters, times)


def watch(asked: "Watch", say: Say) -> "Summary":
    """One round over the sources of a settings file, by the flow. Raises ``JobError``."""
    prepare_watch(asked)
    with api(say, meanwhile=lambda: _warm_up(asked.job)), _server_that_stays():
        from flows.pipeline import wrong_job  # noqa: PLC0415
        from flows.watch import watch as watch_flow  # noqa: PLC0415  # Prefect

        with wrong_job():
            summary: Summary = watch_flow(**watch_parameters(asked))
            return summary


def watch_parameters(asked: "Watch") -> dict[str, Any]:
    """The flow's parameters for a watch."""
    job = asked.job
    return {
        "settings": str(asked.path),
        "out": str(job.out),
        "store_url": job.store_url,
        "own_places": str(job.own_places) if job.own_places else None,
        "only": list(asked.only),
        "since": asked.span.since and asked.span.since.isoformat(),
        "until": asked.span.until and asked.span.until.isoformat(),
        "again": asked.again,
        "processes": job.processes,
        "about": str(job.about),
    }


def schedule_watch(asked: "Watch", cron: str, say: Say, *, timezone: str = DAMASCUS, name: str = DEPLOYMENT) -> None:
    """The sources of a settings file whenever ``cron`` says, until interrupted; the file is read anew each time.

    Raises ``JobError``.
    """
    _check_zone(timezone)
    prepare_watch(asked)
    job = replace(
        asked.job,
        out=asked.job.out.absolute(),
        store_url=asked.job.store_url and lasting(asked.job.store_url),
        own_places=asked.job.own_places and asked.job.own_places.absolute(),
    )
    placed = replace(asked, path=asked.path.absolute(), job=job)
    _serve("watch", watch_parameters(placed), cron, say, timezone=timezone, name=name)


def prepare_watch(asked: "Watch") -> None:
    """What can be seen before a server is started for nothing. Raises ``JobError``."""
    asked.refuse_lost_store()
    check(asked.job)


def lasting(source: str) -> str:
    """The source as it can be read again from another folder."""
    if source == "-":
        raise JobError("standard input can be read only once: a schedule needs a file, a folder or an address")
    return source if "://" in source else str(Path(source).absolute())
