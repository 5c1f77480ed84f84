"""Checks of rates: what would silently count nothing, or count in another way than before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from operator import itemgetter

from mes_cli.checks.words import field, listed, value
from mes_cli.figures.line import Described, Reason
from mes_cli.figures.method import method_changes
from mes_cli.figures.rules import Rules, rules
from mes_cli.figures.valuation import worth
from mes_cli.finding import Finding, Place, Related, error, say, warning
from mes_cli.language.near import near
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Accompaniment, Contribution
from mes_cli.model.dated import first_day
from mes_cli.model.settings import Method
from mes_cli.register import Entry, Register

#: Tasks that an unknown one is compared with.
_MOST_COMPARED = 50


def no_hourly_cost(register: Register) -> Iterator[Finding]:
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
    if found:
        first, at = min(found, key=itemgetter(0))
        day = str(first)
        yield warning(
            "no-hourly-cost",
            at,
            say("there is no hourly cost for {day}: {number} sessions count nothing",
                day=day, number=len(found)),
            say("add a line from {day} on to `{costs}` in `mes.yaml`", day=day,
                costs=field("Settings", "hourly_costs")),
        )  # fmt: skip


def no_overhead_share(register: Register) -> Iterator[Finding]:
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
    if found:
        first, at = min(found, key=itemgetter(0))
        day = str(first)
        yield warning(
            "no-overhead-share",
            at,
            say("there are no overheads for {day}: {number} costs bear none", day=day,
                number=len(found)),
            say("add a line from {day} on to `{overheads}` in `mes.yaml`", day=day,
                overheads=field("Settings", "overheads")),
        )  # fmt: skip


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


def no_valuation_rate(register: Register) -> Iterator[Finding]:
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
        (it, entry.at("hours"))
        for entry in register.entries_of(Contribution)
        if (it := first_day(entry.record)) and _reason(entry.record, it, declared) is Reason.NO_RATE
    ]
    if found:
        first, at = min(found, key=itemgetter(0))
        day = str(first)
        yield warning(
            "no-valuation-rate",
            at,
            say("there is no rate of valuation for {day}: {number} contributions count nothing",
                day=day, number=len(found)),
            say("add a rule from {day} on to `{valuation}` in `mes.yaml`", day=day,
                valuation=field("Settings", "valuation")),
        )  # fmt: skip


def task_without_rate(register: Register) -> Iterator[Finding]:
    """Hours are valued by task, and these name no task that has a rate.

    Where the method is a rate for each task, hours without a known task cannot be counted.

    Bad::

        # mes.yaml: task_rates: {animation: 18.00}
        kind: volunteering
        hours: 3h
        task: cooking

    Good::

        kind: volunteering
        hours: 3h
        task: animation
    """
    valuation = register.settings.valuation
    if not any(rule.method is Method.TASK_RATES for rule in valuation):
        return
    declared = rules(register.settings)
    known = sorted({task for rule in valuation for task in rule.task_rates})
    for entry in register.entries_of(Contribution):
        day = first_day(entry.record)
        reason = _reason(entry.record, day, declared) if day else None
        if reason is Reason.TASK_ABSENT:
            yield error(
                "task-without-rate",
                entry.at("hours"),
                say("these hours name no task, and tasks decide their rate"),
                say("add `{task}`: one of {choices}", task=field("Contribution", "task"),
                    choices=listed(known)),
            )  # fmt: skip
        elif reason is Reason.TASK_UNKNOWN:
            yield _unknown_task(entry, known)


def _unknown_task(entry: Entry[Contribution], known: Sequence[str]) -> Finding:
    task = str(entry.record.task)
    suggestion = near(task, known[:_MOST_COMPARED])
    return error(
        "task-without-rate",
        entry.at("task"),
        say("the task `{task}` has no rate", task=task),
        say("write `{near}`", near=suggestion)
        if suggestion
        else say("write one of {choices}, or give it a rate in `mes.yaml`",
                 choices=listed(known)),
    )  # fmt: skip


def _reason(record: Contribution, day: dt.date, declared: Rules) -> Reason | None:
    """Tell why a contribution has no value by the rules of its first day."""
    found = worth(record, day, declared)
    return found.reason if isinstance(found, Described) else None


def method_without_rate(register: Register) -> Iterator[Finding]:
    """A method of valuation lacks the rates that it needs.

    The flat rate needs its rate, rates by task need their table.

    Bad::

        valuation:
          - from: 2025-01-01
            method: flat-rate

    Good::

        valuation:
          - from: 2025-01-01
            method: flat-rate
            rate: 18.00
    """
    for position, rule in enumerate(register.settings.valuation):
        needs = {Method.FLAT_RATE: "rate", Method.TASK_RATES: "task_rates"}.get(rule.method)
        # A rate of 0 is a rate, an empty table is none.
        if needs and getattr(rule, needs) in (None, {}):
            yield error(
                "method-without-rate",
                Place(SETTINGS_FILE, ("valuation", position, "method")),
                say("the method `{method}` has no rate", method=value("Method", rule.method)),
                say("add `{needs}` below it", needs=field("Valuation", needs)),
            )


def two_rates_of_one_day(register: Register) -> Iterator[Finding]:
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
                yield error(
                    "two-rates-of-one-day",
                    at,
                    say("two rules of `{name}` begin on {date}",
                        name=field("Settings", name), date=str(rule[0])),
                    say("leave one of the two out, or correct the day of one"),
                    related=(Related(before, say("the other one")),),
                )  # fmt: skip


def method_changed(register: Register) -> Iterator[Finding]:
    """The method of valuation changes, and nothing says why.

    Two years can be compared only if they are counted in the same way. The annex to the
    accounts must explain a change (règlement ANC 2018-06, art. 431-10).

    Bad::

        valuation:
          - {from: 2024-01-01, method: minimum-wage}
          - {from: 2025-01-01, method: flat-rate, rate: 18.00}

    Good::

        valuation:
          - {from: 2024-01-01, method: minimum-wage}
          - from: 2025-01-01
            method: flat-rate
            rate: 18.00
            reason: the rate that our federation agreed on in 2024
    """
    for change in method_changes(register.settings):
        if change.explained:
            continue
        before = register.settings.valuation.index(change.before)
        yield warning(
            "method-changed",
            Place(SETTINGS_FILE, ("valuation", change.position, "from")),
            say("the method of valuation changes here, and nothing says why"),
            say("add `{reason}` below it", reason=field("Valuation", "reason")),
            related=(
                Related(Place(SETTINGS_FILE, ("valuation", before, "from")), say("the one before")),
            ),
        )
