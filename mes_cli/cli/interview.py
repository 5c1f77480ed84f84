"""An interview: the questions of a form asked on the terminal, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from mes_cli.cli.asking import Asker
from mes_cli.cli.console import err, speech
from mes_cli.cli.session import _
from mes_cli.drafts.fields import at, put
from mes_cli.drafts.questions import Form, Question
from mes_cli.finding import Finding
from mes_cli.model import KINDS
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path
from mes_cli.output.speech import labelled
from mes_cli.store.editing.writer import ordered
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Interview:
    """Asks for a record."""

    form: Form
    asker: Asker

    def fill(self, data: Data) -> None:
        """Ask what matters first and was not said, then what else somebody wants to say."""
        for path in self.form.first():
            if at(data, path) is None and not self.form.left_out(path, data):
                self.field(path, data)
        self.more(data)

    def more(self, data: Data) -> None:
        """Ask what else somebody wants to say."""
        hint = _("Say which field, or nothing to go on.")
        while left := self.form.more(data):
            options = [option for _slot, option in left]
            asked = Question(_("More"), hint, options=options, optional=True)
            chosen = self.asker.ask(asked)
            slot = next((slot for slot, option in left if option.value == chosen), None)
            if slot is None:
                return
            self.whole(slot, data)

    def again(self, found: Iterable[Finding], data: Data) -> None:
        """Ask once more for the fields that something was found in, then for others."""
        slots = {slot.name: slot for slot in ordered(KINDS[self.form.kind])}
        for loc in dict.fromkeys(finding.at.loc for finding in found):
            first = slots.get(str(loc[0])) if loc else None
            if first is None:
                continue
            data.pop(first.name, None)
            inside = [p for p in self.form.first() if p.slots[0] is first and p.slots[1:]]
            for path in inside:
                if not self.form.left_out(path, data):
                    self.field(path, data)
            if not inside:
                self.whole(first, data)
        self.more(data)

    def field(self, path: Path, data: Data) -> None:
        """Ask for one field, and put the answer into the data."""
        question = self.form.question(path, data)
        said = self.asker.ask(question, lambda said: self.wrong(said, path, data))
        if said:
            put(data, path, self.form.answers.read(said, path.slot))

    def whole(self, slot: Slot, data: Data) -> None:
        """Ask for a field with all of its parts, and for several where it is a list."""
        if slot.part is None:
            self.field(Path((slot,), self.form.home), data)
            return
        while self.part(slot, data) and slot.many:
            if not self.asker.confirm(_("Another one?"), default=False):
                return

    def part(self, slot: Slot, data: Data) -> bool:
        """Ask for a part, and put it into the data; tell whether anything was said."""
        assert slot.part is not None
        part: Data = {}
        inside: Data = {slot.name: [part] if slot.many else part}
        for inner in ordered(slot.part):
            if inner.part is None and inner.map_key is None:
                self.field(Path((slot, inner), slot.part.__name__), inside)
        if part and slot.many:
            cast("list[Data]", data.setdefault(slot.name, [])).append(part)
        elif part:
            data[slot.name] = part
        return bool(part)

    def wrong(self, said: str, path: Path, data: Data) -> str:
        """Say what ``mes check`` would find in an answer; nothing where it is good."""
        finding = self.form.wrong(said, path, data)
        if finding is None:
            return ""
        words = speech(self.form.reading.words.language)
        helped = f"\n  = {words.say(finding.help)}" if finding.help else ""
        return f"{words.say(finding.message)}{helped}"

    def summary(self, text: str) -> None:
        """Show a record as it will be written."""
        err(labelled(speech(), _("This will be written"), ""))
        err("".join(f"  {line}\n" for line in text.splitlines()))
