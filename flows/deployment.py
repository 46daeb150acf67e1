"""A flow on a schedule, served from this process."""

from typing import Any

from prefect import Flow
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.job import JobError


def cron_schedule(cron: str, timezone: str) -> Schedule:
    """The times that a cron line names. Raises ``JobError``."""
    try:
        return Cron(cron, timezone=timezone)
    except ValueError as wrong:
        raise JobError(f"--cron {cron}: five fields are expected, such as '0 */3 * * *'") from wrong


def serve(flow: Flow[..., Any], name: str, parameters: dict[str, Any], times: Schedule) -> None:
    """Run a flow at those times, one run at a time, until interrupted; the schedule then pauses."""
    flow.serve(
        name=name,
        schedule=times,
        parameters=parameters,
        limit=1,
        print_starting_message=False,
        # By module: a run starts in a process of its own, wherever this one was started.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
