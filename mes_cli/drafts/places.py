"""Places as people say them: ``Alès``, ``Saint-Aubin (21)``, ``Gard``, ``30007``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mes_cli.geography import (
    Commune,
    commune,
    communes_named,
    department_named,
    departments,
    region_named,
    regions,
)
from mes_cli.store.reading.translation import Data

#: A name, and the department that tells it from others of that name.
_IN = re.compile(r"(?P<name>[^,(]++)[,(]\s*+(?P<department>2[AB]|\d{2,3})\s*+\)?", re.IGNORECASE)


class FoundPlace(NamedTuple):
    """A place that somebody may mean: what it is called, and what a record says of it."""

    label: str
    data: Data


def territories(said: str) -> list[FoundPlace]:
    """Give the places that somebody may mean by a name or a code; there may be no such place.

    >>> [it.label for it in territories("alès")], [it.label for it in territories("Gard")]
    (['Alès (30)'], ['Gard'])
    >>> territories("30007")[0].data, territories("Bretagne")[0].data
    ({'commune': '30007', 'name': 'Alès'}, {'region': '53'})
    """
    return list(_found(said.strip()))


def _found(said: str) -> Iterator[FoundPlace]:
    known = commune(said.upper())
    if known is not None:
        yield _of(known)
        return
    department = departments().get(said.upper()) or department_named(said)
    if department is not None:
        yield FoundPlace(department.name, {"department": department.code})
    code = region_named(said)
    if code is not None:
        yield FoundPlace(regions()[code], {"region": code})
    inside = _IN.fullmatch(said)
    name, within = (inside["name"].strip(), inside["department"].upper()) if inside else (said, "")
    yield from map(_of, communes_named(name, within))


def _of(known: Commune) -> FoundPlace:
    data: Data = {"commune": known.code, "name": known.name}
    return FoundPlace(f"{known.name} ({known.department})", data)
