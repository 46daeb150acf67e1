"""What paths lead to: no way out of a folder that somebody else has packed, no device or store to be written over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import store
from articles import Article, Refusal, read
from tests.attack.seeds import NEWS
from tests.store.features import feature


def test_links_out_of_a_folder_and_pipes_in_it_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(NEWS, encoding="utf-8")
    folder = tmp_path / "given"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    (folder / "deeper" / "same.txt").symlink_to(folder / "a.txt")
    (folder / "deeper" / "out.txt").symlink_to("../../secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "circle.txt").symlink_to("circle.txt")
    os.mkfifo(folder / "pipe.txt")
    found = [*read([str(folder)])]
    assert [item.id for item in found if isinstance(item, Article)] == ["a"]
    (broken, left_out) = [item for item in found if isinstance(item, Refusal)]
    assert "circle.txt" in broken.where
    assert "pipe.txt, out.txt: pipes, and links that lead out of the folder" in left_out.reason
    named = [*read([str(folder / "deeper" / "*.txt")])]
    assert len([item for item in named if isinstance(item, Article)]) == 2, "who names them means them"


def test_names_that_only_look_like_something_else_are_one_line(tmp_path: Path) -> None:
    for name in ("a\nwaqai: all is well.txt", "\u202egpj.txt", "\x1b[31mred.txt", "-rf.txt"):
        (tmp_path / name).write_bytes(b"\0\xff")
    (tmp_path / os.fsdecode(b"b\xff.txt")).write_bytes(b"\0\xff")
    refused = [*read([str(tmp_path)])]
    assert len(refused) == 5
    assert [item for item in refused if not str(item).isprintable()] == []


WRITING = {
    "query": ("query", "--format", "csv", "-o"),
    "map": ("map", "-o"),
    "review": ("review", "export"),
}


@pytest.mark.parametrize("name", WRITING)
def test_no_output_is_written_over_a_store_or_a_device(name: str, tmp_path: Path) -> None:
    """As root, a new file would stand in the place of /dev/null."""
    kept, pipe, device = tmp_path / "waqai.gpkg", tmp_path / "pipe.csv", tmp_path / "null"
    with store.open(kept) as opened:
        opened.write([feature("shelling")])
    os.mkfifo(pipe)
    device.symlink_to("/dev/null")
    for path in (kept, pipe, device):
        call = [sys.executable, "-m", "waqai", *WRITING[name], str(path), "--store", str(kept)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 2, done.stderr
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr
    assert pipe.is_fifo()
    assert device.is_symlink()
    with store.open(kept, create=False) as opened:
        assert opened.count() == 1


@pytest.mark.parametrize(
    "arguments", [("place",), ("date",), ("query", "--text"), ("query", "--place"), ("map", "--place"), ("annotate",)]
)
def test_an_argument_that_is_no_text_is_answered(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with store.open(tmp_path / "waqai.gpkg"):
        pass
    environment = os.environ | {"WAQAI_STORE": str(tmp_path / "waqai.gpkg")}
    call = [os.fsencode(part) for part in (sys.executable, "-m", "waqai", *arguments)]
    done = subprocess.run([*call, b"\xff\xfe"], capture_output=True, timeout=600, check=False, env=environment)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
