"""Fields as people name them, what stands there (``territory.department``), and lists of them."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import cast

from mes_cli.errors import InputError
from mes_cli.finding import Words, say
from mes_cli.language.folding import near
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Accompaniment, FinancialYear, Initiative, Record
from mes_cli.model.dated import years
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import Path
from mes_cli.register import Entry, Register
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.translation import Data
from mes_cli.view.records import ViewData


def path(said: str, model: type[Part], words: Vocabulary) -> Path:
    """Find the fields that a path names, in the register's words or in the canonical ones.

    Raises:
        InputError: there is no such field.
    """
    slots = list[Slot]()
    home, part = "", cast("type[Part] | None", model)
    for step in said.replace("-", "_").split("."):
        table = keys(words.language, part) if part is not None else {}
        slot = table.get(step)
        if slot is None:
            raise unknown_field(said, step, part, words)
        slots.append(slot)
        home, part = (part.__name__ if part else ""), slot.part
    if slots[-1].part is not None and slots[-1].alone:
        # A list of parts may be named by its main field: `policies=culture`.
        home = slots[-1].part.__name__
        inner = shape(slots[-1].part).slots[slots[-1].alone]
        slots = [*slots[:-1], inner] if slots[-1].latest else [*slots, inner]
    return Path(tuple(slots), home)


def unknown_field(said: str, step: str, model: type[Part] | None, words: Vocabulary) -> InputError:
    """Say that a path leads to no field."""
    form = shape(model) if model is not None else None
    own = [words.key(form.home, name) for name in form.slots] if form else []
    like = near(step, own)
    return InputError(
        say("there is no field `{name}`", name=said),
        say("write `{near}`", near=said.removesuffix(step) + like)
        if like
        else say("write one of {choices}", choices=Words(tuple(own))),
    )


def values(record: object, slots: tuple[Slot, ...]) -> Iterator[object]:
    """Give the values at the end of a path; absent ones are left out."""
    if isinstance(record, list | tuple):
        for item in record:
            yield from values(item, slots)
    elif record is not None and not slots:
        yield record
    elif isinstance(record, dict):
        first, *rest = slots
        yield from values(record.get(first.name), tuple(rest))


def at(data: Data, path: Path) -> object:
    """Give what stands at the end of a path, in the last part of a list; None if nothing does."""
    here: object = data
    for slot in path.slots:
        here = here.get(slot.name) if isinstance(here, dict) else None
        if isinstance(here, list) and slot.part is not None:
            here = here[-1] if here else None
    return here


def put(data: Data, path: Path, value: object) -> None:
    """Put a value at the end of a path, into the last part of a list.

    Parts on the way are made where they are missing.
    """
    *way, last = path.slots
    here = data
    for slot in way:
        if slot.many:
            parts = cast("list[Data]", here.setdefault(slot.name, []))
            if not parts:
                parts.append({})
            here = parts[-1]
        else:
            here = cast("Data", here.setdefault(slot.name, {}))
    here[last.name] = value


#: The fields behind the name, by kind, in canonical English.
COLUMNS = {
    "structure": ("roles",),
    "programme": ("lead", "starts", "ends"),
    "initiative": ("stage", "territory.name", "themes"),
    "accompaniment": ("initiatives", "started", "ended"),
    "contribution": ("date", "kind", "hours", "for"),
    "funding": ("funder", "status", "granted"),
    "evidence": ("date", "kind"),
    "advocacy": ("form", "target", "outcome"),
    "year": (),
}


def of_year(register: Register, year: int) -> Callable[[Entry[Record]], bool]:
    """Tell which records are of a year; an initiative is of those in which it is accompanied."""
    settings = register.settings
    accompanied = {
        name
        for entry in register.of(Accompaniment)
        if year in years(entry.record, settings)
        for name in entry.record.initiatives
    }

    def holds(entry: Entry[Record]) -> bool:
        record = entry.record
        if isinstance(record, Initiative):
            return record.id in accompanied
        if isinstance(record, FinancialYear):
            return record.year == year
        return year in years(record, settings)

    return holds


def total(records: Iterable[ViewData], column: Path) -> int | Decimal | None:
    """Add up what a column says; None where it holds neither hours nor amounts, or nothing."""
    if column.slot.scalar not in {Scalar.DURATION, Scalar.MONEY}:
        return None
    said = [it for record in records for it in values(record, column.slots)]
    numbers = [it for it in said if isinstance(it, int | Decimal)]
    return sum(numbers[1:], numbers[0]) if numbers else None
