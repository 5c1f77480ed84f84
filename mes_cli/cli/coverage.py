"""``mes coverage``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer

from mes_cli.cli import audiences, check_run
from mes_cli.cli.console import hint, out, print_tables
from mes_cli.cli.options import PrintedTables, Readers, WordList, Year, option_of
from mes_cli.cli.reading import At, stamped, tell
from mes_cli.cli.session import current
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.figures.groups import By, RowsBy
from mes_cli.figures.line import Line, records
from mes_cli.figures.own_totals import divisions
from mes_cli.finding import Place, count, say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import Formats, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.audience import FUNDER, Audience
from mes_cli.output.json import dump
from mes_cli.output.table import written
from mes_cli.register import Register
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import Sources
from mes_cli.table import hours, money
from mes_cli.view.behind import Behind, ExplainedPart, Explanation
from mes_cli.view.coverage import coverage_data
from mes_cli.view.edition import Edition
from mes_cli.view.making import made, made_of_hours
from mes_cli.view.summary import Summary, by_table

Division = Annotated[
    str,
    option_of(
        "--by",
        names=By,
        home="By",
        closed=False,
        help="Divide the year into rows; `own.NAME` by the words of an own field.",
    ),
]
Explain = Annotated[bool, typer.Option("--explain", help="Name the records behind each figure.")]


def coverage(
    year: Year = None,
    by: Division = "",
    form: PrintedTables = "text",
    audience: Readers = "internal",
    explain: Explain = False,
    at: At = "",
) -> int:
    """Print what a year really cost, and who and what covered it.

    The year before stands beside it; --by divides the year by accompaniment, policy and so on.
    """
    seen_by = Audience(audience)
    if explain and form != "text":
        raise InputError(
            say("`--explain` goes with `--format text`"),
            say("leave one of the two out"),
        )
    reading = check_run.sound(at)
    wanted = division(by, reading.register)
    figures = audiences.figures(reading, year)
    edition = audiences.edition(figures, seen_by)
    if form == "json":
        data = edition.viewer.pseudonyms.hide_all(coverage_data(edition, wanted))
        out(dump(stamped(dict(data), reading)))
        return 0
    tell(reading, printed=form != "csv")
    catalogue = current().catalogue
    tables = (
        [by_table(edition, wanted, catalogue)] if wanted else Summary(edition, catalogue).tables()
    )
    print_tables(tables, form)
    if explain:
        out("\n" + _explained(edition, wanted, reading))
    elif form == "text":
        hint(
            say(
                "see the records behind each figure with `{command}`",
                command="mes coverage --explain",
            )
        )
    return 0


def division(said: str, register: Register) -> RowsBy | None:
    """What rows are by: a common division, or the words of an own field; None if nothing is said.

    Raises:
        InputError: it is neither.
    """
    if not said:
        return None
    key = vocabulary(register.settings.language).key("Record", "own")
    own = {f"{key}.{str(it).partition('.')[2]}": it for it in divisions(register)}
    named = f"{key}.{said.partition('.')[2]}" if said.startswith("own.") else said
    found = WordList("By", (*By, *own)).read("--by", named)
    return own.get(found) or By(found)


def _explained(edition: Edition, by: RowsBy | None, reading: Reading) -> str:
    """Every figure with what makes it: for members and the keeper, the places in the files."""
    parts = Explanation(edition, current().catalogue).parts(by)
    sources = Sources(reading) if edition.viewer.sees_sources else {}
    page = _Page(edition, current().catalogue, sources)
    return "\n".join(line for part in parts for line in page.part(part))


@dataclass(frozen=True, slots=True)
class _Page:
    """How an explanation is written."""

    edition: Edition
    catalogue: Catalogue
    sources: Mapping[Place, str]

    @property
    def formats(self) -> Formats:
        return formats(self.catalogue.language)

    def part(self, part: ExplainedPart) -> Iterator[str]:
        if part.title:
            yield from (printed(part.title), "─" * len(printed(part.title)), "")
        for figure in part.figures:
            yield from self.figure(figure)

    def figure(self, it: Behind) -> Iterator[str]:
        """A figure with the figures that make it, else its lines; an empty one says so."""
        made_of = f" = {it.made}" if it.made else ""
        yield printed(f"{it.label} = {written(it.figure, self.formats)}{made_of}")
        if not self.edition.sees(FUNDER):
            yield from self.number(it.lines)
        else:
            lines = self.edition.viewer.ordered_lines(it.lines)
            yield from (text for line in lines for text in self.line(line, it))
        yield ""

    def number(self, lines: tuple[Line, ...]) -> Iterator[str]:
        """From how many records it is, for those who may not see them."""
        if found := len(records(lines)):
            number = count("from {number} record", "from {number} records", found)
            yield f"  {self.catalogue.say(number, vocabulary(self.catalogue.language))}"

    def line(self, line: Line, figure: Behind) -> Iterator[str]:
        """What a line comes to, how it was made, and where."""
        cell = hours(line.seconds or None) if figure.timed else money(line.amount)
        explain = made_of_hours if figure.timed else made
        said, how = written(cell, self.formats), explain(line, self.catalogue)
        known = how == said or (figure.timed and not line.seconds)
        text = self.edition.viewer.hide_names(said if known else f"{said} = {how}")
        yield f"  {printed(text)}  {printed(self.place(line))}".rstrip()

    def place(self, line: Line) -> str:
        """Where it is written; for those who may not know that, what its record is called."""
        kind, name = line.record
        label = self.edition.name(kind, name).name
        if source := self.edition.viewer.source(line.at, self.sources.get(line.at)):
            return source
        return label if label != name else self.edition.words.kinds[kind].label
