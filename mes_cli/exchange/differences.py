"""Whether cells say what the register says, and what they change: field by field."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from mes_cli.escape import harmless, unharmed
from mes_cli.exchange import excel
from mes_cli.exchange.cells import CellWriter, Value
from mes_cli.exchange.current import Current, Texts
from mes_cli.exchange.grids import is_blank
from mes_cli.exchange.plan import FieldChange
from mes_cli.exchange.returned_rows import ReturnedRow
from mes_cli.exchange.sheet_rows import reach
from mes_cli.exchange.sheets import Column, RecordSheet, SheetLayout, head, sheets
from mes_cli.exchange.values import day, duration
from mes_cli.exchange.workbooks import Raw
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.period import seconds as spoken_seconds
from mes_cli.model.record import Record
from mes_cli.model.scalars import Scalar
from mes_cli.store.reading.translation import Data
from mes_cli.table import shortened

_LONGEST = 60

#: For each list of a record, which of its elements every element was: None for a new one.
Origins = Mapping[str, Sequence[int | None]]


def like(raw: Raw, value: object, column: Column, words: Vocabulary) -> bool:
    """Tell whether a raw cell is what an export writes for a value, in any of its forms.

    A file that a spreadsheet saved again has the form that this spreadsheet gives to it.
    """
    exported = CellWriter(words).cell(value, column)
    if is_blank(raw) or exported is None:
        return is_blank(raw) and (exported is None or exported == "")
    if isinstance(exported, str):
        canonical = str(CellWriter().cell(value, column))
        forms = {exported, canonical, harmless(exported), excel.saved(exported)}
        return _text(raw) in map(_text, forms) or _lost_zeros(raw, exported)
    return _typed(raw, exported, column)


def _lost_zeros(raw: Raw, exported: str) -> bool:
    """A code of which a spreadsheet made a number: 1004 for 01004."""
    return isinstance(raw, int | float) and exported.isdecimal() and raw == float(exported)


def _typed(raw: Raw, exported: Value, column: Column) -> bool:
    if isinstance(exported, dt.date):
        return day(raw) == exported.isoformat()
    if column.slot.scalar is Scalar.DURATION:
        said = duration(raw)
        return not said.startswith("-") and spoken_seconds(said) == exported
    number = _number(raw)
    return number is not None and number == exported


def _number(raw: Raw) -> Decimal | None:
    """A number however it is written; a share in hundredths too."""
    text = str(raw).strip().replace(",", ".")
    for space in (" ", "\u00a0", "\u202f", "€"):
        text = text.replace(space, "")
    try:
        if text.endswith("%"):
            return Decimal(text[:-1]) / 100
        return round(Decimal(text), 9) if isinstance(raw, float) else Decimal(text)
    except InvalidOperation:
        return None


def _text(raw: object) -> str:
    """A text without what spreadsheets lose of it: tabs, and how many spaces there were."""
    lines = str(raw).replace("\r\n", "\n").replace("\t", "")
    return re.sub(" {2,}", " ", unharmed(lines))


def proposed(
    old: object, rows: Sequence[ReturnedRow]
) -> list[tuple[Data, int | None, ReturnedRow]]:
    """The elements of a list after an import: the element, which one it was, and its row.

    A row with a number is the element that had it; one without is new. They stand in the
    order that the list has, the new ones last.
    """
    before = old if isinstance(old, list) else []
    known: dict[int, ReturnedRow] = {}
    new: list[ReturnedRow] = []
    for line in rows:
        number = (line.position or 0) - 1
        if 0 <= number < len(before) and number not in known:
            known[number] = line
        else:
            new.append(line)

    def element(number: int) -> Data:
        return deepcopy(before[number]) if isinstance(before[number], dict) else {}

    kept = [(element(number), number, known[number]) for number in sorted(known)]
    return [*kept, *(({}, None, line) for line in new)]


def changes(
    old: Record, new: Record, proposal: Data, origins: Origins, current: Current
) -> Iterator[FieldChange]:
    """Every field that gets another value, in the words of the register.

    *new* is what *proposal* says; *origins* tells which element of a list each one was.
    """
    before, after = current.texts(old), current.texts(new)
    shown = (current.shown(old), current.shown(new))
    for sheet in sheets(type(old), SheetLayout.SHEETS):
        if sheet.part is None:
            [was], [becomes] = before[sheet.name], after[sheet.name]
            [a], [b] = shown[0][sheet.name], shown[1][sheet.name]
            for column in sheet.columns:
                if was.get(column.key) != becomes.get(column.key):
                    title = head(column, current.words).title
                    value = reach(proposal, column.names)
                    yield FieldChange(
                        title,
                        _short(a.get(column.key)),
                        _short(b.get(column.key)),
                        column.names,
                        value,
                    )
        elif before.get(sheet.name) != after.get(sheet.name):
            yield from _in_list(sheet, (before, after), shown, proposal, origins, current.words)


def _in_list(
    sheet: RecordSheet,
    texts: tuple[Texts, Texts],
    shown: tuple[Texts, Texts],
    proposal: Data,
    origins: Origins,
    words: Vocabulary,
) -> Iterator[FieldChange]:
    """The elements of a list that are changed, added or taken away."""
    assert sheet.part is not None
    [name], title = sheet.part.names, head(sheet.part, words).title
    before, after = (side.get(sheet.name, []) for side in texts)
    a, b = (side.get(sheet.name, []) for side in shown)
    elements = proposal.get(name)
    assert isinstance(elements, list | None)
    was = origins.get(name) or [n if n < len(before) else None for n in range(len(after))]
    added = len(before)
    for number, origin in enumerate(was):
        if origin is None:
            assert elements is not None
            yield FieldChange(
                f"{title} {added + 1}", "—", _summary(b[number]), (name, added), elements[number]
            )
            added += 1
            continue
        for column in sheet.columns:
            if before[origin].get(column.key) != after[number].get(column.key):
                field = f"{title} {origin + 1} – {head(column, words).title}"
                value = reach(elements[number] if elements else None, column.names)
                yield FieldChange(
                    field,
                    _short(a[origin].get(column.key)),
                    _short(b[number].get(column.key)),
                    (name, origin, *column.names),
                    value,
                )
    for number in sorted(set(range(len(before))) - set(was)):
        yield FieldChange(f"{title} {number + 1}", _summary(a[number]), "—", (name, number))


def _summary(cells: Mapping[str, str | None]) -> str:
    return _short(" · ".join(text for text in cells.values() if text))


def _short(text: str | None) -> str:
    line = re.sub(r"[ \t\r\n]+", " ", text or "").strip()  # no-break spaces stay
    return shortened(line, _LONGEST) or "—"
