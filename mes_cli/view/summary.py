"""The cost-coverage summary as tables: a year beside the one before it, or row by row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mes_cli.figures.balance import Balance
from mes_cli.figures.groups import NONE, By, OwnBy, RowsBy
from mes_cli.figures.in_kind import CREDIT, DEBIT
from mes_cli.figures.rounding import cents
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import Funding, Structure
from mes_cli.model.audience import FUNDER
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import FundingNature
from mes_cli.table import Cell, Table, TableRow, Unit, hours, money, ratio
from mes_cli.view.coverage import has_ratio, is_printed, row_label
from mes_cli.view.disclosure import ToldRow, refuse_rows, told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.in_kind import account_label
from mes_cli.view.making import reason_label

_BLANK = TableRow("", ())

Pick = Callable[[YearFigures], Cell]


@dataclass(frozen=True, slots=True)
class Summary:
    """A year beside the one before it, as one audience may see them."""

    edition: Edition
    catalogue: Catalogue

    @property
    def years(self) -> tuple[YearFigures, ...]:
        """The year, and the one before where the register has something about it."""
        before = self.edition.before
        return (self.edition.figures, before) if before else (self.edition.figures,)

    def tables(self) -> list[Table]:
        """The whole summary, a part for each question."""
        headings = tuple(year_label(figures) for figures in self.years)
        parts = (
            self.cost(), self.resources(), self.coverage(), self.hours(), self.described(),
            self.accounts(), self.ceilings(),
        )  # fmt: skip
        rows = [row for part in map(list, parts) if part for row in (*part, _BLANK)]
        return [Table(self.title(), headings, tuple(rows[:-1]))]

    def title(self) -> Message:
        """What it is about."""
        newest, written = self.edition.figures, formats(self.catalogue.language)
        return say(
            "Cost coverage of {year}, from {first} to {last}",
            year=year_label(newest),
            first=written.date(newest.period.first),
            last=written.date(newest.period.last),
        )

    def row(self, label: str, pick: Pick, level: int = 1, *, total: bool = False) -> TableRow:
        """A row that picks one figure of each year."""
        return TableRow(label, tuple(pick(figures) for figures in self.years), level, total)

    def head(self, label: str, level: int = 0) -> TableRow:
        """A row that is a heading."""
        return TableRow(label, (), level)

    def cost(self) -> Iterator[TableRow]:
        """What was spent, and given."""
        _ = self.catalogue.text
        yield self.head(_("Cost"))
        yield self.row(_("paid work"), lambda y: money(y.balance.cost.staff))
        yield self.row(_("expenses"), lambda y: money(y.balance.cost.expenses))
        yield self.row(_("overheads"), lambda y: money(y.balance.cost.overheads))
        yield self.row(_("monetary cost"), lambda y: money(y.balance.cost.monetary), total=True)
        yield self.row(_("valued contributions"), lambda y: money(y.balance.cost.in_kind))
        yield self.row(_("full cost"), lambda y: money(y.balance.cost.full), total=True)

    def resources(self) -> Iterator[TableRow]:
        """What covered it."""
        _, words = self.catalogue.text, vocabulary(self.catalogue.language)
        yield self.head(_("Resources"))
        natures = {n for figures in self.years for n in figures.balance.resources.money}
        for nature in (it for it in FundingNature if it in natures):
            label = words.value("FundingNature", nature).label
            yield self.row(label, _nature(nature))
        yield self.row(_("money"), lambda y: money(y.balance.resources.monetary), total=True)
        yield self.row(_("valued contributions"), lambda y: money(y.balance.resources.in_kind))
        yield self.row(
            _("money and valued contributions"),
            lambda y: money(y.balance.resources.full),
            total=True,
        )
        if any(figures.balance.resources.pending for figures in self.years):
            yield self.row(
                _("asked for, not answered"), lambda y: money(y.balance.resources.pending)
            )

    def coverage(self) -> Iterator[TableRow]:
        """How far."""
        _ = self.catalogue.text
        yield self.head(_("Coverage"))
        yield self.row(_("money / monetary cost"), lambda y: ratio(y.balance.monetary_coverage))
        yield self.row(_("all resources / full cost"), lambda y: ratio(y.balance.full_coverage))
        yield self.row(_("share of contributions"), lambda y: ratio(y.balance.in_kind_share))
        yield self.row(_("monetary cost not covered"), lambda y: money(y.balance.remainder))

    def hours(self) -> Iterator[TableRow]:
        """The time behind it."""
        _, words = self.catalogue.text, vocabulary(self.catalogue.language)
        yield self.head(_("Hours"))
        yield self.row(_("paid work"), lambda y: hours(y.balance.hours.staff))
        kinds = {k for figures in self.years for k in figures.balance.hours.in_kind}
        for kind in (it for it in ContributionKind if it in kinds):
            yield self.row(words.value("ContributionKind", kind).label, _kind(kind))
        if any(cents(figures.volunteers_full_time) for figures in self.years):
            yield self.row(
                _("volunteering in full-time equivalents (1,607 h a year)"),
                lambda y: Cell(cents(y.volunteers_full_time), Unit.NUMBER),
            )
        if any(cents(figures.statutory_full_time) for figures in self.years):
            yield self.row(
                _("of which statutory time"),
                lambda y: Cell(cents(y.statutory_full_time), Unit.NUMBER),
                level=2,
            )

    def described(self) -> Iterator[TableRow]:
        """What is told and not valued: the hours of each kind, and why it has no value."""
        words = vocabulary(self.catalogue.language)
        contributions = [it for figures in self.years for it in figures.described]
        if contributions:
            yield self.head(self.catalogue.text("Described, not valued"))
        order = list(ContributionKind)
        for kind, reason in sorted(
            dict.fromkeys((it.kind, it.reason) for it in contributions),
            key=lambda it: order.index(it[0]),
        ):
            label = words.value("ContributionKind", kind).label
            why = reason_label(reason, self.catalogue)
            yield self.row(f"{label} ({why})", _told(kind, reason))

    def accounts(self) -> Iterator[TableRow]:
        """The foot of the statement; an account that is nothing in all years is left out."""
        _ = self.catalogue.text
        tables = [figures.in_kind for figures in self.years]
        sides = ((_("Contributions in kind"), CREDIT), (_("Uses of contributions"), DEBIT))
        for title, accounts in sides if any(table.total for table in tables) else ():
            if accounts is DEBIT:
                yield _BLANK
            yield self.head(title)
            for name in accounts:
                if any(table.accounts[name] for table in tables):
                    yield self.row(account_label(name, self.catalogue), _account(name))
            yield self.row(_("Total"), lambda y: money(y.in_kind.total), total=True)

    def ceilings(self) -> Iterator[TableRow]:
        """What each funder who pays a share of the cost may give at most; for funders."""
        _, found = self.catalogue.text, self.edition.figures.ceilings
        if not found or not self.edition.sees(FUNDER):
            return
        yield self.head(_("Ceilings"))
        for it in found:
            yield self.head(funding_label(self.edition, it.funding), 1)
            yield TableRow(_("its amount in the year"), (money(it.amount),), 2)
            yield TableRow(_("at most, of the monetary cost"), (money(it.without_in_kind),), 2)
            yield TableRow(_("at most, of the full cost"), (money(it.with_in_kind),), 2)


def funding_label(edition: Edition, funding: str) -> str:
    """The title of a funding, else its funder: an id is not for everybody."""
    entry = edition.register.get(Funding, funding)
    if entry is None or entry.record.title:
        return edition.name(Funding.kind, funding).name
    return edition.name(Structure.kind, entry.record.funder).name


def year_label(figures: YearFigures) -> str:
    """A financial year by its calendar years: ``2025``, or ``2025–2026``."""
    first, last = figures.period.first.year, figures.period.last.year
    return str(first) if first == last else f"{first}\u2013{last}"


def _nature(nature: str) -> Pick:
    return lambda y: money(y.balance.resources.money.get(nature))


def _kind(kind: str) -> Pick:
    return lambda y: hours(y.balance.hours.in_kind.get(kind))


def _account(name: str) -> Pick:
    return lambda y: money(y.in_kind.accounts[name])


def _told(kind: str, reason: str) -> Pick:
    def pick(figures: YearFigures) -> Cell:
        contributions = (g for g in figures.described if (g.kind, g.reason) == (kind, reason))
        return hours(sum(contribution.seconds for contribution in contributions) or None)

    return pick


def by_table(edition: Edition, by: RowsBy, catalogue: Catalogue) -> Table:
    """The year row by row, with a total that is the year's own.

    Raises:
        AudienceRefusedError: these rows are too fine for that audience.
    """
    refuse_rows(by, edition.viewer)
    _, figures = catalogue.text, edition.figures
    headings = (_("hours"), _("monetary cost"), _("in kind"), _("money"), _("by money"),
                _("by all"))  # fmt: skip
    rows = [
        TableRow(
            row_title(edition, by, row, catalogue),
            _cells(row.balance, ratios=has_ratio(edition, by, row)),
        )
        for row in told_rows(edition, by)
        if is_printed(by, row)
    ]
    total = TableRow(_("Total"), _cells(figures.balance), total=True)
    title = say(
        "Cost coverage of {year}, by {by}", year=year_label(figures), by=_name(by, catalogue)
    )
    return Table(title, headings, (*rows, total))


def row_title(edition: Edition, by: RowsBy, row: ToldRow, catalogue: Catalogue) -> str:
    """What a row is called, in the reader's language."""
    if row.id is None:
        return catalogue.text("life of the structure")
    none = catalogue.text("none") if NONE in row.ids else ""
    return ", ".join(filter(None, (row_label(edition, by, row), none)))


def _name(by: RowsBy, catalogue: Catalogue) -> str:
    """What rows are by, in the reader's language."""
    _ = catalogue.text
    match by:
        case OwnBy():
            return by.label
        case By.POLICY:
            return _("public policy")
        case By.FUNDER:
            return _("funder")
        case By.THEME:
            return _("theme")
        case By.TERRITORY:
            return _("territory")
        case By.ACCOMPANIMENT | By.INITIATIVE | By.PROGRAMME | By.STRUCTURE:
            return vocabulary(catalogue.language).kinds[by].label


def _cells(balance: Balance, *, ratios: bool = True) -> tuple[Cell, ...]:
    return (
        hours(balance.hours.staff),
        money(balance.cost.monetary),
        money(balance.cost.in_kind),
        money(balance.resources.monetary),
        ratio(balance.monetary_coverage if ratios else None),
        ratio(balance.full_coverage if ratios else None),
    )
