"""Taking a writing back: one rule for terminals and pages."""

from pathlib import Path

from mes_cli.drafts.trial import all_findings, brought
from mes_cli.errors import InputError
from mes_cli.finding import Severity, say
from mes_cli.store.editing import changes, journal
from mes_cli.store.editing.edited_file import with_files
from mes_cli.store.editing.journal import Writing
from mes_cli.store.reading.load import load


def take_back(root: Path, writing: Writing) -> None:
    """Let the files of a writing say what they said before.

    On a writing that is not the newest, others may stand: it stays if the register would have
    more errors without it.

    Raises:
        InputError: a file was changed since, or others stand on it.
        DiskError: the system refuses.
    """
    if writing.key != journal.last(root).key:
        reading = load(root)
        errors = brought(all_findings(reading), all_findings(with_files(reading, writing.before)))
        error = next((it for it in errors if it.severity is Severity.ERROR), None)
        if error is not None:
            raise InputError(
                say("without it there would be an error: {error}", error=error.message),
                say("take back what was written after it first, or change it by hand"),
            )
    changes.take_back(root, writing)
