"""The command line as typer reads it: the commands, and the options that all of them share."""

import builtins
import keyword
import logging
import os
from collections.abc import Callable, Sequence
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import CompletionItem, TyperGroup  # type: ignore[attr-defined] # it gives these

from mes_cli import __version__
from mes_cli.cli.console import speech
from mes_cli.cli.help import Command, Spoken
from mes_cli.cli.options import described
from mes_cli.cli.session import SharedOptions, begin, current
from mes_cli.cli.usage import unknown_command
from mes_cli.errors import InputError, NoFolderError
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import choose, speak
from mes_cli.language.vocabulary import LANGUAGES

#: Every command, with the line that stands for it in the help, in groups, in the order of both.
GROUPS: dict[Message, dict[str, Message]] = {
    say("Every day"): {
        "check": say("Check every record, and how the records fit together."),
        "due": say("Print what comes due: accounts, consents, years to close."),
        "new": say("Write a new record: questions, one at a time."),
        "log": say("Log hours in one line."),
        "list": say("List the records of a kind, one a line."),
        "show": say("Show a record, and which records name it."),
        "search": say("Look for words in all records."),
        "diff": say("Say what changed, since when, and what that did to the figures."),
        "set": say("Change fields of a record."),
        "edit": say("Open a record in the editor, at its line."),
        "rename": say("Give a record another id, wherever it is named."),
        "remove": say("Remove a record; nothing goes with it unasked."),
        "undo": say("Take back the last writing."),
        "web": say("Open the page: the register in a browser, without a terminal."),
    },
    say("Reports"): {
        "report": say("Write a report of a year, as one audience may see it."),
        "coverage": say("Print what a year cost, and who and what covered it."),
        "rates": say("Print the rates in force on a day."),
        "templates": say("List the templates of reports, or copy one to change it."),
    },
    say("Network"): {
        "combine": say("Put the registers of a network together, each thing counted once."),
        "same": say("Decide that records of several members are the same."),
        "distinct": say("Decide that records of several members are not the same."),
    },
    say("Exchange"): {
        "import": say("Read in a workbook, or what another program wrote."),
        "export": say("Hand records over to other programs."),
        "privacy": say("List what the register says of people, or use pseudonyms."),
    },
    say("Technical"): {
        "init": say("Make a first register, which can be reported at once."),
        "explain": say("Explain why a check exists, with examples."),
        "sql": say("Answer a question in SQL: lines, parts, records."),
        "schema": say("Print the JSON Schema of a kind of record, for editors."),
        "fmt": say("Give all records one layout."),
    },
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}


def dispatch(arguments: Sequence[str]) -> int:
    """Read a command line and call the command that it names; give its exit code.

    Raises:
        MesError: the line cannot be understood, or the command cannot go on.
    """
    begin(SharedOptions(Path(), choose(None, os.environ, None)))
    speak(current().language)
    app = typer.Typer(
        cls=Group,
        help="Check a register of solidarity-economy records, and report what it shows.",
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_shared)
    code = typer.main.get_command(app).main(list(arguments), prog_name="mes", standalone_mode=False)
    return code if isinstance(code, int) else 0


class Group(Spoken, TyperGroup):
    """All commands; the module of one is imported when it is called."""

    listed = GROUPS

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the shared options, and begin the session that they ask for."""
        for param in self.params:
            if param.name == "install_completion":
                param.callback = _install_completion
        rest = super().parse_args(ctx, args)
        ctx.meta[_WORDS] = rest
        settle(ctx)
        return rest

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names of the commands, in the order of the help."""
        del ctx
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command, and let it take the shared options as well."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=Command)(function(cmd_name))
        command = cast("Command", typer.main.get_command(app))
        command.params += [_also_later(it) for it in self.params if it.name in _LATER]
        return command

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Give the names of commands that begin so, without importing any of them."""
        if incomplete[:1] == "-":
            return super().shell_complete(ctx, incomplete)
        said = speech().say
        return [
            CompletionItem(name, help=described(said(line)))
            for name, line in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that a line names.

        Raises:
            InputError: there is no such command.
        """
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise unknown_command(args[0], COMMANDS)
        return super().resolve_command(ctx, args)


