"""What is asked for a record, in which order and words, and what is wrong with an answer."""

import datetime as dt
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from mes_cli.drafts.answers import Answers, Option
from mes_cli.drafts.defaults import default_of
from mes_cli.drafts.fields import at, put
from mes_cli.drafts.fields import path as path_of
from mes_cli.drafts.layouts import CONDITIONS, LAYOUTS, OWN, idle
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import SETTINGS_FILE, FieldWords, vocabulary
from mes_cli.model import Funding, Settings
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.model.walk import Path
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.writer import Writer, ordered
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.settings_file import read_settings
from mes_cli.store.reading.translation import Data

#: What is asked of a part, where not all of it matters first.
_INSIDE = {
    "entry": ("channel", "by"),
    "consent": ("scope", "given", "naming"),
    "stage": ("stage",),
}
#: On a terminal a name is one person, whose number is not asked for.
_INSTEAD_OF = {("contribution", "people"): "by"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what may be answered, and what stands for an empty answer."""

    label: str
    help: str = ""
    default: str = ""
    options: Sequence[Option] = ()
    #: An empty answer is accepted, and means that the field is left out.
    optional: bool = False
    many: bool = False
    #: The kinds of record that an answer names: one may be made on the spot.
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of a kind of record."""

    kind: str
    reading: Reading
    answers: Answers

    @property
    def model(self) -> type[Part]:
        """The model of its records, own fields included."""
        return self.reading.register.model(self.kind)

    @property
    def home(self) -> str:
        """The name under which the vocabulary holds the words of its fields."""
        return self.model.__name__

    def steps(self) -> list[Path]:
        """Give what is asked first, in order: fields, those of parts, and lists as a whole."""
        found: list[Path] = []
        slots = shape(self.model).slots
        own = [name for name in OWN.fields if name in slots]
        for name in (*LAYOUTS[self.kind].first, *own):
            slot = slots[name]
            if slot.part is None or slot.part is Territory or (slot.many and not slot.alone):
                found.append(Path((slot,), self.home))
                continue
            inner = shape(slot.part)
            wanted = (slot.alone,) if slot.alone else _INSIDE.get(name, tuple(inner.slots))
            fields = [inner.slots[it] for it in wanted if it and inner.slots[it].part is None]
            found += [Path((slot, it), inner.home) for it in fields]
        return found

    def is_asked(self, path: Path, data: Data) -> bool:
        """Tell whether a field is to be asked for: it is not said, and it matters."""
        return self.is_open(path, data) and not self._left_out(path, data)

    def is_open(self, path: Path, data: Data) -> bool:
        """Tell whether a field is not said, and matters beside what a record says already."""
        names = {path.slots[0].name, ".".join(slot.name for slot in path.slots)}
        return at(data, path) is None and all(self._matters(name, data) for name in names)

    def _matters(self, name: str, data: Data) -> bool:
        key = (self.kind, name)
        condition, instead = CONDITIONS.get(key), _INSTEAD_OF.get(key)
        matters = condition is None or condition.holds(self._says(condition.field, data))
        return matters and not (instead and self._says(instead, data))

    def _counts(self, name: str, data: Data) -> bool:
        """Tell whether a funding counts with this amount, and so cannot be without it."""
        return self.kind == Funding.kind and name == self._says("status", data)

    def _says(self, name: str, data: Data) -> str:
        return str(at(data, self.path(name)) or "")

    def _left_out(self, path: Path, data: Data) -> bool:
        """Tell whether a field is in a part that was left out: what it needs stayed empty."""
        part, asked = path.slots[0], self.steps()
        return part.name not in data and any(
            before.slots[0] is part and before.slots[1:] and before.slot.required
            for before in asked[: asked.index(path)]
        )

    def path(self, name: str) -> Path:
        """Give the way to a field by its canonical name: ``entry.channel``."""
        return path_of(name, self.model, vocabulary("en"))

    def missing(self, data: Data) -> list[str]:
        """Give the keys of the fields that a record needs, and that nothing was said of."""
        slots = shape(self.model).slots.values()
        needed = (it for it in slots if it.required and it.name not in {*data, "id"})
        return [self.reading.words.key(self.home, it.name) for it in needed]

    def answered(self, data: Data) -> list[tuple[Slot, Option]]:
        """Give the fields that something was said about, with their labels."""
        words = vocabulary(self.answers.language)
        return [
            (slot, Option(slot.name, words.field(self.home, slot.name).label))
            for slot in ordered(self.model)
            if slot.name in data
        ]

    def question(self, path: Path, data: Data, before: object = None) -> Question:
        """Give the question for a field; what was answered *before* is offered again."""
        slot = path.slot
        begun = len(path.slots) > 1 and path.slots[0].name in data
        needed = slot.required and (begun or all(s.required for s in path.slots))
        needed = needed or self._counts(slot.name, data)
        words = list(self._words(path))[: 1 if path.slots[0].alone else None]
        default = ", ".join(map(str, before)) if isinstance(before, list) else str(before or "")
        default = default or default_of(self.kind, path, data, self.answers)
        if default and slot.scalar is Scalar.DATE:
            default = formats(self.answers.language).date(dt.date.fromisoformat(default))
        return Question(
            " · ".join(it.label for it in words),
            words[-1].form_help,
            default,
            self.answers.options(Writer.inner(slot)),
            optional=not needed,
            many=slot.many or bool(path.slots[0].alone and path.slots[0].many),
            kinds=Writer.inner(slot).refs,
        )

    def _words(self, path: Path) -> Iterator[FieldWords]:
        words, home = vocabulary(self.answers.language), self.home
        for slot in path.slots:
            yield words.field(home, slot.name)
            home = slot.part.__name__ if slot.part else home

    def more(self, data: Data) -> list[tuple[Slot, Option]]:
        """Give the fields that nothing was said about, with their labels."""
        words = vocabulary(self.answers.language)
        out = {*data, "id", "import_key", *idle(self.kind, data, self.reading.register)}
        return [
            (slot, Option(slot.name, words.field(self.home, slot.name).label))
            for slot in ordered(self.model)
            if slot.name not in out and slot.map_key is None
        ]

    def take(self, said: str, path: Path, data: Data) -> None:
        """Put an answer into the data of a record; several may be parted by commas."""
        first = path.slots[0]
        if first.alone and len(path.slots) > 1:
            data[first.name] = self.answers.read(said, first)
        else:
            put(data, path, self.answers.read(said, path.slot))

    def wrong(self, said: str, path: Path, data: Data) -> Finding | None:
        """Give the error that ``mes check`` would find in an answer; None where it is good."""
        trial = deepcopy(data)
        self.take(said, path, trial)
        names = tuple(slot.name for slot in path.slots)
        for finding in self._found(trial):
            loc = tuple(step for step in finding.at.loc if isinstance(step, str))
            if loc[: len(names)] == names and finding.severity is Severity.ERROR:
                return finding
        return None

    def _found(self, trial: Data) -> list[Finding]:
        """What reading finds in a record that says no more than this, or in such settings."""
        edits = Edits(self.reading)
        if self.kind == Settings.kind:
            place = Place(SETTINGS_FILE)
            edits.change(place, edits.data(place) | trial)
            return read_settings(self.reading.origin, edits.drafts.get(SETTINGS_FILE))[1]
        file = f"{self.reading.words.kinds[self.kind].folder}/new-record-on-trial.yaml"
        edits.create(file, trial)
        return edits.found(file)
