"""Mistakes on the command line, in our own words: the library's are English and technical."""

from collections.abc import Iterable
from typing import Any

from mes_cli.cli.options import WordList
from mes_cli.cli.session import _
from mes_cli.errors import InputError
from mes_cli.finding import Message, say
from mes_cli.language.folding import near

#: What word processors make of hyphens, and the hyphen itself.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


def unknown_command(said: str, commands: Iterable[str]) -> InputError:
    """Say that there is no such command."""
    close = near(said.lower(), commands)
    return InputError(
        say("there is no command `{name}`", name=said),
        say("write `mes {near}`", near=close) if close else say("see `mes --help`"),
    )


def translated(problem: Any, words: Iterable[str], ctx: Any) -> InputError:
    """Put a mistake that typer found in the words of a line into ours.

    Its exceptions are told by their names: they stand in a module that is typer's own.
    """
    named = getattr(problem, "option_name", "")
    param: Any = getattr(problem, "param", None) or _options(ctx).get(named.lstrip("-"))
    match type(problem).__name__:
        case "NoSuchOption":
            return _unknown_option(named, words, ctx)
        case "MissingParameter":
            return _missing(param, ctx)
        case "BadOptionUsage" if param.is_flag:
            return InputError(
                say("`{option}` takes no value", option=named),
                say("write `{option}` alone", option=named),
            )
        case "BadOptionUsage":
            return _missing(param, ctx)
        case _:
            return InputError(say("this command line cannot be understood"), _see_help(ctx))


def check_words(words: Iterable[str], ctx: Any) -> None:
    """Look at the words of a line before typer does.

    Raises:
        InputError: an option begins with a dash that a word processor put there.
    """
    for word in words:
        name, equals, value = word.lstrip(_DASHES).partition("=")
        if word == "--":
            return
        dashed = word[:1] not in {"", "-"} and word[0] in _DASHES
        if dashed and (option := _options(ctx).get(name)):
            flag = max(option.opts, key=len)
            raise InputError(
                say("`{word}` begins with a dash that is no hyphen", word=word),
                say("write `{near}`", near=f"{flag}{equals}{value}"),
            )


def check_values(rest: list[str], ctx: Any) -> None:
    """Look at what typer made of the words of a line.

    Raises:
        InputError: a value is empty, or a word is left.
    """
    # What may be left out, and is not an option, is read by the command: `mes log 2h - ""`.
    params = ctx.command.params
    for param in (it for it in params if it.required or it.param_type_name == "option"):
        value, source = ctx.params.get(param.name), ctx.get_parameter_source(param.name)
        texts = value if isinstance(value, list) else [value]
        blank = all(isinstance(it, str) and not it.strip() for it in texts)
        if texts and blank and source is not None and source.name == "COMMANDLINE":
            raise _missing(param, ctx)
    if rest and not ctx.command.listed:
        raise InputError(
            say("`{word}` is one word too many", word=rest[0]),
            say(
                "put words that belong together between quotation marks; see `{command}`",
                command=_help(ctx),
            ),
        )


def _unknown_option(said: str, words: Iterable[str], ctx: Any) -> InputError:
    if not said.startswith("--"):
        # The library takes the first letter alone for the option.
        said = next((it for it in words if it.startswith(said)), said)
        return InputError(
            say("there is no option `{option}`", option=said),
            say("a value that begins with `-` stands behind `--`; see `{command}`",
                command=_help(ctx)),
        )  # fmt: skip
    options = _options(ctx)
    close = near(said.strip("-").lower(), options, 0.7)
    cure = say("write `{near}`", near=max(options[close].opts, key=len)) if close else None
    return InputError(say("there is no option `{option}`", option=said), cure or _see_help(ctx))


def _missing(param: Any, ctx: Any) -> InputError:
    """Say that an argument is missing, or the value of an option."""
    words = param.metavar if isinstance(param.metavar, WordList) else None
    # Where the words may be left out, what is missing is none of them.
    cure = words.choices() if words and "]" not in words.label else _see_help(ctx)
    if param.param_type_name == "option":
        option = max(param.opts, key=len)
        return InputError(say("the value of `{option}` is missing", option=option), cure)
    name = (words.label if words else "") or param.metavar or param.name.upper()
    # What stands before an argument and may be left out is not what is missing.
    return InputError(say("`{name}` is missing", name=_(name).rpartition("] ")[2]), cure)


def _options(ctx: Any) -> dict[str, Any]:
    """Give the options of a command by their names, without hyphens."""
    params = (it for it in ctx.command.get_params(ctx) if it.param_type_name == "option")
    return {opt.lstrip("-"): it for it in params for opt in (*it.opts, *it.secondary_opts)}


def _see_help(ctx: Any) -> Message:
    return say("see `{command}`", command=_help(ctx))


def _help(ctx: Any) -> str:
    return f"{ctx.command_path} --help"
