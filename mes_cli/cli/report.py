"""``mes report``."""

import datetime as dt
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import figuring
from mes_cli.cli.console import out
from mes_cli.cli.session import _, current
from mes_cli.cli.usage import UsageProblem, choice
from mes_cli.errors import (
    AudienceRefusedError,
    UnknownIdError,
    UnknownReportError,
    UnknownYearError,
)
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
from mes_cli.view import REPORTS, Reader, data, file_name, places, view

FORMATS = ("html", "md", "json")
#: The folder that reports are written to, by the language of the register.
FOLDERS = {"fr": "rapports", "en": "reports"}

Name = Annotated[str, typer.Argument(metavar=_("NAME"), help="|".join(REPORTS))]
Year = Annotated[
    int | None,
    typer.Option("--year", "-y", metavar=_("YEAR"), help=_("The financial year; else the newest.")),
]
Subject = Annotated[
    str, typer.Argument(metavar=_("ID"), help=_("The initiative that it is about."))
]
Funding = Annotated[
    str, typer.Option("--funding", metavar=_("ID"), help=_("The grant that it is about."))
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
    #: The id of the record that it is about.
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What all reports of one run have in common."""

    register: Reading
    figures: YearFigures
    day: dt.date


def report(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Name = "annual",
    subject: Subject = "",
    year: Year = None,
    form: Format = "html",
    audience: For = "",
    funding: Funding = "",
    output: Output = "",
    date: Day = "",
    show: Open = False,
) -> None:
    """Write a report of a year, as one audience may see it.

    Without a name it is the annual report, for the public. The path is printed.
    """
    if name not in REPORTS:
        raise UnknownReportError(name, ", ".join(REPORTS))
    asked = Asked(
        name, choice("--format", form, FORMATS), _audience(name, audience), subject or funding
    )
    day = _day(date)
    register = figuring.sound()
    _known(asked, register.register)
    figures = YearFigures(books(register.register), _year(register.register, year, day))
    work = Work(register, figures, day or newest_day(register.register) or figures.period.last)
    _hand_over(_text(asked, work), _path(asked, work, output), register, show=show)


def _audience(name: str, said: str) -> Audience:
    """Who will read it: the public, unless somebody says otherwise or it is not for the public.

    Raises:
        AudienceRefusedError: it is not for those who are asked for.
    """
    allowed = REPORTS[name].audiences
    if not said:
        return allowed[0]
    readers = Audience(choice("--audience", said, list(Audience)))
    if readers not in allowed:
        raise AudienceRefusedError(name, readers, ", ".join(allowed))
    return readers


def _known(asked: Asked, register: Register) -> None:
    """Refuse a report about a record that is not there, or about none.

    Raises:
        UsageProblem: the report needs an id, or takes none.
        UnknownIdError: no record has that id.
    """
    kind = REPORTS[asked.name].subject
    if bool(kind) is not bool(asked.subject):
        raise UsageProblem(
            say("the report `{name}` is about one record: its id is missing", name=asked.name)
            if kind
            else say("the report `{name}` is not about one record", name=asked.name),
            say("write `mes report grant --funding ID` or `mes report initiative ID`"),
        )
    if kind and register.find(kind, asked.subject) is None:
        near = get_close_matches(asked.subject, list(register.ids(kind)), n=1, cutoff=0.5)
        raise UnknownIdError(asked.subject, near[0] if near else None)


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


def _text(asked: Asked, work: Work) -> str:
    """Make the view, and put it into the form that is asked for."""
    language = current().language
    sources = {}
    if asked.audience.sees(Audience.MEMBERS) and asked.form != "json":
        wanted = list(dict.fromkeys(places(work.figures)))
        found = zip(wanted, located(wanted, work.register), strict=True)
        sources = {place: f"{at.file}:{at.line}" for place, at in found}
    reader = Reader(asked.audience, work.day, language, sources, asked.subject)
    if asked.form == "json":
        return dump(data(asked.name, work.figures, reader))
    return render(asked.name, asked.form, view(asked.name, work.figures, reader), language)


def _path(asked: Asked, work: Work, output: str) -> Path | None:
    """Where the report goes; None: to standard output."""
    if output:
        return None if output == "-" else Path(output)
    folder = work.register.root / FOLDERS[work.register.words.language] / str(work.figures.year)
    reader = Reader(asked.audience, work.day, work.register.words.language, subject=asked.subject)
    about = file_name(asked.name, work.figures, reader)
    return folder / f"{about}-{asked.audience}.{asked.form}"


def _hand_over(text: str, path: Path | None, register: Reading, *, show: bool) -> None:
    if path is None:
        out(text)
        return
    inside = path.is_relative_to(register.root / FOLDERS[register.words.language])
    write(path, text, inside=register.root if inside else None)
    out(f"{path}\n")
    if show:
        typer.launch(path.resolve().as_uri())
