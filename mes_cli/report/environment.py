"""The templates' world: a sandbox with words, numbers and dates of one language.

A template sees the view and what stands here; it can open no file and reach no object's
inside. In HTML every value is escaped, in Markdown every value is words, unless a filter
made it on purpose.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import Formats, capitalised, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.report import prose
from mes_cli.report.bounds import Sandbox
from mes_cli.report.charts import code_to, figure, network, outlines, px, round_ticks, scaled
from mes_cli.report.prose import Safe, css_text, linked, markdown_table, markdown_words, noted
from mes_cli.report.shipped import SHIPPED, Own, template_root

HTML, MARKDOWN = "html", "md"

_PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)*")


def _source(name: str) -> tuple[str, str, Callable[[], bool]]:
    """Give a shipped template, under the name that it has in messages."""
    try:
        return (template_root() / name).read_text("utf-8"), name, lambda: True
    except OSError:
        raise TemplateNotFound(name) from None


def _loader(own: Own) -> Callable[[str], tuple[str, str, Callable[[], bool]]]:
    """Give what finds a template: their own one first, under ``shipped/`` never."""
    texts = {name: (text, file) for name, text, file in own}

    def find(name: str) -> tuple[str, str, Callable[[], bool]]:
        if not all(_PART.fullmatch(part) for part in name.split("/")):
            raise TemplateNotFound(name)
        if name in texts:
            return *texts[name], lambda: True
        return _source(name.removeprefix(SHIPPED))

    return find


@lru_cache(maxsize=16)
def environment(language: str, form: str, own: Own = ()) -> Sandbox:
    """Make the world of the templates of one language and one form, ``html`` or ``md``."""
    written = formats(language)
    made = Sandbox(
        loader=FunctionLoader(_loader(own)),
        undefined=StrictUndefined,
        autoescape=form == HTML,
        finalize=_finalizer(form, written),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    _install_sentences(made, language, form)
    made.filters.update(_filters(language, form, written))
    # What is not escaped is made by the filters above, and by nobody else.
    made.filters.pop("safe", None)
    made.globals.pop("lipsum", None)
    made.globals["outlines"] = outlines
    made.globals["drawn_network"] = network
    made.globals["round_ticks"] = round_ticks
    made.globals["table"] = partial(markdown_table, written.typography)
    made.globals["linked"] = partial(linked, written.typography)
    made.globals["code_to"] = code_to
    made.globals["figure"] = figure
    made.globals["noted"] = partial(noted, written.typography)
    return made


def _install_sentences(made: Sandbox, language: str, form: str) -> None:
    """Let templates speak; in HTML a sentence is text, even where a record wrote it."""
    said = catalogue(language).sentences

    def one(text: str) -> str:
        return escape(said.gettext(text)) if form == HTML else said.gettext(text)

    def many(singular: str, plural: str, number: int) -> str:
        text = said.ngettext(singular, plural, number)
        return escape(text) if form == HTML else text

    made.install_gettext_callables(one, many, newstyle=True)  # type: ignore[attr-defined]


def _finalizer(form: str, written: Formats) -> Callable[[Any], Any]:
    """Make Jinja's ``finalize``: typography and escaping for every printed value."""

    def finalize(value: Any) -> Any:
        if isinstance(value, Markup) or (form != HTML and isinstance(value, Safe)):
            return value
        text = written.typography(_plain(value, written))
        return text if form == HTML else markdown_words(text)

    return finalize


def _plain(value: Any, written: Formats) -> str:
    """Write a value that no filter has written."""
    if type(value) is str:  # most are
        return value
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case dt.date():
            return written.date(value)
        case Decimal() | int():
            return written.number(value)
        case _:
            _refuse_inside(value)
            return str(value)


def _refuse_inside(value: Any) -> None:
    """Refuse to write what is no value: it would say where things lie in a program."""
    if isinstance(value, Undefined):
        return  # it says for itself which name is wrong
    if callable(value) or isinstance(value, Iterator):
        message = "this is no value"
        raise SecurityError(message)
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = (*value.keys(), *value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        inner = value
    for one in inner:
        _refuse_inside(one)


def _filters(language: str, form: str, written: Formats) -> dict[str, Callable[..., Any]]:
    words = vocabulary(language)

    def text(value: object) -> Any:
        """Render prose of a record."""
        said = written.typography(str(value))
        if form == HTML:
            return Markup(prose.html(said))  # noqa: S704 - cleaned by nh3
        return Safe(prose.markdown(said))

    forms: dict[str, Callable[..., str]] = {
        # Whole euros come as ints, which have no cents.
        "money": lambda it: written.euros(it) if isinstance(it, int) else written.money(it),
        "euros": written.euros,
        "number": written.number,
        "percent": written.percent,
        "hours": written.hours,
    }
    return {
        **forms,
        # A figure in one of these forms; counts are numbers, and what is not told is a dash.
        "figure": lambda it, form: "—" if it is None else forms.get(form, written.number)(it),
        # What somebody typed, for a form that gives it back: without typography.
        "exact": lambda value: escape(str(value)),
        # A share that somebody declared: as it was declared, without a zero behind the comma.
        "share": lambda ratio: written.percent(ratio, 0 if ratio * 100 % 1 == 0 else 2),
        "whole_hours": written.whole_hours,
        "date": written.date,
        "month": written.month,
        "short_month": written.short_month,
        "capital": lambda value: capitalised(str(value)),
        "prose": text,
        "label": lambda value, home: words.value(home, str(value)).label,
        "kind": lambda value: words.kinds[str(value)].label,
        "kinds": lambda value: words.kinds[str(value)].plural,
        "field": lambda name, home: words.field(home, name).label,
        "css": lambda value: Markup(css_text(written.typography(str(value)))),  # noqa: S704
        "px": px,
        "scaled": scaled,
    }
