"""Which media of evidence are in the register; links are never followed."""

from collections.abc import Iterable
from pathlib import Path

from mes_cli.model.evidence import Evidence, leaves
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store import stamps


def present(root: Path, entries: Iterable[Entry[Record]]) -> frozenset[str]:
    """The paths that evidence names and that lead to a file of the register."""
    named = {it.record.media_path for it in entries if isinstance(it.record, Evidence)}
    return stamps.present(root, (path for path in named if path and not leaves(path)))
