"""Checks of fundings: their amounts, and where they go."""

from collections.abc import Iterator

from mes_cli.checks.words import field
from mes_cli.finding import Finding, Related, error, say, warning
from mes_cli.model import Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.register import Register


def funding_without_amount(register: Register) -> Iterator[Finding]:
    """A funding has no amount to be counted with.

    A request counts with what is asked for; what was granted or received counts with
    that amount.

    Bad::

        status: granted
        requested: 10000

    Good::

        status: granted
        requested: 10000
        granted: 8000
    """
    for entry in register.entries_of(Funding):
        record = entry.record
        if record.status is FundingStatus.REFUSED or record.amount is not None:
            continue
        wanted = "requested" if record.status is FundingStatus.REQUESTED else "granted"
        yield error(
            "funding-without-amount",
            entry.at("status"),
            say("this funding has no amount to be counted with"),
            say("add `{field}`", field=field("Funding", wanted)),
        )


def granted_above_requested(register: Register) -> Iterator[Finding]:
    """More was granted than asked for, or received than granted.

    It happens, but mostly two amounts were exchanged.

    Bad::

        requested: 8000
        granted: 10000

    Good::

        requested: 10000
        granted: 8000
    """
    for entry in register.entries_of(Funding):
        record = entry.record
        for less, more in (("granted", "requested"), ("received", "granted")):
            small, large = getattr(record, more), getattr(record, less)
            if small is not None and large is not None and large > small:
                yield warning(
                    "granted-above-requested",
                    entry.at(less),
                    say("`{less}` is more than `{more}`", less=field("Funding", less),
                        more=field("Funding", more)),
                    say("check that the two amounts were not exchanged"),
                    related=(Related(entry.at(more), say("the other amount")),),
                )  # fmt: skip


def target_of_nothing(register: Register) -> Iterator[Finding]:
    """A part of a grant names neither an accompaniment nor a programme, or both.

    Each part of the money goes to one place.

    Bad::

        for:
          - amount: 5000

    Good::

        for:
          - programme: regional-scheme
            amount: 5000
    """
    for entry in register.entries_of(Funding):
        for position, target in enumerate(entry.record.targets):
            if (target.accompaniment is None) == (target.programme is None):
                yield error(
                    "target-of-nothing",
                    entry.at("for", position),
                    say("this part of the money must go to one accompaniment or one programme"),
                    say("add `{a}` or `{b}`, and keep one of them",
                        a=field("FundingTarget", "accompaniment"),
                        b=field("FundingTarget", "programme")),
                )  # fmt: skip
