"""Rows: the year's balance by accompaniment, initiative, programme, policy, funder and so on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from mes_cli.figures import homes, origins
from mes_cli.figures.balance import Balance, balance
from mes_cli.figures.homes import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
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


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the year's balance."""

    #: ``none``: what has no programme, policy, theme …; None: the life of the structure.
    id: str | None
    #: A name that a record or the settings give; None where only the vocabulary has one.
    label: str | None
    balance: Balance


Divide = Callable[[Ledger], Iterator[tuple[str, tuple[Line, ...]]]]

_DIVIDE: Mapping[By, Divide] = {
    By.ACCOMPANIMENT: partial(homes.settle, find=homes.accompaniment),
    By.INITIATIVE: partial(homes.settle, find=homes.initiative),
    By.PROGRAMME: partial(homes.settle, find=homes.programme),
    By.POLICY: partial(origins.trace, find=origins.policy),
    By.FUNDER: partial(origins.trace, find=origins.funder),
    By.THEME: partial(homes.settle, find=homes.theme),
    By.TERRITORY: partial(homes.settle, find=homes.territory),
    By.STRUCTURE: partial(homes.settle, find=homes.structure),
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
    found: dict[str, list[Line]] = {}
    for name, lines in _DIVIDE[by](ledger):
        found.setdefault(name, []).extend(lines)
    ordered = sorted(found, key=lambda name: (name == NONE, name))
    life = Row(None, None, balance(ledger.by_accompaniment[None]))
    return (
        *(Row(name, label(ledger.register, by, name), balance(found[name])) for name in ordered),
        life,
    )


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
