"""Checks of contributions and of accompaniments: how much, from whom, for whom, when."""

from collections.abc import Iterable, Iterator

from mes_cli.finding import Mistake, Related, field, say
from mes_cli.model import Accompaniment, Advocacy, Contribution
from mes_cli.model.accompaniment import Form
from mes_cli.model.contribution import ContributionKind
from mes_cli.register import Entry, Register


def empty_contribution(register: Register) -> Iterator[Mistake]:
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
    for entry in register.entries_of(Contribution):
        record = entry.record
        if record.nature is ContributionKind.EXTERNAL_EFFECT and record.title:
            continue
        if (record.hours, record.quantity, record.value, record.obtained) == (None,) * 4:
            yield Mistake(
                entry.place,
                say("this contribution says neither how long nor how much"),
                say(
                    "add `{hours}`, or `{quantity}`, or `{value}` with the reason for having none",
                    hours=field("Contribution", "hours"),
                    quantity=field("Contribution", "quantity"),
                    value=field("Contribution", "value"),
                ),
            )


def value_without_basis(register: Register) -> Iterator[Mistake]:
    """A contribution is given an amount without saying where it comes from.

    Readers of the accounts must be able to follow every value (règlement ANC 2018-06,
    art. 431-10).

    Bad::

        value:
          amount: 1200

    Good::

        value:
          amount: 1200
          basis: rental value of the room, 100 € a month
    """
    for entry in register.entries_of(Contribution):
        value = entry.record.value
        if value is not None and value.amount is not None and not value.basis:
            yield Mistake(
                entry.at("value", "amount"),
                say("this amount does not say where it comes from"),
                say(
                    "add `{basis}`: a quotation, a rental value, a price list",
                    basis=field("Value", "basis"),
                ),
            )


def value_in_two_ways(register: Register) -> Iterator[Mistake]:
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
    for entry in register.entries_of(Contribution):
        value = entry.record.value
        if value is None:
            continue
        ways = sum(way is not None for way in (value.rate, value.amount, value.none))
        if ways != 1:
            yield Mistake(
                entry.at("value"),
                say("a value is a rate, or an amount, or none with its reason"),
                say(
                    "keep one of `{rate}`, `{amount}` and `{none}`",
                    rate=field("Value", "rate"),
                    amount=field("Value", "amount"),
                    none=field("Value", "none"),
                ),
            )
        elif value.rate is not None and entry.record.hours is None:
            yield Mistake(
                entry.at("value", "rate"),
                say("a rate for an hour needs hours"),
                say("add `{hours}`", hours=field("Contribution", "hours")),
            )


def exchange_without_both(register: Register) -> Iterator[Mistake]:
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
    for entry in register.entries_of(Contribution):
        record = entry.record
        if record.nature is not ContributionKind.SKILL_EXCHANGE:
            continue
        missing = "from" if record.giver is None else "to" if record.receiver is None else None
        if missing:
            yield Mistake(
                entry.at("kind"),
                say("an exchange of skills says who gave and who received"),
                say("add `{field}`", field=field("Contribution", missing)),
            )


def individual_with_several(register: Register) -> Iterator[Mistake]:
    """An individual accompaniment has several initiatives.

    Reports count individual and collective accompaniments apart.

    Bad::

        form: individual
        initiatives: [garden, repair-shop]

    Good::

        form: collective
        initiatives: [garden, repair-shop]
    """
    for entry in register.entries_of(Accompaniment):
        record = entry.record
        if record.form is Form.INDIVIDUAL and len(set(record.initiatives)) > 1:
            yield Mistake(
                entry.at("form"),
                say("an individual accompaniment has several initiatives"),
                say(
                    "set `{form}` to the collective form, or keep one initiative",
                    form=field("Accompaniment", "form"),
                ),
                related=(Related(entry.at("initiatives"), say("the initiatives")),),
            )


def no_date(register: Register) -> Iterator[Mistake]:
    """A record has neither a date nor a period.

    Without one it belongs to no financial year, and no report would count it.

    Bad::

        kind: volunteering
        hours: 2h

    Good::

        kind: volunteering
        date: 2025-03-04
        hours: 2h
    """
    entries: Iterable[Entry[Contribution | Advocacy]] = register.entries_of(Contribution, Advocacy)
    for entry in entries:
        if entry.record.date is None and entry.record.period is None:
            home = type(entry.record).__name__
            yield Mistake(
                entry.place,
                say("this record has neither a date nor a period"),
                say(
                    "add `{date}`, or `{period}` with its two days",
                    date=field(home, "date"),
                    period=field(home, "period"),
                ),
            )


def date_and_period(register: Register) -> Iterator[Mistake]:
    """A record has both a date and a period.

    They may say different things, and only one of them decides when it is counted.

    Bad::

        date: 2025-03-04
        period: {from: 2025-01-01, to: 2025-12-31}

    Good::

        period: {from: 2025-01-01, to: 2025-12-31}
    """
    entries: Iterable[Entry[Contribution | Advocacy]] = register.entries_of(Contribution, Advocacy)
    for entry in entries:
        if entry.record.date is not None and entry.record.period is not None:
            yield Mistake(
                entry.at("date").key(),
                say("this record has a date and a period"),
                say("keep one of the two"),
                related=(Related(entry.at("period").key(), say("the other one")),),
            )
