"""Help in the reader's language: how commands and options are listed."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from typer.core import TyperCommand

from mes_cli.cli.console import speech
from mes_cli.cli.session import _, current
from mes_cli.finding import Message
from mes_cli.output.speech import labelled


class Spoken:
    """What a command says of itself when it is asked for help.

    Help texts are declared in English, and translated here: a module may be imported before it
    is known which language is spoken.
    """

    #: Commands below this one, each with its line.
    listed: ClassVar[Mapping[str, Message]] = {}
    help: str | None
    params: list[Any]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        arguments = (it for it in self.params if it.param_type_name == "argument")
        pieces = [_("[OPTIONS]"), *map(_argument, arguments)]
        pieces += [_("COMMAND [ARGUMENTS]")] if self.listed else []
        usage = labelled(speech(), _("Usage"), "")
        formatter.write_usage(ctx.command_path, " ".join(pieces), usage)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command is for."""
        self.help = current().catalogue.page(self.help)
        super().format_help_text(ctx, formatter)  # type: ignore[misc] # of the class beside it

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what it takes, and the commands below it."""
        params = [it for it in self.get_params(ctx) if not it.hidden]  # type: ignore[attr-defined]
        arguments = [it for it in params if it.param_type_name == "argument"]
        options = [it for it in params if it.param_type_name == "option"]
        for title, rows in (
            (_("Arguments"), [(_metavar(it), _(it.help)) for it in arguments]),
            (_("Options"), [_option(it) for it in options]),
            (_("Commands"), [*self._commands()]),
        ):
            if rows:
                formatter.write_paragraph()
                formatter.write(f"{labelled(speech(), title, '').rstrip()}\n")
                with formatter.indentation():
                    formatter.write_dl(rows)

    def _commands(self) -> Iterator[tuple[str, str]]:
        for name, line in self.listed.items():
            yield name, speech().say(line)


class Command(Spoken, TyperCommand):
    """A command whose help is in the reader's language."""


def _metavar(param: Any) -> str:
    return _(param.metavar or param.name.upper())


def _argument(param: Any) -> str:
    name = _metavar(param) + ("..." if param.nargs != 1 else "")
    return name if param.required or name[:1] == "[" else f"[{name}]"


def _option(param: Any) -> tuple[str, str]:
    names = ", ".join(sorted(param.opts, key=len))
    flag = param.is_flag or param.name == "help" or param.metavar is None
    return (names if flag else f"{names} {_metavar(param)}"), _(param.help)
