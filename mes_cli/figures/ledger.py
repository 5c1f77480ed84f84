"""The ledger of a financial year: all its lines, set down to accompaniments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mes_cli.figures.books import Award, Books, Gift
from mes_cli.figures.line import Basis, Line, Measure, part
from mes_cli.figures.money import Heirs, Keys, Portion, portioned, shared
from mes_cli.figures.spread import Claim, shares
from mes_cli.figures.sums import Sums, added, column, sums_of
from mes_cli.model import Accompaniment, Funding
from mes_cli.model.period import Period
from mes_cli.model.settings import SpreadKey
from mes_cli.register import Entry, Register

_MONETARY = frozenset({Measure.STAFF, Measure.EXPENSES, Measure.OVERHEADS})
_FROM_OUTSIDE = frozenset({Measure.MONEY, Measure.PENDING})


@dataclass(frozen=True)
class Ledger:
    """All lines of a financial year; whatever a report adds up, it adds up from these."""

    books: Books
    year: int
    gifts: tuple[Gift, ...]
    awards: tuple[Award, ...]

    @property
    def register(self) -> Register:
        """The register whose year it is."""
        return self.books.register

    @cached_property
    def period(self) -> Period:
        """The days of the year."""
        return self.books.calendar.period(self.year)

    @cached_property
    def accompaniments(self) -> tuple[str, ...]:
        """The ids of the year's accompaniments.

        Those started in it, or with a session, an expense or a contribution of their own in it.
        """
        targeted = {t.accompaniment for gift in self.gifts for t in gift.entry.record.targets}
        return tuple(sorted(targeted | self.books.active(self.year)))

    @cached_property
    def courses(self) -> tuple[Entry[Accompaniment], ...]:
        """Their records, in order of ids."""
        found = (self.register.get(Accompaniment, name) for name in self.accompaniments)
        return tuple(entry for entry in found if entry)

    @cached_property
    def programmes(self) -> Mapping[str, Sequence[str]]:
        """The year's accompaniments of each programme."""
        found: dict[str, list[str]] = {}
        for entry in self.courses:
            if entry.record.programme:
                found.setdefault(entry.record.programme, []).append(entry.record.id)
        return found

    @cached_property
    def own(self) -> Sequence[Line]:
        """What was spent and given: every line that is not money."""
        return [*self._costs, *(line for gift in self.gifts for line in given(gift, self.year))]

    @cached_property
    def portions(self) -> Sequence[Portion]:
        """The money, by its targets."""
        keys = self._keys
        return [it for award in self.awards for it in portioned(award, self.year, keys)]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order that spreads have: costs, contributions, money by targets."""
        return (*self.own, *(line for portion in self.portions for line in portion.lines()))

    @cached_property
    def by_accompaniment(self) -> Mapping[str | None, tuple[Line, ...]]:
        """The lines of each accompaniment, those without any included; None: of the structure."""
        return self._by_accompaniment(self.lines)

    @cached_property
    def own_sums(self) -> Mapping[str | None, Sums]:
        """What was spent and given, by accompaniment, those without any included."""
        return {name: sums_of(some) for name, some in self._by_accompaniment(self.own).items()}

    @cached_property
    def sums(self) -> Mapping[str | None, Sums]:
        """What the lines of each accompaniment come to."""
        found = {name: dict(sums) for name, sums in self.own_sums.items()}
        columns = [(column(portion.line, timed=False), portion) for portion in self.portions]
        for place, heirs, parts in shared(columns):
            for name, units in zip(heirs.names, parts, strict=True):
                if units:
                    tally = found.setdefault(name, {})
                    tally[place] = tally.get(place, 0) + units
        for place, portion in columns:
            if portion.heirs is None and portion.units:
                found[None][place] = found[None].get(place, 0) + portion.units
        return found

    @cached_property
    def total(self) -> Sums:
        """What all lines come to."""
        money = sums_of(portion.line for portion in self.portions)
        return added((None, sums) for sums in (*self.own_sums.values(), money))[None]

    def behind(self, measure: Measure) -> tuple[int, Iterator[Line]]:
        """How many lines a measure has, and the lines; those of nothing are left out."""
        if measure in _FROM_OUTSIDE:
            some = [portion for portion in self.portions if portion.line.measure is measure]
            lines = (line for portion in some for line in portion.lines() if line.amount)
            return sum(portion.number for portion in some), lines
        own = [it for it in self.own if it.measure is measure and (it.amount or it.seconds)]
        return len(own), iter(own)

    @cached_property
    def _costs(self) -> Sequence[Line]:
        courses = map(self.books.course, self.courses)
        return [line for course in courses for line in course.years.get(self.year, ())]

    @cached_property
    def _keys(self) -> Keys:
        """Weigh the year's accompaniments by the key that the register declares."""
        key = self.register.settings.spread_key
        weights = dict.fromkeys(self.accompaniments, Decimal(key is SpreadKey.EQUAL))
        for line in self._costs:
            if line.accompaniment is not None and line.measure in _MONETARY:
                weights[line.accompaniment] += _weight(line, key)

        def heirs(names: Sequence[str]) -> Heirs:
            return Heirs(names, Basis(key), [weights[name] for name in names])

        programmes = {name: heirs(some) for name, some in self.programmes.items()}
        return Keys(heirs(self.accompaniments), programmes)

    def _by_accompaniment(self, lines: Iterable[Line]) -> Mapping[str | None, tuple[Line, ...]]:
        found: dict[str | None, list[Line]] = {name: [] for name in (*self.accompaniments, None)}
        for line in lines:
            found.setdefault(line.accompaniment, []).append(line)
        return {name: tuple(some) for name, some in found.items()}


def ledger(books: Books, year: int) -> Ledger:
    """Open the ledger of a year."""
    return Ledger(books, year, books.gifts_of(year), books.awards_of(year))


def scope(ledger: Ledger, funding: Funding) -> frozenset[str | None]:
    """The accompaniments that a funding targets in the year; all and the structure's life if none.

    A funding that names targets is about these, even where they leave a part of it general.
    """
    if not funding.targets:
        return frozenset(ledger.sums)
    direct = {target.accompaniment for target in funding.targets if target.accompaniment}
    programmes = {target.programme for target in funding.targets if target.programme}
    return frozenset(direct | {name for it in programmes for name in ledger.programmes.get(it, ())})


def _weight(line: Line, key: SpreadKey) -> Decimal:
    match key:
        case SpreadKey.HOURS:
            return Decimal(line.seconds)
        case SpreadKey.COST:
            return line.amount
        case SpreadKey.EQUAL:
            return Decimal(0)


def given(gift: Gift, year: int) -> Iterator[Line]:
    """Spread a contribution over its targets, entirely; without any it stays in the structure."""
    line, targets = gift.years[year], gift.entry.record.targets
    if len(targets) <= 1:
        yield line.down_to(targets[0].accompaniment) if targets else line
        return
    weights = shares((Claim(it.accompaniment, it.share) for it in targets), Decimal(1))
    for name, share in part(line, weights, Basis.DECLARED).items():
        yield share.down_to(name)
