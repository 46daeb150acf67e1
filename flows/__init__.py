"""Orchestration and schedule; the only room that imports Prefect."""
