"""Help in the reader's language: how commands and options are listed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from typer import TyperException
from typer.core import CompletionItem, TyperCommand  # type: ignore[attr-defined] # it gives these

from mes_cli.cli.console import speech
from mes_cli.cli.options import WordList, described
from mes_cli.cli.session import _, current
from mes_cli.cli.usage import check_values, check_words, translated
from mes_cli.finding import Message
from mes_cli.output.speech import labelled

#: An option with its words is no wider than this, in columns.
_WIDEST = 34


class Spoken:
    """What a command says of itself when it is asked for help.

    Help texts are declared in English, and translated here: a module may be imported before it
    is known which language is spoken.
    """

    #: Commands below this one in groups, each with its line.
    listed: ClassVar[Mapping[Message, Mapping[str, Message]]] = {}
    help: str | None
    params: list[Any]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of a line.

        Raises:
            InputError: they cannot be understood.
        """
        words = list(args)  # typer takes them out of the list
        if not ctx.resilient_parsing:
            check_words(words, ctx)
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc] # of the class beside it
        except TyperException as problem:
            raise translated(problem, words, ctx) from None
        if not ctx.resilient_parsing:
            check_values(rest, ctx)
        return rest

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Give the options that begin so, each with its help."""
        found = super().shell_complete(ctx, incomplete)  # type: ignore[misc] # of the class beside it
        for it in found:
            it.help = described(_(it.help)) if it.help else None
        return list(found)

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
        sections = [
            (_("Arguments"), [_row(it) for it in arguments]),
            (_("Options"), [_option(it) for it in options]),
        ]
        said = speech().say
        for title, group in self.listed.items():
            sections.append((said(title), [(name, said(line)) for name, line in group.items()]))
        for heading, rows in sections:
            if rows:
                formatter.write_paragraph()
                formatter.write(f"{labelled(speech(), heading, '').rstrip()}\n")
                with formatter.indentation():
                    formatter.write_dl(rows)


class Command(Spoken, TyperCommand):
    """A command whose help is in the reader's language."""

    #: They are told in our words, when all others are read.
    allow_extra_args = True


def _metavar(param: Any) -> str:
    if isinstance(param.metavar, WordList):
        return "|".join(param.metavar.spoken())
    return _(param.metavar or param.name.upper())


def _row(param: Any) -> tuple[str, str]:
    if isinstance(param.metavar, WordList):
        return _(param.metavar.label), _listed(_(param.help), param.metavar)
    return _metavar(param), _(param.help)


def _argument(param: Any) -> str:
    words = param.metavar if isinstance(param.metavar, WordList) else None
    name = _(words.label) if words else _metavar(param)
    name += "..." if param.nargs != 1 and not name.endswith("...") else ""
    return name if param.required or name[:1] == "[" else f"[{name}]"


def _option(param: Any) -> tuple[str, str]:
    names, about = ", ".join(sorted(param.opts, key=len)), _(param.help)
    names = " / ".join([names, *param.secondary_opts])
    if param.is_flag or param.metavar is None:
        return names, about
    name = f"{names} {_metavar(param)}"
    if isinstance(param.metavar, WordList) and len(name) > _WIDEST:
        return f"{names} {_('WORD')}", _listed(about, param.metavar)
    return name, about


def _listed(about: str, words: WordList) -> str:
    """Say what an option is for, and the words that it takes."""
    return f"{about.rstrip('.')}{labelled(speech(), '', ', '.join(words.spoken()))}."
