"""The fields of a form as a template draws them: labels, help, texts, choices and findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.layouts import LAYOUTS, LONG, NEVER, NOTES, OTHERS, OWN
from mes_cli.drafts.places import territories
from mes_cli.finding import Finding, Word, say
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.language.vocabulary import FieldWords, vocabulary
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.web.forms.filled import Filled

Drawn = dict[str, object]
PART_OF_NAME, DAY = say("Type a part of the name."), say("12/03/2025, yesterday or 3 march.")
#: Types of fields whose values are short: amounts, days, durations, numbers.
_SHORT = {Scalar.DATE, Scalar.DURATION, Scalar.MONEY, Scalar.NUMBER, Scalar.WHOLE, Scalar.SHARE,
          Scalar.YEAR, Scalar.ACCOUNT}  # fmt: skip
#: Examples that stand in place of a help where the vocabulary has none.
_EXAMPLES = {
    Scalar.DURATION: "2h30",
    Scalar.MONEY: "1 234,50",
    Scalar.SHARE: "25 %",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws the form of one kind of record."""

    kind: str
    model: type[Part]
    answers: Answers
    filled: Filled
    #: What is found, by the name of the field; already in words.
    findings: Mapping[str, Sequence[str]]

    def form(self) -> Drawn:
        """All fields: first the open ones, then the folds."""
        layout, slots = LAYOUTS[self.kind], shape(self.model).slots
        named = {*layout.first, *(name for fold in layout.folds for name in fold.fields)}
        rest = [it for it in slots if it not in {*named, *NEVER, *NOTES.fields, *OWN.fields}]
        folds = [(fold.title, fold.fields) for fold in layout.folds]
        folds += [(OWN.title, OWN.fields), (OTHERS, tuple(rest)), (NOTES.title, NOTES.fields)]
        drawn = [
            (title, [self.field(slots[n]) for n in names if n in slots]) for title, names in folds
        ]
        return {
            "first": [self.field(slots[name]) for name in layout.first if name in slots],
            "folds": [
                {
                    "title": self._say(title.text),
                    "fields": fields,
                    "open": any(_says_something(it) for it in fields),
                }
                for title, fields in drawn
                if fields
            ],
        }

    def _say(self, english: str) -> str:
        from mes_cli.language.catalogue import catalogue

        return catalogue(self.answers.language).text(english)

    def field(self, slot: Slot, home: str = "", prefix: str = "") -> Drawn:
        """One field, or one part with its fields."""
        name = f"{prefix}{slot.name}"
        words = self._words(slot, home or shape(self.model).home)
        drawn: Drawn = {
            "name": name,
            "id": name.replace(".", "-"),
            "label": words.label,
            "help": self._help(slot, words),
            "required": slot.required,
            "people": slot.personal is not None,
            "findings": list(self.findings.get(name, ())),
        }
        return drawn | self._inside(slot, name)

    def _help(self, slot: Slot, words: FieldWords) -> str:
        """The help of a field: its own words for forms, else none that names codes."""
        if words.form_help and words.form_help != words.help:
            return words.form_help
        if slot.refs or (slot.part is not None and slot.alone):
            return self._say(PART_OF_NAME.text)
        if slot.scalar is Scalar.DATE:
            return self._say(DAY.text)
        listed = slot.choices or slot.open_words or slot.scalar is Scalar.BOOLEAN
        return "" if listed else words.help

    def _words(self, slot: Slot, home: str) -> FieldWords:
        return vocabulary(self.answers.language).field(home, slot.name)

    def _inside(self, slot: Slot, name: str) -> Drawn:
        """What a field takes: text, one of several words, several of them, or parts."""
        if slot.map_key is not None:
            pairs = [self._pair(slot, name, n) for n in self.filled.rows(name)]
            return {"sort": "table", "rows": pairs}
        if slot.part is not None and slot.many:
            return {"sort": "parts", "rows": [
                {"name": f"{name}.{n}", "fields": self._parts(slot.part, f"{name}.{n}."),
                 "findings": list(self.findings.get(f"{name}.{n}", ()))}
                for n in self.filled.rows(name) or ([0] if slot.required else [])
            ]}  # fmt: skip
        if slot.part is not None:
            inner = self._parts(slot.part, f"{name}.")
            place = self._place(f"{name}.place") if slot.part is Territory else {}
            return {"sort": "part", "fields": inner, **place}
        options = [(it.value, it.label) for it in self.answers.options(slot)]
        if slot.many:
            return self._several(slot, name, options)
        text = self.filled.text(name)
        if slot.refs:
            return {
                "sort": "reference",
                "text": text,
                "options": options,
                "unknown": self._unknown(text, slot),
            }
        if slot.choices is not None or slot.open_words is not None:
            return {"sort": "choice", "text": self._chosen(text, slot), "options": options}
        if slot.scalar is Scalar.BOOLEAN:
            yes_no = [("true", self._say("yes")), ("false", self._say("no"))]
            return {"sort": "choice", "text": self._chosen(text, slot), "options": yes_no}
        return self._text(text, slot)

    def _place(self, name: str) -> Drawn:
        """Where a place is named in words; several of that name are offered."""
        text = self.filled.text(name)
        found = [it.label for it in territories(text)] if text else []
        return {
            "sort": "place",
            "place": text,
            "places": found if len(found) > 1 else [],
            "understood": found[0] if len(found) == 1 else "",
        }

    def _text(self, text: str, slot: Slot) -> Drawn:
        """A field that takes what is typed: a day, a long text, or a line."""
        if slot.scalar is Scalar.DATE:
            return {"sort": "day", "text": text, "understood": self._understood(text)}
        long = slot.name in LONG and slot.scalar is Scalar.TEXT
        return {
            "sort": "long" if long else "short" if slot.scalar in _SHORT else "text",
            "text": text,
            "example": _EXAMPLES.get(slot.scalar, "") if slot.scalar is not None else "",
        }

    def _unknown(self, text: str, slot: Slot) -> list[tuple[str, str, str]]:
        """What can be made of a name that no record bears: kind, its label, and the name."""
        register = self.answers.register
        found = self.answers.one(text, slot) if text else ""
        if not found or any(register.knows(kind, found) for kind in slot.refs):
            return []
        kinds = vocabulary(self.answers.language).kinds
        return [(kind, kinds[kind].label, text) for kind in slot.refs]

    def _chosen(self, text: str, slot: Slot) -> str:
        """The canonical word that a text stands for."""
        return self.answers.one(text, slot) if text else ""

    def _several(self, slot: Slot, name: str, options: list[tuple[str, str]]) -> Drawn:
        if slot.refs:
            rows = self.filled.rows(name) or [0]
            texts = [(f"{name}.{n}", self.filled.text(f"{name}.{n}")) for n in rows]
            unknown = [it for _name, text in texts for it in self._unknown(text, slot)]
            return {"sort": "references", "rows": texts, "options": options, "unknown": unknown}
        said = [line for text in self.filled.texts.get(name, ()) for line in text.split("\n")]
        if options:
            chosen = [self.answers.one(it, slot) for it in said if it]
            return {"sort": "choices", "chosen": chosen, "options": options}
        return {"sort": "lines", "text": "\n".join(said)}

    def _understood(self, text: str) -> str:
        """The day that was understood, where it was not written as the calendar writes it."""
        day = day_said(text, self.answers.today) if text.strip() else None
        if day is None or text.strip() == f"{day:%d/%m/%Y}":
            return ""
        return formats(self.answers.language).date(day)

    def _parts(self, model: type[Part], prefix: str) -> list[Drawn]:
        form = shape(model)
        return [self.field(slot, form.home, prefix) for slot in form.slots.values()]

    def _pair(self, slot: Slot, name: str, number: int) -> Drawn:
        stem = f"{name}.{number}"
        return {
            "name": stem,
            "key": self.filled.text(f"{stem}.key"),
            "value": self.filled.text(f"{stem}.value"),
            "fields": self._parts(slot.part, f"{stem}.value.") if slot.part else [],
        }


