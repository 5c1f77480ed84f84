"""The checks: what one record, or several together, must not say.

A check is a function from the register to its findings. Its name is the code, its
docstring the page of ``mes explain``. What runs is what is listed here, in this order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mes_cli.checks import (
    contributions,
    dates,
    incomplete,
    media,
    money,
    open_words,
    privacy,
    rates,
    references,
    settings,
    shares,
    unlikely,
    years,
)
from mes_cli.finding import Finding, Severity
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Register

Check = Callable[[Register], Iterable[Finding]]

#: What keeps records from being counted: nothing makes light of it.
ERRORS: tuple[Check, ...] = (
    references.unknown_reference,
    references.wrong_kind,
    references.ambiguous_reference,
    references.duplicate_id,
    open_words.unknown_theme,
    open_words.unknown_policy,
    dates.no_date,
    dates.date_and_period,
    dates.end_before_start,
    dates.session_outside,
    dates.standing_out_of_order,
    dates.consent_ends_first,
    shares.shares_do_not_sum,
    shares.mixed_shares,
    shares.policies_do_not_sum,
    shares.years_do_not_sum,
    shares.targets_above_funding,
    money.target_of_nothing,
    money.funding_without_amount,
    contributions.value_without_basis,
    contributions.value_in_two_ways,
    contributions.exchange_without_both,
    rates.task_without_rate,
    rates.method_without_rate,
    years.year_written_twice,
    media.media_outside,
    settings.unknown_check,
    settings.error_lowered,
)

#: What is incomplete or unlikely: a register may make more of it, or nothing.
WARNINGS: tuple[Check, ...] = (
    references.undeclared_role,
    dates.accompaniment_before_initiative,
    money.granted_above_requested,
    contributions.empty_contribution,
    contributions.individual_with_several,
    rates.no_hourly_cost,
    rates.no_overhead_share,
    rates.no_valuation_rate,
    rates.method_changed,
    rates.above_ceiling,
    incomplete.accompaniment_without_session,
    incomplete.stale_accompaniment,
    incomplete.funding_without_policy,
    incomplete.year_without_foreword,
    incomplete.consent_ends_soon,
    unlikely.duplicate_initiative,
    unlikely.contribution_written_twice,
    unlikely.day_too_long,
    unlikely.unusual_account,
    privacy.personal_data,
    media.missing_media,
    years.closed_year_changed,
)

CHECKS: tuple[Check, ...] = (*ERRORS, *WARNINGS)

#: Checks of sums: a record that is missing from a sum would make them find what is no fault.
OF_THE_WHOLE: tuple[Check, ...] = (rates.above_ceiling,)

#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character")


def code(check: Callable[..., object]) -> str:
    """The code of a check or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")


def run(register: Register) -> list[Finding]:
    """Run every check; what judges sums waits until everything can be summed."""
    found = [finding for check in ERRORS for finding in check(register)]
    whole = not found and not register.unread
    for check in WARNINGS:
        if whole or check not in OF_THE_WHOLE:
            found += check(register)
    return found


def weigh(findings: Iterable[Finding], chosen: Mapping[str, CheckLevel]) -> list[Finding]:
    """Let warnings matter as much as the register has chosen; errors always do."""
    weighed: list[Finding] = []
    for finding in findings:
        level = chosen.get(finding.code) if finding.severity is Severity.WARNING else None
        if level is CheckLevel.ERROR:
            weighed.append(replace(finding, severity=Severity.ERROR))
        elif level is not CheckLevel.IGNORE:
            weighed.append(finding)
    return weighed


def severity(named: str) -> Severity:
    """How much a finding of that code matters, unless the register has chosen otherwise."""
    lesser = (*map(code, WARNINGS), *READING_WARNINGS)
    return Severity.WARNING if named in lesser else Severity.ERROR
