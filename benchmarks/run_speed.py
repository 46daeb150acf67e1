"""How long the main job takes: direct and as a flow, few articles and many, on a warm and a fresh Prefect home.

    .venv/bin/python -m benchmarks.run_speed [--many 100] [SOURCE...]

Each line is one process from its start to its end, imports and all: wall time, then processor time of it and its
server, which other work on the machine disturbs less. Without SOURCE the articles are the samples;
many are made of them by repetition, each with its own number in its text.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from articles import Article, read

CHECKOUT = Path(__file__).parents[1]
WAQAI = Path(sys.executable).with_name("waqai")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", default=[str(CHECKOUT / "samples")])
    parser.add_argument("--many", type=int, default=100)
    chosen = parser.parse_args()
    articles = [item for item in read(chosen.sources) if isinstance(item, Article)]
    with tempfile.TemporaryDirectory(prefix="waqai-speed-") as name:
        folder = Path(name)
        five, many = folder / "five.jsonl", folder / "many.jsonl"
        write_many(five, articles, 5)
        write_many(many, articles, chosen.many)
        home = {"PREFECT_HOME": str(folder / "home")}
        _measure("waqai --help", ["--help"], {})
        _measure("annotate, 5 articles", ["annotate", str(five)], {})
        for label, path in (("5 articles", five), (f"{chosen.many} articles", many)):
            direct = ["run", "--direct", str(path), "--out", str(folder / path.stem)]
            _measure(f"run --direct, {label}", direct, {})
        flow = ["run", str(five), "--out", str(folder / "flow")]
        _measure("run, 5 articles, fresh Prefect home", flow, home)
        for _ in range(3):
            _measure("run, 5 articles, warm Prefect home", flow, home)


def write_many(path: Path, articles: Sequence[Article], many: int) -> None:
    """That many articles as JSONL, from the first on and over again, each with its own number in its text."""
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(islice(cycle(articles), many)):
            row = {"id": f"{number}-{article.id}", "text": f"{article.text}\n{number}", "published": article.published}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _measure(label: str, arguments: Sequence[str], environment: dict[str, str]) -> None:
    begun, used = time.monotonic(), os.times()
    done = subprocess.run(  # noqa: S603  # our own command
        [WAQAI, *arguments], env=os.environ | environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"waqai {' '.join(arguments)}\n{done.stderr}")
    now = os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    print(f"{label:42} {time.monotonic() - begun:6.2f} s  {cpu:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
