"""HTTP: the store's events as OGC API - Features, and their map."""

from serve.app import create_app, run

__all__ = ["create_app", "run"]
