"""Checks of shares: what does not add up cannot be counted."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mes_cli.finding import Amount, Mistake, Number, Place, say
from mes_cli.model import Contribution, Funding
from mes_cli.register import Entry, Register

#: Half of the last decimal that a share may have: what a third loses when it is written.
_ROUNDING = Decimal("0.00005")


def _total(shares: Sequence[Decimal | None]) -> tuple[Decimal, Decimal]:
    """Sum shares; give also what their rounding may make up."""
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)), _ROUNDING * len(known)


def _no_whole(at: Place, shares: Sequence[Decimal | None]) -> Iterator[Mistake]:
    """Find that shares do not make 100 %."""
    total, tolerance = _total(shares)
    if abs(total - 1) > tolerance:
        yield Mistake(
            at,
            say("these shares make {total} %, not 100 %", total=Number(str(total * 100))),
            say("correct the shares so that they make 100 %"),
        )


def _not_all(at: Place, total: Decimal, amount: Decimal) -> Iterator[Mistake]:
    """Find that amounts do not make the amount of their funding."""
    if total != amount:
        whole = Amount(str(amount))
        yield Mistake(
            at,
            say(
                "these amounts make {total}, and the funding is {amount}",
                total=Amount(str(total)),
                amount=whole,
            ),
            say("correct the amounts so that they make {amount}", amount=whole),
        )


def shares_do_not_sum(register: Register) -> Iterator[Mistake]:
    """The shares of a contribution do not make a whole.

    What several accompaniments share is shared out entirely: the shares make 100 %.

    Bad::

        for:
          - accompaniment: garden-2025
            share: 50 %
          - accompaniment: repair-2025
            share: 30 %

    Good::

        for:
          - accompaniment: garden-2025
            share: 50 %
          - accompaniment: repair-2025
            share: 50 %
    """
    for entry in register.entries_of(Contribution):
        shares = [target.share for target in entry.record.targets]
        if not shares or None in shares:
            continue
        yield from _no_whole(entry.at("for"), shares)


def mixed_shares(register: Register) -> Iterator[Mistake]:
    """Some of several parts have a share or an amount, and others have none.

    What is left for the others would be a guess. Either all say how much, all in the
    same way, or none does and they share equally.

    Bad::

        policies:
          - policy: employment
            share: 50 %
          - policy: culture

    Good::

        policies:
          - policy: employment
            share: 50 %
          - policy: culture
            share: 50 %
    """
    entries: Iterable[Entry[Contribution | Funding]] = register.entries_of(Contribution, Funding)
    for entry in entries:
        record = entry.record
        if isinstance(record, Contribution):
            said = [target.share is not None for target in record.targets]
            if any(said) and not all(said):
                yield _mixed(entry, "for", said.index(False))
            continue
        for name, parts in (("policies", record.policies), ("for", record.targets)):
            ways = [(part.share is not None, part.amount is not None) for part in parts]
            odd = [n for n, way in enumerate(ways) if way != ways[0] or way == (True, True)]
            if odd:
                yield _mixed(entry, name, odd[0])


def _mixed(entry: Entry[Contribution | Funding], name: str, position: int) -> Mistake:
    return Mistake(
        entry.at(name, position),
        say("some of these parts say how much, others do not, or not in the same way"),
        say("give each a share, or each an amount, or none of them anything"),
    )


def policies_do_not_sum(register: Register) -> Iterator[Mistake]:
    """The policies of a grant do not make up the grant.

    Each euro comes from one policy: the shares make 100 %, the amounts make the grant.

    Bad::

        granted: 10000
        policies:
          - policy: employment
            amount: 4000
          - policy: culture
            amount: 5000

    Good::

        granted: 10000
        policies:
          - policy: employment
            amount: 5000
          - policy: culture
            amount: 5000
    """
    for entry in register.entries_of(Funding):
        parts = entry.record.policies
        shares, amounts = [p.share for p in parts], [p.amount for p in parts]
        amount = entry.record.amount
        if parts and None not in shares:
            yield from _no_whole(entry.at("policies"), shares)
        elif parts and None not in amounts and amount is not None:
            total = sum((a for a in amounts if a is not None), Decimal(0))
            yield from _not_all(entry.at("policies"), total, amount)


def years_do_not_sum(register: Register) -> Iterator[Mistake]:
    """The amounts by year do not make up the funding.

    A grant over several years is shared out entirely between them.

    Bad::

        granted: 30000
        by_year:
          2024: 10000
          2025: 15000

    Good::

        granted: 30000
        by_year:
          2024: 15000
          2025: 15000
    """
    for entry in register.entries_of(Funding):
        years, amount = entry.record.by_year, entry.record.amount
        if years and amount is not None:
            total = sum(years.values(), Decimal(0))
            yield from _not_all(entry.at("by_year"), total, amount)


def targets_above_funding(register: Register) -> Iterator[Mistake]:
    """More is given out of a grant than there is.

    What the targets leave of a grant is general money; they cannot take more than all of
    it.

    Bad::

        granted: 10000
        for:
          - accompaniment: garden-2025
            amount: 12000

    Good::

        granted: 10000
        for:
          - accompaniment: garden-2025
            amount: 8000
    """
    for entry in register.entries_of(Funding):
        targets, amount = entry.record.targets, entry.record.amount
        share, tolerance = _total([t.share for t in targets])
        given = sum((t.amount for t in targets if t.amount is not None), Decimal(0))
        if share > 1 + tolerance or (amount is not None and given > amount):
            yield Mistake(
                entry.at("for"),
                say("more is given out here than the funding holds"),
                say("correct the shares or the amounts"),
            )
