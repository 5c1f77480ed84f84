"""Rendering: a view and a template become the text of a report, which loads and runs nothing."""

import re
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from html.parser import HTMLParser
from typing import NamedTuple

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from mes_cli.errors import TemplateError
from mes_cli.finding import Message, say
from mes_cli.report.bounds import LARGEST, TooMuchError, bounded
from mes_cli.report.environment import HTML, MARKDOWN, environment
from mes_cli.report.shipped import Own
from mes_cli.worker import WorkerDiedError, in_worker

_TOO_MUCH = say("it writes or computes more than any report needs; make it smaller")
#: The library's sentences about filters, tests and tags that it does not know, or that stay open.
_UNKNOWN = re.compile(r"(?:No|Encountered unknown) (filter|test|tag) (?:named )?'([^']*)'")
_OPEN = re.compile(r"Unexpected end of template.* closed is '([^']*)'")
#: What a template can make go wrong.
_FAILURES = (JinjaError, TooMuchError, ArithmeticError, LookupError, TypeError, ValueError,
             AttributeError, AssertionError, RuntimeError, SyntaxError, MemoryError)  # fmt: skip


class Failure(NamedTuple):
    """Where a template failed, and how to mend it."""

    file: str
    line: int
    mend: Message


def render(name: str, form: str, view: Mapping[str, object], language: str, own: Own = ()) -> str:
    """Render the report *name* in one form, ``html`` or ``md``.

    Templates of the register's *own* take the place of the shipped ones. They run in a process
    of their own, with limits of time and memory, and their pages load and run nothing.

    Raises:
        TemplateError: the template fails; it names the template, the line and the mend.
    """
    if not own:
        outcome = attempt(name, form, view, language)
    else:
        try:
            outcome = in_worker(attempt, name, form, view, language, own)
        except WorkerDiedError:
            outcome = Failure(_first(name, form, own), 1, _TOO_MUCH)
    if isinstance(outcome, Failure):
        raise TemplateError(*outcome)
    return outcome


def _first(name: str, form: str, own: Own) -> str:
    """The file of the template that a report begins with, else of the first own one."""
    files = {template: file for template, _, file in own}
    return files.get(f"{name}/{name}.{form}.j2", own[0][2])


def attempt(
    name: str, form: str, view: Mapping[str, object], language: str, own: Own = ()
) -> str | Failure:
    """Render in this process, and return the text or where it failed."""
    file = f"{name}/{name}.{form}.j2"
    files = {name: file for name, _, file in own}
    try:
        with bounded() if own else nullcontext():
            template = environment(language, form, own).get_template(file)
            text = "".join(_bounded(template.generate(**view)))
            text.encode("utf-8")  # a template can spell out what no file can hold
            if own and form == HTML:
                text = secured(text)
    except TemplateSyntaxError as problem:
        at = files.get(problem.name or "", problem.name or file)
        return Failure(at, problem.lineno, _mend(problem))
    except ForbiddenError as problem:
        return _forbidden(problem.what, own)
    except _FAILURES as problem:
        first = files.get(file, file)
        return Failure(*_where(problem, first, set(files.values())), _mend(problem))
    return _tidy(text) if form == MARKDOWN else text


def _forbidden(what: str, own: Own) -> Failure:
    """Find the line that writes what no page may hold."""
    for _, text, file in own:
        at = text.lower().find(what.lower())
        if at >= 0:
            return Failure(file, text.count("\n", 0, at) + 1, _forbids(what))
    return Failure(own[0][2], 1, _forbids(what))


def _forbids(what: str) -> Message:
    return say("reports load nothing and run nothing: take `{what}` out", what=what)


def _bounded(pieces: Iterable[str]) -> Iterable[str]:
    """Pass the pieces of a page on while it stays under the largest size."""
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
    if isinstance(problem, JinjaError) and (known := _named(problem.message or "")):
        return known
    match problem:
        case UndefinedError():
            name = re.findall(r"'([^']*)'|element (\S+)$", problem.message or "")[-1]
            return say(
                "it asks for `{name}`, which the view does not have; correct it",
                name=name[0] or name[1],
            )
        case SecurityError():
            return say("it asks for something that templates may not use; take it out")
        case TemplateNotFound():
            return say(
                "it includes `{name}`, which does not exist; correct the name",
                name=str(problem.name),
            )
        case TemplateSyntaxError() | SyntaxError():
            return say("a tag is not closed, or a word is wrong; correct the line")
        case RecursionError():
            return say("it calls itself without end; extend ours as `shipped/NAME`")
        case TooMuchError() | MemoryError():
            return _TOO_MUCH
        case _:
            return say("it computes with a value that does not fit; correct the line")


def _named(sentence: str) -> Message | None:
    """Name the filter, test or tag that the library's sentence is about, or return None."""
    if still := _OPEN.match(sentence):
        return say("the tag `{name}` is not closed; add `end{name}`", name=still[1])
    match (found := _UNKNOWN.match(sentence)) and found.groups():
        case ("filter", name):
            return say("there is no filter `{name}`; correct the name", name=name)
        case ("test", name):
            return say("there is no test `{name}`; correct the name", name=name)
        case ("tag", name):
            return say("no tag `{name}` can stand here; correct the name or the line", name=name)
        case _:
            return None


def _tidy(text: str) -> str:
    """Take out what templates leave: blank lines beyond one, spaces at the end of lines."""
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


#: The first thing in the head of every page: nothing is loaded, nothing runs, nothing is sent.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)

_LOADING = re.compile(
    r"<(script|iframe|frame|frameset|object|embed|applet|base|link|portal|fencedframe)(?=[\s/>])",
    re.IGNORECASE,
)
_META = re.compile(r"<meta(?=[\s/>])", re.IGNORECASE)
_PLAIN_META = re.compile(r'<meta (?:charset="utf-8"|name="[a-z-]+" content="[^"<>]*")>')
_BEFORE_HEAD = re.compile(
    r"\s*+(?:<!doctype html>)?\s*+(?:<html(?:\s[^<>]*+)?>)?\s*+<head(?:\s[^<>]*+)?>", re.IGNORECASE
)


class ForbiddenError(Exception):
    """A page holds what no report may hold; ``what`` is how it is written there."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def secured(html: str) -> str:
    """Return a page with its policy first in the head, whatever its templates wrote.

    What the policy forbids is refused here too: a policy only binds what stands behind it, and not
    every reader of HTML knows policies.

    Raises:
        ForbiddenError: it loads, runs or redirects to something.
    """
    page = html.replace(f"{POLICY}\n", "").replace(POLICY, "")
    found = _LOADING.search(page)
    if found is not None:
        raise ForbiddenError(found[0])
    for meta in _META.finditer(page):
        if _PLAIN_META.match(page, meta.start()) is None:
            raise ForbiddenError(meta[0])
    attributes = _Attributes()
    attributes.feed(page)
    attributes.close()
    head = _BEFORE_HEAD.match(page)
    start = head.end() if head else 0
    return f"{page[:start]}\n{POLICY}\n{page[start:].lstrip()}"


class _Attributes(HTMLParser):
    """Refuses attributes that run a program."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes of one tag."""
        for name, value in attrs:
            scheme = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name == "srcdoc" or scheme.startswith("javascript:"):
                raise ForbiddenError(f"<{tag} {name}")
