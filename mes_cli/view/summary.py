"""The cost-coverage summary as tables: a year beside the one before it, or row by row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mes_cli.errors import AudienceRefusedError
from mes_cli.figures.balance import Balance
from mes_cli.figures.rows import By, Row
from mes_cli.figures.year import YearFigures
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.audience import Audience
from mes_cli.table import Cell, Table, TableRow, hours, money, ratio
from mes_cli.view.places import territory_label

#: What the public may see row by row: no line of it is about one of the people accompanied.
_PUBLIC_ROWS = frozenset({By.POLICY, By.THEME, By.TERRITORY})
_FUNDER_ROWS = _PUBLIC_ROWS | {By.ACCOMPANIMENT, By.PROGRAMME, By.FUNDER, By.STRUCTURE}

_BLANK = TableRow("", ())

Pick = Callable[[YearFigures], Cell]


@dataclass(frozen=True, slots=True)
class Summary:
    """Years side by side, the newest first, for readers of one language."""

    years: Sequence[YearFigures]
    catalogue: Catalogue

    def tables(self) -> list[Table]:
        """The whole summary, a table for each question."""
        newest = self.years[0]
        title = say(
            "Cost coverage of {year}, from {first} to {last}",
            year=newest.year,
            first=str(newest.period.first),
            last=str(newest.period.last),
        )
        headings = tuple(str(figures.year) for figures in self.years)
        parts = (self.cost(), self.resources(), self.coverage(), self.hours(), self.described())
        rows = [row for part in parts for row in (*part, _BLANK)]
        return [Table(title, headings, tuple(rows[:-1]))]

    def row(self, label: str, pick: Pick, level: int = 1, *, total: bool = False) -> TableRow:
        """A row that picks one figure of each year."""
        return TableRow(label, tuple(pick(figures) for figures in self.years), level, total)

    def head(self, label: str) -> TableRow:
        """A row that is a heading."""
        return TableRow(label, ())

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
        for nature in sorted(natures):
            label = words.value("FundingNature", nature).label
            yield self.row(label, _nature(nature))
        yield self.row(_("money"), lambda y: money(y.balance.resources.monetary), total=True)
        yield self.row(_("valued contributions"), lambda y: money(y.balance.resources.in_kind))
        yield self.row(_("money and valued contributions"),
                       lambda y: money(y.balance.resources.full), total=True)  # fmt: skip
        if any(figures.balance.resources.pending for figures in self.years):
            yield self.row(_("asked for, not answered"),
                           lambda y: money(y.balance.resources.pending))  # fmt: skip

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
        for kind in sorted(kinds):
            yield self.row(words.value("ContributionKind", kind).label, _kind(kind))

    def described(self) -> Iterator[TableRow]:
        """What is told and not valued, in hours, by kind."""
        words = vocabulary(self.catalogue.language)
        kinds = {gift.kind for figures in self.years for gift in figures.coverage.described}
        if kinds:
            yield self.head(self.catalogue.text("Described, not valued"))
        for kind in sorted(kinds):
            yield self.row(words.value("ContributionKind", kind).label, _told(kind))


def _nature(nature: str) -> Pick:
    return lambda y: money(y.balance.resources.money.get(nature))


def _kind(kind: str) -> Pick:
    return lambda y: hours(y.balance.hours.in_kind.get(kind))


def _told(kind: str) -> Pick:
    return lambda y: hours(
        sum(gift.seconds for gift in y.coverage.described if gift.kind == kind) or None
    )


def by_table(figures: YearFigures, by: By, audience: Audience, catalogue: Catalogue) -> Table:
    """The year row by row, with a total that is the year's own.

    Raises:
        AudienceRefusedError: these rows are too fine for that audience.
    """
    refuse_rows(by, audience)
    _ = catalogue.text
    headings = (_("hours"), _("monetary cost"), _("in kind"), _("money"), _("coverage"))
    rows = [TableRow(_row_label(row, by, catalogue), _cells(row.balance))
            for row in figures.rows(by)]  # fmt: skip
    total = TableRow(_("total"), _cells(figures.balance), total=True)
    title = say("Cost coverage of {year}, by {by}", year=figures.year, by=_name(by, catalogue))
    return Table(title, headings, (*rows, total))


def _name(by: By, catalogue: Catalogue) -> str:
    """What rows are by, in the reader's language."""
    _ = catalogue.text
    match by:
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


def refuse_rows(by: By, audience: Audience) -> None:
    """Refuse rows that are finer than an audience may see.

    Raises:
        AudienceRefusedError: they are.
    """
    allowed = {Audience.PUBLIC: _PUBLIC_ROWS, Audience.FUNDER: _FUNDER_ROWS}.get(audience)
    if allowed is not None and by not in allowed:
        wider = Audience.FUNDER if by in _FUNDER_ROWS else Audience.MEMBERS
        names = ", ".join(a for a in Audience if a.sees(wider))
        raise AudienceRefusedError(f"coverage --by {by}", audience, names)


def _cells(balance: Balance) -> tuple[Cell, ...]:
    return (
        hours(balance.hours.staff),
        money(balance.cost.monetary),
        money(balance.cost.in_kind),
        money(balance.resources.monetary),
        ratio(balance.monetary_coverage),
    )


def _row_label(row: Row, by: By, catalogue: Catalogue) -> str:
    """What a row is called, in the reader's language."""
    if row.id is None:
        return catalogue.text("life of the structure")
    if row.id == "none":
        return catalogue.text("none")
    if by is By.TERRITORY:
        return territory_label(row.id)
    homes = {By.POLICY: "Policy", By.THEME: "Theme"}
    if row.label is None and by in homes:
        return vocabulary(catalogue.language).value(homes[by], row.id).label
    return row.label or row.id
