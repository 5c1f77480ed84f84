"""The commands: each in a file of its own, imported only when it is called."""

import gc
import os
from collections.abc import Sequence
from importlib import import_module

from mes_cli.cli.exits import Ended
from mes_cli.cli.options import Run, plainly

#: Every command, and the module and function behind it, in the order of the help.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "init"),
    "check": ("check", "check"),
    "report": ("report", "report"),
    "templates": ("templates", "templates"),
    "coverage": ("coverage", "coverage"),
    "rates": ("rates", "rates"),
    "explain": ("explain", "explain"),
    "schema": ("schema", "schema"),
    "new": ("new", "new"),
    "log": ("log", "log"),
    "list": ("list_", "list_"),
    "show": ("show", "show"),
    "search": ("search", "search"),
    "set": ("set_", "set_"),
    "edit": ("edit", "edit"),
    "rename": ("rename", "rename"),
    "fmt": ("fmt", "fmt"),
    "privacy": ("privacy", "privacy"),
    "export": ("export", "export"),
    "import": ("import_", "import_"),
}


def function(name: str) -> Run:
    """Give the function behind a command."""
    module, called = COMMANDS[name]
    found: Run = getattr(import_module(f"mes_cli.cli.{module}"), called)
    return found


def call(arguments: Sequence[str]) -> int:
    """Call the command that a command line names; give its exit code."""
    try:
        return _called(arguments)
    except Ended as end:
        return end.code


def _called(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in COMMANDS and "_MES_COMPLETE" not in os.environ:
        command = function(arguments[0])
        said = plainly(command, arguments[1:])
        if said is not None:
            gc.enable()
            code = command(**said)
            return code if isinstance(code, int) else 0
    from mes_cli.cli.app import read

    return read(arguments)
