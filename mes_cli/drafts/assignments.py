"""Assignments as people write them: ``stage=creation``, ``tags+=rural``."""

import re
from dataclasses import dataclass
from typing import cast

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.fields import model_of, unknown_field
from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.model.part import Part
from mes_cli.model.shape import Slot
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.translation import Data

_ASSIGNMENT = re.compile(r"(?P<field>[\w.-]*\w)\s*(?P<sign>\+=|-=|=)(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A field, a sign and a value, as somebody wrote them."""

    said: str
    kind: str
    answers: Answers

    def make(self, data: Data) -> None:
        """Change the data of a record.

        Raises:
            InputError: there is no such field, or nothing would change.
        """
        found = _ASSIGNMENT.fullmatch(self.said)
        if found is None:
            raise InputError(
                say("`{value}` is no change", value=self.said),
                say("write a field, an equals sign and a value: `stage=creation`"),
            )
        inside, slot, key = self.place(found["field"], data)
        value = found["value"].strip()
        if isinstance(inside, list):
            inside[cast("int", key)] = self.answers.one(value, slot) if value else ""
        elif not value:
            inside.pop(cast("str", key), None)
        elif found["sign"] == "=":
            inside[cast("str", key)] = self.answers.read(value, slot)
        else:
            self.listed(inside, cast("str", key), slot, (found["sign"], value))

    def listed(self, inside: Data, key: str, slot: Slot, change: tuple[str, str]) -> None:
        """Add to a list, or take from it."""
        sign, value = change
        if not slot.many:
            raise InputError(
                say("`{name}` is not a list", name=key),
                say("write `=` instead of `{sign}`", sign=sign),
            )
        said = cast("list[object]", self.answers.read(value, slot))
        old = list(cast("list[object]", inside.get(key) or []))
        if sign == "+=":
            inside[key] = old + [item for item in said if item not in old]
        else:
            inside[key] = [item for item in old if item not in said]

    def place(self, path: str, data: Data) -> tuple[Data | list[object], Slot, str | int]:
        """Find where a value stands: what holds it, its field, and its name or number there."""
        here: Data | list[object] = data
        model: type[Part] = model_of(self.kind)
        slot: Slot | None = None
        steps = path.split(".")
        for number, step in enumerate(steps):
            last = number == len(steps) - 1
            if isinstance(here, list):
                assert slot is not None
                if step == str(len(here) + 1) and slot.part is not None:
                    here.append({})
                key: str | int = self.position(step, here, path)
                table = here[cast("int", key)]
            else:
                slot = keys(self.answers.words.language, model).get(step.replace("-", "_"))
                if slot is None:
                    raise unknown_field(path, step, model, self.answers.words)
                key = slot.name
                table = here.setdefault(key, [] if slot.many else {}) if not last else None
            if last:
                return here, slot, key
            if slot.part is None and not isinstance(table, list):
                raise unknown_field(path, step, None, self.answers.words)
            here = cast("Data | list[object]", table)
            model = slot.part or model
        raise AssertionError

    def position(self, step: str, here: list[object], path: str) -> int:
        """Read the place in a list, from 1."""
        if not step.isdecimal() or not 1 <= int(step) <= len(here):
            raise InputError(
                say(
                    "`{name}` leads nowhere: the list has {number} entries",
                    name=path,
                    number=str(len(here)),
                ),
                say("name one by its place, from 1"),
            )
        return int(step) - 1
