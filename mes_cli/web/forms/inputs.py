"""The fields of a form as a template draws them: labels, help, texts, choices and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.drafts.answers import TO_COME, Answers, territories
from mes_cli.drafts.conditions import CONDITIONS
from mes_cli.drafts.consent import READERS
from mes_cli.drafts.layouts import LAYOUTS, LONG, NEVER, NOTES, OTHERS, OWN, ROW, ROWS
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.language.vocabulary import FieldWords, vocabulary
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.store.editing.writer import Writer
from mes_cli.web.forms.drawn import Drawn, says_something
from mes_cli.web.forms.filled import NONE, Filled
from mes_cli.web.forms.links import Links

BY_NUMBER = say("according to their number")
#: A field whose answer follows from another one where it is left open.
_FOLLOWS = ("accompaniment", "form")
PART_OF_NAME, DAY = say("Type a part of the name."), say("12/03/2025, yesterday or 3 march.")
#: Types of fields whose values are short: amounts, days, durations, numbers.
_SHORT = {
    Scalar.DATE,
    Scalar.DURATION,
    Scalar.MONEY,
    Scalar.NUMBER,
    Scalar.WHOLE,
    Scalar.SHARE,
    Scalar.YEAR,
    Scalar.ACCOUNT,
}
#: Examples that stand in place of a help where the vocabulary has none.
_EXAMPLES = {
    Scalar.DURATION: "2h30",
    Scalar.MONEY: "1 234,50",
    Scalar.SHARE: "25 %",
}


#: What a list of parts divides: not asked for as long as there is one part.
_DIVIDED = frozenset({"share", "amount"})
#: The answers of a consent, shown as a list: none is chosen beforehand.
_AS_LIST = {"scope": say("No consent yet"), "naming": None}
_NAMING = {"true": say("Yes, as written above"), "false": say("No")}
_YES_NO = {"true": say("yes"), "false": say("no")}
#: What a form shows only where a record says it.
_ONCE_SAID = frozenset({"withdrawn"})
#: The fields that say who may read something.
_FOR_READERS = frozenset({"scope", "publish_name", "audience"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws the form of one kind of record."""

    kind: str
    model: type[Part]
    answers: Answers
    filled: Filled
    #: What is found, by the name of the field; already in words.
    findings: Mapping[str, Sequence[str]]
    #: The part that the keeper looks at next: its fold is open.
    focus: str = ""
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        """Read the labels of records once for all fields."""
        object.__setattr__(self, "links", Links(self.kind, self.answers))

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
                    "title": self._say(title),
                    "fields": fields,
                    "when": self._when_all(fields),
                    "open": self._is_open(fields),
                }
                for title, fields in drawn
                if fields
            ],
        }

    def _say(self, message: Message) -> str:
        return catalogue(self.answers.language).say(message, self.answers.words)

    def _when(self, name: str) -> str:
        """The condition under which a field is shown: kind and field, parts without number."""
        key = (self.kind, ".".join(step for step in name.split(".") if not step.isdecimal()))
        return ".".join(key) if key in CONDITIONS else ""

    def _when_all(self, fields: Sequence[Drawn]) -> str:
        """The condition of a fold whose fields all have the same one."""
        conditions = {CONDITIONS.get((self.kind, str(it["name"]))) for it in fields}
        return str(fields[0]["when"]) if len(conditions) == 1 else ""

    def _is_open(self, fields: Sequence[Drawn]) -> bool:
        """Tell whether a fold shows its fields: something is said, found or looked at there."""
        names = [str(it["name"]) for it in fields]
        pointed = (self.focus, *self.findings)
        looked_at = any(f"{it}.".startswith(f"{name}.") for it in pointed for name in names)
        # Almost all settings say something: their folds open on demand.
        return looked_at or (self.kind != "settings" and any(map(says_something, fields)))

    def field(
        self, slot: Slot, home: str = "", prefix: str = "", *, optional: bool = False
    ) -> Drawn:
        """One field, or one part with its fields; nothing is required in an *optional* part."""
        name = f"{prefix}{slot.name}"
        words = self._words(slot, home or shape(self.model).home)
        drawn: Drawn = {
            "name": name,
            "id": name.replace(".", "-"),
            "label": words.form_label,
            "help": self._help(slot, words),
            "required": slot.required and not optional,
            "when": self._when(name),
            "looked_at": self.focus == name,
            "people": slot.personal is not None,
            "findings": list(self.findings.get(name, ())),
        }
        return drawn | self._inside(slot, name)

    def _help(self, slot: Slot, words: FieldWords) -> str:
        """The help of a field: its own words for forms, else none that names codes."""
        if words.form_help and words.form_help != words.help:
            return words.form_help
        if Writer.inner(slot).refs:
            return self._say(PART_OF_NAME)
        if slot.scalar is Scalar.DATE:
            return self._say(DAY)
        listed = slot.choices or slot.open_words or slot.scalar is Scalar.BOOLEAN
        return "" if listed else words.help

    def _words(self, slot: Slot, home: str) -> FieldWords:
        return vocabulary(self.answers.language).field(home, slot.name)

    def _inside(self, slot: Slot, name: str) -> Drawn:
        """What a field takes: text, one of several words, several of them, or parts."""
        if slot.map_key is not None:
            pairs = [self._pair(slot, name, n) for n in self.filled.rows(name)]
            return {"sort": "table", "rows": pairs, "begun": bool(pairs)}
        if slot.part is not None and slot.many:
            return self._rows(slot, slot.part, name)
        if slot.part is not None:
            inner = self._parts(slot.part, f"{name}.", optional=not slot.required)
            place = self._place(name) if slot.part is Territory else {}
            return {"sort": "part", "fields": inner, **place}
        if Writer.inner(slot).refs:
            return self.links.drawn(slot, name, self.filled.texts.get(name, ()))
        text = self.filled.text(name)
        options = self._options(slot, text)
        if slot.many:
            return self._several(slot, name, options)
        if options:
            by_number = (self.kind, slot.name) == _FOLLOWS
            return {
                "sort": "radios" if slot.name in _AS_LIST else "choice",
                "text": self._chosen(text, slot),
                "options": options,
                **({"required": False} if by_number else {}),
                "empty": self._say(BY_NUMBER) if by_number else "",
            }
        return self._text(text, slot)

    def _options(self, slot: Slot, text: str) -> list[tuple[str, str]]:
        """The answers that a field offers, in the words of forms."""
        if slot.scalar is Scalar.BOOLEAN:
            words = _NAMING if slot.name in _AS_LIST else _YES_NO
            return [(value, self._say(it)) for value, it in words.items()]
        if slot.name not in _FOR_READERS:
            return [(it.value, it.label) for it in self.answers.options(slot)]
        offered = [(str(it), self._say(label)) for it, label in READERS.items()]
        none = _AS_LIST.get(slot.name)
        offered = [(NONE, self._say(none)), *offered] if none else offered
        chosen = self._chosen(text, slot)
        more = [it for it in self.answers.options(slot) if it.value == chosen]
        return (
            offered if chosen in dict(offered) else offered + [(it.value, it.label) for it in more]
        )

    def _rows(self, slot: Slot, part: type[Part], name: str) -> Drawn:
        """The parts of a list, with what is said to add one, to move one and to take one away."""
        words = ROWS.get(slot.name, ROW)
        begun = self.filled.rows(name)
        wanted = slot.required or (slot.alone and name == slot.name)
        rows = begun or ([0] if wanted else [])
        noun = self._say(words.one).split(maxsplit=1)[-1]
        drawn = []
        for place, number in enumerate(rows, 1):
            stem = f"{name}.{number}"
            fields = self._parts(
                part, f"{stem}.", slot.alone, optional=not (begun or slot.required)
            )
            if len(rows) == 1 and slot.alone:
                fields = [
                    it
                    for it in fields
                    if str(it["name"]).rpartition(".")[2] not in _DIVIDED or says_something(it)
                ]
            drawn.append(
                {
                    "name": stem,
                    "fields": fields,
                    "legend": f"{noun[:1].upper()}{noun[1:]} {place}",
                    "remove": self._say(
                        say("Remove {what} {number}", what=words.the, number=place)
                    ),
                    "findings": list(self.findings.get(stem, ())),
                    "looked_at": self.focus == stem,
                }
            )
        add = say("Add {what}", what=words.another if begun else words.one)
        return {"sort": "parts", "rows": drawn, "begun": bool(begun), "add": self._say(add)}

    def _place(self, name: str) -> Drawn:
        """Where a place is named in words; several of that name are offered."""
        text = self.filled.text(f"{name}.place")
        found = [it.label for it in territories(text)] if text else []
        codes = (self.filled.text(f"{name}.{it}") for it in ("commune", "department", "region"))
        code = next(filter(None, codes), "")
        here = next((it.label for it in territories(code)), "") if code else ""
        return {
            "sort": "place",
            "place": text,
            "places": found if len(found) > 1 else [],
            "understood": found[0] if len(found) == 1 else "",
            "here": here if not text else "",
        }

    def _text(self, text: str, slot: Slot) -> Drawn:
        """A field that takes what is typed: a day, a long text, or a line."""
        if slot.scalar is Scalar.DATE:
            return {"sort": "day", "text": text, "understood": self._understood(text, slot)}
        long = slot.name in LONG and slot.scalar is Scalar.TEXT
        return {
            "sort": "long" if long else "short" if slot.scalar in _SHORT else "text",
            "text": text,
            "example": _EXAMPLES.get(slot.scalar, "") if slot.scalar is not None else "",
        }

    def _chosen(self, text: str, slot: Slot) -> str:
        """The canonical word that a text stands for."""
        return self.answers.one(text, slot) if text and text != NONE else text

    def _several(self, slot: Slot, name: str, options: list[tuple[str, str]]) -> Drawn:
        said = [line for text in self.filled.texts.get(name, ()) for line in text.split("\n")]
        if options:
            chosen = [self.answers.one(it, slot) for it in said if it]
            return {"sort": "choices", "chosen": chosen, "options": options}
        return {"sort": "lines", "text": "\n".join(said)}

    def _understood(self, text: str, slot: Slot) -> str:
        """The day that was understood, where it was not written as the calendar writes it.

        One that is still to come, in place of a day on which something was done, is told as well.
        """
        day = day_said(text, self.answers.today) if text.strip() else None
        to_come = self.answers.is_to_come(text, slot)
        if day is None or (text.strip() == f"{day:%d/%m/%Y}" and not to_come):
            return ""
        written = formats(self.answers.language).date(day)
        return f"{written} ({self._say(TO_COME)})" if to_come else written

    def _parts(
        self, model: type[Part], prefix: str, main: str | None = None, *, optional: bool = False
    ) -> list[Drawn]:
        """The fields of a part, its *main* one first."""
        form = shape(model)
        slots = sorted(form.slots.values(), key=lambda it: it.name != main)
        return [
            self.field(it, form.home, prefix, optional=optional)
            for it in slots
            if it.name not in NEVER
            and (it.name not in _ONCE_SAID or self.filled.text(prefix + it.name))
        ]

    def _pair(self, slot: Slot, name: str, number: int) -> Drawn:
        stem = f"{name}.{number}"
        return {
            "name": stem,
            "key": self.filled.text(f"{stem}.key"),
            "value": self.filled.text(f"{stem}.value"),
            "fields": self._parts(slot.part, f"{stem}.value.") if slot.part else [],
        }
