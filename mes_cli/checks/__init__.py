"""The checks: what one record, or several together, must not say.

A check is a function that gives findings. Its name is the code, its docstring the page of
``mes explain``. A check of each record looks at one, with what the register declares; a check
of the whole looks at what was taken out of all of them. What runs is what is listed here, in
this order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mes_cli.checks import (
    ceilings,
    contributions,
    dates,
    days,
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
from mes_cli.checks.facet import Facet, Frame, Overview, overview
from mes_cli.finding import Finding, Severity
from mes_cli.model import KINDS
from mes_cli.model.record import Record
from mes_cli.model.settings import CheckLevel, Settings
from mes_cli.register import Entry, Register

Whole = Callable[[Overview], Iterable[Finding]]
#: Attributes of which a record must say one; nothing where it need not.
Says = tuple[str, ...] | None


class Each(NamedTuple):
    """A check of each record of some kinds, which needs no other record."""

    check: Callable[[Entry[Any], Frame], Iterable[Finding]]
    kinds: tuple[str, ...]
    #: Attributes: where a record says none of them there is nothing to look at.
    says: tuple[str, ...] = ()


Check = Whole | Each

#: What keeps records from being counted: nothing makes light of it.
ERRORS: tuple[Check, ...] = (
    references.unknown_reference,
    references.wrong_kind,
    references.ambiguous_reference,
    references.duplicate_id,
    open_words.unknown_theme,
    open_words.unknown_policy,
    Each(dates.no_date, ("contribution", "advocacy")),
    Each(dates.date_and_period, ("contribution", "advocacy"), ("period",)),
    Each(
        dates.end_before_start,
        ("programme", "accompaniment", "contribution", "funding", "advocacy"),
    ),
    Each(dates.session_outside, ("accompaniment",), ("sessions",)),
    Each(dates.standing_out_of_order, ("initiative",), ("standing",)),
    Each(dates.consent_ends_first, ("evidence",), ("consent",)),
    Each(shares.shares_do_not_sum, ("contribution",), ("targets",)),
    Each(shares.mixed_shares, ("contribution", "funding"), ("targets", "policies")),
    Each(shares.policies_do_not_sum, ("funding",), ("policies",)),
    Each(shares.years_do_not_sum, ("funding",), ("by_year",)),
    Each(shares.targets_above_funding, ("funding",), ("targets",)),
    Each(money.target_of_nothing, ("funding",), ("targets",)),
    Each(money.funding_without_amount, ("funding",)),
    Each(contributions.value_without_basis, ("contribution",), ("value",)),
    Each(contributions.value_in_two_ways, ("contribution",), ("value",)),
    Each(contributions.exchange_without_both, ("contribution",)),
    Each(rates.task_without_rate, ("contribution",)),
    rates.method_without_rate,
    years.year_written_twice,
    Each(media.media_outside, ("evidence",)),
    settings.unknown_check,
    settings.error_lowered,
)

#: What is incomplete or unlikely: a register may make more of it, or nothing.
WARNINGS: tuple[Check, ...] = (
    roles.undeclared_role,
    dates.accompaniment_before_initiative,
    Each(money.granted_above_requested, ("funding",)),
    Each(contributions.empty_contribution, ("contribution",)),
    Each(contributions.individual_with_several, ("accompaniment",)),
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
    Each(unlikely.unusual_account, ("accompaniment",), ("expenses",)),
    Each(privacy.personal_data, tuple(KINDS)),
    media.missing_media,
    years.closed_year_changed,
)

CHECKS: tuple[Check, ...] = (*ERRORS, *WARNINGS)

#: Checks of sums: a record that is missing from a sum would make them find what is no fault.
OF_THE_WHOLE: tuple[Check, ...] = (ceilings.above_ceiling,)

#: What is taken out of each record for the checks of the whole.
FACETS: tuple[Facet[Any], ...] = (
    references.REFERENCES,
    roles.USES,
    roles.ROLES,
    open_words.STRANGE,
    dates.FOUNDED,
    dates.STARTED,
    days.LIVED,
    days.BEGUN,
    days.FUNDED,
    rates.UNCOSTED,
    rates.UNBURDENED,
    rates.UNRATED,
    ceilings.SPENT,
    ceilings.PROGRAMMES,
    ceilings.GIVEN,
    ceilings.CAPPED,
    incomplete.OPEN,
    incomplete.POLICY,
    incomplete.YEARS,
    incomplete.ENDING,
    unlikely.NAMES,
    unlikely.SAID,
    unlikely.WORKED,
    media.MEDIA,
    media.HIDDEN_MEDIA,
    years.CLOSED,
    years.WORDS,
)

#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character")


def code(check: "Check | Callable[..., object]") -> str:
    """The code of a check or of a fault of reading: its name, with hyphens."""
    function = check.check if isinstance(check, Each) else check
    return function.__name__.replace("_", "-")


def page(check: Check) -> str:
    """The docstring of a check."""
    return (check.check if isinstance(check, Each) else check).__doc__ or ""


@dataclass(frozen=True)
class Examiner:
    """Looks at records by themselves: what is wrong with each, and its facets by their names."""

    frame: Frame

    @cached_property
    def checks(self) -> Mapping[str, Sequence[tuple[Callable[..., Iterable[Finding]], Says]]]:
        """The checks of each record, by its kind, with the attributes that they look at."""
        each = [check for check in CHECKS if isinstance(check, Each)]
        return {
            kind: [(it.check, it.says or None) for it in each if kind in it.kinds] for kind in KINDS
        }

    @cached_property
    def facets(self) -> Mapping[str, Sequence[tuple[str, Callable[..., object]]]]:
        """The facets of each record, by its kind."""
        return {kind: [(it.name, it.of) for it in FACETS if kind in it.kinds] for kind in KINDS}

    def findings(self, entry: Entry[Record]) -> list[Finding]:
        """What is wrong with a record, whatever the others say."""
        frame, said = self.frame, entry.record.__dict__.keys()
        found: list[Finding] = []
        for check, says in self.checks[entry.record.kind]:
            if says is None or not said.isdisjoint(says):
                found += check(entry, frame)
        return found

    def taken(self, kind: str, records: Sequence[Record]) -> list[tuple[str, list[object]]]:
        """The facets of some records of one kind: a value of each record, or none."""
        frame = self.frame
        return [(name, [of(record, frame) for record in records]) for name, of in self.facets[kind]]


def examiner(settings: Settings) -> Examiner:
    """Make what looks at the records of a register that declares these settings."""
    return Examiner(Frame(settings))


def run(register: Register) -> list[Finding]:
    """Run every check on a register whose records are all at hand."""
    look = examiner(register.settings)
    found = [finding for entry in register.entries for finding in look.findings(entry)]
    return judge(overview(register), found)


def judge(whole: Overview, found: list[Finding]) -> list[Finding]:
    """Run the checks of the whole, behind what was found in each record.

    What judges sums waits until everything can be summed.
    """
    found = list(found)
    for check in ERRORS:
        if not isinstance(check, Each):
            found += check(whole)
    sound = not whole.unread and all(it.severity is not Severity.ERROR for it in found)
    for check in WARNINGS:
        if not isinstance(check, Each) and (sound or check not in OF_THE_WHOLE):
            found += check(whole)
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


def severity(named: str) -> Severity:
    """How much a finding of that code matters, unless the register has chosen otherwise."""
    lesser = (*map(code, WARNINGS), *READING_WARNINGS)
    return Severity.WARNING if named in lesser else Severity.ERROR
