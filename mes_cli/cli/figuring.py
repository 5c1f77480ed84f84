"""Figures for commands: only of a register without errors, only of a year that it has."""

import gc

from mes_cli.cli import reading, surveying
from mes_cli.cli.console import say as announce
from mes_cli.cli.exits import Ended, Exit
from mes_cli.cli.session import current
from mes_cli.errors import NoRecordError, UnknownYearError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import OURS, Severity, count
from mes_cli.model.audience import Audience
from mes_cli.store.load import Reading
from mes_cli.store.quiet import quiet
from mes_cli.view import Reader, sight_of
from mes_cli.view.sight import Sight

#: New objects between two looks for garbage: figures and views hold no circles.
_OFTEN = 100_000


def sound() -> Reading:
    """Read the register; where it has errors, say how many and end with exit code 1.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    known, seen = surveying.recalled(reading.root_for([]))
    with quiet():
        register = reading.read(seen=seen)
        # Records stay to the end: whoever looks for garbage need not look at them.
        gc.freeze()
    gc.set_threshold(_OFTEN)
    if known is None or known.files != register.files:
        from mes_cli import checks

        found = [*register.findings, *checks.run(register.register)]
    else:
        # What is wrong with files is in both, unless it is new.
        found = list(known.findings or register.findings)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    if errors:
        announce(
            count(
                "{number} error keeps the register from being counted; see `mes check`",
                "{number} errors keep the register from being counted; see `mes check`",
                errors,
            )
        )
        ours = any(finding.code == OURS for finding in found)
        raise Ended(Exit.BUG if ours else Exit.FINDINGS)
    return register


def figures(register: Reading, year: int | None) -> YearFigures:
    """The figures of a financial year, or of the newest that has records.

    Raises:
        UnknownYearError: the register has nothing in that year.
        NoRecordError: it has nothing that is dated.
    """
    counted = books(register.register)
    known = counted.days.years
    if year is None:
        year = counted.days.newest_year
        if year is None:
            raise NoRecordError(str(register.root))
    elif year not in known:
        raise UnknownYearError(year, ", ".join(map(str, known)))
    return YearFigures(counted, year)


def sight(figures: YearFigures, audience: Audience) -> Sight:
    """A year as an audience may see it, on the newest day of the register."""
    day = figures.books.days.newest_day or figures.period.last
    return sight_of(figures, Reader(audience, day, current().language))
