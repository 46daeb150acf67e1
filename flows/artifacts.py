"""What a person sees of a run on Prefect's pages: counts, sources, events, quality, and where the results lie."""

import os
from pathlib import Path
from typing import Any, Final

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.summary import Summary

PUBLIC: Final = "WAQAI_OUT_URL"  # the address under which the folder of results is served, if it is
_SOURCES: Final = 100  # rows of the table; run.json has all


def leave(summary: Summary) -> None:
    """The artifacts of a run, also of one that failed."""
    create_markdown_artifact(run_page(summary), key="waqai-run", description="What the run read, refused and found")
    create_table_artifact(source_rows(summary), key="waqai-sources", description="New and refused articles by source")
    if summary.error is not None:
        return
    create_table_artifact(summary.picture.table(), key="waqai-events", description="Events by type and governorate")
    create_markdown_artifact(quality_page(summary), key="waqai-quality", description="How sure the readings are")
    for key, path in (("waqai-map", summary.map), ("waqai-geojson", summary.geojson)):
        create_link_artifact(link(path), link_text=path.name, key=key)


def link(path: Path) -> str:
    """The address of a result: where WAQAI_OUT_URL says the folder is served, else on this machine."""
    public = os.environ.get(PUBLIC)
    return f"{public.rstrip('/')}/{path.name}" if public else path.absolute().as_uri()


def run_page(summary: Summary) -> str:
    """Counts, results, and what was refused with its reason."""
    tally, refused = summary.tally, summary.tally.refused
    rows: dict[str, object] = {
        "articles read": tally.new,
        "articles known already": tally.known,
        "articles refused": refused.count,
        "events told": tally.events,
        "events in the store": f"{summary.picture.events} ({tally.stored})",
        "batches": tally.batches,
        "seconds": f"{summary.seconds:.1f}",
        "store": f"{code(summary.job.named_store)}, run {summary.run} of `waqai runs`",
        "results": code(str(summary.job.out)),
    }
    lines = [f"**Failed:** {code(summary.error)}", ""] if summary.error else []
    lines += _table(rows)
    if refused.count:
        lines += ["", "## Not read", "", *(f"- {code(str(refusal))}" for refusal in refused.named)]
    if refused.count > len(refused.named):
        lines += [f"- of {refused.count} in all, {n} times: {code(why)}" for why, n in refused.reasons.most_common(20)]
    return "\n".join(lines)


def quality_page(summary: Summary) -> str:
    """How many events have no day and no place, which places may be several, and the names that no entry has."""
    quality = summary.quality()
    shares = {
        "events told": quality["events"],
        "without a day": _share(quality["undated"], quality["events"]),
        "without a place": _share(quality["unplaced"], quality["events"]),
        "at a place that may be several of its name": _share(quality["ambiguous"], quality["events"]),
        "place mentions": quality["places"],
        "of no known place": _share(quality["unresolved"], quality["places"]),
        "date mentions": quality["dates"],
    }
    lines = _table(shares)
    if quality["unknown_places"]:
        lines += [
            "",
            "## Place names that the gazetteer lacks",
            "",
        ]
        lines += ["| name | announced by | times |", "| --- | --- | --- |"]
        lines += [
            f"| {code(name['name'])} | {code(name['announced_by'])} | {name['count']} |"
            for name in quality["unknown_places"]
        ]
    reasons = summary.tally.refused.reasons.most_common(10)
    if reasons:
        lines += ["", "## Most frequent refusals", "", *(f"- {count} × {code(reason)}" for reason, count in reasons)]
    return "\n".join(lines)


def source_rows(summary: Summary) -> list[dict[str, Any]]:
    """A row for each source: new, known, refused, and why most of all."""
    return [
        {
            "source": code(name),
            "new": each.new,
            "known": each.known,
            "refused": each.refused.count,
            "why": "; ".join(f"{count} × {code(reason)}" for reason, count in each.refused.reasons.most_common(3)),
        }
        for name, each in [*summary.tally.sources.items()][:_SOURCES]
    ]


def _table(rows: dict[str, Any]) -> list[str]:
    return ["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())]


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})" if whole else str(part)


def code(text: str) -> str:
    """Text of others as a code span on one line: markup in a file name stays letters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"`{shown.replace('`', chr(39)).replace('|', '¦')}`"
