"""The inventory: all that a register says of people on a day, with its terms and consents."""

import datetime as dt
from dataclasses import dataclass

from mes_cli.privacy.consents import Agreed, consents
from mes_cli.privacy.contacts import contacts
from mes_cli.privacy.held import Held, held
from mes_cli.privacy.limits import Limit, Terms
from mes_cli.register import Register


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is held, how long each piece may be kept, and what the consents are worth."""

    register: Register
    day: dt.date
    held: tuple[tuple[Held, Limit], ...]
    consents: tuple[Agreed, ...]

    @property
    def over(self) -> list[tuple[Held, Limit]]:
        """What is past its term."""
        return [(it, limit) for it, limit in self.held if limit.over]


def inventory(register: Register, day: dt.date) -> Inventory:
    """Take the inventory of a register, as it is on a *day*."""
    terms = Terms(register, contacts(register, day), day)
    found = tuple((it, terms.limit(it)) for it in held(register))
    return Inventory(register, day, found, tuple(consents(register, day)))
