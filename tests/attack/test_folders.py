"""A folder that somebody else has packed holds no way out of it, and nothing that would be waited for."""

import os
from pathlib import Path

from articles import Article, Refusal, read
from tests.attack.seeds import NEWS


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
