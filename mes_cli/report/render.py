"""Rendering: a view and a template become the text of a report."""

import re
from collections.abc import Mapping

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from mes_cli.errors import TemplateError
from mes_cli.finding import Message, say
from mes_cli.report.environment import MARKDOWN, environment

#: More than any report needs, in characters.
LARGEST = 20_000_000


def render(name: str, form: str, view: Mapping[str, object], language: str) -> str:
    """Render the report *name* in one form, ``html`` or ``md``.

    Raises:
        TemplateError: the template fails; it names the template, the line and the mend.
    """
    file = f"{name}/{name}.{form}.j2"
    try:
        template = environment(language, form).get_template(file)
        text = "".join(_bounded(template.generate(**view), file))
    except TemplateSyntaxError as problem:
        raise TemplateError(problem.name or file, problem.lineno, _mend(problem)) from problem
    except (
        JinjaError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as problem:
        raise TemplateError(*_where(problem, file), _mend(problem)) from problem
    return _tidy(text) if form == MARKDOWN else text


def _bounded(pieces: object, file: str) -> list[str]:
    found: list[str] = []
    size = 0
    for piece in pieces:  # type: ignore[attr-defined]
        size += len(piece)
        if size > LARGEST:
            raise TemplateError(file, 1, say("it writes more than any report needs"))
        found.append(piece)
    return found


def _where(problem: BaseException, file: str) -> tuple[str, int]:
    """The template, and the line of it, at which it failed: the innermost one."""
    found, trace = (file, 1), problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _mend(problem: BaseException) -> Message:
    match problem:
        case UndefinedError():
            return say("it asks for a name that the view does not have; correct the name")
        case SecurityError():
            return say("it asks for something that templates may not use; take it out")
        case TemplateNotFound():
            return say("it includes a template that does not exist; correct the name")
        case TemplateSyntaxError():
            return say("a tag is not closed, or a word is wrong; correct the line")
        case _:
            return say("it computes with a value that does not fit; correct the line")


def _tidy(text: str) -> str:
    """Take out what templates leave: blank lines beyond one, spaces at the end of lines."""
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
