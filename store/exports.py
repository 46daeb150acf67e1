"""Features as files: GeoJSON, CSV, KML, GeoPackage, GeoParquet, and the columns of ACLED and UCDP GED."""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Final

from store.model import Feature, StoreError
from store.streams import STREAMS

SUFFIXES: Final = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".geojsonl": "geojsonl",
    ".geojsons": "geojsonl",
    ".csv": "csv",
    ".kml": "kml",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
FORMATS: Final = (*STREAMS, "gpkg", "parquet")


def export(features: Iterable[Feature], path: str | Path, format: str | None = None) -> int:  # noqa: A002
    """Write features to a file, or to standard output for ``-``; how many there were.

    ``format`` is one of ``FORMATS``, read off the path's suffix where not given: csv-hxl is CSV with a row of HXL
    tags, acled and ucdp are CSV in the columns of these data sets. The file appears whole or not at all. Raises
    ``StoreError`` for an unknown format, or a path that is a store.
    """
    to_stdout = str(path) == "-"
    chosen = format or ("geojson" if to_stdout else SUFFIXES.get(Path(path).suffix.lower()))
    if chosen not in FORMATS:
        raise StoreError(
            f"{path}: which format? known are {', '.join(FORMATS)} (and the suffixes {', '.join(SUFFIXES)})"
        )
    if to_stdout:
        if chosen not in STREAMS:
            raise StoreError(f"{chosen} is not text: name a file to write it to")
        return STREAMS[chosen](_begun(features), sys.stdout)
    return _replacing(Path(path), chosen, features)


def _begun(features: Iterable[Feature]) -> Iterable[Feature]:
    """The same, the first of them read: a question that is refused is refused before anything is written."""
    left = iter(features)
    return chain(list(islice(left, 1)), left)


def replaceable(path: Path) -> Path:
    """A path where a file may come to stand, in the place of another one too.

    Raises ``StoreError`` for a folder, a device (whoever may do everything would replace /dev/null by a file), a store.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise StoreError(f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'its folder is missing'}")
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} cannot be written: it is a pipe or a device, and no file")
    if _is_store(path):
        raise StoreError(f"{path} is a Waqai store: writing onto it would lose what it holds; name another file")
    return path


def _replacing(path: Path, chosen: str, features: Iterable[Feature]) -> int:
    replaceable(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.{os.getpid()}-") as folder:
        draft = Path(folder) / f"events.{chosen}"
        if chosen in STREAMS:
            with draft.open("w", encoding="utf-8", errors="replace", newline="") as file:
                count = STREAMS[chosen](features, file)
                file.flush()
                os.fsync(file.fileno())  # else a power cut may leave the new name with nothing in it
        else:
            from store.frames import FRAMES  # noqa: PLC0415  2 s to import

            count = FRAMES[chosen](features, draft)
        os.replace(draft, path)  # noqa: PTH105  one step: a reader sees the old file or the new one
    return count


def _is_store(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(6) != b"SQLite":
            return False
    connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    try:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'waqai_meta'").fetchone())
    except sqlite3.DatabaseError:  # damaged: not ours to judge, but not ours to overwrite either
        return True
    finally:
        connection.close()
