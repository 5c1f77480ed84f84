"""Checks of how hours are valued: methods, and the rates that they need."""

import datetime as dt
from collections.abc import Iterator, Sequence

from mes_cli.figures.in_kind import method_changes
from mes_cli.figures.line import Described, Reason
from mes_cli.figures.rules import Rules, rules, worth
from mes_cli.finding import Mistake, Place, Related, field, listed, say, value
from mes_cli.language.folding import near
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Contribution
from mes_cli.model.dated import first_day
from mes_cli.model.settings import Method
from mes_cli.register import Entry, Register

#: Tasks that an unknown one is compared with.
_MOST_COMPARED = 50


def task_without_rate(register: Register) -> Iterator[Mistake]:
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
            yield Mistake(
                entry.at("hours"),
                say("these hours name no task, and tasks decide their rate"),
                say(
                    "add `{task}`: one of {choices}",
                    task=field("Contribution", "task"),
                    choices=listed(known),
                ),
            )
        elif reason is Reason.TASK_UNKNOWN:
            yield _unknown_task(entry, known)


def _unknown_task(entry: Entry[Contribution], known: Sequence[str]) -> Mistake:
    task = str(entry.record.task)
    suggestion = near(task, known[:_MOST_COMPARED])
    return Mistake(
        entry.at("task"),
        say("the task `{task}` has no rate", task=task),
        say("write `{near}`", near=suggestion)
        if suggestion
        else say("write one of {choices}, or give it a rate in `mes.yaml`", choices=listed(known)),
    )


def _reason(record: Contribution, day: dt.date, declared: Rules) -> Reason | None:
    """Tell why a contribution has no value by the rules of its first day."""
    found = worth(record, day, declared)
    return found.reason if isinstance(found, Described) else None


def method_without_rate(register: Register) -> Iterator[Mistake]:
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
            yield Mistake(
                Place(SETTINGS_FILE, ("valuation", position, "method")),
                say("the method `{method}` has no rate", method=value("Method", rule.method)),
                say("add `{needs}` below it", needs=field("Valuation", needs)),
            )


def method_changed(register: Register) -> Iterator[Mistake]:
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
        yield Mistake(
            Place(SETTINGS_FILE, ("valuation", change.position, "from")),
            say("the method of valuation changes here, and nothing says why"),
            say("add `{reason}` below it", reason=field("Valuation", "reason")),
            related=(
                Related(Place(SETTINGS_FILE, ("valuation", before, "from")), say("the one before")),
            ),
        )
