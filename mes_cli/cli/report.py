"""``mes report``."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import figuring
from mes_cli.cli.console import out
from mes_cli.cli.exits import Exit
from mes_cli.cli.session import _, current
from mes_cli.cli.usage import UsageProblem, choice
from mes_cli.errors import AudienceRefusedError, UnknownReportError, UnknownYearError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day, newest_year, years
from mes_cli.finding import say
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.register import Register
from mes_cli.report.render import render
from mes_cli.store.load import Reading
from mes_cli.store.locate import places as located
from mes_cli.store.write import write
from mes_cli.view import REPORTS, Reader, data, places, view

FORMATS = ("html", "md", "json")
#: The folder that reports are written to, by the language of the register.
FOLDERS = {"fr": "rapports", "en": "reports"}

Name = Annotated[str, typer.Argument(metavar=_("NAME"), help="|".join(REPORTS))]
Year = Annotated[
    int | None,
    typer.Option("--year", "-y", metavar=_("YEAR"), help=_("The financial year; else the newest.")),
]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help=_("The form it takes."))
]
For = Annotated[
    str,
    typer.Option("--audience", "-a", metavar="|".join(Audience), help=_("Who will read it.")),
]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar=_("PATH"), help=_("Write it here; - prints it.")),
]
Day = Annotated[
    str,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help=_("Its day; else the newest day in the records.")
    ),
]
Open = Annotated[bool, typer.Option("--open", help=_("Show it when it is written."))]


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that somebody asks for."""

    name: str
    form: str
    audience: Audience
    day: dt.date


def report(  # noqa: PLR0917 - the options of a command
    name: Name = "annual",
    year: Year = None,
    form: Format = "html",
    audience: For = Audience.PUBLIC.value,
    output: Output = "",
    date: Day = "",
    show: Open = False,
) -> int:
    """Write a report of a year, as one audience may see it.

    Without a name it is the annual report, for the public. The path is printed.
    """
    if name not in REPORTS:
        raise UnknownReportError(name, ", ".join(REPORTS))
    form = choice("--format", form, FORMATS)
    readers = Audience(choice("--audience", audience, list(Audience)))
    if readers not in REPORTS[name].audiences:
        raise AudienceRefusedError(name, readers, ", ".join(REPORTS[name].audiences))
    day = _day(date)
    register = figuring.sound()
    figures = YearFigures(books(register.register), _year(register.register, year, day))
    asked = Asked(name, form, readers, day or _newest(register.register, figures))
    _hand_over(_text(asked, figures, register), _path(asked, figures, register, output), register,
               show=show)  # fmt: skip
    return Exit.CLEAN


def _day(said: str) -> dt.date | None:
    """Read the day of the report.

    Raises:
        UsageProblem: it is no day.
    """
    if not said:
        return None
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise UsageProblem(
            say("`{value}` is no value of `{option}`", value=said, option="--date"),
            say("write the day as `2025-03-04`"),
        ) from None


def _year(register: Register, said: int | None, day: dt.date | None) -> int:
    """The financial year that is asked for, else the newest that has records.

    Raises:
        UnknownYearError: the register has nothing about it.
    """
    known = years(register)
    if said is None:
        today = day or dt.datetime.now(tz=dt.UTC).date()
        newest = newest_year(register)
        return register.settings.financial_year(today) if newest is None else newest
    if known and said not in known:
        raise UnknownYearError(said, ", ".join(map(str, known)))
    return said


def _newest(register: Register, figures: YearFigures) -> dt.date:
    return newest_day(register) or figures.period.last


def _text(asked: Asked, figures: YearFigures, register: Reading) -> str:
    """Make the view, and put it into the form that is asked for."""
    language = current().language
    sources = {}
    if asked.audience.sees(Audience.MEMBERS) and asked.form != "json":
        wanted = list(dict.fromkeys(places(figures)))
        found = zip(wanted, located(wanted, register), strict=True)
        sources = {place: f"{at.file}:{at.line}" for place, at in found}
    reader = Reader(asked.audience, asked.day, language, sources)
    if asked.form == "json":
        return dump(data(asked.name, figures, reader))
    return render(asked.name, asked.form, view(asked.name, figures, reader), language)


def _path(asked: Asked, figures: YearFigures, register: Reading, output: str) -> Path | None:
    """Where the report goes; None: to standard output."""
    if output:
        return None if output == "-" else Path(output)
    folder = register.root / FOLDERS[register.words.language] / str(figures.year)
    return folder / f"{asked.name}-{asked.audience}.{asked.form}"


def _hand_over(text: str, path: Path | None, register: Reading, *, show: bool) -> None:
    if path is None:
        out(text)
        return
    inside = path.is_relative_to(register.root / FOLDERS[register.words.language])
    write(path, text, inside=register.root if inside else None)
    out(f"{path}\n")
    if show:
        typer.launch(path.resolve().as_uri())
