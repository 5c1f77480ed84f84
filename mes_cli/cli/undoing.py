"""Taking back what ``mes log`` wrote last, where it still stands as it was written."""

from typing import cast

from mes_cli.cli import journal
from mes_cli.cli.console import hint, out
from mes_cli.cli.exits import Exit
from mes_cli.cli.usage import UsageProblem
from mes_cli.finding import Place, say
from mes_cli.store.edit import Edits
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data


def undo(register: Reading) -> int:
    """Take back the newest entries of this register.

    Raises:
        UsageProblem: there are none, or they were changed since.
    """
    note = journal.last(register.root)
    if note is None:
        raise UsageProblem(
            say("there is nothing to take back"), say("`mes log` remembers what it wrote itself")
        )
    edits = Edits(register)
    entries = cast("list[journal.Note]", note.get("entries", []))
    for entry in reversed(entries):
        _take_back(entry, edits)
    edits.write()
    journal.forget(note)
    out("".join(f"- {entry.get('line', '')}\n" for entry in entries))
    hint(say("it is as if it had never been logged"))
    return Exit.CLEAN


def _take_back(entry: journal.Note, edits: Edits) -> None:
    file = str(entry.get("file", ""))
    if not (edits.reading.root / file).is_file() or not any(
        e.place.file == file for e in edits.reading.register.entries
    ):
        raise _changed(file)
    records = edits.sheet(file).records
    if "session" in entry:
        position = cast("int", entry.get("item") or 0)
        if position >= len(records):
            raise _changed(file)
        place = Place(file, item=entry.get("item"))
        data = edits.data(place)
        sessions = cast("list[Data]", data.get("sessions") or [])
        if entry["session"] not in sessions:
            raise _changed(file)
        # The last of several that are alike is the one that was logged.
        del sessions[len(sessions) - 1 - sessions[::-1].index(entry["session"])]
        edits.change(place, data)
        return
    if entry.get("data") not in records:
        raise _changed(file)
    edits.remove(Place(file, item=len(records) - 1 - records[::-1].index(entry["data"])))


def _changed(file: str) -> UsageProblem:
    return UsageProblem(
        say("what was logged in `{file}` has been changed since", file=file),
        say("take it out by hand, with `mes edit`"),
    )
