"""Prefect reads its settings when it is imported: before that, tests turn its telemetry off."""

import os
from pathlib import Path

import pytest

os.environ.update(DO_NOT_TRACK="1", PREFECT_SERVER_ANALYTICS_ENABLED="false")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article."""
    from tests.flows.test_pipeline import ALEPPO  # after the environment above

    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "aleppo.txt").write_text(ALEPPO, encoding="utf-8")
    return folder
