"""The commands by name: each is imported when it is called, and not before."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Annotated, Any, Final

from cyclopts import App, Parameter

_MODULES: Final = {
    "run": "commands.running:run",
    "watch": "commands.running:watch",
    "schedule": "commands.running:schedule",
    "annotate": "commands.annotating:annotate",
    "runs": "commands.listing_runs:runs",
    "query": "commands.querying:query",
    "map": "commands.drawing:map_",
    "serve": "commands.serving:serve",
    "place": "commands.looking_up:place",
    "date": "commands.looking_up:date_",
}
_GAZETTEER: Final = {
    "check": "commands.tables:check",
    "build": "commands.tables:build",
    "missing": "commands.tables:missing",
}
_REVIEW: Final = {
    "export": "commands.reviewing:export",
    "apply": "commands.reviewing:apply",
    "list": "commands.reviewing:list_",
    "undo": "commands.reviewing:undo",
    "aliases": "commands.aliases:aliases",
}


class _Family(App):
    """Commands whose modules wait until one of them is called, or until a help page quotes their docstrings."""

    def help_print(
        self,
        tokens: Annotated[str | Iterable[str] | None, Parameter(show=False)] = None,
        *,
        console: Annotated[Any, Parameter(parse=False)] = None,
    ) -> None:
        """Print the help page, with a line for each command."""
        _, families, _ = self.parse_commands(tokens)
        families[-1].resolved_commands()
        super().help_print(tokens, console=console)


def _family(name: str, purpose: str, commands: dict[str, str]) -> App:
    family = _Family(name=name, help=purpose, version=lambda: version("waqai"))
    for command, function in commands.items():
        family.command(function, name=command)
    return family


app = _family(
    "waqai", "وقائع: dated, geolocated events from Arabic news about Syria, with the evidence for every pin.", _MODULES
)
app.command(_family("gazetteer", "The tables of places: check them, rebuild them, find what they lack.", _GAZETTEER))
app.command(_family("review", "Corrections by a person: export, apply, list, undo; the names they offer.", _REVIEW))
