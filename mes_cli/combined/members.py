"""A network: its members, their registers, and how records of several are put together.

Of some records it is decided that they are one, or that they are not; others are in doubt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from mes_cli.figures.books import Books, books
from mes_cli.figures.ledger import Ledger, ledger
from mes_cli.model import Record
from mes_cli.model.settings import Decision, Identities, Settings
from mes_cli.register import Entry, Register


def qualified(code: str, name: str) -> str:
    """The id of a record in the network.

    >>> qualified("pes-21", "cafe")
    'pes-21:cafe'
    """
    return f"{code}:{name}"


@dataclass(frozen=True)
class Member:
    """A register of the network; the network's own is one more."""

    #: The network's id of the structure that keeps it.
    code: str
    register: Register
    #: The folder or the package that it was read from, as ``mes.yaml`` names it.
    source: str = ""
    #: What is known of it: its name, its day, its commit and so on.
    about: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def books(self) -> Books:
        """What its records come to, by its own rules."""
        return books(self.register)

    def year(self, year: int) -> Ledger | None:
        """Its financial year that begins in a calendar year; None where it has none."""
        return ledger(self.books, year) if year in self.books.days.years else None


@dataclass(frozen=True)
class Network:
    """The registers that are put together, in order of precedence; the own one is last."""

    settings: Settings
    members: Sequence[Member]
    identities: Identities = field(default_factory=Identities)

    @property
    def own(self) -> Member:
        """The network's own register."""
        return self.members[-1]

    @cached_property
    def by_code(self) -> Mapping[str, Member]:
        """The members by their codes."""
        return {member.code: member for member in self.members}

    @cached_property
    def decisions(self) -> Sequence[tuple[str, Decision]]:
        """All decisions, each with ``same``, ``distinct`` or ``open``."""
        it = self.identities
        told = (("same", it.same), ("distinct", it.distinct), ("open", it.open))
        return [(word, decision) for word, decisions in told for decision in decisions]


class Doubt(StrEnum):
    """What is wrong with, or unclear of, some identities."""

    CONTRADICTION = "contradiction"
    ONE_REGISTER = "one-register"
    TWO_SIRENS = "two-sirens"
    #: One that could join either of two.
    EITHER = "either"
    #: A decision names a record that no register has.
    UNKNOWN = "unknown"
    #: The network's record of a member has another number than the member's own.
    ANOTHER_NUMBER = "another-number"
    #: One id of a programme, with two leads.
    TWO_LEADS = "two-leads"


#: What keeps the network from being counted.
GRAVE = frozenset({Doubt.CONTRADICTION, Doubt.ONE_REGISTER, Doubt.TWO_SIRENS, Doubt.ANOTHER_NUMBER})


class DoubtfulIdentity(NamedTuple):
    """Records of one kind, by their ids in the network, and what is wrong with them."""

    doubt: Doubt
    kind: str
    ids: tuple[str, ...]


@dataclass
class Groups:
    """Records of one kind as they are put together."""

    kind: str
    entries: Mapping[str, Entry[Record]]  #: by the id in the network, in order of precedence
    apart: set[frozenset[str]] = field(default_factory=set)
    group: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[DoubtfulIdentity] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.group = {name: [name] for name in self.entries}

    def doubt(self, doubt: Doubt, ids: Iterable[str]) -> None:
        """Note what is unclear of some records."""
        self.doubts.append(DoubtfulIdentity(doubt, self.kind, tuple(dict.fromkeys(ids))))

    def join(self, one: str, other: str) -> None:
        """Put the groups of two records together."""
        if self.group[one] is not self.group[other]:
            self.group[one] += self.group[other]
            for name in self.group[other]:
                self.group[name] = self.group[one]

    def fit(self, one: list[str], other: list[str]) -> bool:
        """Tell whether two groups may become one."""
        if {register_of(it) for it in one} & {register_of(it) for it in other}:
            return False
        return not any(frozenset((a, b)) in self.apart for a in one for b in other)

    def join_alike(self, names: Sequence[str]) -> None:
        """Join records with one number, but for those that could join either of two."""
        found = list({id(self.group[name]): self.group[name] for name in names}.values())
        unfit = [(a, b) for a, b in combinations(found, 2) if not self.fit(a, b)]

        def either(it: list[str], other: list[str]) -> bool:
            """Tell whether another one could be joined by *it* in place of *other*."""
            rivals = [b if a is other else a for a, b in unfit if a is other or b is other]
            return any(rival is not it and self.fit(it, rival) for rival in rivals)

        pairs = [(a, b) for a, b in combinations(found, 2) if self.fit(a, b)]
        for a, b in pairs:
            if either(a, b) or either(b, a):
                self.doubt(Doubt.EITHER, (a[0], *(it[0] for it in found if it is not a)))
        good = [(a[0], b[0]) for a, b in pairs if not either(a, b) and not either(b, a)]
        for one, other in good:
            self.join(one, other)


def register_of(name: str) -> str:
    """The register that an id of the network begins with."""
    return name.partition(":")[0]
