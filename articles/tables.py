"""CSV and Parquet into articles, one row at a time; a broken row is named and the rest goes on."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final, TextIO

from pydantic import ValidationError

from articles.decoding import characters
from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError
from articles.rows import COLUMNS, Row, row_problem

_PARQUET_ROWS: Final = 256  # read at a time, or fewer
_PARQUET_BYTES: Final = 50_000_000  # of the cells read at a time
_SEPARATORS: Final = ",;\t"


def read_csv(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The articles of comma, semicolon or tab separated values with a header row."""
    csv.field_size_limit(RECORD_BYTES)
    # Bytes that are not UTF-8 come through as lone surrogates, so that only their rows are refused.
    lines = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
    header = lines.readline(RECORD_BYTES)
    separator = max(_SEPARATORS, key=header.count)
    names = _names(next(csv.reader([header], delimiter=separator), []), origin.fields)
    rest = _Lines(lines)
    table = csv.reader(rest, delimiter=separator, strict=True)
    number = 1  # the header
    while True:
        number += 1
        rest.begin()
        try:
            values = next(table)
            if values:
                yield _article(names, values, number)
        except StopIteration:
            return
        except csv.Error as problem:
            yield Refusal(origin.where, f"broken CSV: {problem}", number)
        except (UnreadableError, ValidationError) as problem:
            yield Refusal(origin.where, row_problem(problem), number)


class _Lines:
    """Lines for rows; quotes join lines to one row, whose letters are counted, so that memory stays bounded."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self._left = RECORD_BYTES

    def begin(self) -> None:
        """The next line is a row's first."""
        self._left = RECORD_BYTES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(RECORD_BYTES + 1)
        self._left -= len(line)
        if self._left < 0:
            while len(line) > RECORD_BYTES and not line.endswith("\n"):
                line = self._lines.readline(RECORD_BYTES + 1)
            raise UnreadableError(f"a row of more than {RECORD_BYTES // 1_000_000} MB, which no single article has")
        if not line:
            raise StopIteration
        return line


def _article(names: Sequence[str], values: Sequence[str], number: int) -> Article:
    for value in values:
        if not value.isascii():
            characters(value.encode("utf-8", "surrogateescape"))
    stated = {name: value for name, value in zip(names, values, strict=False) if value}
    return Row.model_validate(stated).article(number)


def _names(header: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """Our names of the columns, in lower case; without ``id`` and ``text`` there is nothing to read."""
    ours = {theirs.lower(): name for name, theirs in fields.items()}
    names = [
        ours.get(name.strip().lower(), "" if name.strip().lower() in fields else name.strip().lower())
        for name in header
    ]
    missing = [name for name in ("id", "text") if name not in names]
    if not any(names):
        raise UnreadableError("empty")
    if missing:
        raise UnreadableError(f"no column {' and no column '.join(missing)}; it has {', '.join(names)[:200]}")
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise UnreadableError(f"several columns are called {' and '.join(twice)}: which is meant?")
    return names


def read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The articles of a Parquet table, read by batches of rows."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415  # 400 ms: only Parquet needs it
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        # Repeated cells are read once and pointed at: a small file may hold one huge cell a million times.
        kinds = pq.read_schema(stream)
        stream.seek(0)
        table = pq.ParquetFile(stream, read_dictionary=[field.name for field in kinds if _is_text(field)])
        names = dict(zip(table.schema_arrow.names, _names(table.schema_arrow.names, origin.fields), strict=True))
        wanted = [name for name, ours in names.items() if ours in COLUMNS]
        number = 0
        for batch in table.iter_batches(_rows_at_once(table.metadata), columns=wanted):
            for at in range(batch.num_rows):
                number += 1
                yield _row({names[name]: batch.column(name)[at] for name in wanted}, number, origin)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as problem:
        raise UnreadableError(f"no Parquet table: {str(problem).splitlines()[0]}") from problem


def _is_text(field: Any) -> bool:
    return str(field.type) in ("string", "large_string")


def _rows_at_once(metadata: Any) -> int:
    """So many rows that their cells, as the file states their sizes, take some tens of megabytes."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    heaviest = max((group.total_byte_size // max(1, group.num_rows) for group in groups), default=0)
    return max(1, min(_PARQUET_ROWS, _PARQUET_BYTES // max(1, heaviest)))


def _row(cells: Mapping[str, Any], number: int, origin: Origin) -> Article | Refusal:
    try:
        return Row.model_validate({name: _value(name, cell) for name, cell in cells.items()}).article(number)
    except (UnreadableError, ValidationError) as problem:
        return Refusal(origin.where, row_problem(problem), number)


def _value(name: str, cell: Any) -> Any:
    """A cell as Python has it; a table may say of bytes that they are letters, and of any number that it is a day."""
    try:
        return cell.as_py()
    except (ArithmeticError, LookupError, ValueError) as problem:  # LookupError: a zone that nobody knows
        said = str(problem).partition("\n")[0]
        raise UnreadableError(f"{name}: no value that can be read: {said}") from problem
