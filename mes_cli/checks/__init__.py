"""The checks: what records and settings must not say.

A check is a function from the register to mistakes. Its name is the code, its docstring the
page of ``mes explain``. ``CHECKS`` is what runs, in this order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from mes_cli.checks import (
    contributions,
    copies,
    dates,
    declarations,
    evidence,
    incomplete,
    methods,
    money,
    official_codes,
    open_words,
    privacy,
    rates,
    references,
    shares,
    unlikely,
    years,
)
from mes_cli.finding import Edit, Finding, Fix, Mistake, Place, Severity, field, say, value
from mes_cli.language.folding import SuggestionBudget, near, sure
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Record
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Entry, Register

Check = Callable[[Register], Iterable[Mistake]]
#: What says that a place uncovers a bug of ours.
TellBug = Callable[[Exception, Place], Finding]

#: Errors: the record cannot be counted. A register cannot lower them.
ERRORS: tuple[Check, ...] = (
    references.unknown_reference,
    references.wrong_kind,
    references.ambiguous_reference,
    references.duplicate_id,
    open_words.unknown_theme,
    open_words.unknown_policy,
    open_words.reserved_word,
    declarations.own_field_unfit,
    contributions.no_date,
    contributions.date_and_period,
    dates.end_before_start,
    dates.session_outside,
    dates.standing_out_of_order,
    dates.stages_out_of_order,
    evidence.consent_ends_first,
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
    methods.task_without_rate,
    methods.method_without_rate,
    rates.two_rates_of_one_day,
    years.year_written_twice,
    evidence.media_outside,
)

#: Warnings: incomplete or unlikely. A register may raise them to errors, or ignore them.
WARNINGS: tuple[Check, ...] = (
    references.undeclared_role,
    dates.accompaniment_before_initiative,
    dates.expense_before_start,
    money.granted_above_requested,
    money.by_year_outside,
    money.unbalanced_budget,
    contributions.empty_contribution,
    contributions.individual_with_several,
    rates.no_hourly_cost,
    rates.no_overhead_share,
    rates.no_valuation_rate,
    methods.method_changed,
    money.above_ceiling,
    incomplete.accompaniment_without_session,
    incomplete.stale_accompaniment,
    incomplete.funding_without_policy,
    incomplete.year_without_foreword,
    evidence.consent_ends_soon,
    copies.duplicate_initiative,
    copies.contribution_written_twice,
    copies.record_written_twice,
    copies.line_written_twice,
    declarations.own_field_unattached,
    unlikely.day_too_long,
    unlikely.lone_date,
    unlikely.unusual_account,
    official_codes.contradictory_identifiers,
    official_codes.shared_identifier,
    official_codes.unknown_commune,
    official_codes.contradictory_places,
    privacy.personal_data,
    privacy.part_of_hidden_name,
    evidence.missing_media,
    evidence.unreadable_picture,
    years.essential_too_long,
    years.closed_year_changed,
)

#: Checks of sums: a record that is missing from a sum would make them find what is no fault.
SUMS: tuple[Check, ...] = (money.above_ceiling,)


#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character", "text-cut-by-comment")


def code(check: Callable[..., object]) -> str:
    """The code of a check, or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")


def unknown_check(register: Register) -> Iterator[Mistake]:
    """The settings name a check that does not exist, or whose findings are always errors.

    ``mes.yaml`` may say how much a warning matters in this register: as much as an error, or
    nothing. Warnings are named by their codes, which stand in brackets behind each finding;
    ``mes check --list`` shows them all.

    Bad::

        checks:
          no-hourly-costs: ignore

    Good::

        checks:
          no-hourly-cost: ignore
    """
    known, patience = [*map(code, CHECKS), *READING_WARNINGS], SuggestionBudget()
    for name in register.settings.checks:
        if name in known:
            continue
        compared = patience.among(known)
        certain, suggestion = sure(name, compared), near(name, compared)
        yield Mistake(
            Place(SETTINGS_FILE, ("checks", name), on_key=True),
            say("no check that can be weighed has the code `{code}`", code=name),
            say("write `{near}`", near=suggestion)
            if suggestion
            else say("choose one of the codes that `mes check --list` shows"),
            fix=Fix(Edit.REPLACE, certain) if certain else None,
        )


def error_lowered(register: Register) -> Iterator[Mistake]:
    """The settings lower an error.

    An error keeps a record from being read, referenced or counted: with it the figures are
    wrong, whatever the settings say. Only warnings can be raised or ignored.

    Bad::

        checks:
          unknown-reference: ignore

    Good::

        checks:
          personal-data: error
    """
    errors = {code(check) for check in (*ERRORS, unknown_check, error_lowered)}
    for name, level in register.settings.checks.items():
        if name in errors and level is not CheckLevel.ERROR:
            yield Mistake(
                Place(SETTINGS_FILE, ("checks", name)),
                say("`{code}` is an error, and cannot be made less", code=name),
                say(
                    "delete this line from `{checks}`, or write `{error}`",
                    checks=field("Settings", "checks"),
                    error=value("CheckLevel", "error"),
                ),
            )


CHECKS: tuple[Check, ...] = (*ERRORS, unknown_check, error_lowered, *WARNINGS)


def run(
    register: Register, tell_bug: TellBug | None = None, *, errors_only: bool = False
) -> list[Finding]:
    """Run every check, those of sums only on a register in which everything can be summed.

    *tell_bug* says that a record uncovers a bug in a check; without it the bug is raised. With
    *errors_only* the checks are left out whose findings are warnings in this register.
    """
    found: list[Finding] = []
    for check in CHECKS:
        if errors_only and level(code(check), register.settings.checks) != Severity.ERROR:
            continue
        if check in SUMS and not _summable(register, found):
            continue
        try:
            found += _weighed(check, register)
        except MemoryError:
            raise
        except Exception:
            if tell_bug is None:
                raise
            found += _around(check, register, tell_bug)
    return found


def _weighed(check: Check, register: Register) -> list[Finding]:
    """Run one check: its mistakes with its code, as errors or warnings."""
    severity = Severity.WARNING if check in WARNINGS else Severity.ERROR
    return [mistake.weighed(code(check), severity) for mistake in check(register)]


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


def _around(check: Check, register: Register, tell_bug: TellBug) -> list[Finding]:
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
            found.append(tell_bug(bug, entry.place))
    gone = frozenset(entry.name for entry in register.entries) - {it.name for it in sound}
    try:
        found += _weighed(
            check, replace(register, entries=tuple(sound), unread=register.unread | gone)
        )
    except Exception as bug:  # noqa: BLE001 - as above
        found.append(tell_bug(bug, Place(SETTINGS_FILE)))
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
