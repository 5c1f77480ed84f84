"""The list of the checks of records: what one of them, or several together, must not say."""

from collections.abc import Callable, Iterable

from mes_cli.checks import (
    ceilings,
    consents,
    contributions,
    copies,
    dates,
    declarations,
    incomplete,
    initiatives,
    media,
    methods,
    money,
    official_codes,
    open_words,
    privacy,
    rates,
    references,
    roles,
    shares,
    unlikely,
    years,
)
from mes_cli.finding import Finding
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
    consents.consent_ends_first,
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
    media.media_outside,
)

#: Warnings: incomplete or unlikely. A register may raise them to errors, or ignore them.
WARNINGS: tuple[Check, ...] = (
    roles.undeclared_role,
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
    ceilings.above_ceiling,
    incomplete.accompaniment_without_session,
    incomplete.stale_accompaniment,
    incomplete.funding_without_policy,
    incomplete.year_without_foreword,
    consents.consent_ends_soon,
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
    media.missing_media,
    media.unreadable_picture,
    years.closed_year_changed,
)

#: Checks of sums: a record that is missing from a sum would make them find what is no fault.
SUMS: tuple[Check, ...] = (ceilings.above_ceiling,)


def code(check: Callable[..., object]) -> str:
    """The code of a check, or of a fault of reading: its name, with hyphens."""
    return check.__name__.replace("_", "-")
