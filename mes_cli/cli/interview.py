"""An interview: the questions of a form asked on the terminal, one at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from mes_cli.cli.asking import Asker, Back, ask_in_turn
from mes_cli.cli.console import say as announce
from mes_cli.cli.console import speech
from mes_cli.cli.session import _, current
from mes_cli.cli.special_questions import NEW_ROW, ask_place, ask_row, ask_shares
from mes_cli.cli.writing import wrong
from mes_cli.drafts.answers import TO_COME, Option
from mes_cli.drafts.defaults import FormerAnswers, has_rows
from mes_cli.drafts.layouts import ROW, ROWS
from mes_cli.drafts.placing import file_of, new_id
from mes_cli.drafts.questions import Question, Questionnaire
from mes_cli.finding import Finding, say
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.shape import Slot, shape
from mes_cli.model.structure import Territory
from mes_cli.model.walk import Path
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
    former: FormerAnswers = field(default_factory=FormerAnswers)

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
        """Ask for one field after another; going back offers the answer before again.

        Raises:
            Back: somebody goes back from the first one.
        """
        ask_in_turn(
            steps,
            lambda path: ask(path, data),
            lambda path: is_asked(path, data),
            lambda path: self.former.take_back(path, data),
        )

    def _step(self, path: Path, data: Data) -> None:
        slot = path.slots[0]
        if slot.part is Territory:
            self._territory(slot, data)
        elif has_rows(slot):
            self._rows(slot, data)
        else:
            asked = [self.field, self._shares] if slot.name == "policies" else [self.field]
            ask_in_turn(
                asked,
                lambda ask: ask(path, data),
                take_back=lambda _: self.former.take_back(path, data),
            )

    def _shares(self, path: Path, data: Data) -> None:
        """Ask how money is divided between the policies."""
        ask_shares(self.asker, cast("list[Data]", data.get(path.slots[0].name) or []))

    def more(self, data: Data) -> None:
        """Ask what else somebody wants to say."""
        hint = _("Say which field, or nothing to go on.")
        while left := self.form.more(data):
            options = [option for _slot, option in left]
            question = Question(_("More"), hint, options=options, optional=True)
            try:
                chosen = self.asker.ask(question, back=True)
            except Back:
                self.change(data)
                continue
            slot = next((slot for slot, option in left if option.value == chosen), None)
            if slot is None:
                return
            self._whole(slot, data)

    def change(self, data: Data, first: str = "") -> None:
        """Ask which answer is to be changed, and ask for it again."""
        known = self.form.answered(data)
        options = [option for _slot, option in known]
        question = Question(_("Which answer"), default=first, options=options, optional=True)
        try:
            chosen = self.asker.ask(question, back=True)
        except Back:
            return
        for slot, option in known:
            if option.value == chosen:
                self._anew(slot, data)

    def again(self, found: Iterable[Finding], data: Data) -> None:
        """Ask for what is missing, or for another answer where something was found."""
        slots = {slot.name: slot for slot in ordered(self.form.model)}
        names = dict.fromkeys(str(finding.at.loc[0]) for finding in found if finding.at.loc)
        missing = [slots[name] for name in names if name in slots and name not in data]
        for slot in missing:
            self._anew(slot, data)
        if not missing:
            self.change(data, next((name for name in names if name in data), ""))

    def _anew(self, slot: Slot, data: Data) -> None:
        """Ask for a field as it was asked for at first; of a list, for one of its rows."""
        before = data.get(slot.name)
        self.former.remember(slot, before)
        steps = [path for path in self.form.steps() if path.slots[0] is slot]
        try:
            if has_rows(slot) and before:
                self._row_anew(slot, cast("list[Data]", before), data)
                return
            data.pop(slot.name, None)
            if steps:
                self._ask_all(steps, data, self.form.is_asked, self._step)
            else:
                self._whole(slot, data)
        except Back:
            if before is not None:
                data[slot.name] = before

    def _row_anew(self, slot: Slot, rows: list[Data], data: Data) -> None:
        """Ask for a row of a list again, or for another one."""
        number = ask_row(self.asker, self._label(slot), slot, rows)
        if number == NEW_ROW:
            self._rows(slot, data, begun=True)
        elif number is not None:
            said: Data = {}
            self.part(slot, said, number)
            rows[number : number + 1] = cast("list[Data]", said.get(slot.name, []))
            if not rows:
                del data[slot.name]

    def field(self, path: Path, data: Data) -> None:
        """Ask for one field, and put the answer into the data.

        Raises:
            Back: the question before is to be asked again.
        """
        question = self.form.question(path, data, self.former.of(path))
        make = (lambda said: self._make(said, question.kinds)) if question.kinds else None

        def check(said: str) -> str:
            return self._wrong(said, path, data, question.help)

        while True:
            said = self.asker.ask(question, check, back=True, make=make)
            doubtful = self.form.answers.is_to_come(said, path.slot)
            if not doubtful or self.asker.insists(TO_COME, back=True):
                break
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
        while begun or self._another(slot, data):
            begun = False
            try:
                if not self.part(slot, data):
                    return
            except Back:
                if slot.name not in data:
                    raise

    def _another(self, slot: Slot, data: Data) -> bool:
        """Ask whether there is one more part; going back asks for the last one again.

        Raises:
            Back: there is none.
        """
        rows = cast("list[Data]", data.get(slot.name) or [])
        words = ROWS.get(slot.name, ROW)
        label = speech().say(say("Add {what}?", what=words.another if rows else words.one))
        try:
            known = self.former.knows(slot, len(rows))
            return self.asker.confirm(label, default=known, back=True)
        except Back:
            if not rows:
                raise
        self.former.remember(slot, rows)
        rows.pop()
        if not rows:
            del data[slot.name]
        return True

    def part(self, slot: Slot, data: Data, row: int = 0) -> bool:
        """Ask for a part, and put it into the data; tell whether anything was said.

        *row* is the place of the first part in its list.

        Raises:
            Back: somebody goes back from its first question.
        """
        assert slot.part is not None
        inside: Data = {}
        self.former.row = row + len(cast("list[Data]", data.get(slot.name) or ())) * slot.many
        home = shape(slot.part).home
        steps = [
            Path((slot, inner), home)
            for inner in ordered(slot.part)
            if inner.part is None and inner.map_key is None
        ]
        self._ask_all(steps, inside, self.form.is_open, self.field)
        part = inside.get(slot.name)
        if isinstance(part, list):
            cast("list[object]", data.setdefault(slot.name, [])).extend(part)
        elif part:
            data[slot.name] = part
        return bool(part)

    def _territory(self, slot: Slot, data: Data) -> None:
        label, before = self._label(slot), self.former.place(slot)
        place = ask_place(self.asker, label, before, optional=not slot.required)
        if place is not None:
            data[slot.name] = place

    def _label(self, slot: Slot) -> str:
        return vocabulary(current().language).field(self.form.home, slot.name).label

    def _make(self, said: str, kinds: Sequence[str]) -> str:
        """Make a record that is named and does not exist; give its id, or the empty text."""
        question = say("No record is called `{name}`. Make it?", name=said)
        words = vocabulary(current().language).kinds
        options = [Option(it, words[it].label) for it in kinds]
        kind = kinds[0]
        try:
            if not self.asker.confirm(speech().say(question), default=False, back=True):
                return ""
            if len(kinds) > 1:
                kind = self.asker.ask(Question(_("What is it"), options=options), back=True)
        except Back:
            return ""
        data: Data = {"name": said} if "name" in shape(KINDS[kind]).slots else {}
        outer, former = self.form, self.former
        self.form = Questionnaire(kind, outer.reading, outer.answers)
        self.former = FormerAnswers()
        try:
            self._ask_all(self.form.steps(), data, self._is_needed, self._step)
        except Back:
            self.form = outer
            return ""
        finally:
            self.former = former
        name = self.add(kind, data)
        self.form = Questionnaire(outer.kind, self.form.reading, self.form.answers)
        announce(say("go on with what you were saying"))
        return name

    def _is_needed(self, path: Path, data: Data) -> bool:
        return path.slots[0].required and self.form.is_asked(path, data)

    def add(self, kind: str, data: Data) -> str:
        """Put a record into the edits; the questions that follow know it. Give its id."""
        name = new_id(kind, data, self.form.reading)
        self.edits.create(file_of(kind, name, data, self.form.reading), data)
        self.made.append((kind, data))
        reading = self.edits.draft()
        answers = self.form.answers
        self.form = Questionnaire(self.form.kind, reading, answers.knowing(reading.register))
        return name

    def _wrong(self, said: str, path: Path, data: Data, help_: str) -> str:
        """Say what ``mes check`` would find in an answer; an empty text if it is good."""
        finding = self.form.wrong(said, path, data)
        return wrong(finding, help_) if finding else ""
