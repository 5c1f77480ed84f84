"""Checks of the levels that ``mes.yaml`` gives to checks."""

from collections.abc import Iterator

from mes_cli.checks.checklist import ERRORS, WARNINGS, code
from mes_cli.checks.words import field, value
from mes_cli.finding import Edit, Finding, Fix, Place, error, say
from mes_cli.language.folding import SuggestionBudget, near, sure
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.settings import CheckLevel
from mes_cli.register import Register

#: The faults of reading that are warnings.
READING_WARNINGS = ("invisible-character", "lost-character", "text-cut-by-comment")


def unknown_check(register: Register) -> Iterator[Finding]:
    """The settings name a check that does not exist, or that nobody may make light of.

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
    """The settings make light of an error.

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
