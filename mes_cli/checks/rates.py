"""Checks of rates: what would silently count nothing, or count in another way than before."""

import datetime as dt
from collections.abc import Collection, Iterator
from operator import itemgetter

from mes_cli.figures.line import Described, Reason
from mes_cli.figures.rules import rules, worth
from mes_cli.finding import Argument, Message, Mistake, Place, Related, field, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Accompaniment, Contribution
from mes_cli.model.dated import first_day
from mes_cli.register import Entry, Register


def no_hourly_cost(register: Register) -> Iterator[Mistake]:
    """Hours of paid work have no hourly cost on their day, and count nothing.

    ``mes.yaml`` says what an hour costs from a day on, for everybody or by role. One
    warning stands for all hours that miss a cost.

    Bad::

        # mes.yaml
        hourly_costs:
          - {from: 2025-01-01, rate: 35.50}
        # a session of 2024

    Good::

        # mes.yaml
        hourly_costs:
          - {from: 2024-01-01, rate: 34.00}
          - {from: 2025-01-01, rate: 35.50}
    """
    if not register.settings.hourly_costs:
        return  # a register that does not cost its hours says so by having no costs
    declared = rules(register.settings)
    found = [
        (session.date, entry.at("sessions", position, "hours"))
        for entry in register.entries_of(Accompaniment)
        for position, session in enumerate(entry.record.sessions)
        if declared.hourly_cost(session.role, session.date) is None
        and entry.record.spans(session.date)
    ]
    yield from _first(
        found,
        say("there is no hourly cost for {day}: {number} sessions count nothing"),
        say("add a line from {day} on to `{costs}` in `mes.yaml`"),
        costs=field("Settings", "hourly_costs"),
    )


def no_overhead_share(register: Register) -> Iterator[Mistake]:
    """Costs are dated before the first share of overheads, and bear none.

    A register that has overheads says from which day on; what is older counts without any.
    One warning stands for all such costs.

    Bad::

        # mes.yaml
        overheads:
          - {from: 2025-01-01, share: 18 %}
        # a session of 2024

    Good::

        # mes.yaml
        overheads:
          - {from: 2024-01-01, share: 18 %}
    """
    if not register.settings.overheads:
        return
    begin = rules(register.settings).overheads.days[0]
    found = [
        (day, at)
        for entry in register.entries_of(Accompaniment)
        for day, at in _costs(entry)
        if day < begin
    ]
    yield from _first(
        found,
        say("there are no overheads for {day}: {number} costs bear none"),
        say("add a line from {day} on to `{overheads}` in `mes.yaml`"),
        overheads=field("Settings", "overheads"),
    )


def no_valuation_rate(register: Register) -> Iterator[Mistake]:
    """Hours that would be valued have no rule, or no rate, on their day.

    They are described and count nothing. One warning stands for all of them.

    Bad::

        # mes.yaml
        valuation:
          - from: 2025-01-01
            method: minimum-wage
        # volunteer hours of 2024

    Good::

        # mes.yaml
        valuation:
          - from: 2024-01-01
            method: minimum-wage
    """
    if not register.settings.valuation:
        return
    declared = rules(register.settings)
    found = [
        (day, entry.at("hours"))
        for entry in register.entries_of(Contribution)
        if (day := first_day(entry.record))
        and worth(entry.record, day, declared) == Described(Reason.NO_RATE)
    ]
    yield from _first(
        found,
        say("there is no rate of valuation for {day}: {number} contributions count nothing"),
        say("add a rule from {day} on to `{valuation}` in `mes.yaml`"),
        valuation=field("Settings", "valuation"),
    )


def _first(
    found: Collection[tuple[dt.date, Place]], message: Message, cure: Message, **setting: Argument
) -> Iterator[Mistake]:
    """Tell the first of the days that no rule covers; one mistake stands for all of them."""
    if found:
        day, at = min(found, key=itemgetter(0))
        more: tuple[tuple[str, Argument], ...] = (
            ("day", str(day)),
            ("number", len(found)),
            *setting.items(),
        )
        yield Mistake(at, message._replace(arguments=more), cure._replace(arguments=more))


def _costs(entry: Entry[Accompaniment]) -> Iterator[tuple[dt.date, Place]]:
    """Give the days of whatever an accompaniment costs, and their places.

    What lies outside it has a wrong date, which another check tells.
    """
    course = entry.record
    for position, session in enumerate(course.sessions):
        if course.spans(session.date):
            yield session.date, entry.at("sessions", position, "date")
    for position, expense in enumerate(course.expenses):
        if expense.date >= course.started:
            yield expense.date, entry.at("expenses", position, "date")


def two_rates_of_one_day(register: Register) -> Iterator[Mistake]:
    """Two dated rules of one list begin on one day.

    Nothing says which of the two holds. Hourly costs may begin on one day for different roles.

    Bad::

        hourly_costs:
          - {from: 2025-01-01, rate: 34.00}
          - {from: 2025-01-01, rate: 35.50}

    Good::

        hourly_costs:
          - {from: 2025-01-01, rate: 34.00}
          - {from: 2025-01-01, rate: 48.00, role: direction}
    """
    settings = register.settings
    lists: dict[str, list[tuple[dt.date, str | None]]] = {
        "hourly_costs": [(rule.since, rule.role) for rule in settings.hourly_costs],
        "overheads": [(rule.since, None) for rule in settings.overheads],
        "valuation": [(rule.since, None) for rule in settings.valuation],
    }
    for name, rules_ in lists.items():
        first: dict[tuple[dt.date, str | None], int] = {}
        for position, rule in enumerate(rules_):
            other = first.setdefault(rule, position)
            if other != position:
                places = (Place(SETTINGS_FILE, (name, it, "from")) for it in (position, other))
                at, before = places
                yield Mistake(
                    at,
                    say(
                        "two rules of `{name}` begin on {date}",
                        name=field("Settings", name),
                        date=str(rule[0]),
                    ),
                    say("leave one of the two out, or correct the day of one"),
                    related=(Related(before, say("the other one")),),
                )
