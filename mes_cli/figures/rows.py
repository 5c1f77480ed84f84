"""Rows: the year's balance by accompaniment, initiative, programme, policy, funder and so on."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from mes_cli.figures import homes, origins
from mes_cli.figures.balance import Balance, balance
from mes_cli.figures.homes import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
from mes_cli.figures.merge import cut_lines
from mes_cli.figures.sums import Sums, added
from mes_cli.model import Accompaniment, Initiative, Programme, Structure
from mes_cli.register import Register


class By(StrEnum):
    """What rows are by."""

    ACCOMPANIMENT = "accompaniment"
    INITIATIVE = "initiative"
    PROGRAMME = "programme"
    POLICY = "policy"
    FUNDER = "funder"
    THEME = "theme"
    TERRITORY = "territory"
    STRUCTURE = "structure"


class Row(NamedTuple):
    """A part of the year's balance."""

    #: ``none``: what has no programme, policy, theme …; None: the life of the structure.
    id: str | None
    #: A name that a record or the settings give; None where only the vocabulary has one.
    label: str | None
    balance: Balance


_HOMES: Mapping[By, homes.FindHomes] = {
    By.ACCOMPANIMENT: homes.accompaniment,
    By.INITIATIVE: homes.initiative,
    By.PROGRAMME: homes.programme,
    By.THEME: homes.theme,
    By.TERRITORY: homes.territory,
    By.STRUCTURE: homes.structure,
}

_ORIGINS: Mapping[By, origins.FindOrigins] = {
    By.POLICY: origins.policy,
    By.FUNDER: origins.funder,
}

_NAMED: Mapping[By, type[Initiative | Programme | Structure]] = {
    By.INITIATIVE: Initiative,
    By.PROGRAMME: Programme,
    By.FUNDER: Structure,
    By.STRUCTURE: Structure,
}


def rows(ledger: Ledger, by: By) -> tuple[Row, ...]:
    """Divide a year: by id, then ``none`` if there is any, then the life of the structure.

    Whatever they are by, rows add up to the same totals.
    """
    sums = added(_sums(ledger, by))
    lines = cache(partial(_lines, ledger, by))

    def row(name: str) -> Row:
        found = balance(sums[name], lambda: tuple(lines()[name]))
        return Row(name, label(ledger.register, by, name), found)

    ordered = sorted(sums, key=lambda name: (name == NONE, name))
    life = balance(ledger.sums[None], lambda: ledger.by_accompaniment[None])
    return (*map(row, ordered), Row(None, None, life))


def initiatives_by_row(ledger: Ledger, by: By) -> Mapping[str, frozenset[str]]:
    """Give the initiatives that each row stands on; not by policy or by funder."""
    found: dict[str, set[str]] = {}
    for name in ledger.sums:
        if name is None:
            continue
        homes_ = _HOMES[by](ledger, name)
        for initiative in homes.initiative(ledger, name):
            for row in homes_.get(initiative) or homes_[name]:
                found.setdefault(row, set()).add(initiative)
    return {row: frozenset(whom) for row, whom in found.items()}


def _sums(ledger: Ledger, by: By) -> Iterator[tuple[str, Sums]]:
    """What each row comes to, part by part."""
    if by in _ORIGINS:
        return origins.trace(ledger, _ORIGINS[by])
    return homes.settle(ledger, _HOMES[by], ledger.sums, homes.cut_sums)


def _lines(ledger: Ledger, by: By) -> Mapping[str, Sequence[Line]]:
    """The lines of each row: they add up to its sums."""
    cut = partial(cut_lines, ledger)
    parts = (
        origins.trace_lines(ledger, _ORIGINS[by])
        if by in _ORIGINS
        else homes.settle(ledger, _HOMES[by], ledger.by_accompaniment, cut)
    )
    found: dict[str, list[Line]] = {}
    for name, lines in parts:
        found.setdefault(name, []).extend(lines)
    return found


def label(register: Register, by: By, name: str) -> str | None:
    """What people call a row."""
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
