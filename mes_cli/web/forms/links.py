"""Links of a form: other records, picked by a part of their name; the last used come first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.names import named
from mes_cli.errors import UnknownIdError
from mes_cli.language.folding import near
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Record
from mes_cli.model.shape import Slot
from mes_cli.model.walk import references, values
from mes_cli.store.editing.writer import Writer
from mes_cli.view.viewer import record_label
from mes_cli.web.forms.filled import NONE, in_row

#: So many records are all offered at once; of more, the last ones used, and those found by name.
_FEW, _RECENT = 8, 5


@dataclass(frozen=True, slots=True)
class Links:
    """Offers the records of a register to the fields that name them."""

    kind: str
    answers: Answers
    _labels: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def labels(self, kinds: tuple[str, ...]) -> Mapping[str, str]:
        """What may be named: labels by id."""
        if kinds not in self._labels:
            register = self.answers.register
            self._labels[kinds] = {
                entry.record.id: record_label(entry.record)
                for kind in kinds
                for entry in register.of(KINDS[kind])
            }
        return self._labels[kinds]

    def drawn(self, slot: Slot, name: str, said: Sequence[str]) -> dict[str, object]:
        """What a template needs of a field: what is chosen, what is offered, what was typed."""
        inner = Writer.inner(slot)
        labels = self.labels(inner.refs)
        ids = [(text, self.answers.id(text, inner.refs)) for text in said if text.strip()]
        chosen = [it for _text, it in ids if it in labels]
        typed = [text for text, it in ids if it not in labels and text != NONE]
        if not slot.many:
            chosen, typed = ([], typed[-1:]) if typed else (chosen[-1:], [])
        found = self._found(typed, inner)
        return {
            "sort": "link",
            "compact": in_row(name),
            "many": slot.many,
            "chosen": chosen,
            "none": not (chosen or typed) or NONE in said,
            "text": next(iter(typed), ""),
            "typed": typed,
            "label_of_chosen": labels[chosen[0]] if chosen else "",
            "several": bool(found),
            "offered": [(it, labels[it]) for it in self._offered(slot, chosen, found)],
            "list": "-".join(inner.refs),
            "near": [] if found else self._near(typed, labels),
            "unknown": [
                (kind, vocabulary(self.answers.language).kinds[kind].label, text)
                for text in ([] if found else typed)
                for kind in inner.refs
            ],
        }

    def _offered(self, slot: Slot, chosen: Sequence[str], found: Sequence[str]) -> list[str]:
        labels = self.labels(Writer.inner(slot).refs)
        if len(labels) <= _FEW:
            return list(dict.fromkeys((*chosen, *labels)))
        recent = found or self._recent(slot)
        return list(dict.fromkeys((*chosen, *(it for it in recent if it in labels))))

    def _found(self, typed: Sequence[str], inner: Slot) -> list[str]:
        """The records that what was typed may mean, where there are several."""
        ids: list[str] = []
        for text in typed:
            try:
                ids += [it.record.id for it in named(self.answers.register, text, inner.refs)]
            except UnknownIdError:
                continue
        return ids[:_FEW]

    def _recent(self, slot: Slot) -> list[str]:
        """The records that this field named last."""
        model = KINDS.get(self.kind)
        if model is None:
            return []
        ways = [it for it in references(model) if it.slot == Writer.inner(slot)]
        records = (entry.record for entry in self.answers.register.of(model))
        newest = sorted(records, key=_day, reverse=True)
        found: dict[str, None] = {}
        for record in newest:
            for way in ways:
                found |= dict.fromkeys(str(value) for _loc, value in values(record, way))
            if len(found) >= _RECENT:
                break
        return list(found)[:_RECENT]

    def _near(self, typed: Sequence[str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
        """The records whose names look like one that no record bears."""
        ids = {label: name for name, label in labels.items()}
        alike = (near(text, ids) for text in typed)
        return [(ids[label], label) for label in alike if label]


def _day(record: Record) -> dt.date:
    """The day that a record is about; the first of all days where it is about none."""
    period = getattr(record, "period", None)
    days = (getattr(record, "date", None), getattr(record, "started", None))
    return next((it for it in (*days, period.first if period else None) if it), dt.date.min)
