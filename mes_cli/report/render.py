"""Rendering: a view and a template become the text of a report."""

import re
from collections.abc import Iterable, Mapping
from contextlib import nullcontext

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from mes_cli.errors import TemplateError
from mes_cli.finding import Message, say
from mes_cli.report.bounds import LARGEST, TooMuchError, bounded
from mes_cli.report.compiled import Codes
from mes_cli.report.environment import MARKDOWN, environment
from mes_cli.report.shipped import Own

#: What a template can make go wrong.
_FAILURES = (JinjaError, TooMuchError, ArithmeticError, LookupError, TypeError, ValueError,
             AttributeError, AssertionError, RuntimeError, SyntaxError, MemoryError)  # fmt: skip


def render(
    name: str,
    form: str,
    view: Mapping[str, object],
    language: str,
    own: Own = (),
    codes: Codes | None = None,
) -> str:
    """Render the report *name* in one form, ``html`` or ``md``.

    Templates of somebody's *own* take the place of ours, and are bounded in time and memory.
    *codes* hold what was compiled before.

    Raises:
        TemplateError: the template fails; it names the template, the line and the mend.
    """
    file = f"{name}/{name}.{form}.j2"
    files = {name: file for name, _, file in own}
    try:
        with bounded() if own else nullcontext():
            template = environment(language, form, own, codes).get_template(file)
            text = "".join(_bounded(template.generate(**view)))
            text.encode("utf-8")  # a template can spell out what no file can hold
    except TemplateSyntaxError as problem:
        at = files.get(problem.name or "", problem.name or file)
        raise TemplateError(at, problem.lineno, _mend(problem)) from problem
    except _FAILURES as problem:
        first = files.get(file, file)
        raise TemplateError(*_where(problem, first, set(files.values())), _mend(problem)) from (
            problem
        )
    return _tidy(text) if form == MARKDOWN else text


def _bounded(pieces: Iterable[str]) -> Iterable[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise TooMuchError
        yield piece


def _where(problem: BaseException, file: str, own: set[str]) -> tuple[str, int]:
    """The template, and the line of it, at which it failed: the innermost one.

    Where templates of their own are used it is the innermost of these: ours fail only
    where they are called in a way that does not fit.
    """
    found, trace = (file, 1), problem.__traceback__
    seen: list[tuple[str, int]] = []
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in own or name.endswith((".j2", ".css")):
            seen.append((name, trace.tb_lineno))
        trace = trace.tb_next
    theirs = [place for place in seen if place[0] in own]
    return (theirs or seen or [found])[-1]


def _mend(problem: BaseException) -> Message:
    match problem:
        case UndefinedError():
            return say("it asks for a name that the view does not have; correct the name")
        case SecurityError():
            return say("it asks for something that templates may not use; take it out")
        case TemplateNotFound():
            return say("it includes a template that does not exist; correct the name")
        case TemplateSyntaxError() | SyntaxError():
            return say("a tag is not closed, or a word is wrong; correct the line")
        case RecursionError():
            return say("it calls itself without end; extend ours as `shipped/NAME`")
        case TooMuchError() | MemoryError():
            return say("it writes or computes more than any report needs; make it smaller")
        case _:
            return say("it computes with a value that does not fit; correct the line")


def _tidy(text: str) -> str:
    """Take out what templates leave: blank lines beyond one, spaces at the end of lines."""
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
