"""`waqai map`: the store's events as a page or a picture."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from commands.options import StoreUrl
from commands.refusing import WrongCall
from commands.stores import open_store, writable
from commands.where import ALL, Where


def map_(
    *,
    where: Where = ALL,
    output: Annotated[Path, Parameter(alias="-o", help="the page to write, or a picture: map.png")] = Path("map.html"),
    timeline: Annotated[Path | None, Parameter(help="write the same events for reading too, beside it")] = None,
    title: Annotated[str | None, Parameter(help="what stands over the map")] = None,
    language: Annotated[Literal["ar", "en"], Parameter(help="in which it opens; a reader may change it")] = "ar",
    size: Annotated[str, Parameter(help="of a picture, in pixels")] = "1600x1000",
    store_url: StoreUrl = None,
) -> None:
    """Draw the events that match on a map: one HTML page that opens without a network, or a PNG for a report."""
    import maps

    is_picture = output.suffix.lower() == ".png"
    if timeline and (is_picture or timeline.resolve().parent != output.resolve().parent):
        raise WrongCall(f"--timeline {timeline}: it goes beside the map's page, in the same folder")
    title, pixels = title or maps.TITLE, _pixels(size)
    with open_store(store_url) as opened:
        found = opened.query(where.filters())
        if is_picture:
            maps.picture(found, writable(output), size=pixels, title=title, language=language)
        else:
            beside = writable(timeline) if timeline else None
            maps.draw(found, writable(output), timeline=beside, title=title, language=language)
    for written in filter(None, (output, timeline)):
        print(written)


def _pixels(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise WrongCall(f"--size {size}: no size such as 1600x1000")
    return int(width), int(height)
