"""Where a new record goes, and what its id is."""

import re
from collections.abc import Iterator

from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.model.identifiers import free_id, id_of, valid_id
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

#: The fields that people know a record by, in this order.
_NAMES = ("name", "title", "demand")
#: An id made of a sentence keeps so many of its words.
_WORDS = 6


def identity(kind: str, data: Data, reading: Reading) -> str:
    """Make an id from what a record says, which no other record of its kind has."""
    made = id_of("-".join(_parts(kind, data, reading))) or kind

    def taken(name: str) -> bool:
        return reading.register.knows(kind, name) or _stands(kind, name, data, reading)

    return free_id(made, taken)


def _parts(kind: str, data: Data, reading: Reading) -> Iterator[str]:
    """The words that an id is made of."""
    year = _year(data)
    match kind:
        case "accompaniment":
            initiatives = data.get("initiatives")
            yield str(initiatives[0]) if isinstance(initiatives, list) and initiatives else ""
            yield year
        case "funding":
            yield str(data.get("funder", ""))
            yield year
        case "contribution":
            yield str(data.get("date") or year)
            yield reading.words.value("ContributionKind", str(data.get("kind", ""))).word
        case "year":
            yield str(data.get("year", ""))
        case _:
            name = next((str(data[n]) for n in _NAMES if data.get(n)), "")
            yield " ".join(name.split()[:_WORDS])


def _year(data: Data) -> str:
    """The calendar year that a record begins in."""
    period = data.get("period")
    first = period.get("from", "") if isinstance(period, dict) else ""
    return str(data.get("started") or data.get("date") or first)[:4]


def refuse_id(reading: Reading, kind: str, new: str) -> None:
    """Refuse an id that is not well formed, or that another record of its kind has.

    Raises:
        InputError: it is one of these.
    """
    if valid_id(new) is None:
        raise InputError(
            say("`{name}` cannot be an id", name=new),
            say("ids have lower-case letters, digits and hyphens"),
        )
    if reading.register.knows(kind, new):
        raise InputError(
            say("another record is called `{name}` already", name=new),
            say("see it with `{command}`, or choose another id", command=f"mes show {kind}/{new}"),
        )


def file_of(kind: str, name: str, data: Data, reading: Reading) -> str:
    """The file of a new record: in the folder of its year, where the others of its kind are."""
    folder = reading.words.kinds[kind].folder
    year = _year(data)
    files = {e.place.file for e in reading.register.entries if e.record.kind == kind}
    dated = any(re.match(r"[^/]+/\d{4}/", file) for file in files)
    return f"{folder}/{year}/{name}.yaml" if dated and year else f"{folder}/{name}.yaml"


def _stands(kind: str, name: str, data: Data, reading: Reading) -> bool:
    return (reading.root / file_of(kind, name, data, reading)).exists()
