"""One bad article stops no other: faults are named, dead processes too."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from articles import Article, Refusal
from events import Annotation
from flows import extraction
from flows.crew import Crew
from flows.extraction import Chunk, annotate_all
from flows.extractor import FEW, Extractor
from flows.readings import Reading
from timex import Published

NEWS = "قصفت طائرات حربية حي السكري في مدينة حلب يوم الاثنين 5 كانون الأول 2016، ما أدى إلى مقتل ثلاثة مدنيين."


def _annotation(article: Article) -> Annotation:
    return Annotation(article, Published(None, None, "inferred", "none"), (), (), ())


def plain_work(articles: Sequence[Article], _: object = None) -> Chunk:
    return Chunk([], [Reading(article.id, "", 0, 0, 0, 0, 0, 0, 0, ()) for article in articles], [])


def deadly_work(articles: Sequence[Article], _: object = None) -> Chunk:
    if any(article.text == "deadly" for article in articles):
        os._exit(1)
    return plain_work(articles)


def _some(count: int, deadly: int | None = None) -> list[Article]:
    return [Article(str(number), "deadly" if number == deadly else "text") for number in range(count)]


def test_an_article_that_cannot_be_read_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_homs(article: Article, _: object) -> Annotation:
        if article.id == "homs":
            raise KeyError("no such thing")
        return _annotation(article)

    monkeypatch.setattr(extraction, "annotate", fail_on_homs)
    some = [Article("aleppo", NEWS), Article("homs", NEWS), Article("idlib", NEWS)]
    done = [*annotate_all(some)]
    assert [one.article.id for one in done if isinstance(one, Annotation)] == ["aleppo", "idlib"]
    assert [one for one in done if isinstance(one, Refusal)] == [
        Refusal("article homs", "reading it failed: KeyError: 'no such thing'")
    ]


def test_accounts_and_counts_of_a_batch() -> None:
    done: list[int] = []
    with Extractor(1, advance=done.append) as extractor:
        found = extractor.extract([Article("a", NEWS), Article("b", "خبر عن قرية زردنيا")])
    first, second = found.readings
    assert found.read == ("a", "b")
    assert {report.article for report in found.reports if report.accounts} == {"a"}
    assert (first.dates, first.events, first.undated, first.unplaced) == (1, 1, 0, 0)
    assert (second.events, second.unknown) == (0, ("قريه زردنيا",))
    assert done == [1, 1]


def test_many_articles_are_read_by_processes_in_their_order() -> None:
    with Extractor(2, work=plain_work) as extractor:
        found = extractor.extract(_some(FEW + 50))
    assert found.read == tuple(str(number) for number in range(FEW + 50))


def test_an_article_that_kills_its_process_is_named_and_the_others_go_on() -> None:
    count = FEW + 1
    with Extractor(2, work=deadly_work) as extractor:
        found = extractor.extract(_some(count, deadly=40))
    assert [refusal.where for refusal in found.refusals] == ["article 40"]
    assert found.read == tuple(str(number) for number in range(count) if number != 40)


def test_batches_that_threads_hand_in_at_once_keep_apart_and_lose_nothing() -> None:
    count = FEW + 1
    with Extractor(2, work=deadly_work) as extractor, ThreadPoolExecutor(2) as threads:
        found = [*threads.map(extractor.extract, [_some(count, deadly=40), _some(count)])]
    assert [[refusal.where for refusal in one.refusals] for one in found] == [["article 40"], []]
    assert [len(one.readings) for one in found] == [count - 1, count]


def test_work_handed_to_processes_that_are_gone_fails_and_is_read_all_the_same() -> None:
    with Extractor(2, work=plain_work) as extractor:
        extractor.extract(_some(FEW + 1))
        crew = extractor._crew
        assert crew is not None
        crew.end()  # as another thread does, whose article killed one of them
        assert len(extractor.extract(_some(FEW + 1)).readings) == FEW + 1
        assert extractor._crew is not crew


def test_a_crew_is_whole_before_it_works_and_may_be_ended_by_many() -> None:
    with Crew(3) as crew, ThreadPoolExecutor(4) as threads:
        busy = [crew.hand(time.sleep, 0.05) for _ in range(12)]
        pids = {crew.hand(os.getpid).result() for _ in range(9)}
        assert len(pids) <= 3
        assert [one.result() for one in busy] == [None] * 12
        assert [*threads.map(lambda _: crew.end(), range(4))] == [None] * 4
    with pytest.raises(BrokenProcessPool):
        crew.hand(len, ()).result()


WAITING = """
import multiprocessing, time
from flows.extractor import FEW, Extractor
from tests.flows.test_extraction import _some, plain_work
if __name__ == "__main__":
    with Extractor(2, work=plain_work) as extractor:
        extractor.extract(_some(FEW + 1))
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        time.sleep(600)
"""


def test_a_run_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(WAITING, encoding="utf-8")
    checkout = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, tmp_path / "run.py"],
        env=os.environ | {"PYTHONPATH": checkout},
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        children = [int(pid) for pid in run.stdout.readline().split()]
        run.send_signal(signal.SIGKILL)
    assert children
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and any(_lives(pid) for pid in children):
        time.sleep(0.1)
    left = [pid for pid in children if _lives(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert left == []


def _lives(pid: int) -> bool:
    """Does it run? A process that ended and that nobody waited for does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
