"""Every number that bounds something stands on the page of limits, with the value that it has."""

from tests.attack.limits import NO_LIMIT, PAGE, _numbers, limits, listed, numbers


def test_the_page_lists_every_limit_of_the_code_and_no_other() -> None:
    """``python -m tests.attack.limits`` writes the rows; what bounds nothing goes into its ``NO_LIMIT``."""
    there = {(limit.file, limit.name): float(limit.value) for limit in limits()}
    assert sorted({*there.items()} ^ {*listed().items()}) == []


def test_what_is_said_to_be_no_limit_is_there() -> None:
    assert sorted({(file, name) for file, names in NO_LIMIT.items() for name in names} - numbers()) == []


def test_every_limit_says_what_it_bounds() -> None:
    rows = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row[1] for row in rows if len(row) >= 5 and not row[3].strip()] == []


def test_a_number_that_nobody_listed_is_found(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.py"
    path.write_text(
        "_MOST: Final = 1 << 20  # bytes\nWORDS = ('a',)\n@lru_cache(maxsize=7)\ndef f(): ...\n", encoding="utf-8"
    )
    assert [(each.name, each.value, each.said) for each in _numbers(path, "a.py")] == [
        ("_MOST", 1 << 20, "bytes"), ("f", 7, "answers remembered"),
    ]  # fmt: skip
