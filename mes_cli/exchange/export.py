"""What is handed over: each form with the files that it makes of a view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mes_cli.combined.combination import CombinedFigures
from mes_cli.exchange.book import Book, WorkbookMaker, book
from mes_cli.exchange.bookkeeping import paheko
from mes_cli.exchange.csv import csv
from mes_cli.exchange.databases import SCHEMA, DatabaseTable, self_described, sqlite, tables
from mes_cli.exchange.document import VERSION, document
from mes_cli.exchange.lines import AUDIENCES, line_tables, taken_out_table
from mes_cli.exchange.ods import ods
from mes_cli.exchange.package import package_files
from mes_cli.exchange.parquet import described_lake, parquet, partitions
from mes_cli.exchange.time_sheets import time_sheets
from mes_cli.exchange.xlsx import xlsx
from mes_cli.figures.books import books
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import years
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.language.formats import Moment, formats
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.store.packages import PackedRegister
from mes_cli.view import Reader, data
from mes_cli.view.records import ViewData, records
from mes_cli.view.viewer import Viewer

#: Contents of files by their names.
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class ExportWish:
    """What somebody wants to have."""

    seen_by: Viewer
    #: The kinds of record, where not all of them are wanted.
    kinds: Sequence[str] = ()
    #: The financial year, for what is about one; any year of a network, for what is about it.
    figures: YearFigures | None = None
    dialect: str = "standard"
    #: The years whose figures go into the document; all of them unless one is named.
    only: Sequence[int] = field(default=())
    #: What the package of a network says of the register: its commit and so on.
    state: Mapping[str, str] = field(default_factory=dict)
    #: The registers that go into the package beside it.
    carried: Sequence[PackedRegister] = ()
    #: The past state of the register that is handed over; None for the one of today.
    moment: Moment | None = None
    #: What its network decided on identities, as packages hold it.
    decisions: Sequence[str] = ()

    @property
    def audience(self) -> Audience:
        """Who will read it."""
        return self.seen_by.audience

    @cached_property
    def words(self) -> Vocabulary:
        """The words of the register; what it declares names nobody who is hidden."""
        words = vocabulary(self.seen_by.register.settings.language)
        return words.saying(self.seen_by.hide_names) if self.seen_by.pseudonyms else words

    @property
    def catalogue(self) -> Catalogue:
        """The sentences of the register's language: what is handed over speaks it too."""
        return catalogue(self.words.language)

    @cached_property
    def records(self) -> Mapping[str, Sequence[ViewData]]:
        """The records that may be seen, of the kinds that are wanted."""
        return records(self.seen_by)

    @property
    def wanted(self) -> list[str]:
        """The kinds, in their order."""
        return [kind for kind in KINDS if not self.kinds or kind in self.kinds]

    @property
    def tables(self) -> list[DatabaseTable]:
        """The tables for databases."""
        chosen = {kind: self.records[kind] for kind in self.wanted}
        return tables(chosen, self.seen_by.register.models, self.audience, self.words)

    @cached_property
    def ledgers(self) -> list[Ledger]:
        """The ledgers of the years that are wanted; of all of them unless one is named."""
        counted = self.figures or YearFigures(books(self.seen_by.register), 0)
        return [counted.another(year).ledger for year in self.only or counted.books.days.years]

    @property
    def line_tables(self) -> tuple[DatabaseTable, ...]:
        """The tables of lines and parts, and of a network what is taken out of it.

        None for the public, which does not see single records.
        """
        if self.audience not in AUDIENCES:
            return ()
        found = line_tables(self.ledgers, self.seen_by, self.words)
        if not isinstance(self.figures, CombinedFigures):
            return found
        years = map(self.figures.another, self.figures.books.days.years)
        return (*found, taken_out_table(years, self.seen_by, self.words))

    @property
    def about(self) -> dict[str, str]:
        """What every export says of itself."""
        settings = self.seen_by.register.settings
        return {
            "register": self.seen_by.hide_names(settings.name),
            "language": str(settings.language),
            "audience": str(self.audience),
            "date": self.seen_by.day.isoformat(),
        }


def _json(asked: ExportWish) -> Files:
    register, viewer = asked.seen_by.register, asked.seen_by
    counted = books(register)
    reader = Reader(viewer.audience, viewer.day, viewer.language)
    figures = [
        {"year": year, **data("annual", YearFigures(counted, year), reader)}
        for year in asked.only or years(register)
    ]
    chosen = {kind: asked.records[kind] if kind in asked.wanted else [] for kind in KINDS}
    at = {"at": asked.moment.plain} if asked.moment else {}
    return {"mes.json": dump(document({**asked.about, **at}, chosen, figures)).encode("utf-8")}


def _book(asked: ExportWish) -> Book:
    return book(_maker(asked, asked.words), asked.wanted, _said(asked), asked.about["date"])


