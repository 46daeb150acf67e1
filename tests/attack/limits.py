"""Every number in the code that bounds what is taken in, kept or waited for, as ``docs/limits.md`` lists them.

    .venv/bin/python -m tests.attack.limits

writes the rows of the page anew: what it says of a number stays, a new one has the comment that stands beside it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "limits.md"
# Rooms at the rim: there every number is a limit, unless it stands below. Elsewhere numbers are rules of the language
# and of places, and limits are those that say so.
RIM: Final = ("articles", "store", "serve", "maps", "flows", "commands")
INNER: Final = ("arabic", "timex", "gazetteer", "geo", "events")
_SAYS_SO: Final = re.compile(r"_?MOST_[A-Z]+|LONGEST|LONG")
_ROW: Final = re.compile(
    r"^\| `(?P<file>[\w/]+\.py)` `(?P<name>\w+)` \| (?P<value>[\d,.]+) \| (?P<bounds>.*) \|\n", re.MULTILINE
)

# Numbers of the rim that bound nothing: formats of others, units, sizes of blocks in which the same is done, and what
# tells one thing from another in an article.
NO_LIMIT: Final = {
    "articles/archive.py": {"_CHUNK_LINE"},
    "articles/byline.py": {"_LEVELS", "_LONGEST", "_OTHER_WORDS"},
    "articles/collection/entry.py": {"DIGEST"},
    "articles/collection/fetching.py": {"_TICK_S"},
    "articles/collection/ledger.py": {"_ASTRAY", "_HOUR"},
    "articles/collection/ledger_file.py": {"_VERSION"},
    "articles/collection/listings.py": {"_HEAD"},
    "articles/collection/polling.py": {"_DAY_S"},
    "articles/dates.py": {"_FIRST_YEAR"},
    "articles/decoding.py": {"_SAMPLE"},
    "articles/encoding.py": {"_FEW", "_HEAD", "_SAMPLE"},
    "articles/feed.py": {"_WHOLE"},
    "articles/furniture.py": {"_CAPTION", "_HEADLINE", "_LEAST"},
    "articles/language.py": {"_FEW_WORDS", "_SHARE"},
    "articles/members.py": {"_CHUNK", "_NEXT_BYTES", "_OF_GZIP", "_SEEKING", "_TRIED", "_UNPACKED"},
    "articles/page.py": {"_BODY_WITHOUT_MARKUP"},
    "articles/plain.py": {"_DATELINE_WORDS", "_LINES_ABOVE", "_TITLE", "_TITLE_WORDS"},
    "articles/reading.py": {"_PEEK"},
    "articles/sources.py": {"_NAMED"},
    "articles/stubs.py": {"_PAYWALLED", "_REDIRECT_TEXT", "_WAIT_S"},
    "articles/web.py": {"_CHUNK"},
    "commands/looking_up.py": {"_SURE"},
    "commands/refusing.py": {"DONE", "SOME_UNREAD", "WRONG_CALL"},
    "flows/expected.py": {"_BLOCK"},
    "flows/extractor.py": {"FEW", "_CHUNK"},
    "flows/pipeline.py": {"AHEAD", "_ASKED"},
    "flows/program.py": {"_DIGEST_BYTES"},
    "flows/readings.py": {"_DIGEST_BYTES"},
    "flows/summary.py": {"SCHEMA"},
    "flows/temporary_server.py": {"USUAL_PORT", "_ANSWER_S", "_POLL_S"},
    "maps/blocks.py": {"PACKED_FROM", "ROWS", "_AT_ONCE", "_LEVEL"},
    "maps/ground.py": {"_SCALE"},
    "maps/shapes.py": {"DECIMALS"},
    "serve/answers.py": {"_LEVEL", "_WORTH_PACKING"},
    "serve/settings.py": {"SHORTEST_TOKEN"},
    "store/codebooks.py": {"_A_YEAR", "_GLEDITSCH_WARD", "_ISO"},
    "store/doubts.py": {"_SURE"},
    "store/embedded.py": {"GEOPACKAGE", "GEOPACKAGE_VERSION", "_STEPS"},
    "store/filters.py": {"_FARTHEST_KM"},
    "store/frames.py": {"BATCH"},
    "store/finding.py": {"_LOT", "_WORTH_BEGINNING", "_WORTH_SHARING"},
    "store/dated.py": {"_AHEAD", "_CHUNK", "_FARTHEST", "_PARTS", "_STREAMED", "_TERMS", "_WIDER"},
    "store/glance.py": {"_PIECE", "_STEP"},
    "store/held.py": {"_AT_ONCE"},
    "store/memory.py": {"_FEW", "_OFTEN"},
    "store/shapes.py": {"_RING"},
    "store/sieve.py": {"_AS_MANY", "_FIRST", "_LOOKED_UP_MS", "_WORTH_MS"},
    "store/remembered.py": {"_LONGEST", "_SAMPLE"},
    "store/geometry.py": {"EARTH_KM", "WGS84", "_LITTLE_ENDIAN_NO_ENVELOPE"},
    "store/interval.py": {"BEGINNING", "SHORT_DAYS", "_DAY"},
    "store/listings.py": {"_DAY"},
    "store/migrated_2.py": {"_BATCH"},
    "store/moments.py": {"BITS", "_DAY"},
    "store/narrowing.py": {"_DAY"},
    "store/pages.py": {"_CHUNK", "_COUNTED"},
    "store/patches.py": {"_WHOLE_COUNTRY"},
    "store/postgis.py": {"_WRITERS"},
    "store/ranked.py": {"_AHEAD", "_AT_ONCE", "_FARTHEST", "_OF_A_PART", "_OF_WORDS"},
    "store/schema.py": {"VERSION"},
    "store/selection.py": {"_CHEAP"},
    "store/sheet_dates.py": {"_THIS_CENTURY"},
    "store/sheets.py": {"_NEAR"},
    "store/spatial.py": {"_MOST_COVERING", "_MOST_EXACT", "_MOST_TERMS", "_VAIN"},
    "store/verdicts.py": {"_ENOUGH"},
    "store/terms.py": {"COARSEST", "_LONG", "_SHORTEST"},
    "store/ways.py": {"FEW", "MANY", "_BEYOND", "_EACH", "_INDEX", "_ROW", "_SPARED"},
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that bounds something; ``said`` is the comment beside it."""

    file: str
    name: str
    value: float
    said: str


