"""Mistakes on the command line, in our own words: the library's are English and technical."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mes_cli.cli.options import AUDIENCES
from mes_cli.cli.session import _
from mes_cli.errors import InputError
from mes_cli.finding import Message, say
from mes_cli.language.folding import near

if TYPE_CHECKING:
    from mes_cli.model.audience import Audience


def audience_named(said: str) -> "Audience":
    """Accept an audience, in any language and spelling.

    Raises:
        InputError: it is not an audience.
    """
    from mes_cli.model.audience import Audience

    return Audience(AUDIENCES.read("--audience", said))


def day_named(value: str) -> dt.date | None:
    """Read the day that ``--date`` names, as year-month-day; None if it is not given.

    Raises:
        InputError: it is not a day.
    """
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=value, option="--date"),
            say("write the year, the month and the day: `2025-03-04`"),
        ) from None


def unknown_command(said: str, commands: Iterable[str]) -> InputError:
    """Say that there is no such command."""
    close = near(said, commands)
    return InputError(
        say("there is no command `{name}`", name=said),
        say("write `mes {near}`", near=close) if close else say("see `mes --help`"),
    )


def translated(problem: Any) -> InputError:
    """Put a mistake that typer found into our words.

    Its exceptions are told by their names: they stand in a module that is typer's own.
    """
    match type(problem).__name__:
        case "NoSuchOption":
            option = str(problem.option_name)
            close = near(option, problem.possibilities or ())
            return InputError(
                say("there is no option `{option}`", option=option),
                say("write `{near}`", near=close) if close else _see_help(problem),
            )
        case "MissingParameter":
            name = _name(problem)
            return InputError(say("`{name}` is missing", name=name), _see_help(problem))
        case "BadParameter" | "BadOptionUsage" | "BadArgumentUsage":
            name = getattr(problem, "option_name", None) or _name(problem)
            return InputError(
                say("the value of `{option}` is missing or cannot be read", option=name),
                _see_help(problem),
            )
        case _:
            return InputError(say("this command line cannot be understood"), _see_help(problem))


def _name(problem: Any) -> str:
    param = getattr(problem, "param", None)
    if param is None:
        return ""
    options = [option for option in param.opts if option.startswith("-")]
    named = param.metavar or param.name.upper()
    return options[-1] if options else _(getattr(named, "label", "") or named)


def _see_help(problem: Any) -> Message:
    context = getattr(problem, "ctx", None)
    path = context.command_path if context is not None else "mes"
    return say("see `{command}`", command=f"{path} --help")
