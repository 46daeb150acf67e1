"""How the map refuses."""


class MapError(ValueError):
    """A feature that cannot be drawn; the message names it and says why."""