def _says_something(drawn: Drawn) -> bool:
    """Tell whether a field has a text, or something is found in it."""
    inner = [it for key in ("fields", "rows") for it in _list(drawn.get(key))]
    return bool(
        drawn.get("text") or drawn.get("chosen") or drawn.get("findings") or drawn.get("key")
    ) or any(
        _says_something(it) if isinstance(it, dict) else _row_says_something(it) for it in inner
    )


def _row_says_something(row: object) -> bool:
    """Tell whether a row of a list of names has a text."""
    return isinstance(row, tuple) and bool(row[1])


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def by_field(
    findings: Sequence[tuple[Finding, str]], names: Sequence[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Sort findings, each with its words, to the fields of a form; others concern the whole."""
    placed: dict[str, list[str]] = {}
    whole: list[str] = []
    for finding, text in findings:
        steps = [str(step) for step in finding.at.loc]
        if finding.code == "missing-field":
            steps += [it.name for it in finding.message.values.values() if isinstance(it, Word)]
        candidates = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
        name = next((it for it in candidates if it in names), None)
        if name is None:
            whole.append(text)
        else:
            placed.setdefault(name, []).append(text)
    return placed, whole


def fields_of(drawn: Drawn) -> Iterator[Drawn]:
    """All fields of a form, at any depth."""
    for key in ("first", "folds", "fields", "rows"):
        for inner in _list(drawn.get(key)):
            if isinstance(inner, dict):
                if "name" in inner:
                    yield inner
                yield from fields_of(inner)
