"""Which media of evidence are in the register; links are never followed."""

from collections.abc import Iterable
from pathlib import Path

from mes_cli.model.evidence import Evidence, leaves
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store import stamps

#: No system has longer paths.
_LONGEST = 4096


def present(root: Path, entries: Iterable[Entry[Record]]) -> frozenset[str]:
    """The paths that evidence names and that lead to a file of the register."""
    named = {it.record.media_path for it in entries if isinstance(it.record, Evidence)}
    short = (path for path in named if path and len(path) <= _LONGEST and not leaves(path))
    return stamps.present(root, short)
