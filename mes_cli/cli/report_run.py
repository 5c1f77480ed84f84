"""Writing reports: one, or all that an audience may have."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mes_cli.cli.console import Progress, hint, out
from mes_cli.cli.reading import moment_of
from mes_cli.cli.session import _, current
from mes_cli.errors import InputError
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place, count, say
from mes_cli.language.formats import Moment
from mes_cli.model.audience import Audience
from mes_cli.model.evidence import MOST_PIXELS
from mes_cli.report.pictures import Album
from mes_cli.report.publishing import Imprint, template_form, written
from mes_cli.report.shipped import Own
from mes_cli.store.editing.atomic import Text, write, write_all
from mes_cli.store.reading.load import Reading
from mes_cli.store.templates import one_template, own_templates
from mes_cli.view import (
    PAGES,
    REPORTS,
    Reader,
    data,
    everything,
    file_name,
    has_account,
    hidden,
    index,
    view,
)

#: The folder that reports are written to, by the language of the register.
FOLDERS = {"fr": "rapports", "en": "reports"}
#: The folder in it for what is not to be handed on.
KEPT = {"fr": "interne", "en": "internal"}


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that somebody asks for."""

    name: str
    form: str
    audience: Audience
    #: The id of the record that it is about.
    subject: str = ""
    #: A template that takes the place of ours, as a path.
    template: str = ""
    #: Whether figures get footnotes that say how they were made.
    footnotes: bool = False
    #: Whether screen readers say inclusive French forms in full.
    aloud: bool = False
    #: The page of the essentials, one of :data:`PAGES`.
    page: str = PAGES[0]
    #: A form to fill in, the list of what belongs into its fields, or whether to draft that list.
    to_fill: str = ""
    field_list: str = ""
    drafts_list: bool = False


@dataclass(frozen=True)
class ReportRun:
    """What all reports of one run have in common."""

    register: Reading
    figures: YearFigures
    day: dt.date
    #: The form of the templates: ``html`` or ``md``.
    form: str
    #: Where things stand in files, for those who may know.
    sources: Mapping[Place, str]
    #: The templates of the register's own.
    own: Own = ()

    def folder(self, audience: Audience) -> Path:
        """Where the reports of the year are written to; the keeper's have a folder of their own."""
        language = self.register.words.language
        folder = self.register.root / FOLDERS[language] / str(self.figures.year)
        return folder / KEPT[language] if audience is Audience.INTERNAL else folder

    @property
    def moment(self) -> Moment | None:
        """The past state that is told of; None for the folder as it stands."""
        return moment_of(self.register.past)

    def rendered(self, name: str, seen: Mapping[str, object]) -> str:
        """Put a view into a template."""
        from mes_cli.report.render import render

        return render(name, self.form, seen, current().language, self.own)

    def reader(self, asked: ReportRequest) -> Reader:
        """Who reads a report."""
        language, subject = current().language, asked.subject
        return Reader(
            asked.audience,
            self.day,
            language,
            self.sources,
            subject,
            asked.footnotes,
            moment=self.moment,
            page=asked.page,
        )


def work_for(
    register: Reading, figures: YearFigures, day: dt.date, asked: ReportRequest
) -> ReportRun:
    """Gather what is needed; lines of files are looked up only for those who may know them."""
    sources: Mapping[Place, str] = {}
    if asked.audience.sees(Audience.MEMBERS) and asked.form != "json":
        from mes_cli.store.reading.locate import Sources

        sources = Sources(register)
    return ReportRun(
        register, figures, day, template_form(asked.form), sources, _own(register, asked)
    )


def _own(register: Reading, asked: ReportRequest) -> Own:
    """The templates that win over ours: the register's, and one that is named.

    Raises:
        TemplateFileError: one of them cannot be used.
    """
    if asked.form == "json":
        return ()
    found = own_templates(register.origin, register.words.language)
    if asked.template:
        form = template_form(asked.form)
        found[f"{asked.name}/{asked.name}.{form}.j2"] = one_template(Path(asked.template))
    return tuple((name, text, file) for name, (text, file) in sorted(found.items()))


