"""Taking a writing back: one rule for terminals and pages."""

from dataclasses import replace
from pathlib import Path

from mes_cli.drafts.trial import brought, found
from mes_cli.errors import InputError
from mes_cli.finding import Finding, Severity, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.register import Register
from mes_cli.store.editing import changes, journal
from mes_cli.store.editing.journal import Writing
from mes_cli.store.reading.folders import RecordFile, folders
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.record_files import RecordReader, read_file
from mes_cli.store.reading.settings_file import read_settings


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
        errors = brought(found(reading), found(_without(reading, writing)))
        error = next((it for it in errors if it.severity is Severity.ERROR), None)
        if error is not None:
            raise InputError(
                say("without it there would be an error: {error}", error=error.message),
                say("take back what was written after it first, or change it by hand"),
            )
    changes.take_back(root, writing)


def _without(reading: Reading, writing: Writing) -> Reading:
    """Give the register as it would be without a writing."""
    texts = {file: said for file, said in writing.before.items() if said is not None}
    settings, findings = reading.settings, list[Finding]()
    if SETTINGS_FILE in texts:
        settings, findings = read_settings(reading.origin, texts[SETTINGS_FILE])
    reader, kinds = RecordReader(settings, reading.words, texts), folders(reading.words)
    files = {file: kinds.get(file.partition("/")[0]) for file in texts}
    read = [read_file(RecordFile(file, kind), reader) for file, kind in files.items() if kind]
    entries = [it for it in reading.register.entries if it.place.file not in writing.before]
    entries += [entry for it in read for entry in it.entries]
    findings += [it for it in reading.findings if it.at.file not in writing.before]
    findings += [finding for it in read for finding in it.findings]
    unread = reading.register.unread.union(name for it in read for name in it.unread)
    register = Register(settings, tuple(entries), unread, media=reading.register.media)
    return replace(reading, register=register, findings=findings, drafts=texts)
