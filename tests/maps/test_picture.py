"""The map as a picture."""

import struct
from pathlib import Path

import pytest

import maps
from tests.maps.browser import Opened, chromium
from tests.maps.examples import sample
from tests.store.features import feature


def size_of(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_a_picture_has_the_size_asked_for(tmp_path: Path) -> None:
    chromium()
    maps.picture(sample(), tmp_path / "map.png", size=(900, 600), title="حلب، كانون الأول 2016")
    assert size_of(tmp_path / "map.png") == (900, 600)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.png"]


def test_what_a_picture_shows_is_said_in_it(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.evaluate("location.hash = '#picture=yes&lang=en'")
    visit.page.wait_for_selector("#wq-caption", state="visible")
    caption = visit.text("#wq-caption")
    wanted = [
        "6 December 2016 – 3 May 2018",
        "Events shown: 6",
        "undated: 2",
        "unplaced: 1",
        "Shelling",
        "Claimed",
        "OCHA",
    ]
    assert [words for words in wanted if words not in caption] == []
    assert visit.page.locator(".leaflet-control-scale").is_visible()
    assert [name for name in ("head", "filter", "time", "zoom", "side") if visit.page.is_visible(f"#wq-{name}")] == []


def test_printing_shows_the_caption_and_gives_the_page_back(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert visit.page.is_visible("#wq-caption")
    assert visit.page.is_hidden("#wq-filter")
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert visit.page.is_hidden("#wq-caption")
    assert visit.page.is_visible("#wq-filter")


def test_without_a_browser_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAQAI_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(maps.MapError, match="apt install chromium"):
        maps.picture([feature()], tmp_path / "map.png")
    monkeypatch.setenv("WAQAI_CHROMIUM", "no-such-browser")
    with pytest.raises(maps.MapError, match="WAQAI_CHROMIUM names no-such-browser"):
        maps.picture([feature()], tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("WAQAI_CHROMIUM", str(broken))
    with pytest.raises(maps.MapError, match=r"broken made no picture: no display"):
        maps.picture([feature()], tmp_path / "map.png")


@pytest.mark.parametrize("size", [(0, 0), (100, 800), (800, 9000)])
def test_a_size_that_is_none_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(maps.MapError, match="each side takes 400 to 8000 pixels"):
        maps.picture([feature()], tmp_path / "map.png", size=size)
