"""``mes report``."""

import datetime as dt
from dataclasses import replace
from typing import Annotated

import typer

from mes_cli.cli import check_run, combine
from mes_cli.cli.audiences import counted_year
from mes_cli.cli.combine import OfNetwork
from mes_cli.cli.console import out
from mes_cli.cli.form_filling import fill_form
from mes_cli.cli.options import (
    Day,
    Output,
    Readers,
    WordList,
    Year,
    format_option,
    ids,
    one_of,
    option_of,
)
from mes_cli.cli.reading import At
from mes_cli.cli.report_run import ReportRequest, ReportRun, work_for, write_everything, write_one
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.drafts.names import one
from mes_cli.errors import (
    AudienceRefusedError,
    InputError,
    NoAccountError,
    UnknownReportError,
)
from mes_cli.figures.books import Books, books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import say
from mes_cli.language.folding import fold, near
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import option_words
from mes_cli.model import Funding
from mes_cli.model.audience import Audience
from mes_cli.register import Register
from mes_cli.view import OF_NETWORKS, PAGES, REPORTS, has_account

#: The reports whose figures have footnotes, where they are asked for.
WITH_FOOTNOTES = ("annual", "coverage")
#: The forms that are laid out on a page.
WITH_PAGES = ("html", "pdf")
FORMATS = ("html", "md", "pdf", "odt", "docx", "json")

Name = Annotated[str, one_of(REPORTS, "Report", label="NAME", help="The report.")]
Subject = Annotated[
    str,
    typer.Argument(
        metavar="ID", autocompletion=ids, help="The initiative or the grant that it is about."
    ),
]
Grant = Annotated[
    str,
    typer.Option("--funding", metavar="ID", autocompletion=ids, help="The grant that it is about."),
]
Format = Annotated[str, format_option(*FORMATS, about="The form it takes.")]
All = Annotated[
    bool,
    typer.Option("--all", help="Every report that these readers may have, and a page to them."),
]
Template = Annotated[
    str,
    typer.Option("--template", metavar="PATH", help="Write it with this template."),
]
Aloud = Annotated[
    bool,
    typer.Option(
        "--read-aloud", help="Let screen readers say inclusive French forms in full (HTML)."
    ),
]
Sources = Annotated[
    bool, typer.Option("--sources", help="Say in footnotes how figures are made (Markdown).")
]
Page = Annotated[
    str,
    option_of(
        "--page", names=PAGES, home="Page", help="The page of the essentials: sheet, slide, poster."
    ),
]
Form = Annotated[
    str,
    typer.Option("--form", metavar="FILE", help="Fill in the funder’s form for a grant (PDF)."),
]
FormMap = Annotated[
    str,
    typer.Option("--form-map", metavar="FILE", help="Which field of it takes what."),
]
FormFields = Annotated[
    bool, typer.Option("--form-fields", help="Print a first list of its fields, to complete.")
]
Open = Annotated[bool, typer.Option("--open", help="Show it when it is written.")]


def report(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Name = "annual",
    subject: Subject = "",
    year: Year = None,
    form: Format = "html",
    audience: Readers = "",
    funding: Grant = "",
    output: Output = "",
    date: Day = None,
    everything: All = False,
    template: Template = "",
    sources: Sources = False,
    aloud: Aloud = False,
    page: Page = PAGES[0],
    pdf_form: Form = "",
    form_map: FormMap = "",
    form_fields: FormFields = False,
    show: Open = False,
    at: At = "",
    of_network: OfNetwork = False,
) -> None:
    """Write a report of a year, as one audience may see it.

    Without a name it is the annual report, for the public. The path is printed.
    """
    name = _report_named(name)
    readers = combine.readers(audience) if of_network else _audience(name, audience)
    about = subject or funding
    asked = ReportRequest(name, form, readers, about, template, sources, aloud, page)
    asked = replace(asked, to_fill=pdf_form, field_list=form_map, drafts_list=form_fields)
    _fitting(asked, everything=everything)
    _form_fitting(asked, everything=everything)
    make = _of_network if of_network else _work
    asked, work = make(asked, at, year, date, everything=everything)
    made = fill_form if pdf_form else write_everything if everything else write_one
    path = made(asked, work, output)
    if path is not None:
        out(f"{path}\n")
        if show:
            typer.launch(path.resolve().as_uri())


def _work(
    asked: ReportRequest, at: str, year: int | None, day: dt.date | None, *, everything: bool
) -> tuple[ReportRequest, ReportRun]:
    """Gather what reports of a year, as of a day, are made of."""
    register = check_run.sound(at)
    if not everything:
        asked = replace(asked, subject=_subject(asked, register.register))
    counted = books(register.register)
    figures = YearFigures(counted, _year(counted, year, day))
    day = day or counted.days.newest_day or figures.period.last
    return asked, work_for(register, figures, day, asked)


