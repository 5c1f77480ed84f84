"""The commands as the library reads them: with their help, and mistakes in our words."""

import ast
import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from mes_cli import __version__
from mes_cli.cli.commands import COMMANDS, function
from mes_cli.cli.help import Command, Group
from mes_cli.cli.options import told
from mes_cli.cli.session import _, current
from mes_cli.cli.usage import translated


def read(arguments: Sequence[str]) -> int:
    """Let the library read a command line and call the command; give its exit code."""
    # Whoever completes a line says it in the environment.
    words = arguments or os.environ.get("COMP_WORDS", "").split()
    words = words or os.environ.get("_TYPER_COMPLETE_ARGS", "").split()
    app = build(next((word for word in words if word in COMMANDS), None))
    try:
        gc.enable()
        code = app(list(arguments), standalone_mode=False, prog_name="mes")
    except TyperException as problem:
        raise translated(problem, COMMANDS) from None
    return code if isinstance(code, int) else 0


def build(wanted: str | None) -> typer.Typer:
    """Make the application with the command that is *wanted*, in the session's language.

    Where none is, all stand there with their help, and none of them is imported.
    """
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
    if wanted is not None:
        command = function(wanted)
        app.command(wanted, cls=Command, help=catalogue.page(command.__doc__))(told(command))
        return app
    for name in COMMANDS:
        app.command(name, cls=Command, help=catalogue.page(_page(name)))(_nothing)
    return app


def _nothing() -> None:
    """Stand for a command in a list of all."""


def _page(name: str) -> str:
    """Give the docstring of a command without importing what the command needs."""
    module, called = COMMANDS[name]
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    found = (it for it in tree.body if isinstance(it, ast.FunctionDef) and it.name == called)
    return next((ast.get_docstring(it) or "" for it in found), "")


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
