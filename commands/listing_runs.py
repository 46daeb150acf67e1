"""`waqai runs`: which runs wrote what a store holds."""

from typing import Annotated, Any

from cyclopts import Parameter

from commands.options import SOME, StoreUrl
from commands.stores import open_store


def runs(
    *,
    store_url: StoreUrl = None,
    last: Annotated[int | None, Parameter(validator=SOME, help="only so many, the latest")] = None,
    details: Annotated[
        bool, Parameter(negative="", help="settings, digests of inputs and counts too: one JSON object a run")
    ] = False,
) -> None:
    """List the runs that wrote into the store, oldest first: when, by which program, what they did, how they ended."""
    import json
    from dataclasses import asdict

    import store

    with open_store(store_url) as opened:
        found = [*store.runs(opened)]
    for run in found[-last:] if last else found:
        print(json.dumps(asdict(run) | {"works": _works(run)}, ensure_ascii=False) if details else _line(run))


def _works(run: Any) -> bool | None:
    """Does it still work? Null where this machine cannot tell."""
    from flows.process import works

    return False if run.finished is not None else works(run.counts.get("process", {}))


def _line(run: Any) -> str:
    """`12  2026-11-22T18:00:00+00:00  done  120 articles, 3 known, 1 refused; events 80 new, ...; waqai 0.1.0`."""
    parts = [str(run.key), run.begun, run.status if run.finished is not None else _unfinished(run)]
    articles, stored = run.counts.get("articles", {}), run.counts.get("stored", {})
    if articles:
        known, refused = (f", {articles[name]} {name}" if articles[name] else "" for name in ("known", "refused"))
        parts.append(f"{articles['new']} articles read{known}{refused}")
    if stored:
        changes = [f"{count} {name}" for name, count in stored.items() if count]
        parts.append(f"events {', '.join(changes) or 'as they were'}")
    parts += [run.counts["error"]] if "error" in run.counts else []
    parts.append(f"waqai {(run.program or '?').split('+')[0]}")
    return "  ".join(parts)


def _unfinished(run: Any) -> str:
    process = run.counts.get("process", {})
    named = f"process {process['pid']} of {process['host']}" if process else "of an earlier Waqai"
    match _works(run):
        case True:
            return f"works still ({named})"
        case False:
            return f"killed ({named}): run it again, it goes on where it was"
        case _:
            return f"unfinished ({named}): it works still, or was killed"
