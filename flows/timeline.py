"""The main job as a Prefect flow: thin tasks over ``flows.pipeline``, each a batch worth retrying.

Prefect runs this file as a script with its folder first on the path: rooms are imported by their full names.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from articles import Refusal, read
from flows import pipeline, spool
from flows.extraction import Extractor
from flows.job import Job, prepare
from flows.meter import Meter, meter
from flows.summary import Summary
from store import StoreError, Written


def _is_passing_fault(_task: Any, _run: Any, state: Any) -> bool:
    """Only what may go well next time is retried: a disk, a network, a store that another process holds."""
    return isinstance(state.result(raise_on_failure=False), OSError | StoreError)


_IO: dict[str, Any] = {
    "retries": 2,
    "retry_delay_seconds": [2, 10],
    "retry_condition_fn": _is_passing_fault,
    "cache_policy": NO_CACHE,
}


@task(name="read", **_IO)
def read_sources(job: Job, folder: Path) -> tuple[list[spool.Shard], list[Refusal]]:
    """Read all sources into shard files; a retry begins afresh."""
    refusals: list[Refusal] = []
    found = read(job.sources, published=job.published)
    return spool.write_shards(pipeline.sharded(found, refusals.append), folder), refusals


@task(name="extract", cache_policy=NO_CACHE)
def extract(shard: spool.Shard, extractor: Extractor, shown: Meter) -> Path:
    """Annotate a shard of articles: the same texts fail the same way, so nothing is retried."""
    return spool.write_found(extractor.extract(spool.read_shard(shard.path), shown.advance), shard.path)


@task(name="store", **_IO)
def store_found(found: Path, store_url: str) -> Written:
    """Write a shard's events, all or none."""
    return pipeline.write(spool.read_found(found), store_url)


@task(name="publish", **_IO)
def publish(job: Job) -> int:
    """Write the GeoJSON and the map."""
    return pipeline.publish(job)


@flow(name="timeline", validate_parameters=True, persist_result=False)
def timeline(
    sources: list[str],
    out: str = "out",
    published: str | None = None,
    store_url: str | None = None,
    own_places: str | None = None,
) -> Summary:
    """Articles in; dated, geolocated events out: in a store, as GeoJSON and on a map.

    ``sources`` are files, folders, globs, feeds or addresses; ``out`` receives events.geojson, map.html and,
    unless ``store_url`` names another, the store; ``published`` dates articles that state no date; ``own_places`` is
    a table of places beside the gazetteer.
    """
    begun, tally = time.monotonic(), pipeline.Tally()
    job = Job(tuple(sources), Path(out), published, store_url, Path(own_places) if own_places else None)
    prepare(job)
    with (
        tempfile.TemporaryDirectory(prefix="waqai-") as folder,
        meter() as shown,
        Extractor(own_places=job.own_places) as extractor,
    ):
        shards, refusals = read_sources(job, Path(folder))
        tally.refuse(refusals, shown.say)
        shown.total(sum(shard.articles for shard in shards))
        for shard in shards:
            path = extract(shard, extractor, shown)
            stored = store_found(path, job.store)
            tally.add(spool.read_found(path), stored, shown.say)
        summary = tally.summary(job, publish(job), time.monotonic() - begun)
    create_markdown_artifact(summary.markdown(), key="waqai-run", description="What the run read, refused and found")
    return summary