def function(name: str) -> Callable[..., Any]:
    """Give the function of a command: module and function are both named after it.

    A name that Python uses itself has an underscore behind it there.
    """
    called = f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name
    found: Callable[..., Any] = getattr(import_module(f"mes_cli.cli.{called}"), called)
    return found


def _install_completion(ctx: Any, param: Any, asked: Any) -> None:
    """Let the shell that this runs in complete the command lines of mes.

    Raises:
        InputError: it cannot be told which shell that is.
    """
    del ctx, param
    if not asked:
        return
    import typer.completion

    # What typer's own callback asks, and says in English.
    completion: Any = typer.completion
    shell = completion._get_shell_name()  # noqa: SLF001
    if shell not in {"bash", "zsh", "fish", "powershell", "pwsh"}:
        raise InputError(
            say("this shell cannot complete command lines"),
            say("call it from bash, zsh, fish or PowerShell"),
        )
    name, path = completion.install(shell, "mes")
    if name == "zsh":
        # What zsh loads at the first Tab defines a function; it is to be called then too.
        with path.open("a", encoding="utf-8") as file:
            file.write('\n[[ $zsh_eval_context[-1] == loadautofunc ]] && _mes_completion "$@"\n')
    typer.echo(
        speech().say(
            say("{name} completes the command lines of mes, by `{path}`", name=name, path=str(path))
        )
    )
    typer.echo(speech().say(say("open a new terminal for it")))
    raise typer.Exit


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"mes {__version__}")
        raise typer.Exit


def _shared(  # noqa: PLR0917 - one parameter an option
    ctx: typer.Context,
    folder: Annotated[
        list[Path] | None,
        typer.Option("-C", metavar="FOLDER", help="Use the register in this folder."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="fr|en", help="Speak this language.")] = "",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print results only, no hints.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more when something goes wrong.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="Print without colours.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version and end."
        ),
    ] = False,
) -> None:
    del folder, lang, quiet, verbose, no_color, version
    if ctx.invoked_subcommand is None:
        from mes_cli.cli.standing import stand

        stand()


#: Where the context keeps the words behind the name of the command.
_WORDS = "mes_cli.words"
#: The shared options that may stand behind the name of a command too.
_LATER = ("folder", "lang", "quiet", "verbose", "no_color")


def _also_later(option: Any) -> Any:
    """Let a shared option stand behind the name of a command, where the help does not list it."""
    later = copy(option)
    later.name = f"shared {option.name}"  # no parameter of the command is called so
    later.hidden, later.expose_value, later.is_eager = True, False, True
    later.callback = _said_later
    return later


def _said_later(ctx: typer.Context, param: Any, value: Any) -> None:
    if value:
        said = ctx.find_root().params
        name = param.name.removeprefix("shared ")
        said[name] = [*(said[name] or ()), *value] if param.multiple else value
        settle(ctx.find_root())


def settle(root: Any) -> None:
    """Begin the session that the shared options ask for.

    Its language is the one that is asked for, else that of the register: in the folder, else
    where one of the words of the command leads.

    Raises:
        InputError: the language is not known.
        NoFolderError: the current folder was taken away.
    """
    from mes_cli.store.reading.root import register_language

    said, words = root.params, root.meta[_WORDS]
    folder = Path(*said["folder"] or ())
    if said["lang"] and said["lang"] not in LANGUAGES:
        raise InputError(
            say("there is no language `{name}`", name=said["lang"]),
            say("write `--lang fr` or `--lang en`"),
        )
    paths = (folder, *(Path(word) for word in words if word[:1] != "-"))
    own = next((found for path in paths if (found := register_language(path))), None)
    language = choose(said["lang"], os.environ, own)
    begin(
        SharedOptions(folder, language, said["quiet"], said["verbose"], color=not said["no_color"])
    )
    speak(language)
    if current().verbose:
        _tell_everything()
    if not folder.is_absolute() and _is_gone():
        raise NoFolderError


def _tell_everything() -> None:
    """For ``--verbose``: print our own bugs, which single files uncover, with all that is known."""
    log = logging.getLogger("mes_cli")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
    log.setLevel(logging.DEBUG)


def _is_gone() -> bool:
    """Tell whether the current folder was taken away from under our feet."""
    try:
        os.getcwd()  # noqa: PTH109 - asked, not used
    except OSError:
        return True
    return False
