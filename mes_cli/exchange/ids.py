"""Ids and files for records that come in: from their names, and by the month they are about."""

import re
from collections.abc import Mapping

from mes_cli.exchange.values import fold
from mes_cli.model import Contribution
from mes_cli.model.identifiers import LONGEST_ID, slug

_MONTH = re.compile(r"(\d{4})-(\d{2})-\d{2}", re.ASCII)


#: The files that hold lists, by kind and by stem; nothing where one record has the file.
Lists = Mapping[tuple[str, str], str | None]


def place_for(
    kind: str, data: Mapping[str, object], code: str, taken: set[tuple[str, str]],
    folder: str, lists: Lists,
) -> tuple[str, str, bool]:  # fmt: skip
    """The file of a new record, its id, and whether it joins a list.

    Hours without an id of their own join the list of their month.
    """
    month = month_of(data)
    if kind == Contribution.kind and not code and month:
        return list_file(kind, month, folder, lists), "", True
    name = code or free_id(kind, _name(data) or month or kind, taken)
    taken.add((kind, name))
    return f"{folder}/{name}.yaml", name, False


def list_file(kind: str, stem: str, folder: str, lists: Lists) -> str:
    """The list of that name, wherever it stands; a new one goes to the folder of its year."""
    found, number = stem, 1
    while lists.get((kind, found), "") is None:
        number += 1
        found = f"{stem}-{number}"
    return lists.get((kind, found)) or f"{folder}/{stem[:4]}/{found}.yaml"


def month_of(data: Mapping[str, object]) -> str:
    """The month that a record is about: ``2025-03``; empty where it has no day."""
    period = data.get("period")
    said = data.get("date") or (period.get("from") if isinstance(period, dict) else None)
    found = _MONTH.fullmatch(str(said or ""))
    return f"{found[1]}-{found[2]}" if found else ""


def free_id(kind: str, name: str, taken: set[tuple[str, str]]) -> str:
    """An id made of a name that no record of the kind has.

    >>> free_id("initiative", "Café des Possibles", {("initiative", "cafe-des-possibles")})
    'cafe-des-possibles-2'
    """
    bare = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[: LONGEST_ID - 4].strip("-") or kind
    found, number = bare, 1
    while (kind, found) in taken or slug(found) is None:
        number += 1
        found = f"{bare}-{number}"
    return found


def _name(data: Mapping[str, object]) -> str:
    words = (data.get(key) for key in ("name", "title", "demand", "year"))
    return str(next((word for word in words if word), ""))
