"""Sentences for single changes: what records are called, which figures and fields changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from mes_cli.drafts.wording import label, worded
from mes_cli.finding import Message, count, say
from mes_cli.history.difference import Difference, RecordChange
from mes_cli.history.field_changes import FieldDifference
from mes_cli.history.movements import Movement
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import MINUS, NONE, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import Funding
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import shape
from mes_cli.register import Name
from mes_cli.view.records import plain
from mes_cli.view.viewer import Viewer


class NestedSentence(NamedTuple):
    """A sentence, and the sentences that stand below it."""

    text: str
    below: tuple["NestedSentence", ...] = ()


class Speaker:
    """Speaks of one difference, in the language of its reader."""

    def __init__(self, found: Difference) -> None:
        self.found = found
        self.before: Viewer = found.sides.before
        self.after: Viewer = found.sides.after
        self.catalogue = catalogue(self.after.language)
        self.form = formats(self.after.language)
        self.words = vocabulary(self.after.language)

    def say(self, message: Message) -> str:
        """Put a message into words."""
        return self.form.typography(self.catalogue.say(message, self.words))

    def name(self, name: Name) -> str:
        """What a record is called, and its kind."""
        look = self.after if self.after.register.find(*name) else self.before
        kind = self.words.kinds[name[0]].label
        return self.say(say("{kind} “{name}”", kind=kind, name=look.name(*name).name))


#: So many records are named behind a figure.
_MOVERS = 5
_LABELS: Mapping[str, str] = {
    "hours.staff": "paid work",
    "cost.staff": "paid work",
    "cost.expenses": "expenses",
    "cost.overheads": "overheads",
    "cost.monetary": "monetary cost",
    "cost.in_kind": "valued contributions",
    "cost.full": "full cost",
    "resources.money": "money",
    "resources.pending": "asked for, not answered",
    "remainder": "monetary cost not covered",
}
#: Totals of other figures: what moved these moved them.
_TOTALS = frozenset({"cost.monetary", "cost.full", "remainder"})


class FigureSpeaker(Speaker):
    """Speaks of the figures that moved."""

    def figure(self, moved: Movement) -> NestedSentence:
        """What a figure was and is, and the records that moved it."""
        text = say(
            "{what}: {before} → {after} ({change})",
            what=self.figure_label(moved),
            before=self.amount(moved, moved.before),
            after=self.amount(moved, moved.after),
            change=self.signed(moved, moved.change),
        )
        return NestedSentence(self.say(text), tuple(self.movers(moved)))

    def figure_label(self, moved: Movement) -> str:
        """What a figure is called."""
        text = self.catalogue.text
        if moved.figure == "hours.kind":
            return label("ContributionKind", moved.detail, self.after)
        if moved.figure.startswith("account."):
            name = self.name((Funding.kind, moved.detail))
            if moved.figure == "account.cost":
                return self.say(say("account of {funding}, costs", funding=name))
            return self.say(say("account of {funding}, resources", funding=name))
        if moved.figure == "resources.nature":
            return label("Nature", moved.detail, self.after)
        if moved.figure.startswith("counts."):
            return self.words.kinds[moved.figure.removeprefix("counts.")[:-1]].plural
        said = text(_LABELS[moved.figure])
        return f"{said} ({text('hours')})" if moved.unit == "seconds" else said

    def movers(self, moved: Movement) -> Iterator[NestedSentence]:
        """The records that moved a figure, those that moved it most first."""
        if not self.after.sees(Audience.FUNDER) or moved.figure in _TOTALS:
            return
        rows = [*moved.records.items()]
        changed = {pair.entry.name for pair in self.found.sides.pairing.pairs}
        for name, units in rows[:_MOVERS]:
            who = self.name(name)
            if not self.found.years and name not in changed:
                who = self.say(say("{record}, by the settings", record=who))
            said = say("{record}: {change}", record=who, change=self.signed(moved, units))
            yield NestedSentence(self.say(said))
        if rest := rows[_MOVERS:]:
            change = self.signed(moved, sum(units for _, units in rest))
            text = count(
                "{number} other record: {change}",
                "{number} other records: {change}",
                len(rest),
                change=change,
            )
            yield NestedSentence(self.say(text))

    def amount(self, moved: Movement, units: int) -> str:
        """Write a number of its unit."""
        match moved.unit:
            case "seconds":
                return self.form.hours(units)
            case "cents":
                return self.form.money(Decimal(units) / 100)
            case _:
                return self.form.number(units)

    def signed(self, moved: Movement, units: int) -> str:
        """Write by how much it moved."""
        sign = "+" if units > 0 else MINUS if units < 0 else ""
        return f"{sign}{self.amount(moved, abs(units))}"


#: So many records of one kind are told, so many elements of a list, so much of a text.
_RECORDS, _ELEMENTS, _LONGEST = 30, 8, 60
#: The fields that have a section of their own.
_APART = {("initiative", "standing"): "standing", ("evidence", "consent"): "consents"}


class RecordSpeaker(Speaker):
    """Speaks of the records that changed."""

    def records(self, some: Sequence[RecordChange]) -> Iterator[NestedSentence]:
        """The records of one kind; of many, the first."""
        lines = [told for one in some if (told := self.record(one))]
        yield from lines[:_RECORDS]
        rest = len(lines) - _RECORDS
        if rest > 0:
            text = count("and {number} other record", "and {number} other records", rest)
            yield NestedSentence(self.say(text))

    def record(self, one: RecordChange) -> NestedSentence | None:
        """What changed in a record; None where all of it stands in other sections."""
        look = self.before if one.pair.after is None else self.after
        name = look.name(*one.name).name
        if one.what in {"added", "removed"}:
            said = (
                say("{record}: added{facts}", record=name, facts=self.facts(one, look))
                if one.what == "added"
                else say("{record}: removed{facts}", record=name, facts=self.facts(one, look))
            )
            return NestedSentence(self.say(said))
        below = tuple(self.fields(it for it in one.fields if not self.is_apart(one, it)))
        if one.what == "renamed" and self.after.sees_sources:
            assert one.pair.before
            old, new = self.before.code(*one.pair.before.name), self.after.code(*one.name)
            text = say("{record}: renamed, {old} → {new}", record=name, old=old, new=new)
            return NestedSentence(self.say(text), below)
        if not below:
            return None
        return NestedSentence(self.say(say("{record}:", record=name)), below)

    def facts(self, one: RecordChange, look: Viewer) -> str:
        """The days, hours and amounts that a record has, behind its name."""
        seen = plain(one.pair.entry, look)
        slots = (it for it in shape(type(one.pair.entry.record)).slots.values())
        wanted = {Scalar.DATE, Scalar.DURATION, Scalar.MONEY}
        cells = [
            worded(seen.get(it.name), it, look)
            for it in slots
            if it.scalar in wanted and not it.many and it.map_key is None
        ]
        said = " · ".join(filter(None, cells))
        return f" ({said})" if said else ""

    def is_apart(self, one: RecordChange, change: FieldDifference) -> bool:
        """Tell whether a field has a section of its own."""
        return (one.name[0], change.slot.name) in _APART

    def apart(self, section: str) -> Iterator[NestedSentence]:
        """What changed in the fields that have a section of their own."""
        for one in self.found.records:
            own = (it for it in one.fields if _APART.get((one.name[0], it.slot.name)) == section)
            if below := tuple(self.fields(own)):
                name = self.after.name(*one.name).name
                yield NestedSentence(self.say(say("{record}:", record=name)), below)

    def fields(self, changed: Iterable[FieldDifference]) -> Iterator[NestedSentence]:
        """What changed in some fields, the elements of a list together."""
        for element, some in groupby(changed, lambda it: it.slot if it.element else None):
            if element is None:
                yield from (NestedSentence(self.field(it)) for it in some)
            else:
                yield self.elements([*some])

    def field(self, change: FieldDifference) -> str:
        """What a field said, and what it says."""
        before = worded(change.before, change.slot, self.before)
        after = worded(change.after, change.slot, self.after)
        before, after = _shortened(before, after)
        what = self.words.field(change.home, change.slot.name).label
        return self.say(
            say("{what}: {before} → {after}", what=what, before=before or NONE, after=after or NONE)
        )

    def elements(self, some: Sequence[FieldDifference]) -> NestedSentence:
        """The elements of one list: how many were added, removed and changed, and which."""
        slot = some[0].slot
        added = [it for it in some if it.before is None]
        removed = [it for it in some if it.after is None]
        changed = len(some) - len(added) - len(removed)
        parts = [
            self.say(message)
            for number, message in (
                (len(added), count("{number} added", "{number} added", len(added))),
                (len(removed), count("{number} removed", "{number} removed", len(removed))),
                (changed, count("{number} modified", "{number} modified", changed)),
            )
            if number
        ]
        what = self.words.field(some[0].home, slot.name).label
        text = self.say(say("{what}: {changes}", what=what, changes=", ".join(parts)))
        below = [NestedSentence(self.element(it)) for it in some[:_ELEMENTS]]
        if len(some) > _ELEMENTS:
            below.append(NestedSentence("…"))
        return NestedSentence(text, tuple(below))

    def element(self, change: FieldDifference) -> str:
        """An element that was added, taken away or changed."""
        if change.before is None:
            return f"+ {worded(change.after, change.slot, self.after)}"
        if change.after is None:
            return f"{MINUS} {worded(change.before, change.slot, self.before)}"
        below = self.fields(change.inner)
        inner = " ; ".join(text for it in below for text in (it.text, *(b.text for b in it.below)))
        assert change.slot.part is not None
        assert isinstance(change.after, dict)
        key = change.slot.part.natural_key
        slots = (it for it in shape(change.slot.part).slots.values() if it.attribute in key)
        said = (worded(change.after.get(it.name), it, self.after) for it in slots)
        named = " · ".join(filter(None, said))
        return f"{named} — {inner}" if named else inner


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Shorten two texts to where they begin to differ."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    pairs = zip(before, after, strict=False)
    alike = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))
    start = max(0, alike - _LONGEST // 4) if alike > _LONGEST // 2 else 0

    def cut(text: str) -> str:
        piece = text[start : start + _LONGEST]
        return f"{'…' if start else ''}{piece}{'…' if len(text) > start + _LONGEST else ''}"

    return cut(before), cut(after)
