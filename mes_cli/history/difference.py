"""The difference of two states of a register, or of two financial years of one state."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.drafts.trial import all_findings, brought
from mes_cli.errors import UnknownYearError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Finding, Severity
from mes_cli.history.field_changes import FieldDifference, Sides, changes, settings_changes
from mes_cli.history.movements import Movement, movements
from mes_cli.history.pairs import Pair, Pairing, is_by_place, pairing
from mes_cli.model import Contribution, Funding, Initiative, Record
from mes_cli.model.audience import Audience
from mes_cli.model.dated import years
from mes_cli.model.settings import Settings
from mes_cli.register import Entry, Name, Register
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import locate
from mes_cli.store.reading.settings_file import read_identities
from mes_cli.view.records import ViewData, plain, plain_part
from mes_cli.view.viewer import Viewer, viewer


class RecordChange(NamedTuple):
    """A record that was changed, added, taken away or renamed, as the audience may see it."""

    pair: Pair
    fields: tuple[FieldDifference, ...] = ()

    @property
    def name(self) -> Name:
        """The kind and the id of the record, the new one where it was renamed."""
        return self.pair.entry.name

    @property
    def what(self) -> str:
        """``added``, ``removed``, ``renamed`` or ``changed``."""
        if self.pair.before is None:
            return "added"
        if self.pair.after is None:
            return "removed"
        renamed = self.pair.was_renamed and not is_by_place(self.pair.after)
        return "renamed" if renamed else "changed"


@dataclass(frozen=True)
class Difference:
    """What changed from one state to another, as one audience may see it."""

    sides: Sides
    figures: Sequence[Movement] = ()
    settings: Sequence[FieldDifference] = ()
    #: What a network decided on records of its members.
    decisions: Sequence[FieldDifference] = ()
    records: Sequence[RecordChange] = ()
    new: Sequence[Finding] = ()
    gone: Sequence[Finding] = ()
    #: How many errors each state has; with any, it cannot be counted.
    errors: tuple[int, int] = (0, 0)
    #: The two financial years that are compared; None where it is two states.
    years: tuple[int, int] | None = None


@dataclass(frozen=True)
class Recipient:
    """Who reads what changed, on which day, in which language."""

    audience: Audience
    day: dt.date
    language: str


def difference(
    before: Reading, after: Reading, reader: Recipient, now: Iterable[Finding] | None = None
) -> Difference:
    """Compare two states of a register; *now* is what is found in the second, if it is known."""
    sides = _sides(before.register, after.register, reader)
    everything = all_findings(before), all_findings(after) if now is None else [*now]
    errors = tuple(sum(it.severity is Severity.ERROR for it in some) for some in everything)
    figures: list[Movement] = []
    if not any(errors):
        figures = list(_figures(before.register, after.register, sides.pairing))
    keeper = reader.audience is Audience.INTERNAL
    new, gone = brought(*everything), brought(*reversed(everything))
    return Difference(
        sides,
        figures,
        settings_changes(sides),
        list(_decisions(before, after, sides)),
        list(record_changes(sides)),
        locate(new, after) if keeper else (),
        locate(gone, before) if keeper else (),
        (errors[0], errors[1]),
    )


def years_difference(register: Reading, first: int, second: int, reader: Recipient) -> Difference:
    """Compare two financial years of one state.

    Records that are in one of the years only are told, but for contributions, which mostly are.

    Raises:
        UnknownYearError: the register has nothing in one of them.
    """
    counted = books(register.register)
    for year in (first, second):
        if year not in counted.days.years:
            raise UnknownYearError(year, ", ".join(map(str, counted.days.years)))
    seen = _viewer(register.register, reader)
    errors = sum(it.severity is Severity.ERROR for it in all_findings(register))
    settings = register.settings

    def of(year: int) -> dict[Name, Entry[Record]]:
        return {
            it.name: it
            for it in register.register.entries
            if not isinstance(it.record, Contribution) and year in years(it.record, settings)
        }

    old, new = of(first), of(second)
    pairs = [Pair(old[it], None) for it in old if it not in new]
    pairs += [Pair(None, new[it]) for it in new if it not in old]
    sides = Sides(seen, seen, Pairing(sorted(pairs, key=lambda it: it.entry.name)))
    figures: list[Movement] = []
    if not errors:
        figures = movements(YearFigures(counted, first), YearFigures(counted, second), {})
    return Difference(
        sides,
        figures,
        records=list(record_changes(sides)),
        errors=(errors, errors),
        years=(first, second),
    )


def _sides(before: Register, after: Register, reader: Recipient) -> Sides:
    """Look at two states; a name that one of them hides is hidden in both."""
    return Sides(
        _viewer(before, reader, after), _viewer(after, reader, before), pairing(before, after)
    )


def _viewer(register: Register, reader: Recipient, other: Register | None = None) -> Viewer:
    beside = (entry.record for entry in other.of(Initiative)) if other else ()
    return viewer(register, reader.audience, reader.day, reader.language, beside)


def _decisions(before: Reading, after: Reading, sides: Sides) -> Iterator[FieldDifference]:
    """The decisions on identities that were taken, changed or taken away."""
    old, new = (read_identities(it.origin, it.words)[0] for it in (before, after))
    yield from changes(
        old, new, (plain_part(old, sides.before), plain_part(new, sides.after)), sides
    )


def record_changes(sides: Sides) -> Iterator[RecordChange]:
    """The records of which the audience may see that something changed."""
    for pair in sides.pairing.pairs:
        looks = (sides.before, sides.after)
        there = [(it, look) for it, look in zip(pair, looks, strict=True) if it]
        if not all(look.may_see(it.record) for it, look in there):
            continue
        if pair.before is None or pair.after is None:
            yield RecordChange(pair)
            continue
        seen: tuple[ViewData, ViewData] = plain(pair.before, looks[0]), plain(pair.after, looks[1])
        told = RecordChange(
            pair, tuple(changes(pair.before.record, pair.after.record, seen, sides))
        )
        if told.fields or (told.what == "renamed" and sides.after.sees_sources):
            yield told


def _figures(before: Register, after: Register, matched: Pairing) -> Iterator[Movement]:
    """The figures of all years that something changed in."""
    old, new = books(before), books(after)
    everything = before.settings != after.settings
    changed = [entry.record for pair in matched.pairs for entry in pair if entry]
    touched = {year for it in changed for year in _years(it, after.settings)}
    for year in sorted({*old.days.years, *new.days.years}):
        if everything or year in touched:
            yield from movements(YearFigures(old, year), YearFigures(new, year), matched.renamed)


def _years(record: Record, settings: Settings) -> Iterable[int]:
    """The financial years in which a record may count."""
    own = {*years(record, settings)}
    if isinstance(record, Funding):
        own |= record.by_year.keys()
    return range(min(own), max(own) + 1) if own else ()
