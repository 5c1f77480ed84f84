"""What was found in some files of a register, as plain values.

A batch holds what was found in some neighbouring files, and the facets of their records, in
order of places. It can be kept for the next run, and sent from one process to another; its
facets stay packed until a check asks for them, so that a million records fit into memory.
"""

import marshal
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from mes_cli.store.stamps import Stamp

Row = tuple[Any, ...]


@dataclass(slots=True)
class Batch:
    """What some neighbouring files say."""

    #: The files, and the stamp of each; nothing where it may not be trusted.
    files: dict[str, Stamp | None]
    records: int
    #: Packed: file, place in a list, id and kind of every record that was read.
    named: bytes
    #: File, kind and id of every record that could not be read.
    unread: list[tuple[str, str, str]]
    #: Packed, by name: file, place in a list, id and value of every record that has a facet.
    facets: dict[str, bytes]
    #: Packed: file and finding.
    findings: bytes

    def plain(self) -> tuple[Any, ...]:
        """The batch as plain values."""
        return (self.files, self.records, self.named, self.unread, self.facets, self.findings)

    def without(self, gone: AbstractSet[str]) -> "Batch":
        """The batch without what some files say."""
        if gone.isdisjoint(self.files):
            return self
        facets = {name: _less(packed, gone) for name, packed in self.facets.items()}
        named = _less(self.named, gone)
        return Batch(
            {file: stamp for file, stamp in self.files.items() if file not in gone},
            len(marshal.loads(named)),  # noqa: S302 - what we packed ourselves
            named,
            [row for row in self.unread if row[0] not in gone],
            facets,
            _less(self.findings, gone),
        )

    def rows(self, facet: str) -> list[Row]:
        """The rows of a facet."""
        packed = self.facets.get(facet)
        return marshal.loads(packed) if packed else []  # noqa: S302 - what we packed ourselves

    def names(self) -> list[Row]:
        """File, place in a list, id and kind of every record that was read."""
        found: list[Row] = marshal.loads(self.named)  # noqa: S302 - as above
        return found

    def found(self) -> list[tuple[str, Any]]:
        """The files of the findings, and these as plain values."""
        found: list[tuple[str, Any]] = marshal.loads(self.findings)  # noqa: S302 - as above
        return found


def _less(packed: bytes, gone: AbstractSet[str]) -> bytes:
    rows = marshal.loads(packed)  # noqa: S302 - what we packed ourselves
    return marshal.dumps([row for row in rows if row[0] not in gone])
