"""The summary that ``mes`` prints without a command."""

import re
from textwrap import fill

from mes_cli.checks.completeness import Lack
from mes_cli.cli import check_run, reading
from mes_cli.cli.console import out, show, speech
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.drafts.wording import lack_said, notes
from mes_cli.errors import NoRecordError, NoRegisterError
from mes_cli.escape import printed
from mes_cli.finding import Message, Severity, count, say

#: The columns of a terminal that has no more.
_WIDTH = 80
_COMMAND = re.compile("`[^`]*`")


def stand() -> None:
    """Say how many records there are, what is wrong, lacking or due, and what is useful next."""
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
    out(f"{fill(name, _WIDTH)}\n{'─' * min(len(name), _WIDTH)}\n")
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
    if found.year is not None and found.lacks and not errors:
        _say(say("what the report of {year} lacks:", year=str(found.year)))
        for lack in found.lacks:
            _say(_lack(lack))
    for note in notes(found.due, found.examples, today(), current().language):
        _say(note)
    out("\n")
    _say(_next(errors, warnings, examples_only=found.examples >= found.records - 1))


def _lack(lack: Lack) -> Message:
    """Say on a line what a report lacks, and in how many records."""
    what = lack_said(lack, current().language)
    if not lack.field:
        return say("- {what}", what=what)
    return count(
        "- {what} ({number} record)", "- {what} ({number} records)", lack.number, what=what
    )


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
    """Print a sentence on lines that people read; a command stays on one line, to be copied."""
    text = _COMMAND.sub(lambda it: it[0].replace(" ", "\0"), speech().say(message))
    lines = fill(text, _WIDTH, subsequent_indent="  ", break_long_words=False)
    show(lines.replace("\0", " ") + "\n")
