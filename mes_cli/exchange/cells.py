"""What stands in a cell: values typed for spreadsheets, or written as text.

Whatever is written here can be read back by ``exchange.values``, and means the same.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mes_cli.exchange.sheets import Column
from mes_cli.language.formats import Formats
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Initiative, Programme, Structure
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.view.viewer import Named

#: Kinds whose records always have a name of their own.
_NAMED = (Structure.kind, Programme.kind, Initiative.kind)
_MINUTE, _HOUR = 60, 3600


class CellType(StrEnum):
    """The type of a cell in a spreadsheet."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    HOURS = "hours"  #: seconds, shown as hours and minutes
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"


Value = str | int | Decimal | dt.date

_SORTS = {
    Scalar.DATE: CellType.DATE,
    Scalar.MONEY: CellType.MONEY,
    Scalar.DURATION: CellType.HOURS,
    Scalar.NUMBER: CellType.NUMBER,
    Scalar.WHOLE: CellType.WHOLE,
    Scalar.YEAR: CellType.WHOLE,
    Scalar.SHARE: CellType.SHARE,
}


def cell_type(column: Column) -> CellType:
    """What the cells of a column are."""
    slot = column.slot
    if slot.many or slot.map_key is not None or slot.scalar is None:
        return CellType.TEXT
    return _SORTS.get(slot.scalar, CellType.TEXT)


@dataclass(frozen=True, slots=True)
class CellWriter:
    """Writes values into cells: in the words of a language, or in canonical ones."""

    #: None: canonical words, as programs want them.
    words: Vocabulary | None = None

    def cell(self, value: object, column: Column) -> Value | None:
        """Give the value of a cell."""
        if value is None:
            return None
        slot = column.slot
        if slot.map_key is not None and isinstance(value, Mapping):
            return joined(f"{key} = {plain_text(item)}" for key, item in value.items())
        if slot.many and isinstance(value, Iterable):
            return joined(self._element(item, slot) for item in value)
        return self._one(value, slot)

    def _one(self, value: object, slot: Slot) -> Value:
        if isinstance(value, Named):
            return reference(value)
        if isinstance(value, bool):
            return self.boolean(value=value)
        if isinstance(value, dt.date | Decimal | int):
            return value
        return self.word(str(value), slot)

    def word(self, word: str, slot: Slot) -> str:
        """A word of a list, in the language; any other text as it is."""
        if slot.words is None or self.words is None:
            return word
        return self.words.value(slot.words.__name__, word).word

    def boolean(self, *, value: bool) -> str:
        """Yes or no."""
        said = "true" if value else "false"
        if self.words is None:
            return said
        return next((own for own, it in self.words.booleans.items() if it == said), said)

    def _element(self, item: object, slot: Slot) -> str:
        """An element of a list: ``cafe-2025``, or with its part ``cafe-2025 = 60 %``."""
        if slot.part is None or not isinstance(item, Mapping):
            return plain_text(self._one(item, slot))
        assert slot.alone is not None
        inner = shape(slot.part).slots
        named = plain_text(self._one(item[slot.alone], inner[slot.alone]))
        sizes = (part_text(item.get(name), inner[name]) for name in inner if name != slot.alone)
        said = " ".join(size for size in sizes if size)
        return f"{named} = {said}" if said else named


def reference(named: Named) -> str:
    """How a cell names another record: by its id, else by its name, else by its number."""
    return named.id or (named.name if named.kind in _NAMED else named.code)


def part_text(value: object, slot: Slot) -> str:
    """A share, an amount or a day, so that they can be told apart.

    >>> from mes_cli.model.contribution import ContributionTarget as Target
    >>> part_text(Decimal("0.125"), shape(Target).slots["share"])
    '12.5 %'
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, Decimal):
        return ""
    return percent(value) if slot.scalar is Scalar.SHARE else f"{value:.2f} €"


def percent(share: Decimal) -> str:
    """A share in hundredths, exact."""
    return f"{number(share * 100)} %"


def number(value: Decimal) -> str:
    """A number as short as it can be said exactly.

    >>> number(Decimal("12.500")), number(Decimal("100"))
    ('12.5', '100')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def clock(seconds: int) -> str:
    """A duration as a clock writes it; exact hours where it does not end on a minute.

    >>> clock(8400), clock(8399)
    ('2:20', '2.333056')
    """
    hours, rest = divmod(seconds, _HOUR)
    if rest % _MINUTE:
        return f"{Decimal(seconds) / _HOUR:.6f}"
    return f"{hours}:{rest // _MINUTE:02}"


def spoken(seconds: int) -> str:
    """A duration as people say it; exact hours where it does not end on a minute.

    >>> spoken(8400), spoken(7200), spoken(2700), spoken(8399)
    ('2h20', '2h', '45min', '2.333056')
    """
    hours, rest = divmod(seconds, _HOUR)
    if rest % _MINUTE:
        return clock(seconds)
    if not hours:
        return f"{rest // _MINUTE}min"
    return f"{hours}h{rest // _MINUTE:02}" if rest else f"{hours}h"


def plain_text(value: object) -> str:
    """A value as text: points, no thousands, ISO dates."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def shown(value: Value | None, sort: CellType, own: Formats) -> str | None:
    """A value as people read it, in the form of their language."""
    match value, sort:
        case dt.date(), _:
            return own.date(value)
        case int(), CellType.HOURS:
            return own.hours(value) if value % _MINUTE == 0 else clock(value)
        case Decimal(), CellType.MONEY:
            return own.money(value)
        case Decimal(), CellType.SHARE:
            return own.percent(value, 2).replace(",00", "").replace(".00", "")
        case Decimal(), _:
            return own.number(value)
        case _:
            return None if value is None else plain_text(value)


def joined(items: Iterable[str]) -> str:
    r"""Write several texts into one cell; a semicolon inside one of them gets a backslash.

    >>> joined(["a", "b; c"])
    'a; b\\; c'
    """
    return "; ".join(re.sub(r"([\\;])", r"\\\1", item) for item in items)


def split(text: str) -> list[str]:
    r"""Read what ``joined`` wrote.

    >>> split(r"a; b\; c")
    ['a', 'b; c']
    """
    items = re.findall(r"(?:\\.|[^\\;]|\\$)+", text, re.DOTALL)
    return [
        found for item in items if (found := re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL).strip())
    ]
