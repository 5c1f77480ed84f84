"""The ledger of a financial year: all its lines, set down to accompaniments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from mes_cli.figures.books import Award, Books, Gift
from mes_cli.figures.line import Basis, Line, Measure, part
from mes_cli.figures.spread import Claim, portions, shares
from mes_cli.model import Accompaniment, Funding, Programme
from mes_cli.model.funding import FundingTarget
from mes_cli.model.period import Period
from mes_cli.model.settings import SpreadKey
from mes_cli.register import Register

_MONETARY = frozenset({Measure.STAFF, Measure.EXPENSES, Measure.OVERHEADS})


class Target(NamedTuple):
    """What a part of a funding is for."""

    id: str
    #: ``accompaniment`` or ``programme``.
    kind: str


class Keys(NamedTuple):
    """What money is spread by over accompaniments."""

    basis: Basis
    #: By accompaniment, of the whole year.
    all: Mapping[str, Decimal]
    #: By programme, then by accompaniment.
    programmes: Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True)
class Ledger:
    """All lines of a financial year; whatever a report adds up, it adds up from these."""

    books: Books
    year: int
    #: The ids of the year's accompaniments: those started in it, or with a session, an expense
    #: or a contribution of their own in it.
    accompaniments: tuple[str, ...]
    lines: tuple[Line, ...]
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
    def by_accompaniment(self) -> Mapping[str | None, tuple[Line, ...]]:
        """The lines of each accompaniment, those without any included; None: of the structure."""
        found: dict[str | None, list[Line]] = {name: [] for name in (*self.accompaniments, None)}
        for line in self.lines:
            found.setdefault(line.accompaniment, []).append(line)
        return {name: tuple(lines) for name, lines in found.items()}


def ledger(books: Books, year: int) -> Ledger:
    """Set down all lines of a year, in the order that spreads have: targets, then courses."""
    gifts, awards = books.gifts_of(year), books.awards_of(year)
    names = _accompaniments(books, year, gifts)
    costs = [line for name in names for line in _costs(books, year, name)]
    keys = _keys(books, names, costs)
    given = [line for gift in gifts for line in _given(gift, year)]
    money = [line for award in awards for line in _awarded(award, year, keys)]
    return Ledger(books, year, names, (*costs, *given, *money), gifts, awards)


def scope(ledger: Ledger, funding: Funding) -> frozenset[str | None]:
    """The accompaniments that a funding targets in the year; all and the structure's life if none.

    A funding that names targets is about these, even where they leave a part of it general.
    """
    if not funding.targets:
        return frozenset(ledger.by_accompaniment)
    direct = {target.accompaniment for target in funding.targets if target.accompaniment}
    programmes = {target.programme for target in funding.targets if target.programme}
    return frozenset(
        direct | {n for n in ledger.accompaniments if programme_of(ledger, n) in programmes}
    )


def programme_of(ledger: Ledger, accompaniment: str) -> str | None:
    """The programme of an accompaniment."""
    entry = ledger.register.get(Accompaniment, accompaniment)
    return entry.record.programme if entry else None


def _accompaniments(books: Books, year: int, gifts: Iterable[Gift]) -> tuple[str, ...]:
    started = {
        entry.record.id
        for entry in books.register.of(Accompaniment)
        if books.calendar.year_of(entry.record.started) == year
    }
    active = {name for name, course in books.courses.items() if year in course.years}
    targeted = {t.accompaniment for gift in gifts for t in gift.entry.record.targets}
    return tuple(sorted(started | active | targeted))


def _costs(books: Books, year: int, name: str) -> Sequence[Line]:
    course = books.courses.get(name)
    return course.years.get(year, ()) if course else ()


def _keys(books: Books, names: Sequence[str], costs: Iterable[Line]) -> Keys:
    """Weigh the year's accompaniments by the key that the register declares."""
    key = books.register.settings.spread_key
    weights = dict.fromkeys(names, Decimal(key is SpreadKey.EQUAL))
    for line in costs:
        if line.accompaniment is not None and line.measure in _MONETARY:
            weights[line.accompaniment] += _weight(line, key)
    programmes: dict[str, dict[str, Decimal]] = {}
    for name in names:
        entry = books.register.get(Accompaniment, name)
        if entry and entry.record.programme:
            programmes.setdefault(entry.record.programme, {})[name] = weights[name]
    return Keys(Basis(key), weights, programmes)


def _weight(line: Line, key: SpreadKey) -> Decimal:
    match key:
        case SpreadKey.HOURS:
            return Decimal(line.seconds)
        case SpreadKey.COST:
            return line.amount
        case SpreadKey.EQUAL:
            return Decimal(0)


def _given(gift: Gift, year: int) -> Iterator[Line]:
    """Spread a contribution over its targets, entirely; without any it stays in the structure."""
    claims = [Claim(t.accompaniment, t.share) for t in gift.entry.record.targets]
    weights = shares(claims, Decimal(1))
    for name, line in part(gift.years[year], weights, Basis.DECLARED).items():
        yield line.down_to(name)


def _awarded(award: Award, year: int, keys: Keys) -> Iterator[Line]:
    """Spread a funding over its targets, then over accompaniments; what is left is general."""
    weights = portions(map(_claim, award.entry.record.targets), award.whole)
    for target, line in part(award.years[year], weights, Basis.DECLARED).items():
        heirs = _heirs(target, keys)
        if not heirs:
            yield line
        for name, share in part(line, heirs, keys.basis).items() if heirs else ():
            if share.amount:
                yield share.down_to(name)


def _claim(target: FundingTarget) -> Claim[Target]:
    named = target.accompaniment or target.programme
    kind = Accompaniment.kind if target.accompaniment else Programme.kind
    return Claim(Target(named, kind) if named else None, target.share, target.amount)


def _heirs(target: Target | None, keys: Keys) -> Mapping[str, Decimal]:
    """Who shares the part of a target; nobody: it stays in the life of the structure."""
    if target is None:
        return keys.all
    if target.kind == Programme.kind:
        return keys.programmes.get(target.id, {})
    return {target.id: Decimal(1)}