def write_one(asked: ReportRequest, work: ReportRun, output: str) -> Path | None:
    """Write a report; give its path, None if it went to standard output."""
    if output == "-":
        out(_content(asked, work))
        return None
    path = Path(output) if output else work.folder(asked.audience) / _file(asked, work)
    write(path, _content(asked, work), inside=None if output else work.register.root)
    return path


def write_everything(asked: ReportRequest, work: ReportRun, output: str) -> Path:
    """Write every report into a folder, and a page that leads to them; give its path.

    What the edition hides, and why, is told to the keeper, in a file that stays in the register.

    Raises:
        InputError: they are to be printed.
    """
    if output == "-":
        raise InputError(
            say("`{form}` makes several files, which cannot be printed", form="--all"),
            say("name a folder with `--output`"),
        )
    folder = Path(output) if output else work.folder(asked.audience)
    inside = None if output else work.register.root
    past = f"-{work.moment.short}" if work.moment else ""
    path = folder / f"index-{asked.audience}{past}.{work.form}"
    write_all(_everything(asked, work, folder, path), inside=inside)
    _tell_fundings_without_account(asked, work)
    if asked.audience is not Audience.INTERNAL:
        told = work.folder(Audience.INTERNAL) / f"hidden-{asked.audience}{past}.md"
        write(told, _hidden(asked, work), inside=work.register.root)
        hint(say("what this edition hides, and why: {path}", path=str(told)))
    return path


def _everything(
    asked: ReportRequest, work: ReportRun, folder: Path, last: Path
) -> Iterator[tuple[Path, Text]]:
    """Make one report after the other, then the page that leads to them."""
    wanted = everything(work.figures, work.reader(asked))
    tell = Progress(_("writing"))
    pages: list[dict[str, object]] = []
    for number, (name, subject, label) in enumerate(wanted, 1):
        one = replace(asked, name=name, subject=subject)
        file = _file(one, work)
        yield folder / file, _content(one, work)
        pages.append({"name": name, "label": label, "file": file})
        tell(number, len(wanted))
    seen = index(work.figures, work.reader(asked), pages)
    text = work.rendered("index", seen)
    yield last, _aloud(text) if asked.aloud else text


def _tell_fundings_without_account(asked: ReportRequest, work: ReportRun) -> None:
    fundings = (it.entry.record for it in work.figures.ledger.fundings)
    number = sum(not has_account(record) for record in fundings)
    if number and asked.audience in REPORTS["grant"].audiences:
        hint(
            count(
                "{number} funding has no account: membership fees, gifts, contracts and "
                "requests have none",
                "{number} fundings have no account: membership fees, gifts, contracts and "
                "requests have none",
                number,
            )
        )


def _hidden(asked: ReportRequest, work: ReportRun) -> Text:
    """Tell the keeper what an edition hides; own templates have no part in it."""
    from mes_cli.report.render import render

    seen = hidden(work.figures, work.reader(replace(asked, subject="")))
    return render("hidden", "md", seen, current().language)


def _content(asked: ReportRequest, work: ReportRun) -> Text:
    """Make the view, and put it into the form that is asked for."""
    reader = work.reader(asked)
    if asked.form == "json":
        from mes_cli.output.json import dump

        return dump(data(asked.name, work.figures, reader))
    album = Album(work.register.picture)
    if asked.form != "md":
        reader = replace(reader, pictures=album.name)
    seen = view(asked.name, work.figures, reader)
    # As this audience may call it.
    publisher = str(seen["register"])
    imprint = Imprint(current().language, publisher, work.day, work.own, asked.aloud)
    content = written(asked.name, asked.form, seen, album, imprint)
    for path in album.broken:
        hint(say("`{path}` is no picture that reports can show: they show JPEG, PNG and WebP of at "
                 "most {most} million pixels", path=path, most=MOST_PIXELS // 10**6))  # fmt: skip
    return content


def _aloud(html: str) -> str:
    from mes_cli.report.aloud import read_aloud

    return read_aloud(html)


def _file(asked: ReportRequest, work: ReportRun) -> str:
    about = file_name(asked.name, work.figures, work.reader(asked))
    # A report of a past state does not take the place of one of today.
    past = f"-{work.moment.short}" if work.moment else ""
    return f"{about}-{asked.audience}{past}.{asked.form}"
