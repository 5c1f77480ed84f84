"""The questions of ``mes new``: what matters first, then more, each answer checked at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from mes_cli.cli.answers import Answers, Option
from mes_cli.cli.asking import Asker, Question
from mes_cli.cli.console import err, speech
from mes_cli.cli.defaults import default_of
from mes_cli.cli.session import _
from mes_cli.cli.where import path as path_of
from mes_cli.finding import Finding, Severity
from mes_cli.language.vocabulary import FieldWords, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path
from mes_cli.output.speech import labelled
from mes_cli.store.edit import Edits
from mes_cli.store.emit import Writer, ordered
from mes_cli.store.reading.load import Reading
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
class Form:
    """A record that is being asked for."""

    kind: str
    reading: Reading
    answers: Answers
    asker: Asker

    def fill(self, data: Data) -> None:
        """Ask what matters first and was not said, then what else somebody wants to say."""
        for path in self._first():
            if _at(data, path) is None and not self._passed(path, data):
                self.field(path, data)
        self.more(data)

    def more(self, data: Data) -> None:
        """Ask what else somebody wants to say."""
        while (chosen := self._more(data)) is not None:
            self.whole(chosen, data)

    def again(self, found: Iterable[Finding], data: Data) -> None:
        """Ask once more for the fields that something was found in, then for others."""
        slots = {slot.name: slot for slot in ordered(KINDS[self.kind])}
        for loc in dict.fromkeys(finding.at.loc for finding in found):
            first = slots.get(str(loc[0])) if loc else None
            if first is None:
                continue
            data.pop(first.name, None)
            inside = [p for p in self._first() if p.slots[0] is first and p.slots[1:]]
            for path in inside:
                if not self._passed(path, data):
                    self.field(path, data)
            if not inside:
                self.whole(first, data)
        self.more(data)

    def _passed(self, path: Path, data: Data) -> bool:
        """Tell whether a field is in a part that was left out: what it needs stayed empty."""
        part, asked = path.slots[0], self._first()
        return part.name not in data and any(
            before.slots[0] is part and before.slots[1:] and before.slot.required
            for before in asked[: asked.index(path)]
        )

    def _first(self) -> list[Path]:
        """What is asked first."""
        return [path_of(name, self.kind, vocabulary("en")) for name in FIRST[self.kind]]

    def field(self, path: Path, data: Data) -> None:
        """Ask for one field, and put the answer into the data."""
        slot = path.slot
        begun = len(path.slots) > 1 and path.slots[0].name in data
        needed = slot.required and (begun or all(s.required for s in path.slots))
        inner = Writer.inner(slot)
        default = default_of(self.kind, path, data, self.answers)
        question = Question(
            self.label(path), self.help(path), default, self.answers.options(inner),
            optional=not needed, many=slot.many,
        )  # fmt: skip
        said = self.asker.ask(question, lambda said: self.wrong(said, path, data))
        if said:
            _put(data, path, self.answers.read(said, slot))

    def whole(self, slot: Slot, data: Data) -> None:
        """Ask for a field with all of its parts, and for several where it is a list."""
        home = KINDS[self.kind].__name__
        if slot.part is None:
            self.field(Path((slot,), home), data)
            return
        while True:
            part: Data = {}
            for inner in ordered(slot.part):
                if inner.part is None:
                    self.field(Path((slot, inner), slot.part.__name__), _Inside(part, slot))
            if part and not slot.many:
                data[slot.name] = part
            elif part:
                cast("list[Data]", data.setdefault(slot.name, [])).append(part)
            if (
                not part
                or not slot.many
                or not self.asker.confirm(_("Another one?"), default=False)
            ):
                return

    def _more(self, data: Data) -> Slot | None:
        """Ask which other field is to be said; nothing where it is enough."""
        home = KINDS[self.kind].__name__
        words = vocabulary(self.answers.language)
        left = [
            slot
            for slot in ordered(KINDS[self.kind])
            if slot.name not in {*data, "id", "import_key"} and slot.map_key is None
        ]
        options = [Option(s.name, words.field(home, s.name).label) for s in left]
        hint = _("Say which field, or nothing to go on.")
        chosen = self.asker.ask(Question(_("More"), hint, options=options, optional=True))
        return next((slot for slot in left if slot.name == chosen), None)

    def wrong(self, said: str, path: Path, data: Data) -> str:
        """Say what ``mes check`` would find in an answer; nothing where it is good."""
        trial = cast("Data", _copy(dict(data)))
        _put(trial, path, self.answers.read(said, path.slot))
        whole = trial if not isinstance(data, _Inside) else data.around(trial)
        edits = Edits(self.reading)
        file = f"{self.reading.words.kinds[self.kind].folder}/new-record-on-trial.yaml"
        edits.create(file, whole)
        words = speech(self.reading.words.language)
        names = tuple(slot.name for slot in path.slots)
        for finding in edits.found(file):
            loc = tuple(step for step in finding.at.loc if isinstance(step, str))
            if loc[: len(names)] == names and finding.severity is Severity.ERROR:
                helped = words.say(finding.help) if finding.help else ""
                lines = [words.say(finding.message), f"  = {helped}" if helped else ""]
                return "\n".join(line for line in lines if line)
        return ""

    def label(self, path: Path) -> str:
        """What a field is called, the part that it is in included."""
        return " · ".join(words.label for words in self._words(path))

    def help(self, path: Path) -> str:
        """The line of help of a field."""
        return [words.help for words in self._words(path)][-1]

    def _words(self, path: Path) -> Iterator[FieldWords]:
        words = vocabulary(self.answers.language)
        home = KINDS[self.kind].__name__
        for slot in path.slots:
            yield words.field(home, slot.name)
            home = slot.part.__name__ if slot.part else home

    def summary(self, text: str) -> None:
        """Show a record as it will be written."""
        err(labelled(speech(), _("This will be written"), ""))
        err("".join(f"  {line}\n" for line in text.splitlines()))


class _Inside(dict[str, object]):
    """The fields of a part, while they are asked for."""

    def __init__(self, part: Data, slot: Slot) -> None:
        super().__init__({slot.name: part})
        self.slot = slot

    def around(self, trial: Data) -> Data:
        """Put the part where it belongs: into a list, where its field is one."""
        inner = trial[self.slot.name]
        return {self.slot.name: [inner] if self.slot.many else inner}


def _copy(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, list) else value


def _at(data: Data, path: Path) -> object:
    here: object = data
    for slot in path.slots:
        here = here.get(slot.name) if isinstance(here, dict) else None
        if slot.alone:
            return here
    return here


def _put(data: Data, path: Path, value: object) -> None:
    *way, last = path.slots
    here = data
    for slot in way:
        if slot.alone and slot.many:
            here[slot.name] = [{last.name: value}]
            return
        here = cast("Data", here.setdefault(slot.name, {}))
    here[last.name] = value
