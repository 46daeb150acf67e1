"""The command line: what a person types, one module for each family of commands."""

from commands.refusing import DONE, WRONG_CALL, say, what_to_mend
from commands.tree import app

__all__ = ["DONE", "WRONG_CALL", "app", "say", "what_to_mend"]
