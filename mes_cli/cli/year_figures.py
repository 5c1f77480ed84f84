"""Figures for commands: only of a register without errors, only of a year that it has."""

from collections.abc import Mapping, Sequence

from mes_cli import __version__
from mes_cli.cli import check_run, reading
from mes_cli.cli.at import moment_of
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import Ended, Exit, current
from mes_cli.drafts.trial import all_findings
from mes_cli.errors import MesError, UnknownYearError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import OURS, Finding, Severity, count, say
from mes_cli.model.audience import Audience
from mes_cli.store.git.keep import commit_of
from mes_cli.store.reading.load import Reading
from mes_cli.view import Reader, edition_of
from mes_cli.view.edition import Edition


def sound(at: str = "") -> Reading:
    """Read the register; where it has errors, say how many and end with exit code 1.

    *at* names a state that git keeps, in place of the folder.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    register = reading.read(at=at)
    found = _findings(register)
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


def _findings(register: Reading) -> Sequence[Finding]:
    known = None if register.past else check_run.recalled(register.root)
    return all_findings(register) if known is None else known.findings


def package_state(register: Reading) -> Mapping[str, str]:
    """What the package of a register says of its state: its commit, and what a check warns of."""
    moment = moment_of(register.past)
    commit, modified = (moment.commit, False) if moment else commit_of(register)
    told = {"commit": commit, "modified": str(modified).lower()} if commit else {}
    return {**told, "warnings": str(len(_findings(register))), "mes": __version__}


def figures(register: Reading, year: int | None) -> YearFigures:
    """The figures of a financial year, or of the newest that has records.

    Raises:
        UnknownYearError: the register has nothing in that year.
        MesError: no record has a date.
    """
    counted = books(register.register)
    known = counted.days.years
    if year is None:
        year = counted.days.newest_year
        if year is None:
            raise MesError(
                say("nothing in the register has a date yet: there is no year to count"),
                say("begin with `mes new accompaniment`"),
            )
    elif year not in known:
        raise UnknownYearError(year, ", ".join(map(str, known)))
    return YearFigures(counted, year)


def edition(figures: YearFigures, audience: Audience) -> Edition:
    """A year as an audience may see it, on the newest day of the register."""
    day = figures.books.days.newest_day or figures.period.last
    return edition_of(figures, Reader(audience, day, current().language))
