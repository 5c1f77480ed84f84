"""What commands show: the records that an audience may see, and the figures of a year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mes_cli import __version__
from mes_cli.cli import check_run, reading
from mes_cli.cli.reading import moment_of
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.errors import MesError, UnknownYearError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import Days
from mes_cli.finding import say
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS, Record
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.walk import Path, steps
from mes_cli.register import Entry
from mes_cli.store.git.keep import commit_of
from mes_cli.store.reading.load import Reading
from mes_cli.view import Reader, edition_of
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData, plain
from mes_cli.view.viewer import Viewer, viewer


@dataclass(frozen=True, slots=True)
class ViewedRegister:
    """A register, and who looks at it."""

    reading: Reading
    viewer: Viewer

    @property
    def words(self) -> Vocabulary:
        """The words of the reader's language."""
        return vocabulary(self.viewer.language)

    def entries(self, kind: str) -> Iterator[Entry[Record]]:
        """The records of a kind that may be seen, in order."""
        for entry in self.viewer.ordered(self.viewer.register.of(KINDS[kind])):
            if self.viewer.may_see(entry.record):
                yield entry

    def plain(self, entry: Entry[Record]) -> ViewData:
        """What may be seen of a record."""
        return plain(entry, self.viewer)

    def name(self, entry: Entry[Record]) -> str:
        """What a record is called."""
        return self.viewer.name(*entry.name).name

    def keys(self, kind: str, path: Path) -> str:
        """The keys of the fields on a path, as a file has them: ``territoire.commune``."""
        return ".".join(self.words.key(*it) for it in steps(kind, path.slots))

    def heading(self, kind: str, path: Path) -> str:
        """The labels of the fields on a path; that of an own field stands alone."""
        own = [slot.part is not None and issubclass(slot.part, OwnPart) for slot in path.slots]
        way = zip(steps(kind, path.slots), own, strict=True)
        return " · ".join(self.words.field(*step).label for step, is_own in way if not is_own)

    def id(self, entry: Entry[Record]) -> str:
        """The id of a record, or its code where it may not be known."""
        return self.viewer.code(*entry.name)


def seen_by(audience: str, at: str = "") -> ViewedRegister:
    """Read the register, or a state of it that git keeps; *audience* names who looks."""
    return seen(reading.read(at=at), Audience(audience))


def seen(register: Reading, audience: Audience) -> ViewedRegister:
    """Give a register as an audience sees it today."""
    return ViewedRegister(
        register, viewer(register.register, audience, today(), current().language)
    )


def figures(register: Reading, year: int | None) -> YearFigures:
    """The figures of a financial year, or of the newest that has records.

    Raises:
        UnknownYearError: the register has nothing in that year.
        MesError: no record has a date.
    """
    counted = books(register.register)
    return YearFigures(counted, counted_year(counted.days, year))


def counted_year(days: Days, said: int | None) -> int:
    """Give the financial year that is asked for, else the newest that has records.

    Raises:
        UnknownYearError: there is nothing in that year.
        MesError: no record has a date.
    """
    year = days.newest_year if said is None else said
    if year is None:
        raise MesError(
            say("nothing in the register has a date yet: there is no year to count"),
            say("begin with `mes new accompaniment`"),
        )
    if year not in days.years:
        raise UnknownYearError(year, ", ".join(map(str, days.years)))
    return year


def edition(figures: YearFigures, audience: Audience) -> Edition:
    """A year as an audience may see it, on the newest day of the register."""
    day = figures.books.days.newest_day or figures.period.last
    return edition_of(figures, Reader(audience, day, current().language))


def package_state(register: Reading) -> Mapping[str, str]:
    """What the package of a register says of its state: its commit, and what a check warns of."""
    moment = moment_of(register.past)
    commit, modified = (moment.commit, False) if moment else commit_of(register)
    told = {"commit": commit, "modified": str(modified).lower()} if commit else {}
    return {**told, "warnings": str(len(check_run.findings_of(register))), "mes": __version__}
