"""Rows: the year's balance by accompaniment, initiative, programme, policy, funder and so on."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from mes_cli.figures.balance import Balance, balance
from mes_cli.figures.groups import GROUPS, NONE, By, OwnBy, RowsBy, groups_of
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
from mes_cli.figures.parts import Cut, cuts, parts, row_cells
from mes_cli.model import Accompaniment, Initiative, Programme, Structure
from mes_cli.register import Register


class Row(NamedTuple):
    """A part of the year's balance."""

    #: ``none``: what has no programme, policy, theme …; None: the life of the structure.
    id: str | None
    #: A name that a record or the settings give; None where only the vocabulary has one.
    label: str | None
    balance: Balance


_NAMED: Mapping[By, type[Initiative | Programme | Structure]] = {
    By.INITIATIVE: Initiative,
    By.PROGRAMME: Programme,
    By.FUNDER: Structure,
    By.STRUCTURE: Structure,
}


def rows(ledger: Ledger, by: RowsBy) -> tuple[Row, ...]:
    """Divide a year: by id, then ``none`` if there is any, then the life of the structure.

    Whatever they are by, rows add up to the same totals.
    """
    found = tuple(cuts(ledger, by))
    cells = row_cells(found)

    @cache
    def lines() -> Mapping[str, Sequence[Line]]:
        return _lines(found)

    def row(name: str) -> Row:
        whole = balance(cells[name], lambda: tuple(lines().get(name, ())))
        return Row(name, label(ledger.register, by, name), whole)

    ordered = sorted(cells, key=lambda name: (name == NONE, name))
    life = balance(ledger.cells[None], lambda: ledger.by_accompaniment[None])
    return (*map(row, ordered), Row(None, None, life))


def initiatives_by_row(ledger: Ledger, by: RowsBy) -> Mapping[str, frozenset[str]]:
    """Return the initiatives that each row stands on; not by policy or by funder."""
    found: dict[str, set[str]] = {}
    for name in ledger.by_accompaniment:
        if name is None:
            continue
        groups = groups_of(by)(ledger.register, name)
        for initiative in GROUPS[By.INITIATIVE](ledger.register, name):
            for row in groups.get(initiative) or groups[name]:
                found.setdefault(row, set()).add(initiative)
    return {row: frozenset(whom) for row, whom in found.items()}


def _lines(cuts: Sequence[Cut]) -> Mapping[str, Sequence[Line]]:
    """The lines of each row, which add up to its balance."""
    found: dict[str, list[Line]] = {}
    for cut in cuts:
        for name, line in parts(cut):
            found.setdefault(name, []).append(line)
    return found


def label(register: Register, by: RowsBy, name: str) -> str | None:
    """What people call a row."""
    if isinstance(by, OwnBy):
        return None
    if by is By.ACCOMPANIMENT:
        return _course(register, name)
    if model := _NAMED.get(by):
        return _name(register, model, name)
    settings = register.settings
    words = {By.THEME: settings.themes, By.POLICY: settings.policies}
    return words.get(by, {}).get(name)


def _name(
    register: Register, model: type[Initiative | Programme | Structure], name: str
) -> str | None:
    entry = register.get(model, name)
    return entry.record.name if entry else None


def _course(register: Register, name: str) -> str | None:
    """The title of an accompaniment, else the names of those whom it accompanies."""
    entry = register.get(Accompaniment, name)
    if entry is None or entry.record.title:
        return entry.record.title if entry else None
    names = (_name(register, Initiative, it) or it for it in entry.record.initiatives)
    return ", ".join(names)
