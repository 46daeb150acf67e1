"""Whatever is asked of the server, it answers, or refuses in a problem document; no header of a client changes it."""

import re

import pytest
from starlette.testclient import TestClient

import serve
from tests.attack.targets import filled

ITEMS = "/collections/events/items"
ABSURD = {
    "bbox": ["NaN,NaN,NaN,NaN", "inf,0,0,0", "1e999,1,1,1", "0,0,0", "1,2,3,4,5", ",,,", "9" * 5000, "٣,٣,٤,٤"],
    "datetime": ["0000-00-00", "9999-99-99", "../..", "/", "2016-01-01/2015-01-01", "-1", "1" * 5000, "٢٠١٦"],
    "near": ["NaN,NaN,NaN", "0,0,-1", "0,0,1e308", "181,0,1", "0,0"],
    "limit": ["0", "-1", "1e3", "9" * 400, "NaN", "٥", "1" * 13, "0x10"],
    "cursor": ["W10", "bnVsbA", "WyJkYXRlIiwxZTk5OSwxXQ", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OV0", "\u0660", "a" * 5000],
    "deaths": ["-1", "9" * 400, "1.5", "NaN"],
    "sources": ["9" * 30],
    "confidence": ["NaN", "Infinity", "-1e999", "2"],
    "deaths_min": ["NaN", "1e400", "9" * 300],
    "updated": ["9999-12-31T23:59:60Z", "now", "2016-01-01T00:00:00+99:99", "0001-01-01T00:00:00+14:00"],
    "sortby": ["drop", "-", "--date"],
    "text": ["*", '"', "NEAR(", "a AND", "\0", "\U0010ffff", "-", "^a", "{a b}:c"],
    "place": ["\0", "'; DROP TABLE event; --", "\u202e"],
    "filter": [
        "(" * 9000, "NOT " * 2000 + "TRUE", "CASEI(" * 1500, "type IN (" + "'a'," * 2000, "'", "\0", "a" * 9999,
        "T_AFTER(datetime, TIMESTAMP('9999-12-31T23:00:00Z'))", "T_BEFORE(datetime, DATE('0001-01-01'))",
    ],
    "f": ["xml", "json/../..", ""],
    "crs": ["http://169.254.169.254/", "CRS84"],
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = serve.create_app(filled(), settings=serve.Settings())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_value_is_answered_or_refused_with_a_reason(client: TestClient, name: str) -> None:
    for value in ABSURD[name]:
        for path in (ITEMS, "/collections/articles/items", "/map"):
            answer = client.get(path, params={name: value})
            assert answer.status_code in (200, 400, 414), (value[:50], answer.text[:200])
            assert answer.status_code == 200 or set(answer.json()) == {"type", "title", "status", "code", "detail"}
            assert not re.search(r"Traceback|File \"|site-packages|sqlalchemy|sqlite3", answer.text[:3000])


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fetc/passwd",
        "/collections/../health",
        "/%00",
        "/\u202e",
        "/collections/events/items/%ff",
        "/style.css/..",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 400, 404)
    assert "root:" not in answer.text


POISON = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "javascript",
    "x-forwarded-prefix": "/evil.example",
    "x-forwarded-for": "1.2.3.4",
    "forwarded": "host=evil.example;proto=https",
    "x-original-url": "/evil.example",
    "x-rewrite-url": "/evil.example",
    "x-host": "evil.example",
    "x-http-method-override": "DELETE",
    "referer": "https://evil.example/",
    "origin": "https://evil.example",
    "cookie": "evil.example=1",
    "accept-language": "evil.example",
}


@pytest.mark.parametrize(
    "path", ["/", ITEMS, "/collections", "/collections/events/feed.atom", "/openapi.json", "/map", "/health"]
)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_no_header_changes_an_answer_or_its_tag(client: TestClient, path: str, accept: str) -> None:
    plain = client.get(path, headers={"accept": accept})
    poisoned = client.get(path, headers=POISON | {"accept": accept})
    assert (poisoned.status_code, poisoned.headers["etag"]) == (200, plain.headers["etag"])
    assert poisoned.text == plain.text
    assert "evil.example" not in poisoned.text + str(poisoned.headers)
    assert "private" in poisoned.headers["cache-control"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "127.0.0.1@evil.example",
        "",
        "[::1",
        "127.0.0.1:x",
    ],
)
def test_another_name_is_refused_and_not_repeated_as_a_link(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "href" not in answer.text


@pytest.mark.parametrize(
    "value", ["bytes=0-0", "bytes=" + ",".join(f"{at}-" for at in range(3000)), '"' * 5000, "*/*;q=" * 2000]
)
def test_long_headers_are_passed_over(client: TestClient, value: str) -> None:
    for name in ("range", "if-none-match", "accept", "accept-encoding", "authorization"):
        assert client.get(ITEMS, headers={name: value}).status_code in (200, 304)


def test_health_says_what_the_store_holds(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "events": 5}
