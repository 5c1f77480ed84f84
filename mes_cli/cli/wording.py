"""Values of records as people read them, in their language."""

import datetime as dt
from decimal import Decimal

from mes_cli.cli.seen import Seen
from mes_cli.cli.session import _
from mes_cli.exchange.cells import spoken
from mes_cli.language.formats import formats
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot
from mes_cli.output.speech import clean
from mes_cli.store.emit import ordered
from mes_cli.view.records import Named


def worded(value: object, slot: Slot, seen: Seen) -> str:
    """Write a value on one line; nothing for one that is absent."""
    if value is None or value == []:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (worded(item, slot, seen) for item in value)))
    if isinstance(value, dict):
        return _part(value, slot, seen)
    return clean(" ".join(_single(value, slot, seen).split("\n")).strip())


def _part(value: dict[str, object], slot: Slot, seen: Seen) -> str:
    if slot.part is None:
        return ", ".join(f"{key} {_single(item, slot, seen)}" for key, item in value.items())
    inner = ((value.get(field.name), field) for field in ordered(slot.part))
    return " · ".join(filter(None, (worded(item, field, seen) for item, field in inner)))


def _single(value: object, slot: Slot, seen: Seen) -> str:
    form = formats(seen.eyes.language)
    match value:
        case Named():
            return value.name
        case bool():
            return _("yes") if value else _("no")
        case dt.date():
            return value.isoformat()
        case int() if slot.scalar is Scalar.DURATION:
            return spoken(value)
        case Decimal() if slot.scalar is Scalar.MONEY:
            return form.money(value)
        case Decimal() if slot.scalar is Scalar.SHARE:
            return form.percent(value)
        case Decimal() | int() if slot.scalar is not Scalar.YEAR:
            return form.number(value)
        case _:
            return _word(str(value), slot, seen)


def _word(value: str, slot: Slot, seen: Seen) -> str:
    if slot.choices is not None:
        return seen.label(slot.choices.__name__, value)
    if slot.open_words is not None:
        return seen.label(slot.open_words.words.__name__, value)
    return value
