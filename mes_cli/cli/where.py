"""Conditions of ``--where``: a field, a sign, and what it is compared with."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from mes_cli.cli.seen import Seen
from mes_cli.cli.usage import UsageProblem
from mes_cli.cli.wording import worded
from mes_cli.finding import Words, say
from mes_cli.language.folding import fold
from mes_cli.language.near import near
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import KINDS
from mes_cli.model.part import Part
from mes_cli.model.scalars import Scalar, seconds
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import Path
from mes_cli.store.reading.translation import choices, keys
from mes_cli.view.records import Named, Plain

_CONDITION = re.compile(
    r"(?P<field>[\w.-]*\w)\s*(?P<sign>!=|>=|<=|=|~|>|<)(?P<value>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must say to be shown."""

    slots: tuple[Slot, ...]
    sign: str
    value: str
    words: Vocabulary

    def holds(self, record: Plain, seen: Seen) -> bool:
        """Tell whether a record says it; a field that is not there is the empty value."""
        said = list(values(record, self.slots))
        if not self.value:
            return (not said) == (self.sign == "=")
        if self.sign == "!=":
            return not any(self._equals(value, seen) for value in said)
        if self.sign == "=":
            return any(self._equals(value, seen) for value in said)
        if self.sign == "~":
            return any(fold(self.value) in fold(worded(v, self.slots[-1], seen)) for v in said)
        return any(self._compares(value) for value in said)

    def _equals(self, value: object, seen: Seen) -> bool:
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
        known = slot.choices or (slot.open_words.words if slot.open_words else None)
        table = choices(self.words.language, known) if known else {}
        if table.get(self.value) == value:
            return True
        return fold(self.value) in {fold(str(value)), fold(worded(value, slot, seen))}

    def _compares(self, value: object) -> bool:
        if isinstance(value, dt.date):
            other: object = self.value
            value = value.isoformat()[: len(self.value)]
        elif isinstance(value, int | Decimal):
            other = self._number()
        else:
            return False
        if other is None:
            return False
        less, equal = value < other, value == other  # type: ignore[operator]
        return (less and "<" in self.sign) or (equal and "=" in self.sign) or (
            not less and not equal and ">" in self.sign
        )  # fmt: skip

    def _number(self) -> Decimal | None:
        if self.slots[-1].scalar is Scalar.DURATION:
            length = seconds(self.value)
            return None if length is None else Decimal(length)
        said = re.sub(r"[\s€%\u202f\u00a0]", "", self.value).replace(",", ".")
        number = Decimal(said) if re.fullmatch(r"\d+(?:\.\d+)?", said, re.ASCII) else None
        return number / 100 if number is not None and "%" in self.value else number


def condition(said: str, kind: str, words: Vocabulary) -> Condition:
    """Read a condition, as ``stage=emergence`` or ``territory.department=21``.

    Raises:
        UsageProblem: it is none, or names a field that the kind does not have.
    """
    found = _CONDITION.fullmatch(said.strip())
    if found is None:
        raise UsageProblem(
            say("`{value}` is no value of `{option}`", value=said, option="--where"),
            say("write a field, a sign (= != ~ < >) and a value: `stage=emergence`"),
        )
    slots = path(found["field"], kind, words).slots
    return Condition(slots, found["sign"], found["value"].strip(), words)


def path(said: str, kind: str, words: Vocabulary) -> Path:
    """Find the fields that a path names, in the register's words or in the canonical ones.

    Raises:
        UsageProblem: there is no such field.
    """
    slots = list[Slot]()
    home, model = "", cast("type[Part] | None", KINDS[kind])
    for step in said.replace("-", "_").split("."):
        table = keys(words.language, model) if model is not None else {}
        slot = table.get(step)
        if slot is None:
            raise unknown_field(said, step, model, words)
        slots.append(slot)
        home, model = (model.__name__ if model else ""), slot.part
    if slots[-1].part is not None and slots[-1].alone:
        # A list of parts may be named by its main field: `policies=culture`.
        home = slots[-1].part.__name__
        slots.append(shape(slots[-1].part).slots[slots[-1].alone])
    return Path(tuple(slots), home)


def unknown_field(
    said: str, step: str, model: type[Part] | None, words: Vocabulary
) -> UsageProblem:
    """Say that a path leads to no field."""
    form = shape(model) if model is not None else None
    own = [words.key(form.home, name) for name in form.slots] if form else []
    like = near(step, own)
    return UsageProblem(
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
