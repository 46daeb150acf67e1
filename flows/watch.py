"""A round over the sources of a settings file as a Prefect flow, over ``flows.watching``.

Prefect runs this file as a script with its folder first on the path: rooms are imported by their full names.
"""

import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from articles.collection import Batch
from flows import artifacts, pipeline, steps
from flows.extractor import Extractor
from flows.manner import About
from flows.meter import meter
from flows.summary import Summary
from flows.watching import Round, watch_of


@task(name="poll", cache_policy=NO_CACHE)
def poll(one: steps.Whole[Round]) -> None:
    """Ask every feed, sitemap and list. Its requests are tried again one by one, never the whole."""
    one.value.poll()


@task(name="fetch", task_run_name="fetch-{number}", cache_policy=NO_CACHE)
def fetch(number: int, batches: steps.Whole[Iterator[Batch]]) -> steps.Whole[Batch] | None:  # noqa: ARG001
    """Fetch and read the next batch of what is new; null when nothing is left."""
    batch = next(batches.value, None)
    return None if batch is None else steps.Whole(batch)


@flow(name="watch", validate_parameters=True, persist_result=False)
def watch(
    settings: str,
    out: str = "out",
    store_url: str | None = None,
    own_places: str | None = None,
    *,
    only: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    again: bool = False,
    processes: int | None = None,
    about: Literal["syria", "all"] | None = None,
) -> Summary:
    """What is new in the sources of a settings file: fetched, read, stored, and published as GeoJSON and on a map.

    ``only`` names some of its sources; ``since`` and ``until`` ask for articles of those days, for a
    backfill; ``again`` reads the pages that were kept, and files, anew. Where
    the store, the places or ``about`` are not given, the settings say.
    """
    places = Path(own_places) if own_places else None
    asked = watch_of(
        Path(settings), Path(out), store_url=store_url, own_places=places, processes=processes,
        only=tuple(only or ()), since=since, until=until, again=again,
        about=About(about) if about else None,
    )  # fmt: skip
    summary = Summary(asked.job, runner="processes")
    try:
        with (
            pipeline.wrong_job(),
            summary.recorded(),
            meter(_log()) as shown,
            Round(asked, summary, shown) as one,
            Extractor(asked.job.processes, asked.job.manner, advance=shown.advance) as extractor,
        ):
            _run(one, summary, extractor)
    finally:
        artifacts.leave(summary)
        create_table_artifact(summary.collected, key="waqai-watch", description="Sources, in pages of this run")
    return summary


def _run(one: Round, summary: Summary, extractor: Extractor) -> None:
    poll(steps.Whole(one))
    batches = steps.Whole(one.collector.batches())
    for number in count(1):
        taken = fetch(number, batches)
        if taken is None:
            break
        batch = taken.value
        found = steps.extract(number, steps.Whole([*batch.articles.values()]), summary.job, extractor)
        stored = steps.store_found(number, steps.Whole(found), summary.job.store, batch.withdrawn, run=summary.run)
        one.settle(batch, found, stored)
    if one.has_news():
        summary.picture = steps.publish(summary.job)
        one.published()


def _log() -> Any:
    """The run's log where it is kept; a single run from the command line keeps none."""
    logger = get_run_logger()
    return logger.info if logger.isEnabledFor(logging.INFO) else None
