"""Who looks at a register: what an audience may see, and what records are called for it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from mes_cli.figures.line import Line
from mes_cli.figures.years import span
from mes_cli.finding import Place
from mes_cli.language.folding import fold
from mes_cli.language.formats import capitalised
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Accompaniment, Advocacy, Contribution, Evidence, Initiative, Record
from mes_cli.model.audience import Audience
from mes_cli.model.walk import references, values
from mes_cli.register import Entry, Name, Register
from mes_cli.view.pseudonyms import Pseudonyms, pseudonyms, shuffled

R = TypeVar("R", bound=Record)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Named:
    """A record that another one names: what it is called, and its id where that may be seen."""

    name: str
    id: str | None = None
    kind: str = ""
    #: Its id, or a number that tells it from others where ids may not be seen.
    code: str = ""

    def __str__(self) -> str:
        """Its name, which is what a report prints."""
        return self.name


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, on which day, and what the records are called for them."""

    register: Register
    audience: Audience
    day: dt.date
    language: str
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    #: Records about initiatives with a pseudonym: their ids and files may be made of a name.
    telling: frozenset[Name] = frozenset()
    telling_files: frozenset[str] = frozenset()
    #: What stands in place of ids, by kind; worked out when it is first asked for.
    codes: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    #: What records are called, once somebody asked.
    named: dict[tuple[str, str], Named] = field(default_factory=dict, repr=False, compare=False)

    def sees(self, widest: Audience) -> bool:
        """Tell whether something meant for *widest* may be seen."""
        return self.audience.sees(widest)

    @property
    def sees_sources(self) -> bool:
        """Tell whether ids and places in files may be seen: by members and the keeper."""
        return self.sees(Audience.MEMBERS)

    def may_see(self, record: Record) -> bool:
        """Tell whether a record is there at all for this viewer."""
        match record:
            case Evidence():
                return self.sees(record.widest_audience(self.day))
            case Advocacy():
                return self.sees(record.audience)
            case _:
                return True

    def name(self, kind: str, name: str) -> Named:
        """What a record is called, for this viewer."""
        known = self.named.get((kind, name))
        if known is None:
            known = self.named[kind, name] = self._name(kind, name)
        return known

    def _name(self, kind: str, name: str) -> Named:
        code = self.code(kind, name)
        if kind == Initiative.kind and name in self.pseudonyms:
            return Named(self.pseudonyms.names[name], kind=kind, code=code)
        entry = self.register.find(kind, name)
        label = self._label(entry.record, code) if entry else code
        return Named(label, code if self.sees_sources else None, kind, code)

    def _label(self, record: Record, code: str) -> str:
        """What a record is called; an id is not for everybody, and may be that of a person."""
        own = record.own_label or (code if code == record.id else "")
        if own:
            return self.hide_names(own)
        if isinstance(record, Accompaniment):
            return ", ".join(self.name(Initiative.kind, it).name for it in record.initiatives)
        number = code.rpartition("-")[2]
        return f"{capitalised(vocabulary(self.language).kinds[record.kind].label)} {number}"

    def code(self, kind: str, name: str) -> str:
        """The id of a record, or for those who may not know it a number that stands for it."""
        telling = (kind, name) in self.telling or self.hide_names(name) != name
        if self.sees_sources and not telling:
            return name
        if kind not in self.codes:
            ids = [entry.record.id for entry in self.register.of(KINDS[kind])]
            if self.pseudonyms:
                ids.sort(key=lambda it: shuffled(kind, it))
            self.codes[kind] = {it: f"{kind}-{number}" for number, it in enumerate(ids, 1)}
        return self.codes[kind].get(name, kind)

    def ordered(self, entries: Iterable[Entry[R]]) -> list[Entry[R]]:
        """Put records in order: of ids, or of labels where an id's place would tell it."""
        return self.ordered_by(entries, lambda it: it.name)

    def ordered_lines(self, lines: Iterable[Line]) -> Iterable[Line]:
        """Put the lines of records in such an order."""
        return self.ordered_by(lines, lambda it: it.record) if self.pseudonyms else lines

    def ordered_by(self, some: Iterable[V], name: Callable[[V], Name]) -> list[V]:
        """Put anything in such an order; *name* says of which record it is."""
        found = list(some)
        return sorted(found, key=lambda it: self.place(*name(it))) if self.pseudonyms else found

    def place(self, kind: str, name: str) -> tuple[str, str]:
        """Give the place of a record in such an order: by label, or by day if it has none."""
        if not self.pseudonyms:
            return name, ""
        entry = self.register.find(kind, name)
        record = entry.record if entry else None
        days = span(record) if isinstance(record, Contribution) and not record.title else None
        label = days.first.isoformat() if days else fold(self.name(kind, name).name)
        return label, shuffled(kind, name)

    def source(self, place: Place, source: str | None) -> str | None:
        """Where something stands, for those who may know; None for all others."""
        if source is None or not self.sees_sources or place.file in self.telling_files:
            return None
        return self.hide_names(source)

    def hide_names(self, text: str) -> str:
        """Put pseudonyms in place of names that are not to be published, wherever they stand."""
        return self.pseudonyms.hide(text)


def viewer(
    register: Register,
    audience: Audience,
    day: dt.date,
    language: str,
    others: Iterable[Initiative] = (),
) -> Viewer:
    """Give the viewer of an audience; some initiatives may bear a pseudonym for it.

    *others* are initiatives of another state of the register, hidden where they say so.
    """
    label = capitalised(vocabulary(language).kinds[Initiative.kind].label)
    records = (*(entry.record for entry in register.of(Initiative)), *others)
    hidden = (it for it in records if not audience.sees(it.publish_name.audience))
    made = pseudonyms(hidden, label)
    about = [it for it in register.entries if _is_about(it.record, made)] if made else []
    return Viewer(
        register,
        audience,
        day,
        language,
        made,
        frozenset(entry.name for entry in about),
        frozenset(entry.place.file for entry in about),
    )


def _is_about(record: Record, hidden: Pseudonyms) -> bool:
    """Tell whether a record is, or names, an initiative with a pseudonym."""
    if isinstance(record, Initiative):
        return record.id in hidden
    return any(
        value in hidden
        for path in references(type(record))
        if Initiative.kind in path.slot.refs
        for _, value in values(record, path)
    )


def record_label(record: Record) -> str:
    """What people call a record."""
    return record.own_label or record.id
