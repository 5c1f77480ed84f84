"""Checks of rates: what would silently count nothing, or count in another way than before."""

from collections.abc import Iterator

from mes_cli.checks.words import field, listed, value
from mes_cli.figures.books import books
from mes_cli.figures.ceiling import ceilings
from mes_cli.figures.constancy import method_changes
from mes_cli.figures.ledger import ledger
from mes_cli.figures.line import Described, Reason
from mes_cli.figures.rules import rules
from mes_cli.figures.valuation import worth
from mes_cli.figures.years import newest_year, span
from mes_cli.finding import Finding, Place, Related, error, say, warning
from mes_cli.language.near import near
from mes_cli.model import Accompaniment, Contribution, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.model.settings import Method
from mes_cli.register import Entry, Register

SETTINGS_FILE = "mes.yaml"


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
    dated = rules(register.settings)
    found = [
        (session.date, entry.at("sessions", position, "hours"))
        for entry in register.of(Accompaniment)
        for position, session in enumerate(entry.record.sessions)
        if dated.hourly_cost(session.role, session.date) is None
    ]
    if found:
        day, at = min(found, key=lambda one: (one[0], one[1].file))
        yield warning(
            "no-hourly-cost",
            at,
            say("there is no hourly cost for {day}: {number} sessions count nothing",
                day=str(day), number=len(found)),
            say("add a line from {day} on to `{costs}` in `mes.yaml`", day=str(day),
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
    first = min(rule.since for rule in register.settings.overheads)
    found = [
        (day, entry.at(name, position, "date"))
        for entry in register.of(Accompaniment)
        for name in ("sessions", "expenses")
        for position, day in enumerate(it.date for it in getattr(entry.record, name))
        if day < first
    ]
    if found:
        day, at = min(found, key=lambda one: (one[0], one[1].file))
        yield warning(
            "no-overhead-share",
            at,
            say("there are no overheads for {day}: {number} costs bear none", day=str(day),
                number=len(found)),
            say("add a line from {day} on to `{overheads}` in `mes.yaml`", day=str(day),
                overheads=field("Settings", "overheads")),
        )  # fmt: skip


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
    found = [
        (day, entry) for entry, day, reason in _described(register) if reason is Reason.NO_RATE
    ]
    if found and register.settings.valuation:
        day, entry = min(found, key=lambda one: (one[0], one[1].place.file))
        yield warning(
            "no-valuation-rate",
            entry.at("hours"),
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
    settings = register.settings
    known = sorted({task for rule in settings.valuation for task in rule.task_rates})
    for entry, _, reason in _described(register):
        if reason is Reason.TASK_ABSENT:
            yield error(
                "task-without-rate",
                entry.at("hours"),
                say("these hours name no task, and tasks decide their rate"),
                say("add `{task}`: one of {choices}", task=field("Contribution", "task"),
                    choices=listed(known)),
            )  # fmt: skip
        elif reason is Reason.TASK_UNKNOWN:
            task = str(entry.record.task)
            suggestion = near(task, known)
            yield error(
                "task-without-rate",
                entry.at("task"),
                say("the task `{task}` has no rate", task=task),
                say("write `{near}`", near=suggestion)
                if suggestion
                else say("write one of {choices}, or give it a rate in `mes.yaml`",
                         choices=listed(known)),
            )  # fmt: skip


def _described(register: Register) -> Iterator[tuple[Entry[Contribution], str, Reason]]:
    """Give the contributions that have no value, the day that decides, and why."""
    dated = rules(register.settings)
    for entry in register.of(Contribution):
        days = span(entry.record)
        if days is not None:
            found = worth(entry.record, days.first, dated)
            if isinstance(found, Described):
                yield entry, days.first.isoformat(), found.reason


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
        if needs and not getattr(rule, needs):
            yield error(
                "method-without-rate",
                Place(SETTINGS_FILE, ("valuation", position, "method")),
                say("the method `{method}` has no rate", method=value("Method", rule.method)),
                say("add `{needs}` below it", needs=field("Valuation", needs)),
            )


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


def above_ceiling(register: Register) -> Iterator[Finding]:
    """A grant is larger than the share of the cost that its funder pays at most.

    The ceiling is a share of the full cost of what the funding targets, in each financial
    year, valued contributions included. What lies above it may have to be given back.

    Bad::

        granted: 9000
        ceiling: 50 %
        # what it targets costs 15 000 in the year

    Good::

        granted: 7500
        ceiling: 50 %
    """
    capped = {
        entry.record.id: entry
        for entry in register.of(Funding)
        if entry.record.ceiling is not None and entry.record.status is not FundingStatus.REQUESTED
    }
    if not capped:
        return
    counted = books(register)
    # Later than the newest year, nothing is done yet that the money could pay for.
    newest = newest_year(register) or 0
    years = {y for award in counted.awards if award.entry.record.id in capped for y in award.years}
    for year in sorted(year for year in years if year <= newest):
        for ceiling in ceilings(ledger(counted, year)):
            if ceiling.funding in capped and ceiling.amount > ceiling.with_in_kind:
                yield warning(
                    "above-ceiling",
                    capped[ceiling.funding].at("ceiling"),
                    say("{amount} in {year} is more than the ceiling allows: {most}",
                        amount=str(ceiling.amount), year=year, most=str(ceiling.with_in_kind)),
                    say("check the ceiling and the amounts; records of what the money paid for"
                        " may be missing"),
                )  # fmt: skip
