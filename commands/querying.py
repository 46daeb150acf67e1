"""`waqai query`: the store's events in whatever form another program reads."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from commands.options import COUNT, StoreUrl
from commands.refusing import WrongCall
from commands.stores import open_store
from commands.where import ALL, Where


def query(
    *,
    where: Where = ALL,
    store_url: StoreUrl = None,
    output: Annotated[Path, Parameter(alias="-o", allow_leading_hyphen=True, help="a file, or - for stdout")] = Path(
        "-"
    ),
    format: Annotated[  # noqa: A002  the option's name
        Literal["geojson", "geojsonl", "csv", "csv-excel", "csv-hxl", "kml", "gpkg", "parquet", "acled", "ucdp"] | None,
        Parameter(help="read off the file's suffix if not given; acled, ucdp: CSV in the columns of these data sets"),
    ] = None,
    sort: Annotated[
        str, Parameter(help="date, updated, deaths, confidence, sources; -deaths: the most first")
    ] = "date",
    limit: Annotated[int | None, Parameter(validator=COUNT)] = None,
    offset: Annotated[int, Parameter(validator=COUNT)] = 0,
) -> None:
    """Print the store's events: GeoJSON (default), CSV, KML, GeoPackage, GeoParquet, or as ACLED and UCDP have them."""
    import store

    if sort not in store.ORDERS:
        raise WrongCall(f"--sort {sort}: known are {', '.join(store.ORDERS)}")
    with open_store(store_url) as opened:
        store.export(opened.query(where.filters(), limit=limit, offset=offset, sort=sort), output, format)
