"""What the benchmarks of rooms share: which articles, and how long one is that speeds are given for."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "samples"
LENGTH = 4_000  # characters of the article that speeds are given for


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file, gzipped or not, with every field that its collection has."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
