"""Where the register stands: what ``mes`` alone says."""

from mes_cli.cli import check_run, reading
from mes_cli.cli.console import out, show, speech
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.drafts.notes import notes
from mes_cli.errors import NoRecordError, NoRegisterError
from mes_cli.escape import printed
from mes_cli.finding import Message, Severity, count, say


def stand() -> None:
    """Say how many records there are, what is wrong, what comes due, and what is useful next."""
    try:
        reading.root_for([])
    except NoRegisterError:
        _welcome()
        return
    try:
        found = check_run.checked()
    except NoRecordError:
        _say(say("there is a register here, and no record yet"))
        _say(say("write a first one with `{command}`", command="mes new structure"))
        return
    name = printed(found.settings.name)
    out(f"{name}\n{'─' * len(name)}\n")
    _say(count("{number} record", "{number} records", found.records))
    weights = [finding.severity for finding in found.findings]
    errors, warnings = weights.count(Severity.ERROR), weights.count(Severity.WARNING)
    if errors:
        _say(count("{number} error keeps the report from being written",
                   "{number} errors keep the report from being written", errors))  # fmt: skip
    if warnings:
        _say(count("{number} warning", "{number} warnings", warnings))
    if not weights:
        _say(say("nothing to mend"))
    for note in notes(found.due, found.examples, today(), current().language):
        _say(note)
    out("\n")
    _say(_next(errors, warnings, examples_only=found.examples >= found.records - 1))


def _next(errors: int, warnings: int, *, examples_only: bool) -> Message:
    """Name the next useful command."""
    if errors or warnings:
        return say("see what to mend with `{command}`", command="mes check")
    if examples_only:
        return say("write your first record with `{command}`", command="mes new initiative")
    return say("see the report with `{command}`", command="mes report --open")


def _welcome() -> None:
    _say(say("mes shows what accompanying initiatives takes, and what it changes"))
    _say(say("there is no register here; make one with `mes init FOLDER`"))
    _say(say("and see all commands with `{command}`", command="mes --help"))


def _say(message: Message) -> None:
    show(f"{speech().say(message)}\n")
