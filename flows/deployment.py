"""The timeline on a schedule, served from this process."""

from typing import Any

from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.job import JobError
from flows.timeline import timeline

NAME = "waqai-schedule"


def serve_timeline(parameters: dict[str, Any], *, cron: str, timezone: str) -> None:
    """Run the flow whenever ``cron`` says, one run at a time, until interrupted; the schedule then pauses."""
    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError as wrong:
        raise JobError(f"--cron: {wrong}; five fields such as '0 */3 * * *'") from wrong
    timeline.serve(
        name=NAME,
        schedule=schedule,
        parameters=parameters,
        limit=1,
        print_starting_message=False,
        # By module: a run starts in a process of its own, wherever this one was started.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
