"""Accounting lines of Paheko: those of its journals, and contributions in kind handed to it.

A journal is complete, grouped, simplified or FEC. What one entry takes back of another is netted,
where the journal says which one it is. What is handed over has the simplified form, which names
both accounts of a line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from mes_cli.exchange.grids import Grid
from mes_cli.exchange.plan import Problem
from mes_cli.exchange.titles import TitledRow, Titles, columns, known_titles, rows
from mes_cli.exchange.values import day
from mes_cli.figures.in_kind import accounts_of
from mes_cli.figures.rounding import cents
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Message, say
from mes_cli.language.folding import same
from mes_cli.language.formats import Formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.table import csv_lines

TITLES: Titles = known_titles()["bookkeeping"]
#: What a grouped journal says once for all lines of an entry.
_OF_ENTRY = ("entry", "status", "label", "date", "remarks", "reference", "member")
#: Words by which an entry says that it takes another one back, before its number.
_TAKEN_BACK = re.compile(
    r"(?:annul\w*|contre ?pass\w*|extourn\w*|avoir|rembours\w*|trop percu|reverse\w*|restitu\w*|"
    r"regularis\w*|correct\w*)\b.*?\b(?P<entry>\d{1,12})\b"
)
#: What somebody ties an entry to that is to be left out.
NOTHING = "0"
_COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on one side of an account."""

    row: TitledRow
    #: The column in which its amount stands.
    column: str
    account: str
    #: Positive where it is a cost or a product, negative where it takes one back.
    amount: Decimal
    label: str
    said: Mapping[str, str]

    @property
    def date(self) -> str:
        """Its day, ISO where it is one."""
        return self.said["date"]

    @property
    def entry(self) -> str:
        """The number of its entry."""
        return self.said["entry"]

    @property
    def project(self) -> str:
        """The project that its cost is for."""
        return self.row.said("project")


def is_journal(grid: Grid) -> bool:
    """Tell whether a table holds accounting lines."""
    found = columns(grid, TITLES).keys()
    forms = ({"account", "debit", "credit"}, {"debited", "credited", "amount"})
    return {"date", "label"} <= found and any(form <= found for form in forms)


def postings(grid: Grid, problems: list[Problem], left_out: list[Message]) -> Iterator[Posting]:
    """Both sides of each line that are on accounts of costs, products or gifts in kind."""
    last: dict[str, str] = {}
    for row in rows(grid, TITLES, left_out.append):
        said = {name: row.said(name) for name in _OF_ENTRY}
        if not said["entry"] and not said["date"]:
            said |= {name: last.get(name, "") for name in said if not said[name]}
        else:
            said["date"] = _day(row)
        last = said
        for account, name, sign in _sides(row):
            amount = amount_of(row.said(name))
            if amount is None:
                problems.append(
                    Problem(
                        row.spot(name),
                        say("this is no amount"),
                        say("write euros as 1234,50"),
                    )
                )
            elif amount and account[:1] in {"6", "7", "8"}:
                positive = sign if account.startswith(("6", "86")) else -sign
                label = " ".join((row.said("line") or said["label"]).split())
                yield Posting(row, name, account, amount * positive, label, said)


def _day(row: TitledRow) -> str:
    """The day of a line; the FEC writes it without signs."""
    if found := _COMPACT_DAY.fullmatch(row.said("date")):
        return "-".join(found.groups())
    return day(row.raw("date"))


def _sides(row: TitledRow) -> Iterator[tuple[str, str, int]]:
    """The accounts of a line, the column of the amount, and 1 for a debit."""
    if row.said("account"):
        for name, sign in (("debit", 1), ("credit", -1)):
            if row.said(name):
                yield row.said("account").split()[0], name, sign
    for name, sign in (("debited", 1), ("credited", -1)):
        if row.said(name):
            yield row.said(name).split()[0], "amount", sign


def amount_of(text: str) -> Decimal | None:
    """Read an amount, rounded half up to the cent; None if it is not an amount.

    >>> amount_of("1 234,50 €"), amount_of("10,125"), amount_of("nan"), amount_of("")
    (Decimal('1234.50'), Decimal('10.13'), None, Decimal('0.00'))
    """
    for space in (" ", "\u00a0", "\u202f", "€"):
        text = text.replace(space, "")
    text = text.replace("\u2212", "-").replace(",", ".")
    if not re.fullmatch(r"-?\d{0,12}(?:\.\d{1,20})?", text, re.ASCII):
        return None
    try:
        return cents(Decimal(text or "0"))
    except InvalidOperation:
        return None


def netted(
    found: Iterable[Posting],
    ties: Mapping[str, str],
    own: Formats,
    problems: list[Problem],
    left_out: list[Message],
) -> list[Posting]:
    """Take off each amount what a later entry takes back; *ties* names entries by their numbers.

    Where nothing says which amount it is taken off, that is a problem: nobody guesses. Amounts
    of which nothing is left are 0.
    """
    kept = [it for it in found if it.amount > 0]
    for it in (it for it in found if it.amount < 0):
        if ties.get(it.entry) == NOTHING:
            left_out.append(say("amounts that take something back, left out with `--tie`"))
            continue
        places = _tied(it, kept, ties)
        if sum(kept[place].amount for place in places) < -it.amount:
            problems.append(_untied(it, own))
            continue
        left_out.append(say("amounts that take another entry back: both are set off"))
        left = -it.amount
        for place in places:
            taken = min(left, kept[place].amount)
            kept[place] = replace(kept[place], amount=kept[place].amount - taken)
            left -= taken
    return kept


def _untied(it: Posting, own: Formats) -> Problem:
    return Problem(
        it.row.spot(it.column),
        say(
            "entry {entry} takes back {amount} of account {account}, and nothing says of which"
            " entry",
            entry=it.entry or "?",
            amount=own.money(-it.amount),
            account=it.account,
        ),
        say(
            "write the number of the other entry in its label (“Annulation écriture 20”), or name"
            " it with `--tie {entry}=20`; `--tie {entry}={nothing}` leaves it out",
            entry=it.entry or "?",
            nothing=NOTHING,
        ),
    )


def _tied(it: Posting, kept: list[Posting], ties: Mapping[str, str]) -> list[int]:
    """The amounts that one is taken off: of the entry that the journal or somebody names."""
    words = same(" ".join((it.said["label"], it.row.said("line"), it.said["remarks"])))
    named = _TAKEN_BACK.search(words)
    entries = {it.entry, ties.get(it.entry, ""), named["entry"] if named else ""} - {""}
    letter, reference = it.row.said("letter"), it.said["reference"]

    def is_tied(other: Posting) -> bool:
        return other.account == it.account and (
            other.entry in entries
            or bool(letter and letter == other.row.said("letter"))
            or bool(reference and reference == other.said["reference"])
        )

    places = [place for place, other in enumerate(kept) if is_tied(other)]
    # First the amount that it is, then what has the same project.
    return sorted(
        places,
        key=lambda place: (kept[place].amount != -it.amount, kept[place].project != it.project),
    )


#: The titles of the simplified form.
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
