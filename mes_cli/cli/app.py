"""The commands: each in a file of its own, imported only when it is called."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.exceptions import TyperException

from mes_cli import __version__
from mes_cli.cli.help import Command, Group
from mes_cli.cli.session import _, current
from mes_cli.cli.usage import translated

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


def call(arguments: Sequence[str]) -> int:
    """Call the command that a command line names; give its exit code."""
    named = [word for word in arguments if word in COMMANDS][:1]
    app = build(named or list(COMMANDS))
    try:
        code = app(list(arguments), standalone_mode=False, prog_name="mes")
    except TyperException as problem:
        raise translated(problem, COMMANDS) from None
    return code if isinstance(code, int) else 0


def build(names: Sequence[str]) -> typer.Typer:
    """Make the application with some of its commands, in the session's language."""
    catalogue = current().catalogue
    app = typer.Typer(
        name="mes",
        help=_("Check a register of solidarity-economy records, and report what it shows."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        cls=Group,
        add_completion=True,
    )
    app.callback()(_shared)
    for name in names:
        module, function = COMMANDS[name]
        command = getattr(import_module(f"mes_cli.cli.{module}"), function)
        app.command(name, cls=Command, help=catalogue.page(command.__doc__))(command)
    return app


def _print_version(asked: bool) -> None:  # noqa: FBT001 - the library calls it so
    if asked:
        typer.echo(f"mes {__version__}")
        raise typer.Exit


def _shared(
    folder: Annotated[
        str, typer.Option("-C", metavar=_("FOLDER"), help=_("Use the register in this folder."))
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="fr|en", help=_("Speak this language."))]
    = "",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=_("Print results only, no hints."))
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=_("Say more when something goes wrong."))
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=_("Print without colours."))] = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version,
                     help=_("Print the version and end.")),
    ] = False,
) -> None:  # fmt: skip
    # They were all taken off the command line before; here they stand for the help.
    del folder, lang, quiet, verbose, no_color, version
