"""``mes diff``."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import out
from mes_cli.cli.options import Day, Output, Readers, format_option
from mes_cli.cli.reading import moment_of
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.errors import AudienceRefusedError
from mes_cli.escape import printed
from mes_cli.model.audience import Audience
from mes_cli.store.editing.atomic import write

if TYPE_CHECKING:
    from mes_cli.history.difference import Difference
    from mes_cli.store.reading.load import Reading

FORMATS = ("text", "md", "html", "json")
#: A difference of two totals is the money of few: it is not for everybody.
AUDIENCES = (Audience.FUNDER, Audience.MEMBERS, Audience.INTERNAL)
_YEAR = re.compile(r"\d{4}", re.ASCII)

Before = Annotated[
    str,
    typer.Argument(metavar="A", help="A revision, a day or a year; else the last commit."),
]
After = Annotated[str, typer.Argument(metavar="B", help="The same; else the folder.")]
Format = Annotated[str, format_option(*FORMATS)]


def diff(
    before: Before = "HEAD",
    after: After = "",
    form: Format = "text",
    audience: Readers = "",
    date: Day = None,
    output: Output = "",
) -> None:
    """Say what changed: the figures that moved, the records that moved them, and all others.

    Without arguments, what changed since the last commit; with one year, since it was closed;
    with two years, what the second one is beside the first. The audience is internal for text
    on a terminal, members for all else.
    """
    printed = form == "text" and output in {"", "-"}
    readers = Audience(audience or ("internal" if printed else "members"))
    if readers not in AUDIENCES:
        raise AudienceRefusedError("diff", readers, *AUDIENCES)
    day = date
    years = _YEAR.fullmatch(before) and _YEAR.fullmatch(after)
    states = [reading.read(at="" if years else before)]
    if not years:
        states.append(reading.read(at=after, before=states[0]))
    from mes_cli.figures.years import newest_day
    from mes_cli.history.difference import Recipient, difference, years_difference

    newest = [last for it in states if (last := newest_day(it.register))]
    reader = Recipient(readers, day or max(newest, default=today()), current().language)
    found = (
        years_difference(states[0], int(before), int(after), reader)
        if years
        else difference(states[0], states[1], reader)
    )
    _write(_text(form, found, states), output)


def _text(form: str, found: "Difference", states: list["Reading"]) -> str:
    """Give a difference in one of its forms."""
    moments = [moment_of(it.past) for it in states]
    if form == "json":
        from mes_cli.history.told import data
        from mes_cli.output.json import dump

        names = ("from", "to") if len(moments) > 1 else ("at",)
        ends = {k: m.plain if m else None for k, m in zip(names, moments, strict=True)}
        return dump({**ends, **data(found)})
    from mes_cli.history.told import facts, lines

    if form == "text":
        return "\n".join(printed(line) for line in lines(found, moments)) + "\n"
    from mes_cli.report.render import render

    return render("diff", form, facts(found, moments), current().language)


def _write(text: str, output: str) -> None:
    """Print what changed, or write it to a file and name that."""
    if output in {"", "-"}:
        out(text)
        return
    path = Path(output)
    write(path, text, inside=None)
    out(f"{path}\n")
