"""Making a view: the one way from the register to a report."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mes_cli.figures.counts import initiatives
from mes_cli.figures.due import has_account
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.language.catalogue import catalogue
from mes_cli.language.folding import slug
from mes_cli.language.formats import Moment, formats
from mes_cli.model import KINDS, Funding, Initiative
from mes_cli.model.audience import Audience
from mes_cli.model.identifiers import LONGEST_ID
from mes_cli.view import essential, grant, reports
from mes_cli.view.coverage import coverage_data
from mes_cli.view.edition import Edition, no_pictures
from mes_cli.view.eliminations import eliminations, eliminations_data
from mes_cli.view.hidden import hidden_facts
from mes_cli.view.records import ViewData
from mes_cli.view.viewer import viewer


class Report(NamedTuple):
    """What a report is made of, and for whom."""

    facts: Callable[[Edition], ViewData]
    data: Callable[[Edition], dict[str, JsonValue]]
    audiences: tuple[Audience, ...] = tuple(Audience)
    #: The kind of record that it is about, where it is about one.
    subject: str = ""


#: Every report, by its name on the command line.
REPORTS: Mapping[str, Report] = {
    "annual": Report(reports.annual_facts, reports.annual_data),
    "essential": Report(essential.essential_facts, essential.essential_data),
    "coverage": Report(reports.coverage_facts, coverage_data),
    "in-kind": Report(reports.in_kind_facts, reports.in_kind_data),
    "exchanges": Report(reports.exchange_facts, reports.exchange_data),
    "advocacy": Report(reports.advocacy_facts, reports.advocacy_data),
    "initiative": Report(
        reports.initiative_facts, reports.initiative_data, subject=Initiative.kind
    ),
    "grant": Report(
        grant.grant_facts,
        grant.grant_data,
        (Audience.FUNDER, Audience.MEMBERS, Audience.INTERNAL),
        Funding.kind,
    ),
    "norm": Report(reports.norm_facts, reports.norm_data, (Audience.INTERNAL,)),
}


#: The reports that a network has, and who may read them: members let out nothing for the keeper.
OF_NETWORKS = ("annual", "essential", "coverage", "in-kind", "advocacy", "exchanges")
NETWORK_READERS = tuple(it for it in Audience if it is not Audience.INTERNAL)

#: The pages that the essentials are laid out on: a sheet, a slide of 16:9, a poster.
PAGES = ("a4", "slide", "a3")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, on which day, in which language."""

    audience: Audience
    day: dt.date
    language: str
    #: Where things stand in files, as ``file:line``, for those who may know.
    sources: Mapping[Place, str] = field(default_factory=dict)
    #: The id of the record that the report is about, where it is about one.
    subject: str = ""
    #: Whether figures in Markdown get footnotes that say how they were made.
    footnotes: bool = False
    #: The page that the essentials are laid out on, one of :data:`PAGES`.
    page: str = "a4"
    #: The name of the picture that a file holds, as in :class:`Edition`.
    pictures: Callable[[str, bool], str] = no_pictures
    #: The past state of the register that is told of; None for the one of today.
    moment: Moment | None = None


def view(name: str, figures: YearFigures, reader: Reader) -> ViewData:
    """Make the view of the report *name*, for its templates: plain values only."""
    edition = edition_of(figures, reader)
    asked = {"footnotes": reader.footnotes, "page": reader.page}
    made = {**_frame(name, edition, reader.moment), **asked, **REPORTS[name].facts(edition)}
    return edition.viewer.pseudonyms.hide_all(made)


def data(name: str, figures: YearFigures, reader: Reader) -> dict[str, JsonValue]:
    """Make the same for machines: text, whole numbers, lists and mappings."""
    edition = edition_of(figures, reader)
    at: dict[str, JsonValue] = {"at": {**reader.moment.plain}} if reader.moment else {}
    made = {**REPORTS[name].data(edition), **eliminations_data(edition)}
    return {**edition.viewer.pseudonyms.hide_all(made), **at}


