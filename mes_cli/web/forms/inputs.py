"""The fields of a form as a template draws them: labels, help, texts, choices and findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.layouts import CONDITIONS, LAYOUTS, NEVER, NOTES, OTHERS, OWN, ROW, ROWS, Fold
from mes_cli.drafts.trial import weighable
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import capitalised
from mes_cli.language.vocabulary import FieldWords, vocabulary
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.settings import CheckLevel
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.model.walk import references
from mes_cli.store.editing.writer import Writer
from mes_cli.web.forms.drawn import Drawn, says_something
from mes_cli.web.forms.filled import Filled
from mes_cli.web.forms.links import Links
from mes_cli.web.forms.single_values import AS_LIST, SingleValues

BY_NUMBER = say("according to their number")
#: A field whose answer follows from another one where it is left open.
_FOLLOWS = ("accompaniment", "form")
PART_OF_NAME, DAY = say("Type a part of the name."), say("12/03/2025, yesterday or 3 march.")
#: What a list of parts divides: not asked for as long as there is one part.
_DIVIDED = frozenset({"share", "amount"})
#: What a form shows only where a record says it.
_ONCE_SAID = frozenset({"withdrawn"})


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
    #: Fields that do not matter here: those that say nothing are left out.
    idle: frozenset[str] = frozenset()
    links: Links = field(init=False)
    values: SingleValues = field(init=False)

    def __post_init__(self) -> None:
        """Read the labels of records once for all fields."""
        object.__setattr__(self, "links", Links(self.kind, self.answers))
        object.__setattr__(self, "values", SingleValues(self.answers, self.filled))

    def form(self) -> Drawn:
        """All fields: first the open ones, then the folds."""
        layout, slots = LAYOUTS[self.kind], shape(self.model).slots
        named = {*layout.first, *(name for fold in layout.folds for name in fold.fields)}
        rest = [it for it in slots if it not in {*named, *NEVER, *NOTES.fields, *OWN.fields}]
        own = () if OWN in layout.folds else (OWN,)
        folds = (*layout.folds, *own, Fold(OTHERS, tuple(rest)), NOTES)
        return {
            "first": self._drawn(layout.first),
            "folds": [it for fold in folds if (it := self._fold(fold))["fields"]],
        }

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """The names of the records that the fields of this form may take, by their kinds."""
        for kinds in sorted({it.slot.refs for it in references(self.model)}):
            yield "-".join(kinds), list(self.links.labels(kinds).values())

    def _drawn(self, names: Sequence[str]) -> list[Drawn]:
        """Several fields; of those that do not matter here, the ones that say something."""
        slots = shape(self.model).slots
        fields = [self.field(slots[name]) for name in names if name in slots]
        return [it for it in fields if it["name"] not in self.idle or says_something(it)]

    def _fold(self, fold: Fold) -> Drawn:
        """Fields that are shown on demand."""
        fields = self._drawn(fold.fields)
        return {
            "title": self._say(fold.title),
            "fields": fields,
            "when": self._when_all(fields),
            "open": self._is_open(fields) or self._is_opened(fold),
            "opened": fold.opened,
        }

    def _is_opened(self, fold: Fold) -> bool:
        """Tell whether other answers open a fold."""
        texts = self.filled.texts.get(fold.opened.field, ()) if fold.opened else ()
        return any(fold.opened is not None and fold.opened.holds(it) for it in texts)

    def _say(self, message: Message) -> str:
        return catalogue(self.answers.language).say(message, self.answers.words)

    def _when(self, name: str) -> str:
        """The condition under which a field is shown: kind and field, parts without number."""
        key = (self.kind, _without_numbers(name))
        return ".".join(key) if key in CONDITIONS else ""

    def _when_all(self, fields: Sequence[Drawn]) -> str:
        """The condition of a fold whose fields all have the same one."""
        conditions = {CONDITIONS.get((self.kind, str(it["name"]))) for it in fields}
        return str(fields[0]["when"]) if fields and len(conditions) == 1 else ""

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
            "pattern": self._pattern(name),
        }
        return drawn | self._inside(slot, name)

    def _pattern(self, name: str) -> str:
        """What other fields matter beside: how the text of a field begins then."""
        known = CONDITIONS.items()
        starts = {it.field: it.start for (kind, _), it in known if kind == self.kind and it.start}
        start = starts.get(_without_numbers(name))
        return f"{start}.*" if start else ""

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
            place = self.values.place(name) if slot.part is Territory else {}
            return {"sort": "part", "fields": inner, **place}
        if Writer.inner(slot).refs:
            return self.links.drawn(slot, name, self.filled.texts.get(name, ()))
        text = self.filled.text(name)
        options = self.values.options(slot, text)
        if slot.many:
            return self.values.several(slot, name, options)
        if options:
            by_number = (self.kind, slot.name) == _FOLLOWS
            return {
                "sort": "radios" if slot.name in AS_LIST else "choice",
                "text": self.values.chosen(text, slot),
                "options": options,
                **({"required": False} if by_number else {}),
                "empty": self._say(BY_NUMBER) if by_number else "",
            }
        return self.values.text(text, slot)

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
                    "legend": f"{capitalised(noun)} {place}",
                    "remove": self._say(
                        say("Remove {what} {number}", what=words.the, number=place)
                    ),
                    "findings": list(self.findings.get(stem, ())),
                    "looked_at": self.focus == stem,
                }
            )
        add = say("Add {what}", what=words.another if begun else words.one)
        return {"sort": "parts", "rows": drawn, "begun": bool(begun), "add": self._say(add)}

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
        key, value = self.filled.text(f"{stem}.key"), self.filled.text(f"{stem}.value")
        keys = weighable(self.answers.language) if slot.choices is CheckLevel else {}
        return {
            "name": stem,
            "key": key,
            "keys": {**({key: key} if key else {}), **keys} if keys else {},
            "value": value,
            "values": self.values.options(slot, value) if slot.choices else [],
            "labelled": slot.scalar is Scalar.TEXT,
            "legend": self.filled.text(f"{stem}.value.label"),
            "fields": self._parts(slot.part, f"{stem}.value.") if slot.part else [],
        }


def _without_numbers(name: str) -> str:
    """The name of a field without the places of the parts that it is in."""
    return ".".join(step for step in name.split(".") if not step.isdecimal())
