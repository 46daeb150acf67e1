"""Which program read with which data: what a result can be traced to, and when an article must be read again."""

import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

_CHECKOUT: Final = Path(__file__).parents[1]
# What decides the reading of an article as it was read from its source.
_ROOMS: Final = ("arabic", "timex", "geo", "gazetteer", "events")
_TABLES: Final = frozenset({".csv", ".toml", ".json", ".geojson"})
_LIBRARIES: Final = ("dateparser", "geopy", "hijridate", "prefect", "trafilatura", "tzdata")
_DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Program:
    """Version, digest of the code that reads, digest of the tables it reads by."""

    version: str
    code: str
    data: str

    @property
    def key(self) -> str:
        """The same for two programs exactly where they read alike."""
        return f"{self.version}-{self.code[:16]}-{self.data[:16]}"

    def to_row(self) -> dict[str, Any]:
        """As a run's record states it, with the versions of Python and of the libraries that reading rests on."""
        libraries = {name: version(name) for name in _LIBRARIES}
        return asdict(self) | {"python": sys.version.split()[0], "libraries": libraries}


@cache
def program(own_places: Path | None = None) -> Program:
    """This program, with a user's own table of places; files are looked at once a process."""
    files = [path for room in _ROOMS for path in sorted((_CHECKOUT / room).rglob("*")) if path.is_file()]
    tables = [path for path in files if path.suffix in _TABLES]
    own = [own_places] if own_places is not None else []
    code = _digest(path for path in files if path.suffix == ".py")
    return Program(version("waqai"), code, _digest([*tables, *own]))


def _digest(paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for path in paths:
        content = path.read_bytes()
        digest.update(b"%s:%d:" % (path.name.encode(), len(content)))
        digest.update(content)
    return digest.hexdigest()
