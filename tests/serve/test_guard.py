"""Who may ask, how much and how often; what every answer carries; and that a fault tells nothing of the inside."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import serve
import store
from serve import Settings, SettingsError
from serve.guard import Rate
from tests.store.features import feature

TOKEN = "a-token-of-enough-letters"  # noqa: S105  it opens nothing
ANYWHERE = "0.0.0.0"  # noqa: S104  only named, never bound
ITEMS = "/collections/events/items"
Made = Callable[..., TestClient]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature("a"), feature("b", title="=1+1 <script>alert(1)</script> {{ 7*7 }}")])

        def make(base: str = "http://127.0.0.1", **settings: Any) -> TestClient:
            app = serve.create_app(opened, settings=Settings(**settings))
            return TestClient(app, base_url=base, raise_server_exceptions=False)

        yield make


def basic(word: str) -> str:
    return "Basic " + base64.b64encode(word.encode()).decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"host": ANYWHERE}, "a token is needed"),
        ({"host": "192.168.1.5"}, "a token is needed"),
        ({"host": "events.example.org"}, "a token is needed"),
        ({"host": "::"}, "a token is needed"),
        ({"token": "short"}, "at least 16"),
        ({"origins": ("*",)}, "every web page"),
        ({"largest_page": 0}, "largest_page"),
        ({"query_seconds": -1.0}, "query_seconds"),
        ({"public": "events.example.org"}, "begins with http"),
    ],
)
def test_settings_that_would_open_the_store_are_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Settings(**given)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_machine_alone_needs_no_token_and_has_no_rate(host: str) -> None:
    assert Settings(host=host).most_a_minute is None
    assert Settings(host=ANYWHERE, token=TOKEN).most_a_minute == 600


@pytest.mark.parametrize("path", ["/", ITEMS, "/map", "/health", "/openapi.json", "/style.css", "/nowhere"])
def test_without_the_token_nothing_is_told(made: Made, path: str) -> None:
    client = made(host=ANYWHERE, token=TOKEN)
    wrong = [
        None,
        "Bearer",
        "Bearer wrong",
        f"bearer {TOKEN}x",
        basic("x:wrong"),
        "Basic %%%",
        f"Digest {TOKEN}",
        "Bearer é",
    ]
    given = [{} if word is None else {"authorization": word.encode("latin-1")} for word in wrong]
    answers = [client.get(path, headers=headers) for headers in given]
    assert [answer.status_code for answer in answers] == [401] * len(wrong)
    assert all("Bearer" in answer.headers["www-authenticate"] for answer in answers)


@pytest.mark.parametrize("word", [f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(f"anyone:{TOKEN}")])
def test_the_token_opens_as_bearer_and_as_a_password(made: Made, word: str) -> None:
    client = made("http://events.example.org", host=ANYWHERE, token=TOKEN)
    assert client.get("/health", headers={"authorization": word}).status_code == 200


def test_a_name_from_elsewhere_is_refused_on_loopback(made: Made) -> None:
    rebound = made("http://evil.example")
    assert rebound.get("/health").status_code == 421
    assert [made(f"http://{name}:8000").get("/health").status_code for name in ("localhost", "[::1]", "127.0.0.1")] == [
        200
    ] * 3
    assert made("http://lab.example", hosts=("lab.example",)).get("/health").status_code == 200
    assert made("http://lab.example", public="https://lab.example/waqai").get("/health").status_code == 200


def test_links_begin_with_the_public_address(made: Made) -> None:
    links = made(public="https://lab.example/waqai").get("/", headers={"accept": "application/json"}).json()["links"]
    assert [link["href"] for link in links if not link["href"].startswith("https://lab.example/waqai/")] == []


def test_scripts_of_other_pages_read_nothing_unless_their_page_is_named(made: Made) -> None:
    asked = {"origin": "https://lab.example"}
    closed = made().get(ITEMS, headers=asked)
    assert "access-control-allow-origin" not in closed.headers
    assert closed.headers["cross-origin-resource-policy"] == "same-origin"
    opened = made(origins=("https://lab.example",))
    assert opened.get(ITEMS, headers=asked).headers["access-control-allow-origin"] == "https://lab.example"
    assert "access-control-allow-origin" not in opened.get(ITEMS, headers={"origin": "https://evil.example"}).headers
    assert "Origin" in opened.get(ITEMS).headers["vary"]
    before = opened.options(ITEMS, headers=asked | {"access-control-request-method": "GET"})
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (204, "https://lab.example")


def test_a_named_page_may_ask_whether_it_may_ask_without_the_token(made: Made) -> None:
    """Browsers send no token with the question before the question; without its answer they never send the real one."""
    client = made("http://events.example.org", host=ANYWHERE, token=TOKEN, origins=("https://lab.example",))
    asks = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}
    asked = client.options(ITEMS, headers=asks | {"origin": "https://lab.example"})
    assert (asked.status_code, asked.text) == (204, "")
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    assert client.options(ITEMS, headers=asks | {"origin": "https://evil.example"}).status_code == 401
    assert client.options(ITEMS, headers=asks).status_code == 401
    for headers, status in (({}, 401), ({"authorization": f"Bearer {TOKEN}"}, 200)):
        assert client.get(ITEMS, headers=headers | {"origin": "https://lab.example"}).status_code == status


def test_the_api_document_of_a_server_with_a_token_says_how_to_give_it(made: Made) -> None:
    client = made("http://events.example.org", host=ANYWHERE, token=TOKEN)
    document = client.get("/openapi.json", headers={"authorization": f"Bearer {TOKEN}"}).json()
    assert document["security"] == [{"bearer": []}, {"basic": []}]
    assert {one["scheme"] for one in document["components"]["securitySchemes"].values()} == {"bearer", "basic"}


def test_every_answer_says_how_it_may_be_used(made: Made) -> None:
    client = made()
    for path in ("/", ITEMS, "/nowhere", f"{ITEMS}?limit=0", "/map"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "x-powered-by" not in headers


def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    now = [0.0]
    rate = Rate(60, lambda: now[0])
    assert [rate.wait("a") for _ in range(60)] == [0] * 60
    assert rate.wait("a") == 2
    assert rate.wait("b") == 0
    now[0] += 2
    assert [rate.wait("a"), rate.wait("a")] == [0, 0]
    assert rate.wait("a") > 0


def test_one_request_too_many_says_when_to_come_again(made: Made) -> None:
    client = made(rate=2)
    statuses = [client.get("/health") for _ in range(3)]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]
    assert int(statuses[-1].headers["retry-after"]) > 0


def test_sizes_are_limited(made: Made) -> None:
    client = made(largest_page=1, map_events=1, address_letters=500, body_bytes=10)
    assert client.get(f"{ITEMS}?limit=1000").json()["numberReturned"] == 1
    assert client.get("/map").status_code == 400
    assert client.get(f"{ITEMS}?text={'a' * 500}").status_code == 414
    assert client.request("GET", ITEMS, content=b"a" * 11).status_code == 413
    assert client.request("GET", ITEMS, content=iter([b"a"])).status_code == 413


SLOW = "title LIKE '%a%b%c%' OR reason LIKE '%x%y%z%'"  # no index knows: every event is read


@pytest.mark.parametrize("url", ["file", "postgis"])
def test_whatever_takes_too_long_is_given_up(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Pages, counts, pages to read, feeds, the map and the timeline."""
    where = tmp_path / "many.gpkg" if url == "file" else request.getfixturevalue("postgis_store")
    with store.open(where) as opened:
        opened.write([feature(f"e{number}", articles=f"{number % 7}") for number in range(1500)])
        app = serve.create_app(opened, settings=Settings(query_seconds=1e-9))
        client = TestClient(app, base_url="http://127.0.0.1")
        items = (ITEMS, "/collections/events/feed.atom", "/map", "/timeline")
        answers = {path: client.get(path, params={"filter": SLOW}) for path in items}
        assert {path: (one.status_code, one.json()["code"]) for path, one in answers.items()} == dict.fromkeys(
            answers, (504, "QueryTimeout")
        )
        page = client.get(ITEMS, params={"filter": SLOW, "f": "html"})
        assert (page.status_code, page.headers["content-type"]) == (504, "text/html; charset=utf-8")
        assert "narrow" in page.text
        patient = TestClient(serve.create_app(opened), base_url="http://127.0.0.1")
        assert patient.get(ITEMS, params={"filter": SLOW}).status_code == 200


def test_where_a_store_lies_that_cannot_be_read_is_for_the_log(
    made: Made, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object) -> None:
        raise store.StoreError("/srv/secret/waqai.gpkg is not a readable store: keep a copy and recover it")

    monkeypatch.setattr(store.Store, "count", damaged)
    answer = made().get(ITEMS)
    assert (answer.status_code, answer.json()["code"]) == (503, "StoreUnavailable")
    assert "secret" not in answer.text
    assert "/srv/secret/waqai.gpkg is not a readable store" in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_nothing_is_ever_written(made: Made, method: str) -> None:
    answer = made().request(method, ITEMS)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_fault_of_ours_shows_no_inside(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret path /home/analyst")

    monkeypatch.setattr(store.Store, "count", broken)
    answer = made().get(ITEMS)
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_the_table_of_settings_is_the_settings() -> None:
    documented = Path("docs/http.md").read_text(encoding="utf-8")
    for setting in fields(Settings):
        assert f"| `{setting.name}` |" in documented, setting.name
        if isinstance(setting.default, (int, float)):
            assert f"| `{setting.name}` | {setting.default:g} |" in documented.replace(",", ""), setting.name
