"""Prefect reads its settings when it is imported: before that, tests turn its telemetry off."""

import os

os.environ.update(DO_NOT_TRACK="1", PREFECT_SERVER_ANALYTICS_ENABLED="false")
