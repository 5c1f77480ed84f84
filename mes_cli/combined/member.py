"""A network and its members: their registers, as each lets the others see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mes_cli.figures.books import Books, books
from mes_cli.figures.ledger import Ledger, ledger
from mes_cli.model.settings import Decision, Identities, Settings
from mes_cli.register import Register


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
