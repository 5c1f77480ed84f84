"""Eliminations: money, expenses, gifts and hours between members, and where both sides differ.

Money, expenses and gifts in kind between two different members would count twice; so would a
course and an exchange of skills that two registers keep. What one side says and the other does
not is a gap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from mes_cli.combined.identity import Identified
from mes_cli.combined.members import Member, Network
from mes_cli.figures.books import ContributionYears, FundingYears
from mes_cli.figures.ledger import MONETARY, Ledger
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import ZERO
from mes_cli.finding import Place
from mes_cli.language.folding import fold
from mes_cli.model import Accompaniment, Contribution, FinancialYear, Initiative, Structure
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import FundingNature


class Elimination(StrEnum):
    """Why something is taken out."""

    #: Money that another member, or the network, gives.
    MONEY = "internal-money"
    #: Membership fees of another member.
    FEES = "internal-fees"
    #: Money that another member is asked for.
    PENDING = "internal-pending"
    #: An expense that goes to another member.
    EXPENSE = "internal-expense"
    #: A gift in kind of another member.
    GIFT = "internal-gift"
    #: Skills exchanged between two members.
    EXCHANGE = "internal-exchange"
    #: Skills exchanged that another register tells as well.
    TWICE = "exchange-told-twice"
    #: A course of support that the register of its structure tells as well.
    COURSE = "course-told-twice"


class TakenOut(NamedTuple):
    """Something that is taken out: its line at home, and between whom it passed."""

    reason: Elimination
    member: str
    line: Line
    payer: str | None = None
    payee: str | None = None


class GivenOn(NamedTuple):
    """Money that a member received for another one and gave on to it, and where it says so."""

    payer: str
    payee: str
    amount: Decimal
    at: Place


class Gap(NamedTuple):
    """What one of two sides says and the other does not: euros, or seconds of skills."""

    payer: str
    payee: str
    given: Decimal | int
    received: Decimal | int
    #: What the year before leaves the other way round: a difference of dates, not of amounts.
    timing: bool = False

    @property
    def timed(self) -> bool:
        """Tell whether it is about hours."""
        return isinstance(self.given, int)


#: What people give is never a member's gift; skills and effects have rules of their own.
_GIFTS = frozenset(ContributionKind) - {
    ContributionKind.VOLUNTEERING,
    ContributionKind.ACTIVIST_TIME,
    ContributionKind.SKILL_EXCHANGE,
    ContributionKind.EXTERNAL_EFFECT,
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Flows:
    """A year of all members that have it, and what passes between them."""

    network: Network
    identified: Identified
    year: int
    homes: Sequence[tuple[Member, Ledger]] = field(repr=False)

    def party(self, member: Member, name: str | None) -> str | None:
        """The id in the network of who gave or received; structures before initiatives."""
        if name is None:
            return None
        is_structure = member.register.get(Structure, name) is not None
        kind = Structure.kind if is_structure else Initiative.kind
        return self.identified.name(kind, member.code, name)

    def other(self, member: Member, name: str | None) -> str | None:
        """The code of another member that a structure is; None for all others."""
        told = self.party(member, name)
        return told if told != member.code and told in self.network.by_code else None

    @cached_property
    def taken(self) -> Sequence[TakenOut]:
        """Everything that is taken out of the year."""
        return tuple(it for member, home in self.homes for it in self._taken(member, home))

    @cached_property
    def lost(self) -> frozenset[object]:
        """What is taken out, to be looked up: records of a register, and single lines of costs."""
        single = {Elimination.EXPENSE, Elimination.COURSE}
        return frozenset(
            (it.member, it.line.record, it.line.loc, it.line.measure)
            if it.reason in single
            else (it.member, it.line.record)
            for it in self.taken
        )

    def keeps(self, code: str, line: Line) -> bool:
        """Tell whether a line of a register stays."""
        single = (code, line.record, line.loc, line.measure)
        return (code, line.record) not in self.lost and single not in self.lost

    def _taken(self, member: Member, home: Ledger) -> Iterator[TakenOut]:
        for funding in home.fundings:
            yield from self._money(member, funding)
        for contribution in home.contributions:
            yield from self._in_kind(member, contribution)
        for line in home.own:
            yield from self._cost(member, line)

    def _money(self, member: Member, it: FundingYears) -> Iterator[TakenOut]:
        payer, line = self.payer(member, it), it.years[self.year]
        if payer is None or not line.amount:
            return
        reason = Elimination.MONEY
        if line.measure is Measure.PENDING:
            reason = Elimination.PENDING
        elif it.entry.record.nature is FundingNature.MEMBERSHIP_FEES:
            reason = Elimination.FEES
        yield TakenOut(reason, member.code, line, payer, member.code)

    def payer(self, member: Member, it: FundingYears) -> str | None:
        """The other member that money comes from, by its funder or by what it was given on."""
        record = it.entry.record
        given_on = self._by_reference.get(fold(record.reference or ""), ())
        by_reference = next((code for code in given_on if code != member.code), None)
        return self.other(member, record.funder) or by_reference

    @cached_property
    def _by_reference(self) -> Mapping[str, Sequence[str]]:
        """The registers that gave money on, by its reference."""
        found: dict[str, list[str]] = {}
        for member in self.network.members:
            for entry in member.register.of(FinancialYear):
                for regrant in entry.record.regrants:
                    if regrant.reference:
                        found.setdefault(fold(regrant.reference), []).append(member.code)
        return found

    def _in_kind(self, member: Member, it: ContributionYears) -> Iterator[TakenOut]:
        record, line = it.entry.record, it.years[self.year]
        pair = self._pair(member, record)
        inside = pair is not None and all(side in self.network.by_code for side in pair)
        if record.nature is ContributionKind.SKILL_EXCHANGE and pair:
            if self._teller(pair) != member.code:
                yield TakenOut(Elimination.TWICE, member.code, line, *pair)
            elif inside:
                yield TakenOut(Elimination.EXCHANGE, member.code, line, *pair)
        elif record.nature in _GIFTS and pair and inside:
            yield TakenOut(Elimination.GIFT, member.code, line, *pair)

    def _pair(self, member: Member, record: Contribution) -> Pair | None:
        """Who gave and who received, two different ones; the keeper receives unless it is said."""
        giver = self.party(member, record.giver)
        receiver = self.party(member, record.receiver) or member.code
        return (giver, receiver) if giver and giver != receiver else None

    @cached_property
    def _exchanged(self) -> Mapping[Pair, Mapping[str, int]]:
        """The seconds of skills between two parties, as each register tells them."""
        found: dict[Pair, dict[str, int]] = {}
        for member, home in self.homes:
            for it in home.contributions:
                record = it.entry.record
                pair = self._pair(member, record)
                if record.nature is ContributionKind.SKILL_EXCHANGE and pair:
                    told = found.setdefault(pair, {})
                    seconds = it.years[self.year].seconds
                    told[member.code] = told.get(member.code, 0) + seconds
        return found

    def _teller(self, pair: Pair) -> str:
        """Whose register tells an exchange: the giver's, else the receiver's, else the first's."""
        told = self._exchanged[pair]
        return next((side for side in pair if side in told), next(iter(told)))

    def _cost(self, member: Member, line: Line) -> Iterator[TakenOut]:
        if line.measure not in MONETARY:
            return
        course = member.register.get(Accompaniment, line.record[1])
        if course is None:
            return
        if line.loc[:1] == ("expenses",):
            to = course.record.expenses[int(line.loc[1])].to
            if payee := self.other(member, to):
                yield TakenOut(Elimination.EXPENSE, member.code, line, member.code, payee)
                return
        name = self.identified.name(Accompaniment.kind, member.code, course.record.id)
        teller = self.tellers.get(name)
        if teller not in {None, member.code}:
            yield TakenOut(Elimination.COURSE, member.code, line, None, teller)

    @cached_property
    def tellers(self) -> Mapping[str, str]:
        """The register that counts a course which several keep for one structure."""
        found: dict[str, str] = {}
        for (kind, name), group in self.identified.groups.items():
            if kind != Accompaniment.kind or len(group) == 1:
                continue
            structures = {self.structure(it) for it in group}
            registers = [it.partition(":")[0] for it in group]
            present = [it for it in registers if it in {member.code for member, _ in self.homes}]
            if len(structures) == 1 and present:
                [only] = structures
                found[name] = only if only in present else present[0]
        return found

    def structure(self, course: str) -> str:
        """The structure that keeps a course, by the id of the record in the network."""
        code, _, name = course.partition(":")
        member = self.network.by_code[code]
        entry = member.register.get(Accompaniment, name)
        said = (entry.record.structure if entry else None) or member.register.settings.keeper
        return self.identified.name(Structure.kind, code, said)

    @cached_property
    def sides(self) -> Mapping[Pair, tuple[Decimal, Decimal]]:
        """What members gave each other, as the payer tells it and as the payee does."""
        found: dict[Pair, list[Decimal]] = {}
        for it in self.taken:
            side = {Elimination.EXPENSE: 0, Elimination.MONEY: 1}.get(it.reason)
            if side is not None and it.payer and it.payee:
                found.setdefault((it.payer, it.payee), [ZERO, ZERO])[side] += it.line.amount
        for given in self.given_on:
            found.setdefault((given.payer, given.payee), [ZERO, ZERO])[0] += given.amount
        return {pair: (given, received) for pair, (given, received) in found.items()}

    @cached_property
    def given_on(self) -> Sequence[GivenOn]:
        """The money that members gave on to others in the year."""
        return tuple(
            GivenOn(member.code, payee, regrant.amount, entry.at("regrants", number))
            for member, _ in self.homes
            for entry in member.register.of(FinancialYear)
            if entry.record.year == self.year
            for number, regrant in enumerate(entry.record.regrants)
            if (payee := self.other(member, regrant.to))
        )

    def gaps(self, before: "Flows | None") -> Iterator[Gap]:
        """What one side tells and the other does not; *before* is the year before."""
        earlier = before.sides if before else {}
        present = {member.code for member, _ in self.homes}
        for pair, (given, received) in sorted(self.sides.items()):
            if given != received and set(pair) <= present:
                its_given, its_received = earlier.get(pair, (ZERO, ZERO))
                timing = given + its_given == received + its_received
                yield Gap(*pair, given, received, timing)
        for pair, told in sorted(self._exchanged.items()):
            if pair[0] in told and pair[1] in told and told[pair[0]] != told[pair[1]]:
                yield Gap(*pair, told[pair[0]], told[pair[1]])
