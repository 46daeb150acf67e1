"""The flow from the command line: a server found or started, then one run, or a schedule."""

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.ephemeral import Say, api
from flows.job import Job

if TYPE_CHECKING:
    from flows.summary import Summary

DAMASCUS = "Asia/Damascus"


def run(job: Job, say: Say) -> "Summary":
    """One run of the flow; the rooms and Prefect load while a temporary server starts.

    Raises ``NoServerError``, ``StoreError``, and ``ValueError`` for a date that is none.
    """
    with api(say, meanwhile=_warm_up):
        from flows.timeline import timeline  # noqa: PLC0415  # Prefect: not before the server has begun to start

        return timeline(list(job.sources), str(job.out), job.published, job.store_url)


def _warm_up() -> None:
    """Load what a run needs: the flow with all rooms, the gazetteer, Folium."""
    import maps  # noqa: PLC0415
    from gazetteer import load  # noqa: PLC0415

    load()
    maps.page([])  # an empty map, so that Folium is there when it is needed


def schedule(job: Job, cron: str, say: Say, *, timezone: str = DAMASCUS) -> None:
    """The flow whenever ``cron`` says, one run at a time, until interrupted.

    Raises ``NoServerError``, and ``ValueError`` for a cron line or time zone that is none or a source that
    gives only once.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f"{timezone} is no time zone such as {DAMASCUS}") from unknown
    parameters = {
        "sources": [lasting(source) for source in job.sources],
        "out": str(job.out.absolute()),
        "published": job.published,
        "store_url": job.store_url and lasting(job.store_url),
    }
    with api(say, scheduling=True):
        from flows.deployment import serve_timeline  # noqa: PLC0415  # Prefect

        say(f"Runs at «{cron}» ({timezone}) into {job.out}; Ctrl-C ends the schedule")
        serve_timeline(parameters, cron=cron, timezone=timezone)


def lasting(source: str) -> str:
    """The source as it can be read again from another folder."""
    if source == "-":
        raise ValueError("standard input can be read only once: a schedule needs a file, a folder or an address")
    return source if "://" in source else str(Path(source).absolute())
