"""Assignments as people write them: ``stage=creation``, ``tags+=rural``."""

import re
from dataclasses import dataclass
from typing import cast
from unicodedata import normalize

from mes_cli.drafts.answers import Answers, territories
from mes_cli.drafts.fields import nothing_inside, unknown_field
from mes_cli.errors import InputError
from mes_cli.finding import Words, count, say
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.translation import Data

_ASSIGNMENT = re.compile(r"(?P<field>[\w.-]*\w)\s*(?P<sign>\+=|-=|=)(?P<value>.*)", re.DOTALL)


def _parsed(said: str) -> re.Match[str] | None:
    """Read a change; some systems write an accent as a sign of its own."""
    return _ASSIGNMENT.fullmatch(normalize("NFC", said))


#: The day from which a row of a list holds, up to that of the next one.
_SINCE = "since"


def _is_dated(slot: Slot, now: object) -> bool:
    """Tell whether a list says what holds since which day; a stage of one word does not."""
    if slot.part is None or _SINCE not in shape(slot.part).slots:
        return False
    rows = now if isinstance(now, list) else []
    return not slot.alone or any(isinstance(row, dict) and _SINCE in row for row in rows)


def may_change(said: str, model: type[Part], words: Vocabulary) -> bool:
    """Tell whether a kind of record has the field that a change names."""
    found = _parsed(said)
    step = found["field"].partition(".")[0].replace("-", "_") if found else ""
    return step in keys(words.language, model)


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
        found = _parsed(self.said)
        if found is None:
            raise InputError(
                say("`{value}` is no change", value=self.said),
                say("write a field, an equals sign and a value: `stage=creation`"),
            )
        sign, value = found["sign"], found["value"].strip()
        if not value and self.taken_out(found["field"], data):
            return
        inside, slot, key = self.place(found["field"], data)
        if isinstance(inside, list):
            inside[cast("int", key)] = self.answers.one(value, slot) if value else ""
            return
        name = cast("str", key)
        if not value:
            inside.pop(name, None)
        elif sign != "-=" and _is_dated(slot, inside.get(name)):
            self.dated(inside, name, slot, value)
        elif slot.part is not None and not slot.alone:
            inside[name] = self.part(found["field"], slot, value)
        elif sign == "=":
            inside[name] = self.answers.read(value, slot)
        else:
            if not slot.many:
                raise InputError(
                    say("`{name}` is not a list", name=found["field"]),
                    say("write `=` instead of `{sign}`", sign=sign),
                )
            self.listed(inside, name, slot, (sign, value))

    def part(self, path: str, slot: Slot, value: str) -> Data:
        """Give what a place is called by one word; nothing else with fields of its own is.

        Raises:
            InputError: no place, or several that are called so.
        """
        assert slot.part is not None
        found = territories(value) if slot.part is Territory else []
        if slot.part is Territory and len(found) < 2:  # noqa: PLR2004 - one, or a name of their own
            return dict(found[0].data) if found else {"name": value}
        if found:
            names = Words(tuple(it.label for it in found))
            raise InputError(
                say("several fit `{name}`", name=value), say("choose: {names}", names=names)
            )
        inner = shape(slot.part)
        words = [self.answers.words.key(inner.home, it) for it in inner.slots]
        step = f"{path}.1" if slot.many else path
        raise InputError(
            say("`{name}` has fields of its own: {fields}", name=path, fields=Words(tuple(words))),
            say("say one of them: `{example}`", example=f"{step}.{words[0]}=…"),
        )

    def dated(self, inside: Data, key: str, slot: Slot, value: str) -> None:
        """Say what holds from today on; what held before stays.

        Raises:
            InputError: the list says already what holds on a later day.
        """
        assert slot.part is not None
        inner = shape(slot.part)
        main = next(it for name, it in inner.slots.items() if name != _SINCE)
        row: Data = {
            _SINCE: self.answers.today.isoformat(),
            main.name: self.answers.one(value, main),
        }
        rows = cast("list[Data]", inside.setdefault(key, []))
        last = rows[-1] if rows else {}
        if str(last.get(_SINCE, "")) > str(row[_SINCE]):
            words = self.answers.words
            name, field = (
                words.key(self.answers.register.model(self.kind).__name__, key),
                words.key(inner.home, main.name),
            )
            raise InputError(
                say(
                    "`{name}` says already what holds from {day} on",
                    name=name,
                    day=str(last[_SINCE]),
                ),
                say("change that: `{example}`", example=f"{name}.{len(rows)}.{field}={value}"),
            )
        if last.get(_SINCE) == row[_SINCE]:
            rows[-1] = row
        elif last.get(main.name) != row[main.name]:
            rows.append(row)

    def taken_out(self, path: str, data: Data) -> bool:
        """Take out an own field whose declaration is gone; tell whether there was one."""
        key, _, name = path.partition(".")
        if key not in {"own", self.answers.words.key("Record", "own")}:
            return False
        slot = shape(self.answers.register.model(self.kind)).slots.get("own")
        if slot is None and not name:
            return data.pop(key, None) is not None
        part = data.get("own")
        declared = shape(slot.part).slots if slot and slot.part else {}
        if not isinstance(part, dict) or name in declared or name not in part:
            return False
        del part[name]
        return True

    def listed(self, inside: Data, key: str, slot: Slot, change: tuple[str, str]) -> None:
        """Add to a list, or take from it."""
        sign, value = change
        said = cast("list[object]", self.answers.read(value, slot))
        old = list(cast("list[object]", inside.get(key) or []))
        if sign == "+=":
            inside[key] = old + [item for item in said if item not in old]
        else:
            inside[key] = [item for item in old if item not in said]

    def place(self, path: str, data: Data) -> tuple[Data | list[object], Slot, str | int]:
        """Find where a value stands: what holds it, its field, and its name or number there."""
        here: Data | list[object] = data
        model: type[Part] = self.answers.register.model(self.kind)
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
            elif slot is not None and slot.map_key is not None:
                slot, key = slot.entry, step
                table = here.setdefault(key, {}) if not last else None
            else:
                slot = keys(self.answers.words.language, model).get(step.replace("-", "_"))
                if slot is None:
                    raise unknown_field(path, step, model, self.answers.words)
                key = slot.name
                table = here.setdefault(key, [] if slot.many else {}) if not last else None
            if last:
                return here, slot, key
            if slot.part is None and slot.map_key is None and not isinstance(table, list):
                raise nothing_inside(path, ".".join(steps[: number + 1]))
            here = cast("Data | list[object]", table)
            model = slot.part or model
        raise AssertionError

    def position(self, step: str, here: list[object], path: str) -> int:
        """Read the place in a list, from 1."""
        if not step.isdecimal() or not 1 <= int(step) <= len(here):
            raise InputError(
                count(
                    "`{name}` leads nowhere: the list has {number} entry",
                    "`{name}` leads nowhere: the list has {number} entries",
                    len(here),
                    name=path,
                ),
                say("name one by its place, from 1"),
            )
        return int(step) - 1
