"""A store's events as a table with geometry, for notebooks."""

from pathlib import Path
from typing import Any

from store.database import open as open_store
from store.filters import Filters
from store.tables import flat


def query(url: str | Path, *, limit: int | None = None, sort: str = "date", **filters: Any) -> Any:
    """The events that meet some filters (those of ``Filters``) as a ``geopandas.GeoDataFrame`` in WGS84, by id.

    >>> query("waqai.gpkg", types=("siege",), datetime="2018")  # doctest: +SKIP
    """
    import geopandas  # type: ignore[import-untyped]  # noqa: PLC0415  2 s to import
    from shapely.geometry import shape  # noqa: PLC0415

    listed: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in filters.items()
    }
    with open_store(url, create=False) as opened:
        features = list(opened.query(Filters(**listed), limit=limit, sort=sort))
    drawn = [shape(feature["geometry"]) if feature["geometry"] else None for feature in features]
    frame = geopandas.GeoDataFrame([flat(feature) for feature in features], geometry=drawn, crs="OGC:CRS84")
    return frame.set_index("id") if features else frame
