"""Print the articles of a gold folder as JSONL, with their publication dates or without, for `waqai annotate -`.

python -m benchmarks.gold_articles GOLD_DIR [--undated] | waqai annotate - > annotations.jsonl
score.py GOLD_DIR annotations.jsonl
"""

import argparse
import json
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--undated", action="store_true", help="withhold the publication date, to see what is inferred")
    args = parser.parse_args()
    for path in sorted(args.gold.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with path.with_name(f"{gold['id']}.txt").open(encoding="utf-8", newline="") as article:
            row = {"id": gold["id"], "text": article.read()}
        if not args.undated:
            row["published"] = gold["published"]
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
