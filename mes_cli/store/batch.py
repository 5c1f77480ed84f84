"""What was found in some files of a register, as plain values.

A batch holds what was found in some neighbouring files, and the facets of their records, in
order of places. It can be kept for the next run, and sent from one process to another; its
rows stay packed until a check asks for them, so that a million records fit into memory.
"""

import marshal
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from mes_cli.store.stamps import Stamp

Row = tuple[Any, ...]


@dataclass(slots=True)
class Batch:
    """What some neighbouring files say. Rows begin with the number of their file here."""

    #: In order of their paths.
    files: list[str]
    #: The stamp of each; nothing where it may not be trusted.
    stamps: list[Stamp | None]
    #: How many records were read.
    records: int
    #: Packed: place in a list, id (nothing: that of the file) and kind of every such record.
    named: bytes
    #: Kind and id of every record that could not be read.
    unread: list[Row]
    #: Packed, by name: place in a list, id and value of every record that has a facet.
    facets: dict[str, bytes]
    #: Packed findings.
    findings: bytes
    _stems: list[str] | None = None

    def plain(self) -> tuple[Any, ...]:
        """The batch as plain values."""
        return (
            self.files, self.stamps, self.records, self.named, self.unread, self.facets,
            self.findings,
        )  # fmt: skip

    def without(self, gone: AbstractSet[str]) -> "Batch":
        """The batch without what some files say."""
        if gone.isdisjoint(self.files):
            return self
        left = [number for number, file in enumerate(self.files) if file not in gone]
        numbers = {number: position for position, number in enumerate(left)}
        named = _less(self.named, numbers)
        return Batch(
            [self.files[number] for number in left],
            [self.stamps[number] for number in left],
            len(unpacked(named)),
            named,
            _renumbered(self.unread, numbers),
            {name: _less(packed, numbers) for name, packed in self.facets.items()},
            _less(self.findings, numbers),
        )

    def rows(self, facet: str) -> Iterator[Row]:
        """File, place in a list, id and value of every record that has a facet."""
        files, stems = self.files, self.stems
        for number, item, name, value in unpacked(self.facets.get(facet)):
            yield files[number], item, name or stems[number], value

    def names(self) -> Iterator[Row]:
        """File, place in a list, id and kind of every record that was read."""
        files, stems = self.files, self.stems
        for number, item, name, kind in unpacked(self.named):
            yield files[number], item, name or stems[number], kind

    @property
    def stems(self) -> list[str]:
        """The name of each file without its ending; every check of the whole asks for them."""
        if self._stems is None:
            self._stems = [stem(file) for file in self.files]
        return self._stems


def stem(file: str) -> str:
    """The name of a file without its ending: the id of the record that it holds."""
    return file[file.rfind("/") + 1 : file.rfind(".")]


def unpacked(packed: bytes | None) -> list[Row]:
    """Give packed rows."""
    return marshal.loads(packed) if packed else []  # noqa: S302 - what we packed ourselves


def _less(packed: bytes, numbers: dict[int, int]) -> bytes:
    return marshal.dumps(_renumbered(unpacked(packed), numbers))


def _renumbered(rows: list[Row], numbers: dict[int, int]) -> list[Row]:
    return [(numbers[row[0]], *row[1:]) for row in rows if row[0] in numbers]
