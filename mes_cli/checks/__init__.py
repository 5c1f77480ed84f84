"""The checks: what one record, or several together, must not say.

A check is a function from the register to findings. Its name is the code, its docstring the
page of ``mes explain``. What runs is what is listed here, in this order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mes_cli.checks import (
    ceilings,
    contributions,
    dates,
    incomplete,
    media,
    money,
    open_words,
    privacy,
    rates,
    references,
    roles,
    settings,
    shares,
    unlikely,
    years,
)
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Record
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Entry, Register

Check = Callable[[Register], Iterable[Finding]]
#: What says that a place uncovers a bug of ours.
Fault = Callable[[Exception, Place], Finding]

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
    roles.undeclared_role,
    dates.accompaniment_before_initiative,
    money.granted_above_requested,
    contributions.empty_contribution,
    contributions.individual_with_several,
    rates.no_hourly_cost,
    rates.no_overhead_share,
    rates.no_valuation_rate,
    rates.method_changed,
    ceilings.above_ceiling,
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
SUMS: tuple[Check, ...] = (ceilings.above_ceiling,)

#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character")


def code(check: Callable[..., object]) -> str:
    """The code of a check, or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")


def run(register: Register, fault: Fault | None = None) -> list[Finding]:
    """Run every check, those of sums only on a register in which everything can be summed.

    *fault* says that a record uncovers a bug in a check; without it the bug is raised.
    """
    found: list[Finding] = []
    for check in CHECKS:
        if check in SUMS and not _summable(register, found):
            continue
        try:
            found += list(check(register))
        except MemoryError:
            raise
        except Exception:
            if fault is None:
                raise
            found += _around(check, register, fault)
    return found


def _summable(register: Register, found: Iterable[Finding]) -> bool:
    return not register.unread and all(it.severity is not Severity.ERROR for it in found)


def _around(check: Check, register: Register, fault: Fault) -> list[Finding]:
    """Run a check that has a bug on each record by itself, and give what it finds in the others.

    What only several records together uncover is told of the settings.
    """
    found: list[Finding] = []
    sound: list[Entry[Record]] = []
    for entry in register.entries:
        try:
            list(check(replace(register, entries=(entry,))))
            sound.append(entry)
        except Exception as bug:  # noqa: BLE001 - it is told, with the record that uncovers it
            found.append(fault(bug, entry.place))
    gone = frozenset(entry.name for entry in register.entries) - {it.name for it in sound}
    try:
        found += check(replace(register, entries=tuple(sound), unread=register.unread | gone))
    except Exception as bug:  # noqa: BLE001 - as above
        found.append(fault(bug, Place(SETTINGS_FILE)))
    return found


def weigh(findings: Iterable[Finding], chosen: Mapping[str, CheckLevel]) -> list[Finding]:
    """Let warnings matter as much as the register has chosen; errors always do."""
    weighed: list[Finding] = []
    for finding in findings:
        level = chosen.get(finding.code) if finding.severity is Severity.WARNING else None
        if level is CheckLevel.ERROR:
            weighed.append(finding._replace(severity=Severity.ERROR))
        elif level is not CheckLevel.IGNORE:
            weighed.append(finding)
    return weighed


def level(named: str, chosen: Mapping[str, CheckLevel]) -> str:
    """How much a finding of that code matters in a register that has chosen so."""
    if named in {*map(code, WARNINGS), *READING_WARNINGS}:
        return str(chosen.get(named, Severity.WARNING))
    return str(Severity.ERROR)
