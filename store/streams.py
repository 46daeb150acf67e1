"""Features as text, written one by one: a million take no more memory than one."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TextIO
from xml.sax.saxutils import escape

from store.codebooks import CODEBOOKS
from store.model import Feature
from store.tables import COLUMNS, HXL, flat, safe_row, spreadsheet_id
from store.written import dump

_ILLEGAL: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Stream = Callable[[Iterable[Feature], TextIO], int]


def geojson(features: Iterable[Feature], file: TextIO) -> int:
    """One FeatureCollection (RFC 7946)."""
    count = 0
    file.write('{"type":"FeatureCollection","features":[')
    for feature in features:
        file.write(("," if count else "") + "\n" + dump(feature))
        count += 1
    file.write("\n]}\n")
    return count


def geojsonl(features: Iterable[Feature], file: TextIO) -> int:
    """One feature a line, as GDAL's GeoJSONSeq and many programs read it."""
    count = 0
    for feature in features:
        file.write(dump(feature) + "\n")
        count += 1
    return count


def table(features: Iterable[Feature], file: TextIO, *, hxl: bool = False) -> int:
    """CSV, with the row of HXL tags beneath its header where wanted."""
    tags = HXL if hxl else None
    return _rows((flat(feature) for feature in features), COLUMNS, file, tags)


def excel(features: Iterable[Feature], file: TextIO) -> int:
    """CSV for a spreadsheet that opens it by a double click: a byte-order mark tells it that the letters are UTF-8."""
    file.write("\ufeff")
    rows = (flat(feature) | {"id": spreadsheet_id(str(feature["id"]))} for feature in features)
    return _rows(rows, COLUMNS, file, None)


def codebook(name: str, features: Iterable[Feature], file: TextIO) -> int:
    """CSV in the columns of another data set; events that it does not hold are passed over."""
    columns, row_of = CODEBOOKS[name]
    return _rows((row for feature in features if (row := row_of(feature))), columns, file, None)


def _rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], file: TextIO, tags: Mapping[str, str] | None
) -> int:
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    if tags:
        writer.writerow(tags)
    count = 0
    for row in rows:
        writer.writerow(safe_row(row))
        count += 1
    return count


def kml(features: Iterable[Feature], file: TextIO) -> int:
    """KML 2.2: a placemark for every event, with its time span and all columns; pale where it has not happened."""
    count = 0
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>')
    file.write(f"<name>وقائع · Waqai</name>\n{_STYLES}\n")
    for feature in features:
        file.write(_placemark(feature))
        count += 1
    file.write("</Document></kml>\n")
    return count


def _placemark(feature: Feature) -> str:
    row = flat(feature)
    data = "".join(
        f'<Data name="{name}"><value>{_text(value)}</value></Data>' for name, value in row.items() if value is not None
    )
    begin, end = (f"<{side}>{row[name][:10]}</{side}>" if row[name] else "" for side, name in _SPAN)
    span = f"<TimeSpan>{begin}{end}</TimeSpan>" if begin else ""
    return (
        f'<Placemark id="{_text(feature["id"])}"><name>{_text(row["title"] or row["type"])}</name>'
        f"<description>{_text(row['evidence'])}</description>{span}<styleUrl>#{_style(feature)}</styleUrl><ExtendedData>{data}</ExtendedData>"
        f"{_geometry(feature['geometry'])}</Placemark>\n"
    )


_SPAN: Final = (("begin", "date_start"), ("end", "date_end"))


def _style(feature: Feature) -> str:
    return "happened" if feature["properties"]["factuality"] in ("occurred", "claimed") else "not-happened"


# Colours are alpha, blue, green, red. Without a style areas are drawn white and hide what lies below.
_STYLES: Final = "".join(
    f'<Style id="{name}"><IconStyle><color>{icon}</color></IconStyle><LineStyle><color>{icon}</color><width>2</width>'
    f"</LineStyle><PolyStyle><color>{area}</color></PolyStyle></Style>"
    for name, icon, area in (("happened", "ff2020c0", "402020c0"), ("not-happened", "80909090", "20909090"))
)


def xml_text(value: object) -> str:
    """Text without the characters that XML cannot hold (1.0, production Char)."""
    return _ILLEGAL.sub("", str(value))


def _text(value: object) -> str:
    return escape(xml_text(value), {'"': "&quot;"})


def _geometry(geometry: dict[str, Any] | None) -> str:
    if geometry is None:
        return ""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return f"<MultiGeometry>{''.join(map(_geometry, geometry['geometries']))}</MultiGeometry>"
    if kind.startswith("Multi"):
        parts = ({"type": kind.removeprefix("Multi"), "coordinates": part} for part in geometry["coordinates"])
        return f"<MultiGeometry>{''.join(map(_geometry, parts))}</MultiGeometry>"
    coordinates = geometry["coordinates"]
    if kind == "Polygon":
        outer, *holes = (f"<LinearRing>{_line(ring)}</LinearRing>" for ring in coordinates)
        inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{inner}</Polygon>"
    return f"<{kind}>{_line([coordinates] if kind == 'Point' else coordinates)}</{kind}>"


def _line(positions: Iterable[Sequence[float]]) -> str:
    return f"<coordinates>{' '.join(f'{position[0]},{position[1]}' for position in positions)}</coordinates>"


STREAMS: Final[Mapping[str, Stream]] = {
    "geojson": geojson,
    "geojsonl": geojsonl,
    "csv": table,
    "csv-excel": excel,
    "csv-hxl": partial(table, hxl=True),
    "kml": kml,
    **{name: partial(codebook, name) for name in CODEBOOKS},
}
