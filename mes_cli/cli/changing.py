"""Keeping changes: what they would bring is found first, with the words of ``mes check``."""

from collections import Counter

from mes_cli.cli.checking import everything
from mes_cli.cli.console import out, speech
from mes_cli.cli.exits import Ended, Exit
from mes_cli.finding import Finding, Severity
from mes_cli.output import Result
from mes_cli.output.human import human
from mes_cli.store.edit import Edits
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import locate


def brought(edits: Edits, draft: Reading) -> list[Finding]:
    """What is found in the register as it will be, and was not found before."""
    before = Counter((f.code, f.message, f.at.file) for f in everything(edits.reading))
    found = []
    for finding in everything(draft):
        key = (finding.code, finding.message, finding.at.file)
        before[key] -= 1
        if before[key] < 0:
            found.append(finding)
    return found


def keep(edits: Edits) -> list[str]:
    """Write the changes; where they would bring an error, say which, and write nothing.

    Warnings are said as well, and do not keep anything from being written.
    """
    draft = edits.draft()
    found = brought(edits, draft)
    if found:
        show(found, draft)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise Ended(Exit.FINDINGS)
    return edits.write()


def show(found: list[Finding], draft: Reading) -> None:
    """Print findings on standard output, as ``mes check`` does."""
    out(said(found, draft))


def said(found: list[Finding], draft: Reading) -> str:
    """Write findings as ``mes check`` does."""
    result = Result(locate(found, draft), draft.records, draft.files, 0)
    return human(result, speech(draft.words.language))
