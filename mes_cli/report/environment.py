"""The templates' world: a sandbox with words, numbers and dates of one language.

A template sees the view and what stands here; it can open no file and reach no object's
inside. In HTML every value is escaped, in Markdown every value is words, unless a filter
made it on purpose.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import Formats, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.report import prose
from mes_cli.report.charts import px, scaled
from mes_cli.report.escape import Safe, markdown_table, markdown_text
from mes_cli.report.shipped import template_root
from mes_cli.view.suppression import Count

HTML, MARKDOWN = "html", "md"


def _source(name: str) -> tuple[str, str, Callable[[], bool]]:
    """Give a template, under the name that it has in messages."""
    try:
        return (template_root() / name).read_text("utf-8"), name, lambda: True
    except OSError:
        raise TemplateNotFound(name) from None


@cache
def environment(language: str, form: str) -> ImmutableSandboxedEnvironment:
    """Make the world of the templates of one language and one form, ``html`` or ``md``."""
    written = formats(language)
    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=form == HTML,
        finalize=_finalizer(form, written),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    sentences = catalogue(language).sentences
    made.install_gettext_callables(  # type: ignore[attr-defined]
        sentences.gettext, sentences.ngettext, newstyle=True
    )
    made.filters.update(_filters(language, form, written))
    made.globals.pop("lipsum", None)
    made.globals["table"] = partial(markdown_table, written.typography)
    return made


def _finalizer(form: str, written: Formats) -> Callable[[Any], Any]:
    """Give what every printed value goes through."""

    def finalize(value: Any) -> Any:
        if isinstance(value, Markup) or (form != HTML and isinstance(value, Safe)):
            return value
        text = written.typography(_plain(value, written))
        return text if form == HTML else markdown_text(text)

    return finalize


def _plain(value: Any, written: Formats) -> str:
    """Write a value that no filter has written."""
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
            return str(value)


def _filters(language: str, form: str, written: Formats) -> dict[str, Callable[..., Any]]:
    words = vocabulary(language)

    def text(value: object) -> Any:
        """Render prose of a record."""
        said = written.typography(str(value))
        if form == HTML:
            return Markup(prose.html(said))  # noqa: S704 - cleaned by nh3
        return Safe(prose.markdown(said))

    def tally(value: Count | int | None) -> str:
        """Write a number of people or initiatives, or what may be said of it."""
        if isinstance(value, int):
            return written.number(value)
        if value is None or value.value is None:
            # A sign before a space opens no tag, in no form.
            return Safe(f"<\u00a0{value.below}") if value and value.below else "n.\u00a0c."
        return written.number(value.value)

    return {
        "money": written.money,
        "euros": written.euros,
        "number": written.number,
        "percent": written.percent,
        # A share that somebody declared: as it was declared, without a zero behind the comma.
        "share": lambda ratio: written.percent(ratio, 0 if ratio * 100 % 1 == 0 else 2),
        "hours": written.hours,
        "whole_hours": lambda seconds: f"{written.number((seconds + 1800) // 3600)}\u00a0h",
        "date": written.date,
        "month": written.month,
        "short_month": written.short_month,
        "capital": lambda value: str(value)[:1].upper() + str(value)[1:],
        "prose": text,
        "count": tally,
        "label": lambda value, home: words.value(home, str(value)).label,
        "kind": lambda value: words.kinds[str(value)].label,
        "kinds": lambda value: words.kinds[str(value)].plural,
        "field": lambda name, home: words.field(home, name).label,
        "px": px,
        "scaled": scaled,
    }
