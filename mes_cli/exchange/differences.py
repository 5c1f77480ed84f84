"""Whether a cell says what the register says, and which element of a list a row is."""

import datetime as dt
import re
from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from mes_cli.escape import harmless, unharmed
from mes_cli.exchange.cells import Pen, Value
from mes_cli.exchange.columns import Column
from mes_cli.exchange.grids import Raw, is_blank
from mes_cli.exchange.plan import Data
from mes_cli.exchange.sheetrows import Line
from mes_cli.exchange.values import day, duration
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.scalars import Scalar
from mes_cli.model.scalars import seconds as spoken_seconds


def like(raw: Raw, value: object, column: Column, words: Vocabulary) -> bool:
    """Tell whether a raw cell is what an export writes for a value, in any of its forms."""
    exported = Pen(words).cell(value, column)
    if is_blank(raw) or exported is None:
        return is_blank(raw) and (exported is None or exported == "")
    if isinstance(exported, str):
        canonical = Pen().cell(value, column)
        return _text(raw) in {_text(exported), _text(canonical), _text(harmless(exported))}
    return _typed(raw, exported, column)


def _typed(raw: Raw, exported: Value, column: Column) -> bool:
    if isinstance(exported, dt.date):
        return day(raw) == exported.isoformat()
    if column.slot.scalar is Scalar.DURATION:
        return spoken_seconds(duration(raw)) == exported
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


def proposed_list(old: object, rows: Sequence[Line]) -> list[tuple[Data, int | None, Line]]:
    """The elements of a list after an import: the element, which one it was, and its row.

    A row with a number is the element that had it; one without is new.
    """
    before = old if isinstance(old, list) else []
    found: list[tuple[Data, int | None, Line]] = []
    used: set[int] = set()
    for line in rows:
        number = (line.position or 0) - 1
        known = 0 <= number < len(before) and number not in used
        element = deepcopy(before[number]) if known and isinstance(before[number], dict) else {}
        used.add(number)
        found.append((element, number if known else None, line))
    return found
