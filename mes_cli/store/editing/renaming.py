"""Give a record another id: in its file, and in all records that refer to it."""

from collections.abc import Iterator
from typing import cast

from mes_cli.finding import Loc, Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Part, Record
from mes_cli.model.walk import references, values
from mes_cli.register import Entry, Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data


def rename(edits: Edits, entry: Entry[Record], new: str) -> int:
    """Rename a record; give the number of references that were changed with it."""
    found = list(_naming(edits.reading.register, entry))
    for place, loc in found:
        data = edits.data(place)
        _put(data, loc, new)
        edits.change(place, data)
    data = edits.data(entry.place)
    if entry.place.item is not None or "id" in data:
        edits.change(entry.place, data | {"id": new})
    if entry.place.item is None:
        edits.move(entry.place.file, _file(entry, new))
    return len(found)


def _file(entry: Entry[Record], new: str) -> str:
    """Give the path of a file of one record under another id."""
    folder, _, name = entry.place.file.rpartition("/")
    return f"{folder}/{new}.{name.rpartition('.')[2]}"


def _naming(register: Register, entry: Entry[Record]) -> Iterator[tuple[Place, Loc]]:
    """Find the places where other records, or the settings, refer to a record."""
    for other in register.entries:
        yield from ((other.place, loc) for loc in _of(other.record, entry))
    yield from ((Place(SETTINGS_FILE), loc) for loc in _of(register.settings, entry))


def _of(record: Part, entry: Entry[Record]) -> Iterator[Loc]:
    kind, name = entry.name
    for path in references(type(record)):
        if kind in path.slot.refs:
            yield from (loc for loc, value in values(record, path) if value == name)


def _put(data: Data, loc: Loc, new: str) -> None:
    *way, last = loc
    here: object = data
    for step in way:
        here = cast("Data", here)[cast("str", step)]
    cast("Data", here)[cast("str", last)] = new
