"""The rates in force on a day, as tables: which rate a date takes, and where it comes from."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from mes_cli.figures import plain as figures
from mes_cli.figures.rules import MINIMUM_WAGES, hourly_rate, minimum_wage, rules
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.contribution import Level
from mes_cli.model.settings import Method, Settings, Valuation
from mes_cli.table import Table, TableRow, money, ratio, text

#: How a day is written: in words for people, as year-month-day for programs.
DayForm = Callable[[dt.date], str]


def in_force(settings: Settings, day: dt.date, catalogue: Catalogue, written: DayForm) -> Table:
    """What an hour of paid and of volunteer work takes on a *day*, and the overheads."""
    _ = catalogue.text
    rows = (
        TableRow(_("Paid work, an hour"), ()),
        *_hourly_costs(settings, day, catalogue, written),
        TableRow(_("Volunteer work, an hour"), ()),
        *_valuation(settings, day, catalogue, written),
        TableRow(_("Overheads"), ()),
        *_overheads(settings, day, catalogue, written),
    )
    said = formats(catalogue.language).date(day)
    return Table(say("Rates on {day}", day=said), ("", _("since")), rows)


def _hourly_costs(
    settings: Settings, day: dt.date, catalogue: Catalogue, written: DayForm
) -> Iterator[TableRow]:
    dated = rules(settings).hourly_costs
    for role in sorted(dated, key=lambda name: name or ""):
        rule = dated[role].on(day)
        if rule is not None:
            label = role or catalogue.text("without role")
            yield TableRow(label, (money(rule.rate), text(written(rule.since))), 1)


def _valuation(
    settings: Settings, day: dt.date, catalogue: Catalogue, written: DayForm
) -> Iterator[TableRow]:
    words = vocabulary(catalogue.language)
    rule = rules(settings).valuations.on(day)
    method = rule.method if rule is not None else Method.NONE
    since = text(written(rule.since) if rule is not None else "")
    yield TableRow(catalogue.text("method"), (text(words.value("Method", method).label), since), 1)
    if rule is not None:
        yield from _rates(rule, day, catalogue)
        yield from _choices(rule, catalogue, written)


def _rates(rule: Valuation, day: dt.date, catalogue: Catalogue) -> Iterator[TableRow]:
    """Euros an hour: one, or one by level or task."""
    words = vocabulary(catalogue.language)
    match rule.method:
        case Method.MINIMUM_WAGE:
            label = _inside(words, "employer_charges")
            yield TableRow(label, (ratio(rule.employer_charges),), 2)
            for level in Level:
                rate = hourly_rate(rule, day, level)
                weight = formats(catalogue.language).number(getattr(rule.coefficients, level))
                cells = (money(rate), text(f"× {weight}"))
                yield TableRow(words.value("Level", level).label, cells, 2)
        case Method.FLAT_RATE:
            yield TableRow(_inside(words, "rate"), (money(rule.rate),), 2)
        case Method.TASK_RATES:
            for task, rate in sorted(rule.task_rates.items()):
                yield TableRow(task, (money(rate),), 2)
        case Method.NONE:
            return


def _inside(words: Vocabulary, field: str) -> str:
    """The label of a field of the rule, as it stands below another line: without a capital."""
    label = words.field("Valuation", field).label
    return label[:1].lower() + label[1:]


def _choices(rule: Valuation, catalogue: Catalogue, written: DayForm) -> Iterator[TableRow]:
    """What is valued, statutory time, and who decided so."""
    words = vocabulary(catalogue.language)
    for kind in rule.valued_kinds:
        label = words.value("ContributionKind", kind).label
        yield TableRow(catalogue.text("valued"), (text(label),), 2)
    label = _inside(words, "governance_time")
    choice = words.value("GovernanceTime", rule.governance_time).label
    yield TableRow(label, (text(choice),), 2)
    if rule.approved is not None:
        label = _inside(words, "approved")
        cells = (text(rule.approved.by), text(written(rule.approved.date)))
        yield TableRow(label, cells, 2)


def _overheads(
    settings: Settings, day: dt.date, catalogue: Catalogue, written: DayForm
) -> Iterator[TableRow]:
    rule = rules(settings).overheads.on(day)
    if rule is not None:
        label = vocabulary(catalogue.language).value("OverheadBase", rule.base).label
        yield TableRow(label, (ratio(rule.share), text(written(rule.since))), 1)


def minimum_wages(catalogue: Catalogue, written: DayForm) -> Table:
    """The legal minimum wage by date, gross euros an hour, with the text that sets it."""
    _ = catalogue.text
    rows = tuple(
        TableRow(written(wage.since), (money(wage.rate), text(wage.source)))
        for wage in reversed(MINIMUM_WAGES)
    )
    return Table(say("Legal minimum wage (gross, an hour)"), ("", _("legal text")), rows)


def plain(settings: Settings, day: dt.date) -> dict[str, object]:
    """The rates in force on a day as plain data: money with two decimals, ISO dates."""
    dated = rules(settings)
    costs = sorted(dated.hourly_costs.items(), key=lambda item: item[0] or "")
    rule, overhead = dated.valuations.on(day), dated.overheads.on(day)
    return {
        "date": day.isoformat(),
        "minimum_wage": _euros(minimum_wage(day)),
        "hourly_costs": [
            {"role": role, "rate": _euros(cost.rate), "from": cost.since.isoformat()}
            for role, line in costs
            if (cost := line.on(day)) is not None
        ],
        "valuation": _plain_rule(rule, day) if rule is not None else None,
        "overheads": overhead
        and {
            "share": figures.ratio(overhead.share),
            "base": str(overhead.base),
            "from": overhead.since.isoformat(),
        },
        "minimum_wages": [
            {"from": w.since.isoformat(), "rate": _euros(w.rate), "source": w.source}
            for w in MINIMUM_WAGES
        ],
    }


def _plain_rule(rule: Valuation, day: dt.date) -> dict[str, object]:
    approved = rule.approved
    return {
        "method": str(rule.method),
        "from": rule.since.isoformat(),
        "employer_charges": figures.ratio(rule.employer_charges),
        "coefficients": {
            str(level): figures.ratio(getattr(rule.coefficients, level)) for level in Level
        },
        "rates": {str(level): _euros(hourly_rate(rule, day, level)) for level in Level},
        "task_rates": {task: _euros(rate) for task, rate in sorted(rule.task_rates.items())},
        "valued_kinds": [str(kind) for kind in rule.valued_kinds],
        "governance_time": str(rule.governance_time),
        "approved": approved and {"by": approved.by, "date": approved.date.isoformat()},
    }


def _euros(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
