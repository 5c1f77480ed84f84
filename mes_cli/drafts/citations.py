"""Which records name another one, and what of them can be left out so that they no longer do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from mes_cli.finding import Loc, Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Part
from mes_cli.model.walk import Path, references, values
from mes_cli.register import Name, Register
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a record, or the settings, names a record."""

    by: Part
    place: Place
    path: Path
    loc: Loc


def citations(register: Register, name: Name) -> Iterator[Citation]:
    """Give every place where a record is named, those in the settings last."""
    for entry in register.entries:
        yield from _in(entry.record, entry.place, name)
    yield from _in(register.settings, Place(SETTINGS_FILE), name)


def _in(record: Part, place: Place, name: Name) -> Iterator[Citation]:
    kind, identity = name
    for path in references(type(record)):
        if kind in path.slot.refs:
            for loc, value in values(record, path):
                if value == identity:
                    yield Citation(record, place, path, loc)


def can_be_left_out(citation: Citation, data: Data) -> bool:
    """Tell whether a record may do without naming the other one."""
    return _way(citation, data) is not None


def leave_out(citation: Citation, data: Data) -> None:
    """Take a citation out of the data of a record: the reference, or the part that needs it."""
    way = _way(citation, data)
    assert way is not None
    *above, last = way
    here = _at(data, tuple(above))
    del here[last]  # type: ignore[arg-type] # a name in a table, a number in a list


def _way(citation: Citation, data: Data) -> Loc | None:
    """The smallest piece around a reference that a record can do without; None if there is none."""
    loc = citation.loc
    for slot in reversed(citation.path.slots):
        if slot.many:
            among = cast("list[object]", _at(data, loc[:-1]))
            if len(among) > 1:
                return loc
            loc = loc[:-1]
        if not slot.required:
            return loc
        loc = loc[:-1]
    return None


def _at(data: Data, way: Loc) -> "dict[str | int, object] | list[object]":
    here: object = data
    for step in way:
        here = here[step]  # type: ignore[index] # a table or a list, as the path says
    return here  # type: ignore[return-value]