def file_name(name: str, figures: YearFigures, reader: Reader) -> str:
    """Give the name of the file of a report.

    A report about a record bears its id; for those who may not know ids, what an initiative is
    called for them, with its number where two are called alike. The id of a funding names nobody,
    unless it has the name of an initiative with a pseudonym in it.
    """
    if not reader.subject:
        return name if reader.page == PAGES[0] else f"{name}-{reader.page}"
    kind, seen_by = REPORTS[name].subject, edition_of(figures, reader).viewer
    code = seen_by.code(kind, reader.subject)
    tells_nothing = kind == Funding.kind and seen_by.hide_names(reader.subject) == reader.subject
    if code == reader.subject or tells_nothing:
        return f"{name}-{reader.subject}"
    entries = figures.register.of(KINDS[kind])
    names = {it: _stem(seen_by.name(kind, it).name) for it in (e.record.id for e in entries)}
    own, alike = names[reader.subject], [*names.values()]
    return f"{name}-{own}" if own and alike.count(own) == 1 else f"{name}-{code}"


def _stem(name: str) -> str:
    """Write a name as a part of a file's name, no longer than an id may be."""
    return slug(name)[:LONGEST_ID].rstrip("-")


def everything(figures: YearFigures, reader: Reader) -> list[tuple[str, str, str]]:
    """Every report that these readers may have of the year: its name, its subject, its label."""
    edition = edition_of(figures, reader)
    known = {
        kind: [entry.record.id for entry in edition.viewer.ordered(entries)]
        for kind, entries in (
            (Initiative.kind, initiatives(figures.ledger)),
            (
                Funding.kind,
                (it.entry for it in figures.ledger.fundings if has_account(it.entry.record)),
            ),
        )
    }
    return [
        (name, subject, edition.name(report.subject, subject).name if subject else "")
        for name, report in REPORTS.items()
        if reader.audience in report.audiences
        for subject in (known[report.subject] if report.subject else ("",))
    ]


def hidden(figures: YearFigures, reader: Reader) -> ViewData:
    """Make the view of what the edition of these readers hides, for the keeper."""
    keeper = edition_of(figures, replace(reader, audience=Audience.INTERNAL))
    return {
        **_frame("hidden", keeper, reader.moment),
        **hidden_facts(keeper, edition_of(figures, reader)),
    }


def index(figures: YearFigures, reader: Reader, pages: Sequence[ViewData]) -> ViewData:
    """Make the view of the page that leads to several reports."""
    edition = edition_of(figures, reader)
    return edition.viewer.pseudonyms.hide_all(
        {**_frame("index", edition, reader.moment), "pages": list(pages)}
    )


def edition_of(figures: YearFigures, reader: Reader) -> Edition:
    """Give the edition of a reader, on a year."""
    before = figures.year - 1
    return Edition(
        viewer(figures.register, reader.audience, reader.day, reader.language),
        figures,
        figures.another(before) if before in figures.books.days.years else None,
        reader.sources,
        reader.subject,
        reader.pictures,
    )


def _frame(name: str, edition: Edition, moment: Moment | None) -> ViewData:
    """What every report says about itself."""
    words, form = catalogue(edition.viewer.language), formats(edition.viewer.language)
    period, settings = edition.figures.period, edition.register.settings
    whole = (period.first.month, period.first.day) == (1, 1)
    year = edition.figures.year
    return {
        "report": name,
        "register": settings.name,
        "language": edition.viewer.language,
        "year": year,
        "year_label": str(year) if whole else f"{year}\u2013{year + 1}",
        "before": year - 1 if edition.before else None,
        "before_label": str(year - 1) if whole else f"{year - 1}\u2013{year}",
        "period": {"from": period.first, "to": period.last},
        "audience": edition.viewer.audience.value,
        "eliminations": eliminations(edition),
        "audience_label": edition.label("Audience", edition.viewer.audience),
        # A report of a year that is over closes with it, however much was written down since.
        "day": min(edition.viewer.day, period.last),
        "at": words.say(moment.said(form), edition.words) if moment else "",
        # Every page says how many example records count in its figures.
        "examples": sum(entry.record.is_example for entry in edition.register.entries),
        # The language of texts of records, where it is not that of the reader.
        "foreign": "" if settings.language == edition.viewer.language else str(settings.language),
    }
