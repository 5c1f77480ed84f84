"""The list of the checks of records, and the checks of the levels that ``mes.yaml`` gives them."""

from collections.abc import Callable, Iterable, Iterator

from mes_cli.checks import (
    contributions,
    copies,
    dates,
    declarations,
    evidence,
    incomplete,
    initiatives,
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
from mes_cli.checks.words import field, value
from mes_cli.finding import Edit, Finding, Fix, Place, error, say
from mes_cli.language.folding import SuggestionBudget, near, sure
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Register

Check = Callable[[Register], Iterable[Finding]]

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
    dates.no_date,
    dates.date_and_period,
    dates.end_before_start,
    dates.session_outside,
    initiatives.standing_out_of_order,
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
    initiatives.accompaniment_before_initiative,
    dates.expense_before_start,
    money.granted_above_requested,
    money.by_year_outside,
    money.unbalanced_budget,
    contributions.empty_contribution,
    contributions.individual_with_several,
    rates.no_hourly_cost,
    rates.no_overhead_share,
    methods.no_valuation_rate,
    methods.method_changed,
    money.above_ceiling,
    incomplete.accompaniment_without_session,
    incomplete.stale_accompaniment,
    incomplete.funding_without_policy,
    incomplete.year_without_foreword,
    evidence.consent_ends_soon,
    initiatives.duplicate_initiative,
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


def code(check: Callable[..., object]) -> str:
    """The code of a check, or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")


#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character", "text-cut-by-comment")


def unknown_check(register: Register) -> Iterator[Finding]:
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
    known, patience = _codes(), SuggestionBudget()
    for name in register.settings.checks:
        if name in known:
            continue
        compared = patience.among(known)
        certain, suggestion = sure(name, compared), near(name, compared)
        yield error(
            "unknown-check",
            Place(SETTINGS_FILE, ("checks", name), on_key=True),
            say("no check that can be weighed has the code `{code}`", code=name),
            say("write `{near}`", near=suggestion)
            if suggestion
            else say("choose one of the codes that `mes check --list` shows"),
            fix=Fix(Edit.REPLACE, certain) if certain else None,
        )


def error_lowered(register: Register) -> Iterator[Finding]:
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
            yield error(
                "error-lowered",
                Place(SETTINGS_FILE, ("checks", name)),
                say("`{code}` is an error, and cannot be made less", code=name),
                say(
                    "delete this line from `{checks}`, or write `{error}`",
                    checks=field("Settings", "checks"),
                    error=value("CheckLevel", "error"),
                ),
            )


def _codes() -> list[str]:
    listed = (*ERRORS, unknown_check, error_lowered, *WARNINGS)
    return [*map(code, listed), *READING_WARNINGS]
