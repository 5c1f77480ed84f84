"""Groups: the rows that an accompaniment belongs to, by initiative, programme, theme and so on."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from mes_cli.model import Accompaniment, Initiative, Programme, Record, Structure
from mes_cli.model.audience import Audience
from mes_cli.model.structure import Territory
from mes_cli.register import Entry, Register

#: The row of what has no programme, policy, theme and so on.
NONE = "none"


class By(StrEnum):
    """What the rows of a table are grouped by."""

    ACCOMPANIMENT = "accompaniment"
    INITIATIVE = "initiative"
    PROGRAMME = "programme"
    POLICY = "policy"
    FUNDER = "funder"
    THEME = "theme"
    TERRITORY = "territory"
    STRUCTURE = "structure"


class OwnBy(NamedTuple):
    """Rows by the words of an own field, of accompaniments or of initiatives."""

    kind: str
    name: str
    label: str
    audience: Audience
    #: The name of the list of words, for the vocabulary.
    home: str

    def __str__(self) -> str:
        """Name it as the command line does."""
        return f"own.{self.name}"


RowsBy = By | OwnBy

#: The rows of each initiative of an accompaniment; where initiatives do not matter, of it alone.
Groups = Mapping[str, tuple[str, ...]]
FindGroups = Callable[[Register, str], Groups]


def accompaniment(_register: Register, name: str) -> Groups:
    """The accompaniment itself."""
    return {name: (name,)}


def programme(register: Register, name: str) -> Groups:
    """Its programme."""
    entry = register.get(Accompaniment, name)
    return {name: (entry.record.programme or NONE if entry else NONE,)}


def structure(register: Register, name: str) -> Groups:
    """The structure that accompanies; the keeper of the register, unless it is said."""
    entry = register.get(Accompaniment, name)
    keeper = register.settings.keeper
    return {name: (entry.record.structure or keeper if entry else NONE,)}


def initiative(register: Register, name: str) -> Groups:
    """Its initiatives."""
    entry = register.get(Accompaniment, name)
    return {it: (it,) for it in (entry.record.initiatives if entry else (NONE,))}


def theme(register: Register, name: str) -> Groups:
    """The themes of its initiatives."""
    return {it: _themes(register, it) for it in initiative(register, name)}


def territory(register: Register, name: str) -> Groups:
    """The territory of its initiatives."""
    return {it: (_territory(register, it),) for it in initiative(register, name)}


#: What follows the accompaniment; rows by policy and by funder follow its money.
GROUPS: Mapping[By, FindGroups] = {
    By.ACCOMPANIMENT: accompaniment,
    By.INITIATIVE: initiative,
    By.PROGRAMME: programme,
    By.THEME: theme,
    By.TERRITORY: territory,
    By.STRUCTURE: structure,
}


def groups_of(by: RowsBy) -> FindGroups:
    """Give what finds the rows of an accompaniment."""
    if isinstance(by, By):
        return GROUPS[by]

    def find(register: Register, name: str) -> Groups:
        if by.kind == Accompaniment.kind:
            return {name: (_word(register.get(Accompaniment, name), by.name),)}
        names = initiative(register, name)
        return {it: (_word(register.get(Initiative, it), by.name),) for it in names}

    return find


def _word(entry: Entry[Record] | None, name: str) -> str:
    said = entry.record.own_value(name) if entry else None
    return NONE if said is None else str(said)


def territory_code(place: Territory) -> str:
    """The department by its code, else the region as ``region-27``, else ``none``.

    Most codes of regions are also those of a department elsewhere: they must not share a row.

    >>> territory_code(Territory(commune="21231")), territory_code(Territory(region="27"))
    ('21', 'region-27')
    """
    if place.department_code:
        return place.department_code
    return f"region-{place.region}" if place.region else NONE


def _themes(register: Register, name: str) -> tuple[str, ...]:
    entry = register.get(Initiative, name)
    return tuple(dict.fromkeys(entry.record.themes if entry else ())) or (NONE,)


def _territory(register: Register, name: str) -> str:
    entry = register.get(Initiative, name)
    return territory_code(entry.record.territory) if entry else NONE


_NAMED: Mapping[By, type[Initiative | Programme | Structure]] = {
    By.INITIATIVE: Initiative,
    By.PROGRAMME: Programme,
    By.FUNDER: Structure,
    By.STRUCTURE: Structure,
}


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
