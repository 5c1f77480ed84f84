"""Checks of rates: what would silently count nothing, or count in another way than before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from operator import itemgetter

from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import field, listed, value
from mes_cli.figures.constancy import method_changes
from mes_cli.figures.line import Described, Reason
from mes_cli.figures.valuation import worth
from mes_cli.finding import Finding, Place, Related, error, say, warning
from mes_cli.language.near import near
from mes_cli.model import Accompaniment, Contribution
from mes_cli.model.accompaniment import Expense, Session
from mes_cli.model.settings import Method
from mes_cli.register import Entry

SETTINGS_FILE = "mes.yaml"
#: Tasks that an unknown one is compared with.
_MOST_COMPARED = 50


def no_hourly_cost(whole: Overview) -> Iterator[Finding]:
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
    found = list(whole.rows(UNCOSTED))
    if found:
        row = min(found, key=lambda row: row[3][0])
        day = str(dt.date.fromordinal(row[3][0]))
        yield warning(
            "no-hourly-cost",
            place(row, "sessions", row[3][1], "hours"),
            say("there is no hourly cost for {day}: {number} sessions count nothing",
                day=day, number=sum(row[3][2] for row in found)),
            say("add a line from {day} on to `{costs}` in `mes.yaml`", day=day,
                costs=field("Settings", "hourly_costs")),
        )  # fmt: skip


def no_overhead_share(whole: Overview) -> Iterator[Finding]:
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
    found = list(whole.rows(UNBURDENED))
    if found:
        row = min(found, key=lambda row: row[3][0])
        day = str(dt.date.fromordinal(row[3][0]))
        yield warning(
            "no-overhead-share",
            place(row, row[3][1], row[3][2], "date"),
            say("there are no overheads for {day}: {number} costs bear none", day=day,
                number=sum(row[3][3] for row in found)),
            say("add a line from {day} on to `{overheads}` in `mes.yaml`", day=day,
                overheads=field("Settings", "overheads")),
        )  # fmt: skip


def no_valuation_rate(whole: Overview) -> Iterator[Finding]:
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
    found = list(whole.rows(UNRATED))
    if found and whole.settings.valuation:
        row = min(found, key=lambda row: row[3])
        day = str(dt.date.fromordinal(row[3]))
        yield warning(
            "no-valuation-rate",
            place(row, "hours"),
            say("there is no rate of valuation for {day}: {number} contributions count nothing",
                day=day, number=len(found)),
            say("add a rule from {day} on to `{valuation}` in `mes.yaml`", day=day,
                valuation=field("Settings", "valuation")),
        )  # fmt: skip


def task_without_rate(entry: Entry[Contribution], frame: Frame) -> Iterator[Finding]:
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
    record = entry.record
    if not frame.by_task:
        return
    reason, _ = _undervalued(record, frame)
    if reason not in {Reason.TASK_ABSENT, Reason.TASK_UNKNOWN}:
        return
    known = frame.tasks
    if reason is Reason.TASK_ABSENT:
        yield error(
            "task-without-rate",
            entry.at("hours"),
            say("these hours name no task, and tasks decide their rate"),
            say("add `{task}`: one of {choices}", task=field("Contribution", "task"),
                choices=listed(known)),
        )  # fmt: skip
    else:
        task = str(record.task)
        suggestion = near(task, known[:_MOST_COMPARED])
        yield error(
            "task-without-rate",
            entry.at("task"),
            say("the task `{task}` has no rate", task=task),
            say("write `{near}`", near=suggestion)
            if suggestion
            else say("write one of {choices}, or give it a rate in `mes.yaml`",
                     choices=listed(known)),
        )  # fmt: skip


def _undervalued(record: Contribution, frame: Frame) -> tuple[Reason | None, int]:
    """Tell why a contribution has no value, and the day that decides."""
    day = record.date or (record.period.first if record.period else None)
    if day is None:
        return None, 0
    found = worth(record, day, frame.rules)
    return found.reason if isinstance(found, Described) else None, day.toordinal()


def method_without_rate(whole: Overview) -> Iterator[Finding]:
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
    for position, rule in enumerate(whole.settings.valuation):
        needs = {Method.FLAT_RATE: "rate", Method.TASK_RATES: "task_rates"}.get(rule.method)
        if needs and not getattr(rule, needs):
            yield error(
                "method-without-rate",
                Place(SETTINGS_FILE, ("valuation", position, "method")),
                say("the method `{method}` has no rate", method=value("Method", rule.method)),
                say("add `{needs}` below it", needs=field("Valuation", needs)),
            )


def method_changed(whole: Overview) -> Iterator[Finding]:
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
    for change in method_changes(whole.settings):
        if change.explained:
            continue
        before = whole.settings.valuation.index(change.before)
        yield warning(
            "method-changed",
            Place(SETTINGS_FILE, ("valuation", change.position, "from")),
            say("the method of valuation changes here, and nothing says why"),
            say("add `{reason}` below it", reason=field("Valuation", "reason")),
            related=(
                Related(Place(SETTINGS_FILE, ("valuation", before, "from")), say("the one before")),
            ),
        )


def _uncosted(record: Accompaniment, frame: Frame) -> tuple[int, int, int] | None:
    if not frame.settings.hourly_costs:
        return None  # a register that does not cost its hours says so by having no costs
    found = [
        (session.date.toordinal(), position)
        for position, session in enumerate(record.sessions)
        if frame.rules.hourly_cost(session.role, session.date) is None
    ]
    return (*min(found), len(found)) if found else None


def _unburdened(record: Accompaniment, frame: Frame) -> tuple[int, str, int, int] | None:
    if not frame.settings.overheads:
        return None
    first = frame.rules.overheads.days[0]
    dated: tuple[tuple[str, Sequence[Session | Expense]], ...] = (
        ("sessions", record.sessions), ("expenses", record.expenses),
    )  # fmt: skip
    found = [
        (it.date.toordinal(), name, position)
        for name, costs in dated
        for position, it in enumerate(costs)
        if it.date < first
    ]
    return (*min(found, key=itemgetter(0)), len(found)) if found else None


def _unrated(record: Contribution, frame: Frame) -> int | None:
    reason, day = _undervalued(record, frame)
    return day if reason is Reason.NO_RATE else None


#: The first day without an hourly cost, the position of its session, and how many there are.
UNCOSTED: Facet[tuple[int, int, int]] = Facet("uncosted", ("accompaniment",), _uncosted)
#: The first day without overheads, its list and the position in it, and how many there are.
UNBURDENED: Facet[tuple[int, str, int, int]] = Facet("unburdened", ("accompaniment",), _unburdened)
#: The day on which a contribution that would be valued has no rate.
UNRATED: Facet[int] = Facet("unrated", ("contribution",), _unrated)
