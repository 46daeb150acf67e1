"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

COUNT: Final = Number(gte=0, lt=2**63)  # the largest number that SQLite knows
SOME: Final = Number(gte=1, lt=2**63)

Sources = Annotated[
    str,
    Parameter(
        allow_leading_hyphen=True,
        help=".txt .html .jsonl .csv .parquet .warc.gz, a folder, a glob, a feed, an address, a settings file .toml, "
        "or - for standard input",
    ),
]
Published = Annotated[str | None, Parameter(help="date of articles that carry none: 2016-12-07, or with a time")]
Out = Annotated[
    Path, Parameter(help="folder of events.geojson, map.html, timeline.html and, unless --store, the store")
]
StoreUrl = Annotated[
    str | None, Parameter(name="--store", help="the store; else WAQAI_STORE, else waqai.gpkg, else out/waqai.gpkg")
]
Places = Annotated[
    Path | None,
    Parameter(name="--places", help="your own places, a CSV (gazetteer/tables/README.md); else WAQAI_PLACES"),
]
Direct = Annotated[bool, Parameter(negative="", help="without Prefect: no server, no record of the run")]
AboutWhat = Annotated[
    Literal["syria", "all"] | None,
    Parameter(name="--about", help="which articles are read: those that tell of Syria, or all; syria"),
]
Processes = Annotated[
    int | None, Parameter(validator=SOME, help="how many read articles at once; as many as there are processors")
]
