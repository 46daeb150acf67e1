"""Texts that come in UTF-8, as PostgreSQL takes them."""

from psycopg.adapt import Dumper
from typing_extensions import override


class Utf8(Dumper):
    """Bytes are a text in UTF-8: the store keeps nothing else in bytes."""

    oid = 25  # of the type ``text``

    @override
    def dump(self, obj: bytes) -> bytes:
        return obj
