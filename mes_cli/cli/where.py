"""Conditions of ``--where``: a field, a sign, and what it is compared with."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from mes_cli.cli.seen import ViewedRegister
from mes_cli.drafts.fields import path, values
from mes_cli.drafts.wording import worded
from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.language.folding import fold
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.period import seconds
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot
from mes_cli.store.reading.naming import choices
from mes_cli.view.records import ViewData
from mes_cli.view.viewer import Named

_CONDITION = re.compile(
    r"(?P<field>[\w.-]*\w)\s*(?P<sign>!=|>=|<=|=|~|>|<)(?P<value>.*)", re.DOTALL
)
#: How values are compared by each sign of order.
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must say to be shown."""

    slots: tuple[Slot, ...]
    sign: str
    value: str
    words: Vocabulary

    def holds(self, record: ViewData, seen: ViewedRegister) -> bool:
        """Tell whether a record says it; a field that is not there is the empty value."""
        said = list(values(record, self.slots))
        if not self.value:
            return (not said) == (self.sign == "=")
        if self.sign == "!=":
            return not any(self._equals(value, seen) for value in said)
        if self.sign == "=":
            return any(self._equals(value, seen) for value in said)
        if self.sign == "~":
            return any(
                fold(self.value) in fold(worded(v, self.slots[-1], seen.viewer)) for v in said
            )
        return any(self._compares(value) for value in said)

    def _equals(self, value: object, seen: ViewedRegister) -> bool:
        slot = self.slots[-1]
        if isinstance(value, Named):
            return self.value == value.id or fold(self.value) == fold(value.name)
        if isinstance(value, bool):
            return self.words.booleans.get(self.value, self.value) == str(value).lower()
        if isinstance(value, dt.date):
            # A month or a year stands for all of its days.
            return value.isoformat().startswith(self.value)
        if isinstance(value, int | Decimal):
            return self._number() == value
        table = choices(self.words.language, slot.words) if slot.words else {}
        if table.get(self.value) == value:
            return True
        return fold(self.value) in {fold(str(value)), fold(worded(value, slot, seen.viewer))}

    def _compares(self, value: object) -> bool:
        if isinstance(value, dt.date):
            other: object = self.value
            value = value.isoformat()[: len(self.value)]
        elif isinstance(value, int | Decimal):
            other = self._number()
        else:
            return False
        return other is not None and _COMPARED[self.sign](value, other)

    def _number(self) -> Decimal | None:
        if self.slots[-1].scalar is Scalar.DURATION:
            length = seconds(self.value)
            return None if length is None else Decimal(length)
        said = re.sub(r"[\s€%\u202f\u00a0]", "", self.value).replace(",", ".")
        number = Decimal(said) if re.fullmatch(r"\d+(?:\.\d+)?", said, re.ASCII) else None
        return number / 100 if number is not None and "%" in self.value else number


def condition(said: str, model: type[Part], words: Vocabulary) -> Condition:
    """Read a condition, as ``stage=emergence`` or ``territory.department=21``.

    Raises:
        InputError: it is not a condition, or names a field that the kind does not have.
    """
    found = _CONDITION.fullmatch(said.strip())
    if found is None:
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=said, option="--where"),
            say("write a field, a sign (= != ~ < >) and a value: `stage=emergence`"),
        )
    slots = path(found["field"], model, words).slots
    return Condition(slots, found["sign"], found["value"].strip(), words)
