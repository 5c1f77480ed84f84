"""Answers that were taken back, and are offered again."""

from dataclasses import dataclass, field

from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path
from mes_cli.store.reading.translation import Data

#: What a place is said by, the nearest first.
_PLACES = ("commune", "department", "region", "name")


def has_rows(slot: Slot) -> bool:
    """Tell whether a field is a list of parts, each asked for by itself."""
    return slot.part is not None and slot.many and not slot.alone


@dataclass(slots=True)
class FormerAnswers:
    """What was answered before, by field, row of a list, and field inside the row."""

    answers: dict[tuple[str, int, str], object] = field(default_factory=dict)
    #: The row of a list that is asked for.
    row: int = 0

    def of(self, path: Path) -> object:
        """Give the former answer for a field; None if there is none."""
        first, *inner = path.slots
        return self.answers.get((first.name, self._row(first), inner[-1].name if inner else ""))

    def place(self, slot: Slot) -> str:
        """Give the former answer for a place; an empty text if there is none."""
        found = (self.answers.get((slot.name, 0, name)) for name in _PLACES)
        return next((str(it) for it in found if it), "")

    def knows(self, slot: Slot, row: int) -> bool:
        """Tell whether a row of a list was answered before."""
        return any(key[:2] == (slot.name, row) for key in self.answers)

    def remember(self, slot: Slot, value: object) -> None:
        """Keep what was answered for a field, row by row."""
        if value is None:
            return
        if slot.alone and isinstance(value, list):
            value = {slot.alone: [it.get(slot.alone) for it in value]}
        for number, row in enumerate(value if isinstance(value, list) and slot.part else [value]):
            parts = row if isinstance(row, dict) else {"": row}
            self.answers |= {(slot.name, number, name): it for name, it in parts.items()}

    def take_back(self, path: Path, data: Data) -> None:
        """Take an answer out of the data, to offer it again; rows of a list stay."""
        first, *inner = path.slots
        if not inner and has_rows(first):
            return
        here = data.get(first.name)
        part = here[-1] if isinstance(here, list) and here else here
        if inner and isinstance(part, dict) and not first.alone:
            if inner[-1].name in part:
                key = (first.name, self._row(first), inner[-1].name)
                self.answers[key] = part.pop(inner[-1].name)
            if part:
                return
        else:
            self.remember(first, here)
        data.pop(first.name, None)

    def _row(self, slot: Slot) -> int:
        return self.row if has_rows(slot) else 0