def _maker(asked: ExportWish, words: Vocabulary | None) -> WorkbookMaker:
    register, hide = asked.seen_by.register, asked.seen_by.hide_names
    added = {
        "Theme": tuple(map(hide, register.settings.themes)),
        "Policy": tuple(map(hide, register.settings.policies)),
    }
    return WorkbookMaker(
        asked.records, asked.audience, asked.catalogue, words, register.models, added
    )


def _said(asked: ExportWish) -> list[str]:
    """What the first sheet of a workbook says."""
    audience = asked.words.value("Audience", asked.audience).label
    sentences: list[Message] = [
        say(
            "{register}: the records as the audience “{audience}” may see them, on {date}",
            register=asked.about["register"],
            audience=audience,
            date=asked.about["date"],
        )
    ]
    if asked.moment is not None:
        sentences.append(asked.moment.said(formats(asked.words.language)))
    if asked.audience is Audience.INTERNAL and asked.moment is None:
        sentences += [
            say("This workbook is for those who keep the register: do not pass it on."),
            say(
                "Change cells, or add rows below; an id in grey stays as it is. A new record"
                " needs no id: it gets one from its name."
            ),
            say(
                "Several values in one cell are parted by semicolons. Times are written as"
                " `2:30` or `2h30`."
            ),
            say(
                "Then see what would change with `mes import FILE`; nothing is written before"
                " you agree."
            ),
        ]
    else:
        sentences.append(
            say("It cannot be read back; for that, export with `--audience internal`.")
        )
    return [asked.catalogue.say(sentence, asked.words) for sentence in sentences]


def _xlsx(asked: ExportWish) -> Files:
    return {f"mes-{asked.audience}.xlsx": xlsx(_book(asked))}


def _ods(asked: ExportWish) -> Files:
    return {f"mes-{asked.audience}.ods": ods(_book(asked))}


def _csv(asked: ExportWish) -> Files:
    """A file a table: in the register's words for people, in canonical ones for programs."""
    words = asked.words if asked.dialect == "fr" else None
    tabs = _maker(asked, words).tabs(asked.wanted)
    return {f"{tab.name}.csv": csv(tab, asked.dialect) for tab in tabs}


def _sqlite(asked: ExportWish) -> Files:
    about = {"format": "mes-export", "version": str(VERSION), **asked.about}
    if asked.moment is not None:
        about |= {"at": asked.moment.day.isoformat(), "commit": asked.moment.commit}
    return {f"mes-{asked.audience}.sqlite": sqlite(self_described(asked.tables, about))}


def _parquet(asked: ExportWish) -> Files:
    return parquet(asked.tables)


def _lake(asked: ExportWish) -> Files:
    """Parquet files, the lines cut into partitions, beside a page that describes them."""
    lines, records = asked.line_tables, asked.tables
    page = described_lake([*lines, *records], asked.audience, asked.catalogue)
    return {SCHEMA: page, **parquet(partitions(lines, records, asked.seen_by))}


def _paheko(asked: ExportWish) -> Files:
    assert asked.figures is not None
    return {f"paheko-{asked.figures.year}.csv": paheko(asked.figures, asked.about["register"])}


def _time_sheets(asked: ExportWish) -> Files:
    assert asked.figures is not None
    made = time_sheets(asked.figures, asked.seen_by, asked.catalogue)
    return {f"time-sheets-{asked.figures.year}.ods": ods(made)}


def _network(asked: ExportWish) -> Files:
    assert asked.figures is not None
    year = asked.figures.year
    of_network = (asked.carried, asked.decisions)
    return package_files(asked.seen_by, year, asked.state, *of_network, asked.catalogue)


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form of export."""

    make: Callable[[ExportWish], Files]
    #: It is about one financial year.
    yearly: bool = False
    #: It may make several files.
    several: bool = False
    #: It is text, which may be printed.
    text: bool = False
    #: The audiences it is for.
    audiences: tuple[Audience, ...] = tuple(Audience)


#: Every form, by its name on the command line.
FORMS: Mapping[str, ExportForm] = {
    "xlsx": ExportForm(_xlsx),
    "ods": ExportForm(_ods),
    "csv": ExportForm(_csv, several=True, text=True),
    "json": ExportForm(_json, text=True),
    "sqlite": ExportForm(_sqlite),
    "parquet": ExportForm(_parquet, several=True),
    "paheko": ExportForm(_paheko, yearly=True, text=True),
    "time-sheets": ExportForm(_time_sheets, yearly=True, audiences=(Audience.INTERNAL,)),
    "network": ExportForm(_network, yearly=True, several=True, audiences=(Audience.MEMBERS,)),
}

#: How Parquet is laid out: a file a table, or a folder a register and a year for any engine.
LAYOUTS: Mapping[str, ExportForm] = {
    "tables": FORMS["parquet"],
    "lake": ExportForm(_lake, several=True, audiences=AUDIENCES),
}
