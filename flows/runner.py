"""Where batches are extracted: in this machine's processes, or on the workers of a Dask cluster."""

import logging
import os
from typing import Any, Final

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.crew import processors
from flows.job import JobError
from flows.pipeline import AHEAD

SETTING: Final = "WAQAI_RUNNER"
PROCESSES: Final = "processes"
DASK: Final = "dask"
_AHEAD_PER_WORKER: Final = 2


def task_runner(named: str | None = None) -> "TaskRunner[Any]":
    """The task runner that WAQAI_RUNNER names: ``processes``, ``dask`` (a cluster of this machine's own) or the
    address of a cluster's scheduler, ``tcp://...`` or ``tls://...``. Raises ``JobError``.
    """
    named = named or os.environ.get(SETTING) or PROCESSES
    if named == PROCESSES:
        # Threads that wait for the processes of one pool: it has work while a batch is being gathered.
        return ThreadPoolTaskRunner(max_workers=AHEAD + 1)
    if named != DASK and not named.startswith(("tcp://", "tls://")):
        raise JobError(f"{SETTING}={named}: {PROCESSES}, {DASK} or a scheduler's address, tcp://host:8786, are known")
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  # an extra
    except ImportError as lacking:
        raise JobError(f"{SETTING}={named} needs the extra `dask`, pip install -e '.[dask]' ({lacking})") from lacking
    if named == DASK:
        local = {
            "n_workers": processors(),
            "threads_per_worker": 1,
            "dashboard_address": None,
            "silence_logs": logging.WARNING,
        }
        return DaskTaskRunner(cluster_kwargs=local)
    return DaskTaskRunner(address=named)


def name_of(runner: "TaskRunner[Any]") -> str:
    """The runner as a run's record names it."""
    return PROCESSES if isinstance(runner, ThreadPoolTaskRunner) else DASK


def batches_ahead(runner: "TaskRunner[Any]") -> int:
    """How many batches keep every worker busy while one is stored."""
    if isinstance(runner, ThreadPoolTaskRunner):
        return AHEAD
    workers = len(runner.client.scheduler_info(n_workers=-1)["workers"])  # type: ignore[attr-defined]
    return _AHEAD_PER_WORKER * max(workers, 1)
