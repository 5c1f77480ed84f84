"""Reports, each edition in a frame of its own, and their downloads."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, request

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.report.pictures import Album
from mes_cli.report.publishing import Imprint, written
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import Sources
from mes_cli.store.templates import own_templates
from mes_cli.view import PAGES, REPORTS, Reader, data, everything, file_name, hidden, view
from mes_cli.web.guard import REPORT_POLICY
from mes_cli.web.rendering import _, absent, page, register_page, whole, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("reports", __name__)
#: From so many records on, documents take so long that the page says it beforehand.
_LARGE = 1000
#: The forms that may be downloaded, with what a browser calls them.
FORMS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "json": "application/json",
}


@PAGE.get("/rapports")
@PAGE.get("/rapports/<int:year>/<name>")
def reports(year: int = 0, name: str = "annual") -> Response:
    """Show two editions of a report side by side."""
    state = workspace().state()
    name = request.args.get("rapport", name)
    if state.errors or not state.years or name not in REPORTS:
        return register_page("reports", state, editions=[], years=[], names=names())
    year = whole("exercice") or year or state.books.days.newest_year or 0
    if year not in state.years:
        return absent(_("There is nothing in that financial year."))
    subjects = _subjects(state, year, name)
    subject = request.args.get("fiche", subjects[0][0] if subjects else "")
    return register_page(
        "reports",
        state,
        year=year,
        years=state.years,
        name=name,
        names=names(),
        subject=subject,
        subjects=subjects,
        editions=list(REPORTS[name].audiences),
        shown=[(it, _hidden(state, year, it)) for it in _side_by_side(REPORTS[name].audiences)],
        forms=list(FORMS),
        large=state.reading.records > _LARGE,
    )


def names() -> list[tuple[str, str]]:
    """Every report with what people call it."""
    labels = {
        "annual": _("Activity report"),
        "essential": _("The essentials"),
        "coverage": _("Cost coverage"),
        "in-kind": _("Contributions in kind"),
        "exchanges": _("Exchanges of skills"),
        "advocacy": _("Advocacy"),
        "initiative": _("One initiative"),
        "grant": _("Account of a grant"),
        "norm": _("What goes beyond the norm"),
    }
    return [(name, labels.get(name, name)) for name in REPORTS]


def _side_by_side(audiences: tuple[Audience, ...]) -> list[Audience]:
    """The two editions that are compared: for others, widest first."""
    others: list[Audience] = [it for it in audiences if it != Audience.INTERNAL]
    return others[:2] or list(audiences)


def _hidden(state: RegisterState, year: int, audience: Audience) -> dict[str, object]:
    """What an edition of a year hides, and how many records, names, rows and fields that is."""
    figures = state.figures(year)
    facts = hidden(figures, _reader(state, audience, "", figures))
    return {**facts, "number": sum(len(it) for it in facts.values() if isinstance(it, list))}


def _subjects(state: RegisterState, year: int, name: str) -> list[tuple[str, str]]:
    """The records that a report may be about, with their labels."""
    if not REPORTS[name].subject:
        return []
    reader = _reader(state, Audience.INTERNAL, "", state.figures(year))
    wanted = everything(state.figures(year), reader)
    return [(subject, label) for report, subject, label in wanted if report == name]


@PAGE.get("/rapports/<int:year>/<name>/<audience>/cadre")
def frame(year: int, name: str, audience: str) -> Response:
    """Answer with one edition alone, for a frame that runs nothing."""
    made = _made(year, name, audience, "html")
    if isinstance(made, Response):
        return made
    return framed(made[0])


def framed(content: str | bytes) -> Response:
    """Answer with a report for a frame that runs nothing."""
    return Response(
        content, mimetype="text/html", headers={"Content-Security-Policy": REPORT_POLICY}
    )


@PAGE.get("/rapports/<int:year>/<name>/<audience>/<form>")
def download(year: int, name: str, audience: str, form: str) -> Response:
    """Answer with one edition in the form that is asked for, to be kept."""
    return kept(lambda: _made(year, name, audience, form), form)


#: A report and the name of its file; a page in place of it where it cannot be made.
Made = tuple[str | bytes, str] | Response


def kept(make: Callable[[], Made], form: str) -> Response:
    """Answer with a report that is to be kept as a file."""
    try:
        made = make()
    except (MissingExtraError, MissingSystemLibraryError):
        text = _("PDF needs a complement that is not installed; print the web page instead.")
        return page("message", 409, text=text)
    if isinstance(made, Response):
        return made
    content, file = made
    return Response(
        content,
        mimetype=FORMS[form],
        headers={
            "Content-Disposition": f'attachment; filename="{file}"',
            "Content-Security-Policy": REPORT_POLICY,
        },
    )


def _made(year: int, name: str, audience: str, form: str) -> Made:
    """Make one edition; a page in place of it where it cannot be made."""
    state = workspace().state()
    known = name in REPORTS and audience in {str(it) for it in REPORTS[name].audiences}
    if state.errors or not known or year not in state.years or form not in FORMS:
        return absent(_("There is no such page."))
    figures = state.figures(year)
    subject = request.args.get("fiche", "")
    if bool(REPORTS[name].subject) != bool(subject) or (
        subject and state.reading.register.find(REPORTS[name].subject, subject) is None
    ):
        return absent(_("There is no such page."))
    page_of = request.args.get("page", PAGES[0])
    reader = _reader(state, Audience(audience), subject, figures)
    if name == "essential" and page_of in PAGES:
        reader = replace(reader, page=page_of)
    file = f"{file_name(name, figures, reader)}-{audience}.{form}"
    return content(state.reading, name, form, figures, reader), file


def content(
    reading: Reading, name: str, form: str, figures: YearFigures, reader: Reader
) -> str | bytes:
    """Make a report of a register in one of the :data:`FORMS`."""
    if form == "json":
        return dump(data(name, figures, reader))
    found = own_templates(reading.origin, reading.words.language)
    own = tuple((template, text, file) for template, (text, file) in sorted(found.items()))
    album = Album(reading.picture)
    if form != "md":
        reader = replace(reader, pictures=album.name)
    seen = view(name, figures, reader)
    # As this audience may call it.
    imprint = Imprint(reader.language, str(seen["register"]), reader.day, own)
    return written(name, form, seen, album, imprint)


def _reader(state: RegisterState, audience: Audience, subject: str, figures: YearFigures) -> Reader:
    day = state.books.days.newest_day or figures.period.last
    sources = Sources(state.reading) if audience.sees(Audience.MEMBERS) else {}
    return Reader(audience, day, state.language, sources, subject)
