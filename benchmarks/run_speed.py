"""How long the main job takes: direct and as a flow, few articles and many, on a warm and a fresh Prefect home.

    .venv/bin/python -m benchmarks.run_speed [--many 100] [SOURCE...]

Each line is one process from its start to its end, imports and all. Without SOURCE the articles are the samples;
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
        _write(five, articles[:5])
        _write(many, [*islice(cycle(articles), chosen.many)])
        home = {"PREFECT_HOME": str(folder / "home")}
        print(f"{'waqai --help':42} {_seconds(['--help'], {}):6.2f} s")
        print(f"{'annotate, 5 articles':42} {_seconds(['annotate', str(five)], {}):6.2f} s")
        for label, path in (("5 articles", five), (f"{chosen.many} articles", many)):
            direct = ["run", "--direct", str(path), "--out", str(folder / path.stem)]
            print(f"{f'run --direct, {label}':42} {_seconds(direct, {}):6.2f} s")
        flow = ["run", str(five), "--out", str(folder / "flow")]
        print(f"{'run, 5 articles, fresh Prefect home':42} {_seconds(flow, home):6.2f} s")
        for _ in range(3):
            print(f"{'run, 5 articles, warm Prefect home':42} {_seconds(flow, home):6.2f} s")


def _write(path: Path, articles: Sequence[Article]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(articles):
            row = {"id": f"{number}-{article.id}", "text": f"{article.text}\n{number}", "published": article.published}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _seconds(arguments: Sequence[str], environment: dict[str, str]) -> float:
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603  # our own command
        [WAQAI, *arguments], env=os.environ | environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"waqai {' '.join(arguments)}\n{done.stderr}")
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
