"""The combination: a network as one register and one ledger, which all figures and views take."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from mes_cli.combined.flows import Elimination, Flows, Gap, TakenOut
from mes_cli.combined.identity import Identified, identify
from mes_cli.combined.members import Member, Network, register_of
from mes_cli.combined.renamed import network_register, renamed, renamed_line
from mes_cli.figures.balance import Cells, cells_of
from mes_cli.figures.books import Books, ContributionYears, FundingYears
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import Calendar, Days, calendar
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, FinancialYear, Initiative, Record
from mes_cli.model.period import Period
from mes_cli.register import Entry

R = TypeVar("R", bound=Record)
Y = TypeVar("Y", ContributionYears, FundingYears)


@dataclass(frozen=True)
class CombinedDays(Days):
    """The years and days of all members; those of the network's own register come first."""

    network: Network

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that any member has."""
        found = {year for it in self.network.members for year in it.books.days.years}
        return tuple(sorted(found))

    @cached_property
    def newest_year(self) -> int | None:
        """The newest year of the network's own register, else of any."""
        own = self.network.own.books.days.newest_year
        return own if own is not None else max(self.years, default=None)

    @cached_property
    def newest_day(self) -> dt.date | None:
        """The newest day on which any member did something."""
        days = (it.books.days.newest_day for it in self.network.members)
        return max((day for day in days if day), default=None)


@dataclass(frozen=True)
class CombinedBooks(Books):
    """The registers of a network as one; each is counted by its own rules."""

    network: Network = field(kw_only=True)
    identified: Identified = field(kw_only=True)
    _flows: dict[int, Flows] = field(default_factory=dict, compare=False, repr=False, kw_only=True)

    @cached_property
    def days(self) -> Days:
        """The days and years of all members."""
        return CombinedDays(self.register, self.network)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """The financial years of each member."""
        return {it.code: calendar(it.register) for it in self.network.members}

    @cached_property
    def initiatives(self) -> Sequence[Entry[Initiative]]:
        """The initiatives of all members, under the ids of the network: those that are one, too."""
        return [
            renamed(entry, member, self.identified)
            for member in self.network.members
            for entry in member.register.of(Initiative)
        ]

    def flows(self, year: int) -> Flows:
        """What passes between members in a year."""
        if year not in self._flows:
            years = [(it, it.year(year)) for it in self.network.members]
            homes = [(member, home) for member, home in years if home is not None]
            self._flows[year] = Flows(self.network, self.identified, year, homes)
        return self._flows[year]


@dataclass(frozen=True)
class CombinedLedger(Ledger):
    """A year of a network: the lines of its members, less what is taken out."""

    books: CombinedBooks

    @property
    def flows(self) -> Flows:
        """What passes between members in the year."""
        return self.books.flows(self.year)

    @cached_property
    def accompaniments(self) -> tuple[str, ...]:
        """The ids of the year's accompaniments, as they are judged at home."""
        name = self.books.identified.name
        return tuple(
            sorted(
                {
                    name(Accompaniment.kind, member.code, it)
                    for member, home in self.flows.homes
                    for it in home.accompaniments
                }
            )
        )

    @cached_property
    def own(self) -> tuple[Line, ...]:
        """What was spent and given, less what is taken out."""
        return tuple(self._kept((member, home.own) for member, home in self.flows.homes))

    @cached_property
    def money(self) -> tuple[Line, ...]:
        """The money, as it is set down at home, less what is taken out."""
        return tuple(self._kept((member, home.money) for member, home in self.flows.homes))

    def _kept(self, some: Iterable[tuple[Member, Iterable[Line]]]) -> Iterator[Line]:
        for member, lines in some:
            for line in lines:
                if self.flows.keeps(member.code, line):
                    yield renamed_line(line, member, self.books.identified)

    @cached_property
    def by_structure(self) -> Mapping[str, Mapping[str, Sequence[Line]]]:
        """The lines of courses that several structures keep, by the structure of each record."""
        identified, flows = self.books.identified, self.flows
        found: dict[str, dict[str, list[Line]]] = {}
        for line in self.lines:
            group = identified.groups.get((Accompaniment.kind, line.accompaniment or ""), ())
            structures = {register_of(it): flows.structure(it) for it in group}
            if len(set(structures.values())) > 1 and line.accompaniment:
                of = structures.get(self.keeper_of(line)) or structures[register_of(group[0])]
                found.setdefault(line.accompaniment, {}).setdefault(of, []).append(line)
        return found

    @cached_property
    def exchanged(self) -> tuple[ContributionYears, ...]:
        """The contributions that exchanges are counted from: those between members are there."""
        return combined_contributions(self.flows, frozenset({Elimination.TWICE, Elimination.GIFT}))

    def calendar_of(self, entry: Entry[Record]) -> Calendar:
        """The financial years of the register of a record."""
        return self.books.calendars[self.home_of(entry)]

    @cached_property
    def span(self) -> Period:
        """The days of the year of all members."""
        periods = [home.period for _, home in self.flows.homes] or [self.period]
        return Period(first=min(it.first for it in periods), last=max(it.last for it in periods))

    def entries(self, model: type[R]) -> Iterator[Entry[R]]:
        """The records of members that have the year."""
        if issubclass(model, FinancialYear):
            # The register has only the words of the network; own fields stand in those of all.
            for member, home in self.flows.homes:
                for told in home.register.of(model):
                    yield renamed(told, member, self.books.identified)
            return
        yield from (it for it in self.register.of(model) if self._is_present(it))

    @property
    def standings(self) -> Iterable[Entry[Initiative]]:
        """The initiatives as each member that has the year tells them."""
        return [it for it in self.books.initiatives if self._is_present(it)]

    def _is_present(self, entry: Entry[Record]) -> bool:
        """Tell whether the member whose record it is has the year."""
        return any(self.home_of(entry) == member.code for member, _ in self.flows.homes)

    def home_of(self, entry: Entry[Record]) -> str:
        """The member whose record it is."""
        return register_of(entry.place.file)

    def keeper_of(self, line: Line) -> str:
        """The member whose register a line is from."""
        return register_of(line.place.file)

    def entry_of(self, line: Line) -> Entry[Record] | None:
        """The record that a line is from: of a course that several keep, each has its own."""
        return self._told_again.get(line.place) or super().entry_of(line)

    @cached_property
    def _told_again(self) -> Mapping[Place, Entry[Accompaniment]]:
        """The courses whose group another record speaks for, by their places."""
        found: dict[Place, Entry[Accompaniment]] = {}
        identified, by_code = self.books.identified, self.books.network.by_code
        for (kind, _), group in identified.groups.items():
            for name in group[1:] if kind == Accompaniment.kind else ():
                code, _, own = name.partition(":")
                entry = by_code[code].register.get(Accompaniment, own)
                if entry is not None:
                    found[entry.place] = renamed(entry, by_code[code], identified)
        return found

    def general_cells(self, funding: FundingYears) -> Iterable[Cells]:
        """The costs that general money is for: those of the register that has it."""
        home = self.home_of(funding.entry)
        return [cells_of(line for line in self.own if self.keeper_of(line) == home)]


