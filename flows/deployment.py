"""The timeline on a schedule, served from this process."""

from typing import Any

from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.timeline import timeline

NAME = "waqai-schedule"


def serve_timeline(parameters: dict[str, Any], *, cron: str, timezone: str) -> None:
    """Run the flow whenever ``cron`` says, one run at a time, until interrupted; the schedule then pauses."""
    timeline.serve(
        name=NAME,
        schedule=Cron(cron, timezone=timezone),
        parameters=parameters,
        limit=1,
        print_starting_message=False,
        # By module: a run starts in a process of its own, wherever this one was started.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
