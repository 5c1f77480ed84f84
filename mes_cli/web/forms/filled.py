"""The data of a submitted form: texts by the names of the fields.

A field inside a part has a name with points (``entry.channel``), a part of a list its number
(``sessions.0.date``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.drafts.answers import Answers, placed
from mes_cli.drafts.layouts import KEPT_IN_ROWS, NEVER
from mes_cli.drafts.placing import short_name
from mes_cli.drafts.wording import typed_day
from mes_cli.model.own_fields import OwnWord
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading.translation import Data

#: Texts by the end of their names.
Content = frozenset[tuple[str, str]]
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)
#: What stands for no answer where one of several is chosen.
NONE = "-"


def in_row(name: str) -> bool:
    """Tell whether a field is in a part of a list.

    >>> in_row("expenses.0.to"), in_row("entry.by")
    (True, False)
    """
    return any(_NUMBER.fullmatch(step) for step in name.split("."))


@dataclass(slots=True)
class Filled:
    """The texts of a form."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    #: The part of a list that was removed last: its texts, by what follows its name.
    removed: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def sent(cls, pairs: Iterable[tuple[str, str]]) -> "Filled":
        """Take what a browser sent."""
        made = cls()
        for name, value in pairs:
            made.texts.setdefault(name, []).append(value.replace("\r\n", "\n"))
        return made

    def text(self, name: str) -> str:
        """The last text of a field that says something, as a name typed beside choices; or none."""
        return next((it for it in reversed(self.texts.get(name, ())) if it.strip()), "")

    def rows(self, name: str) -> list[int]:
        """The numbers of the parts of a list, in their order."""
        return sorted({number for number, _ in self._below(name)})

    def keys(self, name: str, label: str, sign: str) -> dict[int, str]:
        """The short names of the rows of a table; where one is left empty, it comes of the label.

        *label* is the field of the label in a row, *sign* what joins the words of a name.
        """
        found = {number: self.text(f"{name}.{number}.key").strip() for number in self.rows(name)}
        for number in [number for number, key in found.items() if not key]:
            text = self.text(f"{name}.{number}.{label}")
            found[number] = short_name(text, {*found.values()}, sign)
        return found

    def _below(self, name: str) -> Iterator[tuple[int, str]]:
        start = f"{name}."
        for key in self.texts:
            if key.startswith(start):
                number = key[len(start) :].partition(".")[0]
                if _NUMBER.fullmatch(number):
                    yield int(number), key

    def act(self, action: str) -> str:
        """Add, remove or move a part: ``add:sessions``, ``remove:sessions.2``, ``up:sessions.2``.

        ``restore:sessions.2`` puts the part back that was removed. Returns the name of the part
        that the keeper looks at next.
        """
        verb, _, name = action.partition(":")
        if verb == "find":
            return name
        if verb == "add":
            return self._add(name)
        parent, _, last = name.rpartition(".")
        if not _NUMBER.fullmatch(last):
            return ""
        rows, number = self.rows(parent), int(last)
        if verb == "restore":
            self._restore(parent, number)
            return name
        if number not in rows:
            return ""
        if verb == "remove":
            self._remove(parent, number)
            return parent
        place = rows.index(number)
        other = place + {"up": -1, "down": 1}.get(verb, 0)
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
            self._keep(parent, rows)
        return f"{parent}.{other}"

    def _add(self, name: str) -> str:
        """Add a row to a list, with what stays from the row before it; give its name."""
        rows = self.rows(name)
        self._keep(name, rows)
        number = len(rows)
        self.texts[f"{name}.{number}"] = [""]
        for kept in KEPT_IN_ROWS.get(name, ()) if rows else ():
            before = self.text(f"{name}.{number - 1}.{kept}")
            self.texts[f"{name}.{number}.{kept}"] = [before]
        return f"{name}.{number}"

    def _remove(self, parent: str, number: int) -> None:
        start = f"{parent}.{number}"
        below = [key for key in self.texts if key == start or key.startswith(f"{start}.")]
        self.removed = {key.removeprefix(start): self.texts[key] for key in below}
        self._keep(parent, [it for it in self.rows(parent) if it != number])

    def _restore(self, parent: str, number: int) -> None:
        """Put the part that was removed last back at its place."""
        self._keep(parent, self.rows(parent))
        last = len(self.rows(parent))
        self.texts |= {f"{parent}.{last}{end}": texts for end, texts in self.removed.items()}
        order = list(range(last))
        order.insert(number, last)
        self._keep(parent, order)

    def _keep(self, name: str, order: Sequence[int]) -> None:
        """Number the parts of a list anew, in this order; others go."""
        moved: dict[str, list[str]] = {}
        for number, key in list(self._below(name)):
            texts = self.texts.pop(key)
            if number in order:
                rest = key[len(name) + 1 + len(str(number)) :]
                moved[f"{name}.{order.index(number)}{rest}"] = texts
        self.texts |= moved

    def data(self, model: type[Part], answers: Answers, before: Data) -> Data:
        """Read the fields of a model as canonical data; empty ones are left out.

        What was not changed says what it said *before*, to the letter.
        """
        return _Reading(self, filled(before, model, answers), answers).part(model, "", before)

    def content(self, name: str) -> Content:
        """All texts of a field and of what is below it, to be compared with others."""
        start = f"{name}."
        return frozenset(
            ("" if key == name else key[len(name) :], text.strip())
            for key, texts in self.texts.items()
            if key == name or key.startswith(start)
            for text in texts
            if text.strip()
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what was sent, beside what the form said when it was made."""

    sent: Filled
    shown: Filled
    answers: Answers

    def part(self, model: type[Part], prefix: str, before: Data, was: str | None = None) -> Data:
        """Read the fields of a part; *was* is the prefix that it had in the form as it was made."""
        was = prefix if was is None else was
        found: Data = {}
        for slot in shape(model).slots.values():
            name, old = f"{prefix}{slot.name}", f"{was}{slot.name}"
            value = before.get(slot.name)
            if slot.name in NEVER:  # no form shows it
                found |= {slot.name: value} if value is not None else {}
                continue
            if value is None or self.sent.content(name) != self.shown.content(old):
                value = self.value(slot, name, old, before.get(slot.name))
            if value not in ("", [], {}):
                found[slot.name] = value
        return found

    def value(self, slot: Slot, name: str, was: str, before: object) -> object:
        """Read a field that was changed."""
        sent = self.sent
        if slot.map_key is not None and slot.part is not None:
            old = before if isinstance(before, dict) else {}
            return self.table(slot.part, name, was, old)
        if slot.map_key is not None:
            label = "value" if slot.scalar is Scalar.TEXT else ""
            rows = sent.keys(name, label, "-").items()
            return {key: sent.text(f"{name}.{n}.value").strip() for n, key in rows if key}
        if slot.part is not None and slot.many:
            return self.parts(slot.part, name, was, before)
        if slot.part is not None:
            old = before if isinstance(before, dict) else {}
            part = self.part(slot.part, f"{name}.", old, f"{was}.")
            said = sent.text(f"{name}.place").strip() if slot.part is Territory else ""
            return placed(said, part) if said else part
        if slot.many:
            return self.several(slot, name)
        said = sent.text(name).strip()
        unanswered = said == NONE and (slot.refs or slot.choices is not None)
        return "" if unanswered or not said else self.answers.one(said, slot)

    def table(self, model: type[Part], name: str, was: str, before: Data) -> Data:
        """Read a table of parts: each row has a name and the fields of a part."""
        places = {key: number for number, key in enumerate(before)}
        found: Data = {}
        for number, key in self.sent.keys(name, "value.label", "_").items():
            origin = places.get(key, len(before) + number)
            said = before.get(key)
            if key:
                prefixes = (f"{name}.{number}.value.", f"{was}.{origin}.value.")
                known = said if isinstance(said, dict) else {}
                found[key] = self.part(model, prefixes[0], known, prefixes[1])
        return found

    def parts(self, model: type[Part], name: str, was: str, before: object) -> list[Data]:
        """Read a list of parts; one that was only moved says what it said."""
        old = before if isinstance(before, list) else []
        known = {self.shown.content(f"{was}.{n}"): n for n in range(len(old))}
        found = []
        for number in self.sent.rows(name):
            origin = known.get(self.sent.content(f"{name}.{number}"), number)
            said = old[origin] if origin < len(old) else {}
            found.append(self.part(model, f"{name}.{number}.", said, f"{was}.{origin}."))
        for part in found if model is OwnWord else ():
            words = [str(it.get("word", "")) for it in found]
            part["word"] = part.get("word") or short_name(str(part.get("label", "")), words)
        return [part for part in found if part]

    def several(self, slot: Slot, name: str) -> list[object]:
        """Read a list of single values: ticked words, names, or a line each."""
        lines = (
            line.strip() for text in self.sent.texts.get(name, ()) for line in text.split("\n")
        )
        found = [self.answers.one(line, slot) for line in lines if line]
        return list(dict.fromkeys(found)) if slot.refs else list(found)


def filled(data: Mapping[str, object], model: type[Part], answers: Answers) -> Filled:
    """Write canonical data as the texts of a form, as people write them."""
    made = Filled()
    _fill(made, data, model, answers, "")
    return made


def _fill(
    made: Filled, data: Mapping[str, object], model: type[Part], answers: Answers, prefix: str
) -> None:
    """Put what a record says into the texts of a form, part by part."""
    for slot in shape(model).slots.values():
        value, name = data.get(slot.name), f"{prefix}{slot.name}"
        if value is None:
            continue
        if isinstance(value, dict) and slot.map_key is not None:
            _fill_table(made, value, slot, answers, name)
        elif slot.part is not None and slot.many and isinstance(value, list):
            for number, part in enumerate(value):
                made.texts[f"{name}.{number}"] = [""]
                _fill(made, part, slot.part, answers, f"{name}.{number}.")
        elif slot.part is not None and isinstance(value, dict):
            _fill(made, value, slot.part, answers, f"{name}.")
        elif isinstance(value, list):
            made.texts[name] = [_shown(str(item), slot, answers, name) for item in value]
        else:
            made.texts[name] = [_shown(str(value), slot, answers, name)]


def _fill_table(
    made: Filled, table: Mapping[str, object], slot: Slot, answers: Answers, name: str
) -> None:
    """Write a table, of texts or of parts, row by row."""
    for number, (key, inner) in enumerate(table.items()):
        made.texts[f"{name}.{number}.key"] = [str(key)]
        if slot.part is not None and isinstance(inner, dict):
            _fill(made, inner, slot.part, answers, f"{name}.{number}.value.")
        else:
            made.texts[f"{name}.{number}.value"] = [str(inner)]


def _shown(value: str, slot: Slot, answers: Answers, name: str) -> str:
    """Write one canonical value as people type it; links out of lists are chosen by id."""
    if slot.scalar in {Scalar.DATE, Scalar.MONTH_DAY}:
        return typed_day(value, answers.language)
    if slot.refs and in_row(name):
        inner = Writer.inner(slot)
        label = next((it.label for it in answers.options(inner) if it.value == value), value)
        return label if answers.id(label, inner.refs) == value else value
    return value
