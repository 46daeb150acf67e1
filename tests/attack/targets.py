"""Every reader of untrusted bytes as one function of bytes: it answers or refuses by name, and nothing else.

Shared by the tests, which try a fixed set of mutations, and by ``python -m benchmarks.fuzz``, which runs for hours.
"""

import atexit
import io
import json
import shutil
import tempfile
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import gazetteer
import serve
import store
from articles import Article, Refusal, UnknownDateError
from articles.collection import load as load_settings
from articles.collection import robots
from articles.collection.listings import Listing, read_addresses, read_feed, read_sitemap
from articles.dates import stated
from articles.decoding import check
from articles.distinct import distinct
from articles.origin import UnreadableError
from articles.reading import read_named
from events import Annotation, accounts, annotate, to_json
from gazetteer.additions import read_additions
from gazetteer.outlines import Outlines
from gazetteer.tables import TABLES, Tables, read_tables
from geo import concern
from tests.attack import composed, remembered, written
from tests.store.features import HOMS, feature, square

Target = Callable[[bytes], object]
_ROOMS: Final = tuple(str(Path(__file__).parents[2] / room) for room in ("articles", "arabic", "events"))
_OTHERS: Final = ("page", "feed")  # read by other people's parsers, which may fail in any way
_FOUND: Final = 5  # events in the store that filters ask
_LONGEST: Final = 20_000  # letters: the quadratic is another test's business
_LISTING_BYTES: Final = 5_000_000


class FindingError(AssertionError):
    """A claim that an input has broken."""


def holds(claim: object, said: str) -> None:
    """A claim that assertions switched off would not hide."""
    if not claim:
        raise FindingError(said)


# --- Articles ---


def _reader(name: str, suffix: str) -> Target:
    def read(data: bytes) -> object:
        kept = []
        try:
            for item in distinct(read_named(io.BytesIO(data), f"fuzz{suffix}", name=name)):
                holds(isinstance(item, (Article, Refusal)), "neither an article nor a refusal")
                if isinstance(item, Article):
                    _readable(item)
                kept.append(item)
        except UnreadableError as refused:
            holds(name in _OTHERS or "reader failed" not in str(refused), f"not refused by name: {refused!r}")
            _named(refused)
        except (OSError, EOFError) as refused:  # a damaged gzip file; its caller names it
            holds(str(refused), "a refusal without a reason")
        return kept

    return read


def _made(make: Callable[[composed.Choices], bytes], name: str, suffix: str) -> Target:
    """A reader of containers that are built from the bytes; whatever these hold, it reads or refuses it."""

    def read(data: bytes) -> object:
        container = make(composed.Choices(data))
        try:
            return _reader(name, suffix)(container)
        except FindingError as found:
            raise FindingError(f"{found} ({container[:2000]!r})") from found

    return read


def _named(refused: UnreadableError) -> None:
    """The reason is said, and a reader that failed failed in somebody else's parser."""
    holds(str(refused), "a refusal without a reason")
    fault = refused.__cause__
    if "reader failed" in str(refused) and fault is not None:
        last = traceback.extract_tb(fault.__traceback__)[-1].filename
        if last.startswith(_ROOMS):
            raise FindingError(f"our own code failed: {fault!r}") from fault


def _readable(article: Article) -> None:
    for letters in (article.id, article.text, article.title, article.published, article.url, article.source):
        if letters is not None:
            letters.encode()  # no half characters, which neither a store nor a page can hold
    holds(
        "\0" not in f"{article.id}{article.url}{article.source}", "a NUL, which PostgreSQL refuses with its whole batch"
    )
    scheme = (article.url or "").lower().lstrip().partition(":")[0]
    holds(scheme not in ("javascript", "data", "file", "vbscript"), f"no web address: {article.url!r}")
    check(article.text)


def annotation(data: bytes) -> Annotation | None:
    """An article's letters, whatever they are, through every room."""
    text = data.decode("utf-8", "replace")[:_LONGEST]
    try:
        check(text)
    except UnreadableError:
        return None
    found = annotate(Article("fuzz", text, published="2016-12-07"), gazetteer.load())
    told = to_json(found)
    json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
    for mention in (*told["dates"], *told["places"]):
        holds(text[mention["start"] : mention["end"]] == mention["text"], "a span that does not lead to its letters")
    accounts(found, gazetteer.load())
    return found


def _listing(data: bytes) -> None:
    url = "https://news.example/feed"
    readers: tuple[Callable[[], Listing], ...] = (
        lambda: read_feed(data, url, None),
        lambda: read_sitemap(data, url, limit=_LISTING_BYTES),
        lambda: read_addresses(data),
    )
    for read in readers:
        try:
            found = read()
        except UnreadableError as refused:
            _named(refused)
            continue
        except Exception as fault:  # the rim of other people's parsers, as articles.collection.polling has it
            if traceback.extract_tb(fault.__traceback__)[-1].filename.startswith(_ROOMS):
                raise
            continue
        for entry in (*found.entries, *found.listings):
            holds(entry.address.lower().startswith(("http://", "https://")), "an address of another kind")


def _robots(data: bytes) -> None:
    from protego import Protego

    said = robots.Rules(Protego.parse(data.decode("utf-8-sig", "replace")))
    said.allows("https://news.example/a?b", "Waqai/0.1")
    holds(0 <= said.delay_s("Waqai/0.1") <= 60, "a delay that would keep a site's news away")


def _dates(data: bytes) -> None:
    try:
        day = stated(data.decode("utf-8", "replace"))
    except UnknownDateError as refused:
        holds(str(refused), "a refusal without a reason")
    else:
        holds(day[:4].isdigit(), "a date without a year")


