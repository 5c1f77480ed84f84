"""Values of records as the page shows them."""

import datetime as dt
from decimal import Decimal

from mes_cli.language.formats import formats
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.view.records import Named
from mes_cli.web.rendering import _
from mes_cli.web.workspace import State


def worded(value: object, slot: Slot, state: State) -> str:
    """Write a value on one line; nothing for one that is absent."""
    if value is None or value == []:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (worded(item, slot, state) for item in value)))
    if isinstance(value, dict):
        if slot.part is None:
            return ", ".join(f"{key} {_single(item, slot, state)}" for key, item in value.items())
        fields = shape(slot.part).slots.values()
        inner = (worded(value.get(field.name), field, state) for field in fields)
        return " · ".join(filter(None, inner))
    return _single(value, slot, state)


def _single(value: object, slot: Slot, state: State) -> str:
    form = formats(state.language)
    match value:
        case bool():
            return _("yes") if value else _("no")
        case dt.date():
            return form.date(value)
        case int() if slot.scalar is Scalar.DURATION:
            return form.hours(value)
        case Decimal() if slot.scalar is Scalar.MONEY:
            return form.money(value)
        case Decimal() if slot.scalar is Scalar.SHARE:
            return form.percent(value)
        case Decimal() | int() if slot.scalar is not Scalar.YEAR:
            return form.number(value)
        case Named():
            return value.name
        case _:
            return _word(str(value), slot, state)


def _word(value: str, slot: Slot, state: State) -> str:
    settings = state.reading.settings
    home = slot.choices or (slot.open_words.words if slot.open_words else None)
    if home is None:
        return value
    added = {"Theme": settings.themes, "Policy": settings.policies}.get(home.__name__, {})
    return added.get(value) or state.words.value(home.__name__, value).label
