"""The map as a picture for reports: the page itself, seen by a headless Chromium that is on the machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from maps.columns import Feature
from maps.drawing import TITLE, page
from maps.errors import MapError
from maps.parts import Language

SIZE: Final = (1600, 1000)
_LEAST, _MOST = 400, 8000  # pixels of a side
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# Where Playwright puts its own, newest last.
_DOWNLOADED: Final = ("chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/chrome-linux*/*headless*shell")
_MILLISECONDS: Final = 60_000  # of the page's own time: it stops as soon as nothing is left to do
_SECONDS: Final = 180
_ARGUMENTS: Final = (
    *("--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-extensions", f"--virtual-time-budget={_MILLISECONDS}"),
)


def picture(
    features: Iterable[Feature],
    path: str | Path,
    *,
    size: tuple[int, int] = SIZE,
    outlines: dict[str, Any] | None = None,
    title: str = TITLE,
    language: Language = "ar",
) -> None:
    """Write the map as a PNG of ``size`` pixels: title, legend, days, scale and sources are in it.

    Raises ``MapError`` where no Chromium is on the machine (it says what to install), where it fails, or for a size
    outside 400 to 8,000.
    """
    if not all(_LEAST <= side <= _MOST for side in size):
        raise MapError(f"a picture of {size[0]}x{size[1]}: each side takes {_LEAST} to {_MOST} pixels")
    browser = chromium()
    with tempfile.TemporaryDirectory(prefix="waqai-picture-") as folder:
        seen = Path(folder) / "map.html"
        seen.write_text(page(features, outlines=outlines, title=title, language=language), encoding="utf-8")
        shot = Path(folder) / "map.png"
        _see(browser, f"{seen.as_uri()}#picture=yes", shot, size, folder)
        draft = Path(f"{path}.part")
        shutil.copyfile(shot, draft)
        draft.replace(path)


def chromium() -> str:
    """The Chromium of this machine: what WAQAI_CHROMIUM names, one on PATH, or one that Playwright downloaded."""
    if named := os.environ.get("WAQAI_CHROMIUM"):
        if not shutil.which(named):
            raise MapError(f"WAQAI_CHROMIUM names {named}, which cannot be run")
        return named
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if on_path:
        return on_path
    caches = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    downloaded = sorted(found for pattern in _DOWNLOADED for found in caches.glob(pattern))
    if not downloaded:
        raise MapError(
            "a picture needs Chromium, and none is on PATH: on Debian and Ubuntu `apt install chromium`, else"
            " `pip install playwright && playwright install chromium`, or name one in WAQAI_CHROMIUM."
            " The map itself (-o map.html) needs none"
        )
    return str(downloaded[-1])


def _see(browser: str, address: str, shot: Path, size: tuple[int, int], profile: str) -> None:
    """Raises ``MapError`` where the browser leaves no picture."""
    call = [
        browser,
        *_ARGUMENTS,
        *(["--no-sandbox"] if _is_root() else []),  # as root Chromium does not start otherwise
        f"--user-data-dir={profile}/profile",
        f"--window-size={size[0]},{size[1]}",
        f"--screenshot={shot}",
        address,
    ]
    try:
        done = subprocess.run(call, capture_output=True, timeout=_SECONDS, check=False, text=True, errors="replace")  # noqa: S603  our own words
    except subprocess.TimeoutExpired:
        raise MapError(f"{browser} did not finish the picture within {_SECONDS} s") from None
    if not shot.exists():
        said = done.stderr.strip().splitlines()[-1:] or [f"it ended with status {done.returncode}"]
        raise MapError(f"{browser} made no picture: {said[0]}")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
