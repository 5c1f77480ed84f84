"""``mes combine``, and the network that other commands are asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mes_cli.checks import weigh
from mes_cli.checks.network_checks import NETWORK_CHECKS, found_between
from mes_cli.cli import check_run
from mes_cli.cli.audiences import ViewedRegister, counted_year, seen
from mes_cli.cli.check_run import Checked, judged
from mes_cli.cli.console import Progress, hint, out, print_tables
from mes_cli.cli.console import say as announce
from mes_cli.cli.coverage import Division, division
from mes_cli.cli.options import PrintedTables, Readers, Year
from mes_cli.cli.reading import read
from mes_cli.cli.session import Ended, Exit, _, current
from mes_cli.combined.combination import CombinedFigures
from mes_cli.errors import AudienceRefusedError, InputError
from mes_cli.figures.groups import RowsBy
from mes_cli.finding import Finding, Place, count, say
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import locate
from mes_cli.table import Table
from mes_cli.view import NETWORK_READERS, Reader, edition_of
from mes_cli.view.coverage import coverage_data
from mes_cli.view.edition import Edition
from mes_cli.view.eliminations import elimination_tables, eliminations_data
from mes_cli.view.summary import Summary, by_table

if TYPE_CHECKING:
    from mes_cli.exchange.joining import Joined

#: So many reasons are given, where members cannot be used.
_TOLD = 5

OfNetwork = Annotated[
    bool, typer.Option("--network", help="Of all members of the network, put together.")
]


def only_today(at: str) -> None:
    """Refuse a past state: members are read as they are.

    Raises:
        InputError: both options are given.
    """
    if at:
        raise InputError(
            say("`{one}` and `{other}` do not go together", one="--at", other="--network"),
            say("leave one of the two out"),
        )


def joined(reading: Reading, *, carry: bool = False) -> "Joined":
    """Read the members of a network; what is wrong with them is in the findings.

    Raises:
        InputError: the register has no members.
    """
    from mes_cli.exchange.joining import join

    if not reading.settings.members:
        raise InputError(
            say("this register has no members"),
            say("name them in `mes.yaml`: `members: [{structure: …, register: …}]`"),
        )
    return join(reading, Progress(_("reading members")), carry=carry)


def network() -> "Joined":
    """Read the network and put it together; where it cannot be counted, end with exit code 1."""
    return counted(check_run.sound())


def counted(reading: Reading, *, carry: bool = False) -> "Joined":
    """Read the members of a network that can be counted; else end with exit code 1."""
    found = joined(reading, carry=carry)
    errors = found.errors
    if errors:
        for finding in errors[:_TOLD]:
            announce(finding.message)
        announce(
            count(
                "{number} error keeps the network from being counted; see `mes check --network`",
                "{number} errors keep the network from being counted; see `mes check --network`",
                len(errors),
            )
        )
        raise Ended(Exit.FINDINGS)
    return found


def network_figures(found: "Joined", year: int | None) -> CombinedFigures:
    """The figures of a year of the network, the newest of its own register by default.

    Raises:
        UnknownYearError: no member has anything in that year.
        MesError: nothing is dated.
    """
    figures = CombinedFigures(found.books, counted_year(found.books.days, year))
    for member in figures.absent:
        hint(
            say(
                "`{member}` has nothing in {year}: it adds nothing to it",
                member=member.code,
                year=figures.year,
            )
        )
    return figures


def checked(paths: list[Path] | None, at: str) -> Checked:
    """Find everything in a register, in those of its members, and between them."""
    only_today(at)
    reading = read(paths)
    own, found = judged(reading), joined(reading)
    figures = CombinedFigures(found.books, found.books.days.newest_year or 0)
    at_home = _without_code(found_between(figures), reading.settings.keeper)
    weighed = weigh([*found.findings, *at_home], reading.settings.checks)
    records = sum(len(it.register.entries) for it in found.network.members[:-1])
    return replace(
        own,
        findings=locate([*own.findings, *weighed], replace(reading, members=found.folders)),
        records=own.records + records,
        checks=own.checks + len(NETWORK_CHECKS),
        members=found.folders,
    )


def seen_by(audience: str, at: str) -> ViewedRegister:
    """Read all of a network; *audience* names who looks, its members for the keeper."""
    only_today(at)
    audience_ = readers("" if audience == Audience.INTERNAL else audience)
    return seen(network().whole, audience_)


def _without_code(findings: Iterable[Finding], keeper: str) -> Iterator[Finding]:
    """Name the files of the network's own register as they are, without the code of a member."""

    def named(at: Place) -> Place:
        return at._replace(file=at.file.removeprefix(f"{keeper}:"))

    for it in findings:
        related = tuple(other._replace(at=named(other.at)) for other in it.related)
        yield it._replace(at=named(it.at), related=related)


def readers(said: str) -> Audience:
    """Who reads what a network says: its members, unless somebody says otherwise.

    Raises:
        AudienceRefusedError: a network holds nothing for the keeper alone.
    """
    named = Audience(said or Audience.MEMBERS)
    if named not in NETWORK_READERS:
        raise AudienceRefusedError("--network", named, *NETWORK_READERS)
    return named


Explain = Annotated[
    bool, typer.Option("--explain", help="Name each thing that is taken out, and why.")
]


def combine(
    year: Year = None,
    by: Division = "",
    form: PrintedTables = "text",
    audience: Readers = "",
    explain: Explain = False,
) -> int:
    """Put the registers of a network together, and print what the year comes to.

    What passes between members is taken out, what several keep counts once. Members are named in
    mes.yaml; `mes report --network` writes the reports.
    """
    if explain and form not in {"text", "md"}:
        raise InputError(
            say("`--explain` goes with `--format text`"),
            say("leave one of the two out"),
        )
    audience_ = readers(audience)
    found = network()
    wanted = division(by, found.books.register)
    figures = network_figures(found, year)
    day = found.books.days.newest_day or figures.period.last
    edition = edition_of(figures, Reader(audience_, day, current().language))
    if form == "json":
        data = {**coverage_data(edition, wanted), **eliminations_data(edition)}
        out(dump(edition.viewer.pseudonyms.hide_all(data)))
        return 0
    print_tables(_tables(edition, wanted, explain=explain), form)
    if form == "text" and not explain:
        hint(say("see what was taken out with `{command}`", command="mes combine --explain"))
    return 0


def _tables(edition: Edition, by: RowsBy | None, *, explain: bool) -> list[Table]:
    catalogue = current().catalogue
    tables = [by_table(edition, by, catalogue)] if by else Summary(edition, catalogue).tables()
    return [*tables, *elimination_tables(edition, catalogue, each=explain)]
