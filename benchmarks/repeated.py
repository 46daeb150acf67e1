"""What a megabyte of one token over and over costs, through the whole of ``annotate``.

    python -m benchmarks.repeated [--kilobytes 100] [--whole 15] [--seed 1] [TOKENS...]

Without TOKENS: a word of every kind that the lexicon of times knows and every word that its rules spell, each alone,
and as many pairs and triples of them, with a blank between and without. ``--kilobytes`` of each are read; the
``--whole`` costliest are read again as a megabyte. Prints the processor seconds of that, and of each room.
"""

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

import geo
import timex
from arabic import Text, analyse, numeral_parts
from articles import Article
from events import Annotation, accounts, extract
from flows.crew import collect_seldom
from gazetteer import Gazetteer, load
from timex.lexicon import closed_words
from timex.rules import grammar

MEGABYTE: Final = 1_000_000
SIGNS: Final = (
    "1",
    "15",
    "2011",
    "10:30",
    "15/3/2011",
    "1-",
    "1/",
    "1.",
    "-",
    "/",
    "(",
    ")",
    "،",
    ".",
    ":",
    "«",
    "و",
    "ـ",
)
PHRASES: Final = (
    "الأحد 5",
    "من 1 إلى",
    "من 1 إلى 2",
    "قبل يومين",
    "1 /",
    "يومي 4 و5",
    "خمسة وعشرون",
    "الـ24",
    "1 آذار",
)
Done = TypeVar("Done")


def tokens() -> list[str]:
    """A word of every kind of the lexicon, every word that a rule spells, numbers and signs."""
    kinds = {row[0]: word for word, rows in closed_words().items() for row in rows}
    spelled = {form for type_ in grammar().types.values() if type_.root for form in type_.root.words}
    return [*sorted({*kinds.values(), *spelled, *sorted(numeral_parts())[::4]} - {""}), *SIGNS, *PHRASES]


def texts(seed: int) -> list[str]:
    """What is repeated: each token alone, and pairs and triples."""
    known, chance = tokens(), random.Random(seed)  # noqa: S311  a sample, no secret
    alone = [f"{token}{between}" for token in known for between in (" ", "")]
    several = [chance.sample(known, many) for many in (2, 3) for _ in known]
    return [*alone, *(chance.choice((" ", " ", "")).join(words) + chance.choice((" ", "")) for words in several)]


def costs(part: str, size: int, places: Gazetteer) -> Mapping[str, float]:
    """Processor seconds of each room for so many bytes of a part over and over."""
    spent: dict[str, float] = {}

    def timed(room: str, work: Callable[[], Done]) -> Done:
        begun = time.process_time()
        done = work()
        spent[room] = spent.get(room, 0.0) + time.process_time() - begun
        return done

    article = Article(id="1", text=part * (size // len(part.encode()) + 1))
    text: Text = timed("arabic", lambda: analyse(article.text))
    day, dates = timed("timex", lambda: timex.read(text))
    found, pointing = timed("geo", lambda: geo.read(text, places))
    spots = [*found, *pointing]
    events = timed("events", lambda: extract(text, day, dates, spots, within=places.within, article="1"))
    annotation = Annotation(article, day, tuple(dates), tuple(found), tuple(events))
    timed("events", lambda: accounts(annotation, places))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokens", nargs="*")
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("--whole", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    collect_seldom()
    places, parts = load(), given.tokens or texts(given.seed)
    costs("قتل مدني في حلب يوم الجمعة. ", 1_000, places)  # loads the tables
    size = given.kilobytes * 1000
    found = {part: sum(costs(part, size, places).values()) * MEGABYTE / size for part in parts}
    worst = sorted(parts, key=lambda part: -found[part])
    slow = sum(seconds > 2 for seconds in found.values())
    print(f"{len(parts)} parts, {slow} of them at a rate of more than 2 s a megabyte; the costliest as a megabyte:")
    for part in worst[: given.whole]:
        _row(part, costs(part, MEGABYTE, places))


def _row(part: str, spent: Mapping[str, float]) -> None:
    rooms: Sequence[str] = [f"{room} {seconds:5.2f}" for room, seconds in spent.items()]
    print(f"{sum(spent.values()):6.2f} s  {', '.join(rooms)}   {part!r}", flush=True)


if __name__ == "__main__":
    main()
