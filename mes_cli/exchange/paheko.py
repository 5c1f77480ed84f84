"""Accounting lines for Paheko: the year's contributions in kind, one line a kind.

The form is its simplified one, which names both accounts of a line.
"""

from collections.abc import Iterator
from decimal import Decimal

from mes_cli.figures.in_kind import accounts_of
from mes_cli.figures.year import YearFigures
from mes_cli.language.vocabulary import vocabulary
from mes_cli.table import csv_lines

HEADER = (
    "Numéro d'écriture",
    "Type",
    "Statut",
    "Libellé",
    "Date",
    "Remarques",
    "Numéro pièce comptable",
    "Référence paiement",
    "Compte de débit",
    "Compte de crédit",
    "Montant",
    "Projet analytique",
    "Membres associés",
)


def paheko(figures: YearFigures, register: str) -> bytes:
    """Write the lines of accounts 86 and 87; their total is that of the in-kind table."""
    lines = [[*_line(figures, kind, amount, register)] for kind, amount in amounts(figures).items()]
    return csv_lines([HEADER, *lines], ";").encode("utf-8")


def amounts(figures: YearFigures) -> dict[str, Decimal]:
    """The valued contributions of the year by kind."""
    found: dict[str, Decimal] = {}
    for line in figures.in_kind.lines:
        found[line.detail] = found.get(line.detail, Decimal(0)) + line.amount
    return dict(sorted(found.items()))


def _line(figures: YearFigures, kind: str, amount: Decimal, register: str) -> Iterator[str]:
    period, settings = figures.period, figures.register.settings
    used, given = accounts_of(kind, settings)
    label = vocabulary("fr").value("ContributionKind", kind).label
    yield from ("", "", "")
    yield f"Contributions volontaires en nature : {label}"
    yield f"{period.last:%d/%m/%Y}"
    yield f"{register}, exercice {figures.year}"
    yield from ("", "", used, given, f"{amount:.2f}".replace(".", ","), "", "")
