"""Lists of records: their usual columns, the records of a year, and totals."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from mes_cli.drafts.fields import values
from mes_cli.model import Accompaniment, FinancialYear, Initiative, Record
from mes_cli.model.dated import years
from mes_cli.model.scalars import Scalar
from mes_cli.model.walk import Path
from mes_cli.register import Entry, Register
from mes_cli.view.records import Plain

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


def total(records: Iterable[Plain], column: Path) -> int | Decimal | None:
    """Add up what a column says; None where it holds neither hours nor amounts, or nothing."""
    if column.slot.scalar not in {Scalar.DURATION, Scalar.MONEY}:
        return None
    said = [it for record in records for it in values(record, column.slots)]
    numbers = [it for it in said if isinstance(it, int | Decimal)]
    return sum(numbers[1:], numbers[0]) if numbers else None
