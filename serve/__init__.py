"""HTTP: the store as OGC API - Features, pages to read, feeds and maps."""

from serve.app import create_app, run
from serve.settings import Settings, SettingsError

__all__ = ["Settings", "SettingsError", "create_app", "run"]