_OF_CONTRIBUTIONS = frozenset({Elimination.GIFT, Elimination.EXCHANGE, Elimination.TWICE})


def combined_contributions(
    flows: Flows, reasons: frozenset[Elimination] = _OF_CONTRIBUTIONS
) -> tuple[ContributionYears, ...]:
    """The contributions of all members, but for those taken out for some reasons."""
    lost = {(it.member, it.line.record) for it in flows.taken if it.reason in reasons}
    return tuple(
        _as_of_network(it, member, flows.identified)
        for member, home in flows.homes
        for it in home.contributions
        if (member.code, it.entry.name) not in lost
    )


def _as_of_network(it: Y, member: Member, identified: Identified) -> Y:
    """Give what a member has over its years under the ids of the network."""
    years = {year: renamed_line(line, member, identified) for year, line in it.years.items()}
    return it._replace(entry=renamed(it.entry, member, identified), years=years)


def _fundings(flows: Flows) -> tuple[FundingYears, ...]:
    return tuple(
        _as_of_network(it, member, flows.identified)
        for member, home in flows.homes
        for it in home.fundings
        if flows.payer(member, it) is None
    )


@dataclass(frozen=True)
class CombinedFigures(YearFigures):
    """What a year of a network comes to."""

    books: CombinedBooks

    @cached_property
    def ledger(self) -> CombinedLedger:
        """The lines of all members, less what is taken out."""
        flows = self.books.flows(self.year)
        contributions = combined_contributions(flows)
        return CombinedLedger(self.books, self.year, contributions, _fundings(flows))

    def another(self, year: int) -> "CombinedFigures":
        """The figures of another year of the network."""
        return CombinedFigures(self.books, year)

    @property
    def taken_out(self) -> Sequence[TakenOut]:
        """What is taken out, each with its line under the ids of the network."""
        flows = self.books.flows(self.year)
        by_code, identified = self.books.network.by_code, self.books.identified
        return [
            it._replace(line=renamed_line(it.line, by_code[it.member], identified))
            for it in flows.taken
        ]

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """What one side tells and the other does not."""
        return tuple(self.books.flows(self.year).gaps(self.books.flows(self.year - 1)))

    @property
    def absent(self) -> Sequence[Member]:
        """The members that have nothing in the year."""
        present = {member.code for member, _ in self.books.flows(self.year).homes}
        return [it for it in self.books.network.members if it.code not in present]


def combined(network: Network) -> CombinedBooks:
    """Put the registers of a network together."""
    identified = identify(network)
    return CombinedBooks(
        network_register(network, identified), network=network, identified=identified
    )
