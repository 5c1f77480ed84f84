"""Explains figures for ``--explain``: the sum, or the lines, behind each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.balance import Balance
from mes_cli.figures.groups import RowsBy
from mes_cli.figures.in_kind import CREDIT, DEBIT, accounts_of
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import total
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import Formats, formats
from mes_cli.model.audience import FUNDER
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import FundingNature
from mes_cli.table import Cell, hours, money, ratio
from mes_cli.view.disclosure import told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.in_kind import account_label
from mes_cli.view.making import reason_label
from mes_cli.view.summary import funding_label, row_title


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure, and what makes it."""

    label: str
    figure: Cell
    #: Other figures and signs: "450.00 + 5.00"; empty where lines make it.
    made: str = ""
    lines: tuple[Line, ...] = ()
    #: Whether its lines count with their time, not with their euros.
    timed: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """The figures of a year, or of one of its rows; without a title, of the whole."""

    title: str
    figures: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that coverage prints, figure by figure."""

    edition: Edition
    catalogue: Catalogue

    def parts(self, by: RowsBy | None) -> Iterator[ExplainedPart]:
        """The whole year, or row by row."""
        if by is not None:
            for row in told_rows(self.edition, by):
                title = row_title(self.edition, by, row, self.catalogue)
                yield ExplainedPart(title, tuple(self.balance(row.balance)))
            return
        _ = self.catalogue.text
        yield ExplainedPart("", tuple(self.balance(self.edition.figures.balance)))
        for title, found in (
            (_("In-kind accounts"), self.accounts()),
            (_("Ceilings"), self.ceilings()),
            (_("Described, not valued"), self.described()),
        ):
            if figures := tuple(found):
                yield ExplainedPart(title, figures)

    def balance(self, it: Balance) -> Iterator[Behind]:
        """The amounts, the ratios and the hours of a balance."""
        yield from self._costs(it)
        yield from self._resources(it)
        yield from self._ratios(it)
        yield from self._hours(it)

    def _costs(self, it: Balance) -> Iterator[Behind]:
        _, cost = self.catalogue.text, it.cost
        yield _sum(_("paid work"), it.of(Measure.STAFF))
        yield _sum(_("expenses"), it.of(Measure.EXPENSES))
        yield _sum(_("overheads"), it.of(Measure.OVERHEADS))
        parts = self._plus(cost.staff, cost.expenses, cost.overheads)
        yield Behind(_("monetary cost"), money(cost.monetary), parts)
        yield _sum(_("valued contributions"), it.of(Measure.IN_KIND))
        parts = self._plus(cost.monetary, cost.in_kind)
        yield Behind(_("full cost"), money(cost.full), parts)

    def _resources(self, it: Balance) -> Iterator[Behind]:
        _, resources = self.catalogue.text, it.resources
        natures = [it for it in FundingNature if it in resources.money]
        for nature in natures:
            lines = [line for line in it.of(Measure.MONEY) if line.detail == nature]
            yield _sum(self.edition.label("FundingNature", nature), lines)
        parts = self._plus(*(resources.money[nature] for nature in natures))
        yield Behind(_("money"), money(resources.monetary), parts)
        parts = self._plus(resources.monetary, resources.in_kind)
        yield Behind(_("money and valued contributions"), money(resources.full), parts)
        if resources.pending:
            yield _sum(_("asked for, not answered"), it.of(Measure.PENDING))

    def _ratios(self, it: Balance) -> Iterator[Behind]:
        _, cost, resources = self.catalogue.text, it.cost, it.resources
        for label, share, above, below in (
            (_("money / monetary cost"), it.monetary_coverage, resources.monetary, cost.monetary),
            (_("all resources / full cost"), it.full_coverage, resources.full, cost.full),
            (_("share of contributions"), it.in_kind_share, cost.in_kind, cost.full),
        ):
            made = f"{self._written.money(above)} / {self._written.money(below)}"
            yield Behind(label, ratio(share), made)
        made = f"{self._written.money(cost.monetary)} − {self._written.money(resources.monetary)}"
        yield Behind(_("monetary cost not covered"), money(it.remainder), made)

    def _hours(self, it: Balance) -> Iterator[Behind]:
        label = self.catalogue.text("hours of paid work")
        staff = tuple(line for line in it.of(Measure.STAFF) if line.seconds)
        yield Behind(label, hours(it.hours.staff), lines=staff, timed=True)
        for kind in (kind for kind in ContributionKind if kind in it.hours.in_kind):
            given = it.of(Measure.IN_KIND)
            lines = tuple(line for line in given if line.detail == kind and line.seconds)
            label = self.edition.label("ContributionKind", kind)
            yield Behind(label, hours(it.hours.in_kind[kind]), lines=lines, timed=True)

    def accounts(self) -> Iterator[Behind]:
        """The accounts that are not empty."""
        table, settings = self.edition.figures.in_kind, self.edition.register.settings
        for name in (*CREDIT, *DEBIT):
            lines = [it for it in table.lines if name in accounts_of(it.detail, settings)]
            if lines:
                yield _sum(account_label(name, self.catalogue), lines)

    def ceilings(self) -> Iterator[Behind]:
        """A share of the cost; for funders."""
        _ = self.catalogue.text
        for it in self.edition.figures.ceilings if self.edition.sees(FUNDER) else ():
            name = funding_label(self.edition, it.funding)
            share = self._written.percent(it.share)
            for which, most, cost in (
                (_("at most, of the monetary cost"), it.without_in_kind, it.monetary_cost),
                (_("at most, of the full cost"), it.with_in_kind, it.full_cost),
            ):
                made = f"{share} × {self._written.money(cost)}"
                yield Behind(f"{name} ({which})", money(most), made)

    def described(self) -> Iterator[Behind]:
        """Each contribution without a value; for the public, each kind and reason."""
        found: dict[tuple[str, str], list[Line]] = {}
        for contribution in self.edition.figures.described:
            said = self.edition.label("ContributionKind", contribution.kind)
            why = reason_label(contribution.reason, self.catalogue)
            words = contribution.words if contribution.words and self.edition.sees(FUNDER) else why
            words = self.edition.viewer.hide_names(words)
            found.setdefault((said, words), []).append(contribution.line)
        for (said, words), lines in found.items():
            seconds = sum(line.seconds for line in lines)
            label = f"{said} ({words})"
            yield Behind(label, hours(seconds or None), lines=tuple(lines), timed=True)

    @property
    def _written(self) -> Formats:
        return formats(self.catalogue.language)

    def _plus(self, *amounts: Decimal) -> str:
        """A sum as it is written; one amount says nothing that its total does not."""
        return " + ".join(map(self._written.money, amounts)) if len(amounts) > 1 else ""


def _sum(label: str, lines: Iterable[Line]) -> Behind:
    """Euros that lines add up to; lines of hours alone are no part of it."""
    paid = tuple(line for line in lines if line.amount)
    return Behind(label, money(total(line.amount for line in paid)), lines=paid)
