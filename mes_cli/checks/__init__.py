"""The checks: what records and settings must not say.

A check is a function from the register to findings. Its name is the code, its docstring the
page of ``mes explain``. ``CHECKS`` is what runs, in this order; ``checklist`` has most of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mes_cli.checks import years
from mes_cli.checks.checklist import (
    ERRORS,
    READING_WARNINGS,
    SUMS,
    WARNINGS,
    Check,
    code,
    error_lowered,
    unknown_check,
)
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Record
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Entry, Register

__all__ = [
    "CHECKS",
    "ERRORS",
    "READING_WARNINGS",
    "SUMS",
    "WARNINGS",
    "Check",
    "code",
    "level",
    "not_made",
    "run",
    "weigh",
]

#: What says that a place uncovers a bug of ours.
Fault = Callable[[Exception, Place], Finding]

CHECKS: tuple[Check, ...] = (*ERRORS, unknown_check, error_lowered, *WARNINGS)


def run(
    register: Register, fault: Fault | None = None, *, errors_only: bool = False
) -> list[Finding]:
    """Run every check, those of sums only on a register in which everything can be summed.

    *fault* says that a record uncovers a bug in a check; without it the bug is raised. With
    *errors_only* the checks are left out whose findings are warnings in this register.
    """
    found: list[Finding] = []
    for check in CHECKS:
        if errors_only and level(code(check), register.settings.checks) != Severity.ERROR:
            continue
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


def not_made(register: Register, found: Iterable[Finding]) -> frozenset[str]:
    """The codes of the checks that could not be made, as what was found tells.

    Nothing is summed where a record or the settings are missing; a closed year is not compared
    without its history.
    """
    codes = {it.code for it in found}
    missing = not register.settled or register.unread or codes & {*map(code, ERRORS)}
    unknown = "history-not-read" in codes
    some = (*(SUMS if missing else ()), *((years.closed_year_changed,) if unknown else ()))
    return frozenset(map(code, some))


def _summable(register: Register, found: Iterable[Finding]) -> bool:
    whole = register.settled and not register.unread
    return whole and all(it.severity is not Severity.ERROR for it in found)


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
