"""The command line: thin; every command imports the rooms it needs and no more."""


def main() -> None:
    """Run the command that was asked for."""
    raise SystemExit("not yet")
