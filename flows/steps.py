"""The flow's tasks, each a batch worth retrying: thin, over ``flows.pipeline``.

They stand apart from the flow so that a worker elsewhere imports them by their full name, however the flow was loaded.
"""

from typing import Any, Final, Generic, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE

from articles import Article
from flows import pipeline
from flows.extraction import Found
from flows.extractor import Extractor, resident
from flows.job import Job
from flows.picture import Picture
from store import StoreError, Written

Value = TypeVar("Value")


def _is_passing_fault(_task: Any, _run: Any, state: Any) -> bool:
    """Only what may go well next time is retried: a disk, a network, a store that another process holds."""
    return isinstance(state.result(raise_on_failure=False), OSError | StoreError)


_IO: Final[dict[str, Any]] = {
    "retries": 2,
    "retry_delay_seconds": [2, 10],
    "retry_condition_fn": _is_passing_fault,
    "cache_policy": NO_CACHE,
}


class Whole(Generic[Value]):
    """A parameter that neither Prefect nor Dask looks through: both go into lists and dataclasses, item by item."""

    def __init__(self, value: Value) -> None:
        self.value = value


@task(name="extract", task_run_name="extract-{number}", cache_policy=NO_CACHE)
def extract(number: int, batch: Whole[list[Article]], job: Job, extractor: Extractor | None) -> Found:  # noqa: ARG001
    """Read a batch of articles: the same texts fail the same way, so nothing is retried.

    ``number`` names the task; without an extractor, which no other machine can be handed, it is read here.
    """
    return (extractor or resident(job.manner)).extract(batch.value)


@task(name="store", task_run_name="store-{number}", **_IO)
def store_found(
    number: int,  # noqa: ARG001
    found: Whole[Found],
    store_url: str,
    withdrawn: tuple[str, ...] = (),
    *,
    run: int | None = None,
) -> Written:
    """Write a batch's accounts, all or none."""
    return pipeline.write(found.value, store_url, withdrawn, run=run)


@task(name="publish", **_IO)
def publish(job: Job) -> Picture:
    """Write the GeoJSON and the map."""
    return pipeline.publish(job)
