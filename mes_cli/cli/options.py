"""What the commands take on the command line, said without the library that reads it.

Most command lines are plain: known options with values, and words. They are read here, in a
hundredth of the time that it takes to import the library. At the first sign of anything else,
a mistake or a question for help, nothing is said: the library reads the line, and what it says
counts. Where both read a line they read the same; tests hold them to it.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args

#: A command: it takes what was said by name, and gives its exit code.
Run = Callable[..., Any]

#: A value and no option: what goes to the standard output.
_STREAM = "-"


class Declared(NamedTuple):
    """An option by its *names*, or an argument, which has none."""

    names: tuple[str, ...]
    #: What the library is told: how the value is called in the help, what it is for, its bounds.
    about: Mapping[str, Any]


def option(*names: str, **about: Any) -> Any:
    """Declare an option."""
    return Declared(names, about)


def argument(**about: Any) -> Any:
    """Declare an argument."""
    return Declared((), about)


class _Parameter(NamedTuple):
    name: str
    #: Its type, without what else is said of it.
    type: Any
    declared: Declared
    required: bool

    @property
    def many(self) -> bool:
        """Tell whether it takes several values."""
        return self.type in {list[str] | None, list[Path] | None}


class _Odd(Exception):  # noqa: N818 - it is no error: the library has a look at it
    """A command line that is not plain."""


def plainly(command: Run, words: Sequence[str]) -> dict[str, Any] | None:
    """Read the *words* behind the name of a command; nothing where the library must."""
    try:
        return _plainly(_parameters(command), words)
    except _Odd:
        return None


def _plainly(parameters: Sequence[_Parameter], words: Sequence[str]) -> dict[str, Any]:
    options = {name: it for it in parameters for name in it.declared.names}
    said: dict[str, Any] = {}
    loose: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word[:1] != "-":
            loose.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in options or (equals and name[:2] != "--"):
            raise _Odd
        found = options[name]
        if found.type is bool:
            if equals:
                raise _Odd
            said[found.name] = True
            continue
        if not equals:
            if not left or (left[0][:1] == "-" and left[0] != _STREAM):
                raise _Odd
            value = left.pop(0)
        if found.name in said and not found.many:
            raise _Odd
        read = _value(found, value)
        said[found.name] = [*said.get(found.name, ()), read] if found.many else read
    return said | _loose([it for it in parameters if not it.declared.names], loose)


def _loose(arguments: Sequence[_Parameter], words: Sequence[str]) -> dict[str, Any]:
    """Share words out to arguments, in order; the last one may take several."""
    said: dict[str, Any] = {}
    left = list(words)
    for number, found in enumerate(arguments):
        if found.many:
            if number + 1 < len(arguments):
                raise _Odd
            if left:
                said[found.name] = [_value(found, word) for word in left]
            left = []
        elif left:
            said[found.name] = _value(found, left.pop(0))
        elif found.required:
            raise _Odd
    if left:
        raise _Odd
    return said


def _value(found: _Parameter, word: str) -> Any:
    if found.type in {str, list[str] | None}:
        return word
    if found.type in {Path | None, list[Path] | None}:
        return Path(word)
    if found.type == int | None and word.isascii() and word.isdigit() and len(word) < 10:  # noqa: PLR2004
        number, about = int(word), found.declared.about
        if about.get("min", number) <= number <= about.get("max", number):
            return number
    raise _Odd


def _parameters(command: Run) -> list[_Parameter]:
    signature = inspect.signature(command)
    found = []
    for name, it in signature.parameters.items():
        kind, declared = get_args(it.annotation)[:2]
        found.append(_Parameter(name, kind, declared, it.default is it.empty))
    return found


def told(command: Run) -> Run:
    """Give a command as the library wants it to be declared."""
    import typer

    def called(**values: Any) -> Any:
        return command(**values)

    signature = inspect.signature(command)
    parameters = []
    for it in signature.parameters.values():
        kind, declared = get_args(it.annotation)[:2]
        make = typer.Option if declared.names else typer.Argument
        of = Annotated[kind, make(*declared.names, **declared.about)]  # type: ignore[valid-type]
        parameters.append(it.replace(annotation=of, kind=it.KEYWORD_ONLY))
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {it.name: it.annotation for it in parameters}
    return called
