"""``mes due``."""

from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out, print_rows, speech
from mes_cli.cli.options import Printed
from mes_cli.cli.session import Exit, _, current
from mes_cli.drafts.answers import today
from mes_cli.drafts.wording import LABELS
from mes_cli.exchange.calendar import Event, calendar
from mes_cli.figures.due import Due, still_due
from mes_cli.figures.due import due as all_due
from mes_cli.finding import say
from mes_cli.language.formats import formats
from mes_cli.output.json import dump
from mes_cli.output.speech import labelled
from mes_cli.register import Register
from mes_cli.store.editing.atomic import write
from mes_cli.view.viewer import record_label

Calendar = Annotated[
    Path | None,
    typer.Option("--ics", metavar="PATH", help="Write a calendar that programs read; - prints it."),
]


def due(ics: Calendar = None, form: Printed = "text") -> int:
    """Print what comes due: accounts of grants, consents that end, years to close.

    An account is due on the day that `report_due` says, else six months after the financial year
    in which its money ends; so is the closing of a year.
    """
    register = reading.read().register
    found = still_due(all_due(register), today())
    if ics is not None:
        text = calendar(_event(it, register) for it in found)
        if str(ics) == "-":
            out(text)
            return Exit.CLEAN
        write(ics, text)
        out(f"{ics}\n")
        return Exit.CLEAN
    if form == "json":
        out(dump([{"day": it.day.isoformat(), "what": it.what, "kind": it.kind, "id": it.id}
                  for it in found]))  # fmt: skip
        return Exit.CLEAN
    written = formats(current().language)
    day = written.date if form == "text" else str
    rows = [[day(it.day), _said(it), _label(it, register)] for it in found]
    heads = [_("day"), _("what"), _("name")]
    if rows or form == "csv":
        print_rows(heads, rows, form)
    else:
        hint(say("nothing comes due"))
    return Exit.CLEAN


def _said(it: Due) -> str:
    return speech().say(LABELS[it.what])


def _label(it: Due, register: Register) -> str:
    entry = register.find(it.kind, it.id)
    return record_label(entry.record) if entry else it.id


def _event(it: Due, register: Register) -> Event:
    title = labelled(speech(), _said(it), _label(it, register))
    return Event(f"{it.what}-{it.kind}-{it.id}", it.day, title)
