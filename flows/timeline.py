"""The main job as a Prefect flow, over ``flows.pipeline`` and the tasks of ``flows.steps``.

Prefect runs this file as a script with its folder first on the path: rooms are imported by their full names.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger
from prefect.context import FlowRunContext

from articles import Article
from flows import artifacts, pipeline, steps
from flows.extractor import Extractor
from flows.job import BATCH, Job
from flows.manner import About
from flows.meter import meter
from flows.runner import batches_ahead, name_of, task_runner
from flows.summary import Summary


@flow(name="timeline", task_runner=task_runner(), validate_parameters=True, persist_result=False)
def timeline(
    sources: list[str],
    out: str = "out",
    published: str | None = None,
    store_url: str | None = None,
    own_places: str | None = None,
    *,
    batch: int = BATCH,
    processes: int | None = None,
    about: Literal["syria", "all"] = "syria",
) -> Summary:
    """Articles in; dated, geolocated events out: in a store, as GeoJSON and on a map.

    ``sources`` are files, folders, globs, feeds or addresses; ``out`` receives events.geojson, map.html, run.json and,
    unless ``store_url`` names another, the store; ``published`` dates articles that state no date; ``own_places`` is
    a table of places beside the gazetteer; ``batch`` articles are extracted and stored together, by ``processes``
    processes or as many as there are processors; ``about`` is syria or all: which articles are read.
    """
    places = Path(own_places) if own_places else None
    summary = Summary(Job(tuple(sources), Path(out), published, store_url, places, batch, processes, About(about)))
    try:
        with pipeline.wrong_job(), summary.recorded():
            _run(summary)
    finally:
        artifacts.leave(summary)
    return summary


def _run(summary: Summary) -> None:
    job, runner = summary.job, _runner()
    summary.runner = name_of(runner)
    here = summary.runner != "dask"
    with meter(_log()) as shown, pipeline.opened_ledger(summary) as ledger:
        reading = Extractor(job.processes, job.manner, advance=shown.advance) if here else nullcontext()
        with reading as extractor:
            batches = pipeline.fresh(job, summary.tally, ledger, shown)
            begin = _begin(job, extractor)
            for number, begun in enumerate(pipeline.ahead(batches, begin, batches_ahead(runner)), 1):
                found = begun.result()
                if not here:
                    shown.advance(len(found.readings) + len(found.refusals))
                stored = steps.store_found(number, steps.Whole(found), job.store, run=ledger.run)
                pipeline.finish(found, stored, summary.tally, ledger, shown)
        summary.picture = steps.publish(job)


def _begin(job: Job, extractor: Extractor | None) -> Callable[[list[Article]], Any]:
    """What hands a batch to the task runner."""
    numbers = count(1)
    return lambda batch: steps.extract.submit(next(numbers), steps.Whole(batch), job, extractor)


def _runner() -> Any:
    """The task runner of this run: the flow's own or the one it was called with."""
    context = FlowRunContext.get()
    assert context is not None  # noqa: S101  # a flow's body runs in one
    return context.task_runner


def _log() -> Callable[[str], None] | None:
    """The run's log where it is kept; a single run from the command line keeps none."""
    logger = get_run_logger()
    return logger.info if logger.isEnabledFor(logging.INFO) else None
