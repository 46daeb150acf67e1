"""Settings that all tests share."""

from hypothesis import settings

# A busy machine is no failure, and a run that fails can be run again as it was.
settings.register_profile("waqai", deadline=None, derandomize=True)
settings.load_profile("waqai")
