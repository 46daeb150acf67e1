"""The flow from the command line: a server found or started, then one run, or a schedule."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.ephemeral import Say, api
from flows.job import Job, JobError, prepare

if TYPE_CHECKING:
    from flows.summary import Summary

DAMASCUS = "Asia/Damascus"
DEPLOYMENT = "waqai-schedule"


def run(job: Job, say: Say) -> "Summary":
    """One run of the flow; the rooms and Prefect load while a temporary server starts.

    Raises ``JobError`` for a date, a folder, a store or a server that cannot be used.
    """
    check(job)
    with api(say, meanwhile=lambda: _warm_up(job)):
        from flows.pipeline import wrong_job  # noqa: PLC0415
        from flows.timeline import timeline  # noqa: PLC0415  # Prefect: not before the server has begun to start

        with wrong_job():
            summary: Summary = timeline(**parameters(job))
            return summary


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
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise JobError(f"{timezone} is no time zone such as {DAMASCUS}") from unknown
    check(job)
    lasting_job = replace(
        job,
        sources=tuple(map(lasting, job.sources)),
        out=job.out.absolute(),
        store_url=job.store_url and lasting(job.store_url),
        own_places=job.own_places and job.own_places.absolute(),
    )
    with api(say, scheduling=True):
        from flows.deployment import cron_schedule, serve_timeline  # noqa: PLC0415  # Prefect

        times = cron_schedule(cron, timezone)
        say(f"timeline/{name} runs at «{cron}» ({timezone}) into {job.out}; Ctrl-C ends the schedule")
        serve_timeline(name, parameters(lasting_job), times)


def lasting(source: str) -> str:
    """The source as it can be read again from another folder."""
    if source == "-":
        raise JobError("standard input can be read only once: a schedule needs a file, a folder or an address")
    return source if "://" in source else str(Path(source).absolute())