def _concern(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    said = concern(text, gazetteer.load())
    holds(said == concern(text, gazetteer.load()), "another answer for the same words")
    holds(concern(f"{text} سوريا", gazetteer.load()).sure, "Syria by its name is not seen")


# --- Files that a user edits ---


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="waqai-attack-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _written(data: bytes, name: str) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _settings(data: bytes) -> None:
    try:
        load_settings(_written(data, "waqai.toml"))
    except UnreadableError as refused:
        holds("waqai.toml" in str(refused), "a refusal that does not name the file")


@cache
def _tables() -> tuple[Tables, Outlines]:
    return read_tables(TABLES), Outlines(TABLES / "outlines.json")


def _places(data: bytes) -> None:
    added = read_additions(_written(data, "places.csv"), *_tables())
    for place in added.places:
        holds(0 <= place.uncertainty_km < 20_100, "an uncertainty that is no distance")


@cache
def filled() -> store.Store:
    """Five events, one of each shape that a filter may meet."""
    opened = store.open(_folder() / "fuzz.gpkg")
    atexit.register(opened.close)
    opened.write(
        [
            feature("shelling"),
            feature("battle", at=HOMS, type="battle", factuality="claimed", articles="B"),
            feature("siege", type="siege", geometry=square(36.3, 33.4, 0.3), place_id="ghouta", articles="BC"),
            feature("undated", type="protest", date_start=None, date_end=None, time_precision=None, deaths=None),
            feature("unplaced", at=None, type="aid", date_start="2019-01-01", date_end="2019-01-01"),
        ]
    )
    return opened


def _review(data: bytes) -> None:
    before = [correction.key for correction in store.corrections(filled())]
    try:
        kept = store.apply_corrections(filled(), _written(data, "review.csv"))
    except store.StoreError as refused:
        holds("review.csv" in str(refused), "a refusal that does not name the file")
        holds([c.key for c in store.corrections(filled())] == before, "a refused table left something behind")
        return
    for correction in kept:
        store.undo(filled(), correction.key, by="fuzz", why="as it was")
    holds(filled().count() == _FOUND, "corrections taken back left another store")


# --- Questions ---


def _asked(**filters: Any) -> None:
    """Filters answer with events that are there, or are refused with a reason."""
    try:
        if "cql" in filters:
            filters["cql"] = store.read_cql(*filters["cql"])
        found = list(filled().query(store.Filters(**filters)))
    except store.FilterError as refused:
        holds(str(refused), "a refusal without a reason")
    else:
        holds(len(found) <= _FOUND and len({one["id"] for one in found}) == len(found), "events that are not there")


def _cql_text(data: bytes) -> None:
    _asked(cql=(data.decode("utf-8", "surrogateescape"), "cql2-text"))


def _cql_json(data: bytes) -> None:
    _asked(cql=(data.decode("utf-8", "surrogateescape"), "cql2-json"))


def _search(data: bytes) -> None:
    words = data.decode("utf-8", "surrogateescape")
    for name in ("text", "actor", "place", "source", "datetime", "updated"):
        _asked(**{name: words})


@cache
def _application() -> Any:
    from starlette.testclient import TestClient

    app = serve.create_app(filled(), settings=serve.Settings())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def _request(data: bytes) -> None:
    """A path and query; the first line after them, if any, goes into the headers."""
    written, _, more = data.decode("latin-1").partition("\n")
    parts = urlsplit("http://127.0.0.1/" + written.split("#", 1)[0].lstrip("/")) if "[" not in written else None
    if parts is None or any(not "!" <= letter <= "~" for letter in parts.path + parts.query):
        return
    header = "".join(letter for letter in more if letter.isprintable())[:2000].encode("latin-1", "ignore")
    names = ("accept", "if-none-match", "accept-encoding", "authorization", "x-forwarded-host", "range")
    address = parts.path + ("?" + parts.query if parts.query else "")
    answer = _application().get(address, headers=dict.fromkeys(names, header), follow_redirects=False)
    holds(answer.status_code < 500, f"{answer.status_code} for {unquote(written)[:300]!r}")
    holds("Traceback" not in answer.text[:5000], "a stack trace")
    if answer.status_code >= 400:
        told = answer.headers["content-type"] in ("application/problem+json", "text/html; charset=utf-8")
        holds(told, "a refusal that is neither a problem document nor, for who asked for one, a page")


TARGETS: Final[Mapping[str, Target]] = {
    "annotate": annotation,
    "plain": _reader("plain", ".txt"),
    "page": _reader("page", ".html"),
    "json": _reader("json", ".json"),
    "jsonl": _reader("jsonl", ".jsonl"),
    "csv": _reader("csv", ".csv"),
    "parquet": _reader("parquet", ".parquet"),
    "archive": _reader("archive", ".warc"),
    "feed": _reader("feed", ".xml"),
    "parquet made": _made(composed.parquet, "parquet", ".parquet"),
    "archive made": _made(composed.archive, "archive", ".warc"),
    "feed made": _made(composed.feed, "feed", ".xml"),
    "packed": _reader("jsonl", ".jsonl.gz"),
    "listing": _listing,
    "robots": _robots,
    "dates": _dates,
    "settings": _settings,
    "places": _places,
    "cql_text": _cql_text,
    "cql_json": _cql_json,
    "search": _search,
    "request": _request,
    "review": _review,
    "columns": remembered.live,
    "export": written.export,
    "concern": _concern,
}
