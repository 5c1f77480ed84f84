"""The checks: what one record, or several together, must not say.

A check is a function from the register to its findings. Its name is the code, its
docstring the page of ``mes explain``. What runs is what is listed here, in this order.
"""

from collections.abc import Callable, Iterable

from mes_cli.checks import dates, money, open_words, privacy, rates, references, years
from mes_cli.finding import Finding
from mes_cli.register import Register

Check = Callable[[Register], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    references.unknown_reference,
    references.wrong_kind,
    references.ambiguous_reference,
    references.duplicate_id,
    references.undeclared_role,
    open_words.unknown_theme,
    open_words.unknown_policy,
    dates.no_date,
    dates.date_and_period,
    dates.end_before_start,
    dates.session_outside,
    dates.accompaniment_before_initiative,
    dates.standing_out_of_order,
    dates.consent_ends_first,
    money.shares_do_not_sum,
    money.mixed_shares,
    money.policies_do_not_sum,
    money.years_do_not_sum,
    money.targets_above_funding,
    money.target_of_nothing,
    money.funding_without_amount,
    money.granted_above_requested,
    money.empty_contribution,
    money.value_without_basis,
    money.value_in_two_ways,
    money.exchange_without_both,
    money.individual_with_several,
    rates.no_hourly_cost,
    rates.no_valuation_rate,
    rates.task_without_rate,
    rates.method_without_rate,
    rates.method_changed,
    rates.above_ceiling,
    privacy.personal_data,
    years.closed_year_changed,
    years.year_written_twice,
)


def code(check: Callable[..., object]) -> str:
    """The code of a check or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")


def run(register: Register) -> list[Finding]:
    """Run every check."""
    return [finding for check in CHECKS for finding in check(register)]
