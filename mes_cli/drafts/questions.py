"""What is asked for a record, in which order and words, and what is wrong with an answer."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from mes_cli.drafts.answers import Answers, Option
from mes_cli.drafts.defaults import default_of
from mes_cli.drafts.fields import model_of, put
from mes_cli.drafts.fields import path as path_of
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE, FieldWords, vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.writer import Writer, ordered
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.settings_file import read_settings
from mes_cli.store.reading.translation import Data

#: What is asked first, by kind, in canonical English.
FIRST = {
    "structure": ("name", "roles"),
    "programme": ("name", "lead", "starts"),
    "initiative": ("name", "summary", "stage", "territory.name", "territory.department", "themes"),
    "accompaniment": ("initiatives", "title", "form", "started", "entry.channel", "programme"),
    "contribution": ("kind", "date", "title", "hours", "for", "by"),
    "funding": (
        "funder", "title", "nature", "period.from", "period.to", "status", "requested", "granted",
    ),
    "evidence": (
        "kind", "date", "title", "initiatives", "text", "consent.scope", "consent.given",
        "consent.naming",
    ),
    "advocacy": ("form", "target", "date", "demand"),
    "year": ("year", "foreword"),
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of a kind of record."""

    kind: str
    reading: Reading
    answers: Answers

    @property
    def home(self) -> str:
        """The name under which the vocabulary holds the words of its fields."""
        return model_of(self.kind).__name__

    def first(self) -> list[Path]:
        """What is asked first."""
        return [path_of(name, self.kind, vocabulary("en")) for name in FIRST[self.kind]]

    def left_out(self, path: Path, data: Data) -> bool:
        """Tell whether a field is in a part that was left out: what it needs stayed empty."""
        part, asked = path.slots[0], self.first()
        return part.name not in data and any(
            before.slots[0] is part and before.slots[1:] and before.slot.required
            for before in asked[: asked.index(path)]
        )

    def question(self, path: Path, data: Data) -> Question:
        """Give the question for a field."""
        slot = path.slot
        begun = len(path.slots) > 1 and path.slots[0].name in data
        needed = slot.required and (begun or all(s.required for s in path.slots))
        words = list(self._words(path))
        return Question(
            " · ".join(it.label for it in words), words[-1].help,
            default_of(self.kind, path, data, self.answers),
            self.answers.options(Writer.inner(slot)), optional=not needed, many=slot.many,
        )  # fmt: skip

    def _words(self, path: Path) -> Iterator[FieldWords]:
        words, home = vocabulary(self.answers.language), self.home
        for slot in path.slots:
            yield words.field(home, slot.name)
            home = slot.part.__name__ if slot.part else home

    def more(self, data: Data) -> list[tuple[Slot, Option]]:
        """Give the fields that nothing was said about, with their labels."""
        words = vocabulary(self.answers.language)
        return [
            (slot, Option(slot.name, words.field(self.home, slot.name).label))
            for slot in ordered(KINDS[self.kind])
            if slot.name not in {*data, "id", "import_key"} and slot.map_key is None
        ]

    def wrong(self, said: str, path: Path, data: Data) -> Finding | None:
        """Give the error that ``mes check`` would find in an answer; None where it is good."""
        trial = deepcopy(data)
        put(trial, path, self.answers.read(said, path.slot))
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
            return read_settings(self.reading.root, edits.drafts.get(SETTINGS_FILE))[1]
        file = f"{self.reading.words.kinds[self.kind].folder}/new-record-on-trial.yaml"
        edits.create(file, trial)
        return edits.found(file)