def _of_network(
    asked: ReportRequest, at: str, year: int | None, day: dt.date | None, *, everything: bool
) -> tuple[ReportRequest, ReportRun]:
    """Put the network together for a report that it may have.

    Raises:
        InputError: the report is about one register.
    """
    combine.only_today(at)
    if everything or asked.name not in OF_NETWORKS:
        raise InputError(
            say("a network has these reports: {names}", names=", ".join(OF_NETWORKS)),
            say("name one of them with `--network`"),
        )
    found = combine.network()
    figures = combine.network_figures(found, year)
    day = day or found.books.days.newest_day or figures.period.last
    return asked, work_for(found.whole, figures, day, asked)


def _fitting(asked: ReportRequest, *, everything: bool) -> None:
    """Refuse options that do not go together.

    Raises:
        InputError: an option is for another form, or for one report.
    """
    if asked.aloud and asked.form != "html":
        raise InputError(
            say("`{option}` is for HTML", option="--read-aloud"),
            say("choose `--format html`, or leave `{option}` out", option="--read-aloud"),
        )
    one_page = asked.name == "essential" and not everything
    if asked.page != PAGES[0] and not (one_page and asked.form in WITH_PAGES):
        raise InputError(
            say("`{option}` is for the essentials, as HTML or PDF", option="--page"),
            say("write `mes report {name} --page {page}`", name="essential", page=asked.page),
        )
    told = everything or asked.name in WITH_FOOTNOTES
    if asked.footnotes and not (told and asked.form == "md"):
        raise InputError(
            say(
                "`{option}` is for Markdown, and for: {names}",
                option="--sources",
                names=", ".join(WITH_FOOTNOTES),
            ),
            say("pages show behind each figure how it is made; else choose `--format md`"),
        )
    if asked.template and (everything or asked.form == "json"):
        raise InputError(
            say("a template is for one report, as HTML or Markdown"),
            say("leave out `--all`, and choose `--format html` or `--format md`"),
        )


def _form_fitting(asked: ReportRequest, *, everything: bool) -> None:
    """Refuse options of forms that do not go together, or that are for another report.

    Raises:
        InputError: they do not fit.
    """
    if (asked.field_list or asked.drafts_list) and not asked.to_fill:
        raise InputError(
            say(
                "`{option}` is about a form, and none is named", option="--form-map, --form-fields"
            ),
            say("name it with `--form FILE.pdf`"),
        )
    other = everything or asked.name != "grant" or asked.form not in {"html", "pdf"}
    if asked.to_fill and other:
        raise InputError(
            say("`{option}` is for the account of a grant, and stays PDF", option="--form"),
            say("write `mes report grant ID --form FILE.pdf`"),
        )


def _report_named(said: str) -> str:
    """Find the report that somebody means, in any language and spelling.

    Raises:
        UnknownReportError: no report has this name.
    """
    words = WordList("Report", REPORTS)
    found = meant(said, words.known())
    if found is None:
        raise UnknownReportError(said, ", ".join(words.spoken()), near(fold(said), words.spoken()))
    return found


def _audience(name: str, said: str) -> Audience:
    """Who will read it: the public, unless somebody says otherwise or it is not for the public.

    Raises:
        AudienceRefusedError: it is not for those who are asked for.
    """
    allowed = REPORTS[name].audiences
    if not said:
        return allowed[0]
    readers = Audience(said)
    if readers not in allowed:
        report = option_words(current().language, "Report", name)[0]
        raise AudienceRefusedError(report, readers, *allowed)
    return readers


def _subject(asked: ReportRequest, register: Register) -> str:
    """Find the record that a report is about, by its id or by its name; give its id.

    Raises:
        InputError: the report needs a record, or takes none; or several are called so.
        UnknownIdError: no record has this name.
        NoAccountError: it is about a funding that has no account.
    """
    kind = REPORTS[asked.name].subject
    if bool(kind) is not bool(asked.subject):
        name = option_words(current().language, "Report", asked.name)[0]
        raise InputError(
            say("the report `{name}` is about one record: its id is missing", name=name)
            if kind
            else say("the report `{name}` is not about one record", name=name),
            say("write `{command}`", command=f"mes report {name} ID")
            if kind
            else say("write `mes report grant ID` or `mes report initiative ID`"),
        )
    if not kind:
        return ""
    record = one(register, asked.subject, [kind]).record
    if isinstance(record, Funding) and not has_account(record):
        raise NoAccountError(record.id)
    return record.id


def _year(counted: Books, said: int | None, day: dt.date | None) -> int:
    """The financial year of a report; where nothing has a date, there is an empty report.

    Raises:
        UnknownYearError: the register has nothing about it.
    """
    if counted.days.newest_year is None:
        return counted.calendar.year_of(day or today()) if said is None else said
    return counted_year(counted.days, said)
