"""An interview: the questions of a form asked on the terminal, one at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from mes_cli.cli.asking import Asker, Back
from mes_cli.cli.console import err, speech
from mes_cli.cli.session import _, current
from mes_cli.drafts.answers import Option
from mes_cli.drafts.fields import at
from mes_cli.drafts.layouts import ROW, ROWS
from mes_cli.drafts.places import territories
from mes_cli.drafts.placing import file_of, identity
from mes_cli.drafts.questions import Question, Questionnaire
from mes_cli.escape import printed
from mes_cli.finding import Finding, Message, say
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.shape import Slot, shape
from mes_cli.model.territory import Territory
from mes_cli.model.walk import Path
from mes_cli.output.speech import labelled
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.writer import ordered
from mes_cli.store.reading.translation import Data


@dataclass(slots=True)
class Interview:
    """Asks for a record; records that it names may be made on the way, in the same edits."""

    form: Questionnaire
    asker: Asker
    edits: Edits
    #: The records that were made on the way, each with its kind.
    made: list[tuple[str, Data]] = field(default_factory=list)

    def fill(self, data: Data) -> None:
        """Ask what matters first and was not said, then what else somebody wants to say."""
        self._ask_all(self.form.steps(), data, self.form.is_asked, self._step)
        self.more(data)

    def _ask_all(
        self,
        steps: Sequence[Path],
        data: Data,
        is_asked: Callable[[Path, Data], bool],
        ask: Callable[[Path, Data], None],
    ) -> None:
        """Ask one question after another; going back takes the answer before away.

        Raises:
            Back: somebody goes back from the first one.
        """
        asked: list[int] = []
        here = 0
        while here < len(steps):
            if not is_asked(steps[here], data):
                here += 1
                continue
            try:
                ask(steps[here], data)
            except Back:
                if not asked:
                    raise
                here = asked.pop()
                _forget(data, steps[here])
            else:
                asked.append(here)
                here += 1

    def _step(self, path: Path, data: Data) -> None:
        slot = path.slots[0]
        if slot.part is Territory:
            self._territory(slot, data)
        elif slot.part is not None and slot.many and not slot.alone:
            self._rows(slot, data)
        else:
            self.field(path, data)
            if slot.name == "policies":
                self._shares(data)

    def more(self, data: Data) -> None:
        """Ask what else somebody wants to say."""
        hint = _("Say which field, or nothing to go on.")
        while left := self.form.more(data):
            options = [option for _slot, option in left]
            chosen = self.asker.ask(Question(_("More"), hint, options=options, optional=True))
            slot = next((slot for slot, option in left if option.value == chosen), None)
            if slot is None:
                return
            self._whole(slot, data)

    def change(self, data: Data) -> None:
        """Ask which answer is to be changed, and ask for it again."""
        known = self.form.answered(data)
        options = [option for _slot, option in known]
        chosen = self.asker.ask(Question(_("Which answer"), options=options, optional=True))
        for slot, option in known:
            if option.value == chosen:
                self._anew(slot, data)

    def again(self, found: Iterable[Finding], data: Data) -> None:
        """Ask once more for the fields that something was found in, then for others."""
        slots = {slot.name: slot for slot in ordered(KINDS[self.form.kind])}
        for name in dict.fromkeys(str(finding.at.loc[0]) for finding in found if finding.at.loc):
            if name in slots:
                self._anew(slots[name], data)
        self.more(data)

    def _anew(self, slot: Slot, data: Data) -> None:
        """Ask for a field as it was asked for at first."""
        before = data.pop(slot.name, None)
        steps = [path for path in self.form.steps() if path.slots[0] is slot]
        try:
            if steps:
                self._ask_all(steps, data, self.form.is_asked, self._step)
            else:
                self._whole(slot, data)
        except Back:
            if before is not None:
                data[slot.name] = before

    def field(self, path: Path, data: Data) -> None:
        """Ask for one field, and put the answer into the data.

        Raises:
            Back: the question before is to be asked again.
        """
        question = self.form.question(path, data)
        make = (lambda said: self._make(said, question.kinds)) if question.kinds else None
        said = self.asker.ask(
            question, lambda said: self._wrong(said, path, data), back=True, make=make
        )
        if said:
            self.form.take(said, path, data)

    def _whole(self, slot: Slot, data: Data) -> None:
        """Ask for a field with all of its parts, and for several where it is a list."""
        try:
            if slot.part is Territory:
                self._territory(slot, data)
            elif slot.part is None:
                self.field(Path((slot,), self.form.home), data)
            elif slot.many:
                self._rows(slot, data, begun=True)
            else:
                self.part(slot, data)
        except Back:
            return

    def _rows(self, slot: Slot, data: Data, *, begun: bool = False) -> None:
        """Ask for one part after another, as long as there are more."""
        words = ROWS.get(slot.name, ROW)
        said = speech().say
        if not begun and not self.asker.confirm(said(words.first), default=False, back=True):
            return
        while self.part(slot, data):
            if not self.asker.confirm(said(words.another), default=False):
                return

    def part(self, slot: Slot, data: Data) -> bool:
        """Ask for a part, and put it into the data; tell whether anything was said.

        Raises:
            Back: somebody goes back from its first question.
        """
        assert slot.part is not None
        part: Data = {}
        inside: Data = {slot.name: [part] if slot.many else part}
        home = shape(slot.part).home
        steps = [
            Path((slot, inner), home)
            for inner in ordered(slot.part)
            if inner.part is None and inner.map_key is None
        ]
        self._ask_all(steps, inside, lambda path, data: at(data, path) is None, self.field)
        if part and slot.many:
            cast("list[Data]", data.setdefault(slot.name, [])).append(part)
        elif part:
            data[slot.name] = part
        return bool(part)

    def _territory(self, slot: Slot, data: Data) -> None:
        """Ask for a place by its name."""
        words = vocabulary(current().language).field(self.form.home, slot.name)
        help_ = _("A commune, a department or a region, by name or by code; or any place.")
        question = Question(words.label, help_, optional=not slot.required)
        said = self.asker.ask(question, back=True)
        found = territories(said) if said else []
        if len(found) > 1:
            options = [Option(str(n), it.label) for n, it in enumerate(found)]
            chosen = self.asker.ask(Question(_("Which place"), options=options), back=True)
            data[slot.name] = dict(found[int(chosen)].data)
        elif found:
            err(labelled(speech(), _("Understood"), printed(found[0].label)))
            data[slot.name] = dict(found[0].data)
        elif said:
            data[slot.name] = {"name": said}

    def _shares(self, data: Data) -> None:
        """Ask how money is divided between several policies; equally, unless somebody knows."""
        parts = cast("list[Data]", data.get("policies") or [])
        if len(parts) < 2:  # noqa: PLR2004 - one policy has all of it
            return
        equal = [f"{100 // len(parts)}%"] * (len(parts) - 1)
        equal.append(f"{100 - (100 // len(parts)) * (len(parts) - 1)}%")
        words = vocabulary(current().language)
        for part, share in zip(parts, equal, strict=True):
            label = words.value("Policy", str(part["policy"])).label
            asked = say("Share of {policy}", policy=label)
            part["share"] = self.asker.ask(Question(speech().say(asked), default=share))

    def _make(self, said: str, kinds: Sequence[str]) -> str:
        """Make a record that is named and does not exist; give its id, or the empty text."""
        question = say("No record is called `{name}`. Make it?", name=said)
        if not self.asker.confirm(speech().say(question), default=False):
            return ""
        kind = kinds[0]
        if len(kinds) > 1:
            words = vocabulary(current().language).kinds
            options = [Option(it, words[it].label) for it in kinds]
            kind = self.asker.ask(Question(_("What is it"), options=options))
        data: Data = {"name": said} if "name" in shape(KINDS[kind]).slots else {}
        outer = self.form
        self.form = Questionnaire(kind, outer.reading, outer.answers)
        try:
            self._ask_all(self.form.steps(), data, self._is_needed, self._step)
        except Back:
            self.form = outer
            return ""
        name = self.add(kind, data)
        self.form = Questionnaire(outer.kind, self.form.reading, self.form.answers)
        self._tell(say("go on with what you were saying"))
        return name

    def _is_needed(self, path: Path, data: Data) -> bool:
        return path.slots[0].required and self.form.is_asked(path, data)

    def add(self, kind: str, data: Data) -> str:
        """Put a record into the edits; the questions that follow know it. Give its id."""
        name = identity(kind, data, self.form.reading)
        self.edits.create(file_of(kind, name, data, self.form.reading), data)
        self.made.append((kind, data))
        reading = self.edits.draft()
        answers = self.form.answers
        self.form = Questionnaire(self.form.kind, reading, answers.knowing(reading.register))
        return name

    def _wrong(self, said: str, path: Path, data: Data) -> str:
        """Say what ``mes check`` would find in an answer; an empty text if it is good."""
        finding = self.form.wrong(said, path, data)
        if finding is None:
            return ""
        words = speech(self.form.reading.words.language)
        helped = f"\n  = {words.say(finding.help)}" if finding.help else ""
        return f"{words.say(finding.message)}{helped}"

    @staticmethod
    def _tell(message: Message) -> None:
        err(speech().say(message))

    @staticmethod
    def summary(text: str) -> None:
        """Show a record as it will be written."""
        err(labelled(speech(), _("This will be written"), ""))
        err("".join(f"  {line}\n" for line in text.splitlines()))


def _forget(data: Data, path: Path) -> None:
    """Take an answer away, and the part around it where nothing else is said in it."""
    first, *inner = path.slots
    here = data.get(first.name)
    if inner and isinstance(here, dict):
        here.pop(inner[-1].name, None)
        if here:
            return
    data.pop(first.name, None)
