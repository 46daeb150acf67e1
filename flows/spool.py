"""Shards on disk between tasks, so that Prefect passes paths around and memory stays bounded."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articles import Article, Refusal
from flows.extraction import Found


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles in a file, and how many they are."""

    path: Path
    articles: int


def write_shards(shards: Iterable[Sequence[Article]], folder: Path) -> list[Shard]:
    """Each shard as a file of the folder; what an earlier try left there is replaced."""
    written = []
    for number, articles in enumerate(shards):
        path = folder / f"articles-{number:05}.json"
        _write(path, [asdict(article) for article in articles])
        written.append(Shard(path, len(articles)))
    return written


def read_shard(path: Path) -> list[Article]:
    """The articles of a shard file."""
    return [Article(**fields) for fields in json.loads(path.read_bytes())]


def write_found(found: Found, shard: Path) -> Path:
    """What was found in a shard, beside it."""
    path = shard.with_name(shard.name.replace("articles", "found"))
    _write(path, asdict(found))
    return path


def read_found(path: Path) -> Found:
    """What was found, read back."""
    fields: dict[str, Any] = json.loads(path.read_bytes())
    refusals = tuple(Refusal(**refusal) for refusal in fields["refusals"])
    return Found(fields["features"], tuple(fields["read"]), refusals, fields["dates"], fields["places"])


def _write(path: Path, value: Any) -> None:
    """The file appears whole or not at all."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105  # in one step
