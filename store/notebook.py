"""A store's events as a table with geometry, for notebooks."""

from pathlib import Path
from typing import Any

from store.database import open as open_store
from store.filters import Filters
from store.tables import COLUMNS, flat


def query(url: str | Path, *, limit: int | None = None, sort: str = "date", **filters: Any) -> Any:
    """The events that meet some filters (those of ``Filters``) as a ``geopandas.GeoDataFrame`` in WGS84, by id.

    ``place`` means, as in ``waqai query`` and over HTTP, all that lies in it; what neither the gazetteer
    nor the store knows by that name is refused (``FilterError``, a ``ValueError``), with names near it.

    >>> query("waqai.gpkg", types=("siege",), datetime="2018")  # doctest: +SKIP
    """
    import geopandas  # type: ignore[import-untyped]  # noqa: PLC0415  2 s to import
    from shapely.geometry import shape  # noqa: PLC0415

    listed: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in filters.items()
    }
    if (place := listed.get("place")) and listed.get("places") is None:
        from gazetteer import load  # noqa: PLC0415  needed for a place's name only

        if held := load().held_by(place):
            listed |= {"place": None, "places": held}
    with open_store(url, create=False) as opened:
        features = list(opened.query(Filters(**listed), limit=limit, sort=sort))
    drawn = [shape(feature["geometry"]) if feature["geometry"] else None for feature in features]
    rows = geopandas.pd.DataFrame([flat(feature) for feature in features], columns=[*COLUMNS])
    return geopandas.GeoDataFrame(rows, geometry=drawn, crs="OGC:CRS84").set_index("id")