def limits() -> Iterator[Limit]:
    """All of them, by file and line."""
    for room in (*RIM, *INNER):
        for path in sorted((ROOT / room).rglob("*.py")):
            file = str(path.relative_to(ROOT))
            for limit in _numbers(path, file):
                if limit.name not in NO_LIMIT.get(file, ()) if room in RIM else _SAYS_SO.fullmatch(limit.name):
                    yield limit


def _numbers(path: Path, file: str) -> Iterator[Limit]:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            value = _number(node.value)
            if isinstance(target, ast.Name) and value is not None and target.id.isupper():
                yield Limit(file, target.id, value, lines[node.lineno - 1].partition("#")[2].strip())
        elif isinstance(node, ast.FunctionDef):
            for caching in node.decorator_list:
                if isinstance(caching, ast.Call) and getattr(caching.func, "id", "") == "lru_cache":
                    given = [*caching.args, *(each.value for each in caching.keywords)]
                    value = _number(given[0])
                    if value is not None:
                        yield Limit(file, node.name, value, "answers remembered")


def _number(value: ast.expr) -> float | None:
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.LShift):
        left, right = _number(value.left), _number(value.right)
        return None if left is None or right is None else float(int(left) << int(right))
    if isinstance(value, ast.Constant) and isinstance(value.value, int | float) and not isinstance(value.value, bool):
        return value.value
    return None


def numbers() -> set[tuple[str, str]]:
    """Every number at the top of a module of the rim, by file and name."""
    found: set[tuple[str, str]] = set()
    for room in RIM:
        for path in (ROOT / room).rglob("*.py"):
            file = str(path.relative_to(ROOT))
            found |= {(file, number.name) for number in _numbers(path, file)}
    return found


def listed() -> dict[tuple[str, str], float]:
    """What the page lists, by file and name."""
    rows = _ROW.finditer(PAGE.read_text(encoding="utf-8"))
    return {(row["file"], row["name"]): float(row["value"].replace(",", "")) for row in rows}


def page() -> str:
    """The page with the rows of today's code."""
    written = PAGE.read_text(encoding="utf-8")
    rows = [*_ROW.finditer(written)]
    bounds = {(row["file"], row["name"]): row["bounds"] for row in rows}
    today = "".join(
        f"| `{each.file}` `{each.name}` | {each.value:,} | {bounds.get((each.file, each.name), each.said)} |\n"
        for each in limits()
    )
    return written[: rows[0].start()] + today + written[rows[-1].end() :]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
