"""Checks of money and of shares: what does not add up cannot be counted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mes_cli.checks.words import field
from mes_cli.finding import Finding, Related, error, say, warning
from mes_cli.model import Accompaniment, Contribution, Funding
from mes_cli.model.accompaniment import Form
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import FundingStatus
from mes_cli.register import Entry, Register

#: Half of the last decimal that a share may have: what a third loses when it is written.
_ROUNDING = Decimal("0.00005")


def _total(shares: Sequence[Decimal | None]) -> tuple[Decimal, Decimal]:
    """Sum shares; give also what their rounding may make up."""
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)), _ROUNDING * len(known)


def _percent(share: Decimal) -> str:
    return f"{share * 100:f}".rstrip("0").rstrip(".") if share % 1 else f"{share * 100:.0f}"


def shares_do_not_sum(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Contribution):
        shares = [target.share for target in entry.record.targets]
        if not shares or None in shares:
            continue
        total, tolerance = _total(shares)
        if abs(total - 1) > tolerance:
            yield error(
                "shares-do-not-sum",
                entry.at("for"),
                say("these shares make {total} %, not 100 %", total=_percent(total)),
                say("correct the shares so that they make 100 %"),
            )


def mixed_shares(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Contribution):
        said = [target.share is not None for target in entry.record.targets]
        if any(said) and not all(said):
            yield _mixed(entry, "for", said.index(False))
    for funding in register.of(Funding):
        for name, parts in (("policies", funding.record.policies), ("for", funding.record.targets)):
            ways = [(part.share is not None, part.amount is not None) for part in parts]
            odd = [n for n, way in enumerate(ways) if way != ways[0] or way == (True, True)]
            if odd:
                yield _mixed(funding, name, odd[0])


def _mixed(entry: Entry[Contribution] | Entry[Funding], name: str, position: int) -> Finding:
    return error(
        "mixed-shares",
        entry.at(name, position),
        say("some of these parts say how much, others do not, or not in the same way"),
        say("give each a share, or each an amount, or none of them anything"),
    )


def policies_do_not_sum(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Funding):
        parts = entry.record.policies
        shares, amounts = [p.share for p in parts], [p.amount for p in parts]
        amount = entry.record.amount
        if parts and None not in shares:
            total, tolerance = _total(shares)
            if abs(total - 1) > tolerance:
                yield error(
                    "policies-do-not-sum",
                    entry.at("policies"),
                    say("these shares make {total} %, not 100 %", total=_percent(total)),
                    say("correct the shares so that they make 100 %"),
                )
        elif parts and None not in amounts and amount is not None:
            total = sum((a for a in amounts if a is not None), Decimal(0))
            if total != amount:
                yield error(
                    "policies-do-not-sum",
                    entry.at("policies"),
                    say("these amounts make {total}, and the funding is {amount}",
                        total=str(total), amount=str(amount)),
                    say("correct the amounts so that they make {amount}", amount=str(amount)),
                )  # fmt: skip


def years_do_not_sum(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Funding):
        years, amount = entry.record.by_year, entry.record.amount
        total = sum(years.values(), Decimal(0))
        if years and amount is not None and total != amount:
            yield error(
                "years-do-not-sum",
                entry.at("by_year"),
                say("these amounts make {total}, and the funding is {amount}",
                    total=str(total), amount=str(amount)),
                say("correct the amounts so that they make {amount}", amount=str(amount)),
            )  # fmt: skip


def targets_above_funding(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Funding):
        targets, amount = entry.record.targets, entry.record.amount
        share, tolerance = _total([t.share for t in targets])
        given = sum((t.amount for t in targets if t.amount is not None), Decimal(0))
        if share > 1 + tolerance or (amount is not None and given > amount):
            yield error(
                "targets-above-funding",
                entry.at("for"),
                say("more is given out here than the funding holds"),
                say("correct the shares or the amounts"),
            )


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
    for entry in register.of(Funding):
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
    for entry in register.of(Funding):
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
    for entry in register.of(Funding):
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


def empty_contribution(register: Register) -> Iterator[Finding]:
    """A contribution says neither how many hours, nor how much, nor what it is worth.

    It will be listed, and counted nowhere.

    Bad::

        kind: volunteering
        date: 2025-03-04

    Good::

        kind: volunteering
        date: 2025-03-04
        hours: 2h30
    """
    for entry in register.of(Contribution):
        record = entry.record
        if record.nature is ContributionKind.EXTERNAL_EFFECT and record.title:
            continue
        if (record.hours, record.quantity, record.value, record.obtained) == (None,) * 4:
            yield warning(
                "empty-contribution",
                entry.place,
                say("this contribution says neither how long nor how much"),
                say("add `{hours}`, or `{quantity}`, or `{value}` with the reason for having none",
                    hours=field("Contribution", "hours"),
                    quantity=field("Contribution", "quantity"),
                    value=field("Contribution", "value")),
            )  # fmt: skip


def value_without_basis(register: Register) -> Iterator[Finding]:
    """A contribution is given an amount without saying where it comes from.

    Whoever reads the accounts must be able to follow every value (règlement ANC 2018-06,
    art. 431-10).

    Bad::

        value:
          amount: 1200

    Good::

        value:
          amount: 1200
          basis: rental value of the room, 100 € a month
    """
    for entry in register.of(Contribution):
        value = entry.record.value
        if value is not None and value.amount is not None and not value.basis:
            yield error(
                "value-without-basis",
                entry.at("value", "amount"),
                say("this amount does not say where it comes from"),
                say("add `{basis}`: a quotation, a rental value, a price list",
                    basis=field("Value", "basis")),
            )  # fmt: skip


def value_in_two_ways(register: Register) -> Iterator[Finding]:
    """A contribution is given a value in several ways, or in none.

    A rate for an hour, an amount, or no value and the reason: one of the three.

    Bad::

        value:
          rate: 15
          amount: 1200
          basis: quotation

    Good::

        value:
          amount: 1200
          basis: quotation
    """
    for entry in register.of(Contribution):
        value = entry.record.value
        if value is None:
            continue
        ways = sum(way is not None for way in (value.rate, value.amount, value.none))
        if ways != 1:
            yield error(
                "value-in-two-ways",
                entry.at("value"),
                say("a value is a rate, or an amount, or none with its reason"),
                say("keep one of `{rate}`, `{amount}` and `{none}`", rate=field("Value", "rate"),
                    amount=field("Value", "amount"), none=field("Value", "none")),
            )  # fmt: skip
        elif value.rate is not None and entry.record.hours is None:
            yield error(
                "value-in-two-ways",
                entry.at("value", "rate"),
                say("a rate for an hour needs hours"),
                say("add `{hours}`", hours=field("Contribution", "hours")),
            )


def exchange_without_both(register: Register) -> Iterator[Finding]:
    """An exchange of skills does not say who gave and who received.

    Exchanges are shown as reciprocity: what one gives, another receives.

    Bad::

        kind: skill-exchange
        from: seed-library
        hours: 3h

    Good::

        kind: skill-exchange
        from: seed-library
        to: repair-shop
        hours: 3h
    """
    for entry in register.of(Contribution):
        record = entry.record
        if record.nature is not ContributionKind.SKILL_EXCHANGE:
            continue
        missing = "from" if record.giver is None else "to" if record.receiver is None else None
        if missing:
            yield error(
                "exchange-without-both",
                entry.at("kind"),
                say("an exchange of skills says who gave and who received"),
                say("add `{field}`", field=field("Contribution", missing)),
            )


def individual_with_several(register: Register) -> Iterator[Finding]:
    """An individual accompaniment has several initiatives.

    Reports count individual and collective accompaniments apart.

    Bad::

        form: individual
        initiatives: [garden, repair-shop]

    Good::

        form: collective
        initiatives: [garden, repair-shop]
    """
    for entry in register.of(Accompaniment):
        record = entry.record
        if record.form is Form.INDIVIDUAL and len(set(record.initiatives)) > 1:
            yield warning(
                "individual-with-several",
                entry.at("form"),
                say("an individual accompaniment has several initiatives"),
                say("set `{form}` to the collective form, or keep one initiative",
                    form=field("Accompaniment", "form")),
                related=(Related(entry.at("initiatives"), say("the initiatives")),),
            )  # fmt: skip
