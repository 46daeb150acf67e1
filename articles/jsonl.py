"""JSONL and JSON into articles, one row at a time; a broken row is named and the rest goes on."""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pydantic import ValidationError

from articles.decoding import characters
from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole
from articles.rows import Row, renamed, row_problem


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The articles of a stream of JSON objects, one a line."""
    rows = 0
    for number, line in enumerate(_lines(stream), 1):
        if number == 1:
            _refuse_other_json(line)
        if not line.strip():
            continue
        rows += 1
        try:
            yield _article(line, number, origin.fields)
        except (UnreadableError, ValidationError) as problem:
            yield Refusal(origin.where, row_problem(problem), number)
    if not rows:
        raise UnreadableError("empty")


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The articles of a JSON array, or the one of a JSON object; read whole, so no larger than one record may be."""
    try:
        value = json.loads(characters(read_whole(stream, RECORD_BYTES)))
    except (ValueError, RecursionError) as problem:
        raise UnreadableError(f"broken JSON: {problem}") from problem
    for number, fields in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            yield _row(fields, origin.fields).article(number)
        except ValidationError as problem:
            yield Refusal(origin.where, row_problem(problem), number)


def _article(line: bytes, number: int, fields: Mapping[str, str]) -> Article:
    if len(line) > RECORD_BYTES:
        raise UnreadableError(f"a line of more than {RECORD_BYTES // 1_000_000} MB, which no single article has")
    if not fields:
        return Row.model_validate_json(characters(line)).article(number)
    try:
        return _row(json.loads(characters(line)), fields).article(number)
    except (ValueError, RecursionError) as problem:
        if isinstance(problem, ValidationError):
            raise
        raise UnreadableError(f"Invalid JSON: {problem}") from problem


def _row(values: object, fields: Mapping[str, str]) -> Row:
    return Row.model_validate(renamed(values, fields) if isinstance(values, dict) else values)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines; of one that is too long only the beginning, so that memory stays bounded."""
    while line := stream.readline(RECORD_BYTES + 1):
        yield line
        while len(line) > RECORD_BYTES and not line.endswith(b"\n"):
            line = stream.readline(RECORD_BYTES + 1)


def _refuse_other_json(line: bytes) -> None:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("JSONL in UTF-16: convert it first, iconv -f UTF-16 -t UTF-8")
    if line.lstrip().startswith(b"["):
        raise UnreadableError("a JSON array, not one object a line: convert it first, jq -c '.[]'")
