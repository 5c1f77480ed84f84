"""Checks of references: what one record says of another, and what a structure is used as."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from mes_cli.finding import (
    Edit,
    Fix,
    Message,
    Mistake,
    Place,
    Related,
    also,
    field,
    kind,
    say,
    value,
)
from mes_cli.language.folding import SuggestionBudget, near, same, sure
from mes_cli.model import KINDS, Accompaniment, Funding, Programme, Structure
from mes_cli.model.accompaniment import Channel
from mes_cli.model.funding import FundingNature
from mes_cli.model.record import Record
from mes_cli.model.structure import Role
from mes_cli.model.walk import Path
from mes_cli.register import Entry, Name, Register


def unknown_reference(register: Register) -> Iterator[Mistake]:
    """A record refers to a record that does not exist.

    What is given to a record that does not exist, or said of it, would vanish from
    every report.

    Bad::

        initiatives: [cafe-des-posibles]

    Good::

        initiatives: [cafe-des-possibles]
    """
    unknown: dict[tuple[tuple[str, ...], str], list[Place]] = {}
    for path, at, name in register.odd_references:
        kinds = path.slot.refs
        if not any(register.knows(k, name) for k in kinds) and not _elsewhere(register, name):
            unknown.setdefault((kinds, name), []).append(at)
    patience = SuggestionBudget()
    ids = {
        kinds: [known for k in kinds for known in register.ids(k)]
        for kinds in {kinds for kinds, _ in unknown}
    }
    names = _names(register) if unknown else {}
    for (kinds, name), places in unknown.items():
        named = {it for k in kinds for it in names.get((k, same(name)), ())}
        only = next(iter(named)) if len(named) == 1 else None
        known = () if only else patience.among(ids[kinds])
        yield _unknown(known, kinds, name, places, only)


def _names(register: Register) -> Mapping[tuple[str, str], AbstractSet[str]]:
    """Give the ids of records by their kind and by their names, whatever the spelling."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in register.entries:
        record = entry.record
        called = (getattr(record, it, None) for it in ("id", "name", "short_name", "title"))
        for name in filter(None, called):
            found[record.kind, same(name)].add(record.id)
    return found


def _unknown(
    known: Collection[str],
    kinds: tuple[str, ...],
    name: str,
    places: list[Place],
    named: str | None,
) -> Mistake:
    """Report that a record does not exist; a mistake that several records repeat is reported once.

    *named* is the only record of that name.
    """
    suggestion, certain = (named, named) if named else (near(name, known), sure(name, known))
    return Mistake(
        places[0],
        say("`{name}` is not among the {kind}", name=name, kind=kind(kinds[0]))
        if len(kinds) == 1
        else say(
            "`{name}` is neither among the {kind} nor among the {other}",
            name=name,
            kind=kind(kinds[0]),
            other=kind(kinds[1]),
        ),
        _cure(suggestion, named=named is not None),
        related=also(places),
        fix=Fix(Edit.REPLACE, certain, everywhere=True) if certain else None,
    )


def _cure(suggestion: str | None, *, named: bool) -> Message:
    if suggestion is None:
        return say("write the record, or correct the name: it is that of its file")
    if named:
        return say("write `{near}`, which is the id of the record of that name", near=suggestion)
    return say("write `{near}`, whose name is close", near=suggestion)


def _elsewhere(register: Register, name: str) -> list[str]:
    """The kinds that do have that id."""
    return [k for k in KINDS if register.knows(k, name)]


def wrong_kind(register: Register) -> Iterator[Mistake]:
    """A record names one of another kind than the field takes.

    The id exists, but it is that of a structure where an initiative is expected, for
    instance.

    Bad::

        funder: regional-scheme        (a programme)

    Good::

        funder: region                 (a structure)
    """
    wrong: dict[tuple[Path, str], list[Place]] = {}
    for path, at, name in register.odd_references:
        if not any(register.knows(k, name) for k in path.slot.refs) and _elsewhere(register, name):
            wrong.setdefault((path, name), []).append(at)
    patience = SuggestionBudget()
    ids = {
        path: [known for k in path.slot.refs for known in register.ids(k)]
        for path in {path for path, _ in wrong}
    }
    for (path, name), places in wrong.items():
        suggestion = near(name, patience.among(ids[path]))
        yield _wrong_kind(register, path, name, places, suggestion)


def _wrong_kind(
    register: Register, path: Path, name: str, places: list[Place], suggestion: str | None
) -> Mistake:
    kinds = path.slot.refs
    return Mistake(
        places[0],
        say(
            "`{name}` is among the {found}; `{field}` takes one of the {kind}",
            name=name,
            found=kind(_elsewhere(register, name)[0]),
            field=path.word,
            kind=kind(kinds[0]),
        ),
        say("write `{near}`, whose name is close", near=suggestion)
        if suggestion
        else say("write the name of one of the {kind}", kind=kind(kinds[0])),
        related=also(places),
    )


def ambiguous_reference(register: Register) -> Iterator[Mistake]:
    """A name could be that of two records.

    Where a field takes two kinds of record and both have one of that name, it is not clear
    which one is meant.

    Bad::

        from: garden        (a structure and an initiative)

    Good::

        from: garden-association
    """
    for path, at, name in register.odd_references:
        both = [k for k in path.slot.refs if register.knows(k, name)]
        if len(both) > 1:
            yield Mistake(
                at,
                say(
                    "`{name}` is among the {kind} and among the {other}",
                    name=name,
                    kind=kind(both[0]),
                    other=kind(both[1]),
                ),
                say("rename one of the two records"),
            )


def duplicate_id(register: Register) -> Iterator[Mistake]:
    """Two records of one kind have the same id.

    References to this id are not clear, and one of the two records would never be
    counted.

    Bad::

        initiatives/2024/garden.yaml
        initiatives/2025/garden.yaml

    Good::

        initiatives/garden.yaml
        initiatives/garden-of-the-mill.yaml
    """
    for name, entries in _repeated(register).items():
        for entry in entries[1:]:
            yield Mistake(
                entry.at("id"),
                say("two of the {kind} are called `{name}`", kind=kind(name[0]), name=name[1]),
                say("give one of them another name"),
                related=(Related(entries[0].at("id"), say("the other one")),),
            )


def _repeated(register: Register) -> dict[Name, Sequence[Entry[Record]]]:
    """Give the names that several records have, and these records."""
    found: dict[Name, list[Entry[Record]]] = defaultdict(list)
    for entry in register.entries:
        found[entry.name].append(entry)
    return {name: entries for name, entries in found.items() if len(entries) > 1}


def undeclared_role(register: Register) -> Iterator[Mistake]:
    """A structure is used as what it does not say it is.

    Funders fund and prescribers prescribe; the record of a structure says which it is,
    and reports list them by it.

    Bad::

        # structures/region.yaml
        roles: [partner]
        # funding/region-2025.yaml
        funder: region

    Good::

        # structures/region.yaml
        roles: [partner, funder]
    """
    for at, name, role in _uses(register):
        structure = register.get(Structure, name)
        if structure is not None and role not in structure.record.roles:
            yield Mistake(
                at,
                say(
                    "`{name}` is used as `{role}`, which it does not say it is",
                    name=name,
                    role=value("Role", role),
                ),
                say(
                    "add `{role}` to its `{roles}`, or name another structure",
                    role=value("Role", role),
                    roles=field("Structure", "roles"),
                ),
                related=(Related(structure.at("roles"), say("what it says it is")),),
            )


#: Money that comes from a funder; fees, gifts and own funds come from anybody.
_FUNDED = frozenset(
    {
        FundingNature.GRANT,
        FundingNature.PUBLIC_CONTRIBUTION,
        FundingNature.CONTRACT,
        FundingNature.SPONSORSHIP,
    }
)


def _uses(register: Register) -> Iterator[tuple[Place, str, Role]]:
    """Give the places where a structure is used, its id, and the role that it is used in."""
    for programme in register.entries_of(Programme):
        for position, name in enumerate(programme.record.funders):
            yield programme.at("funders", position), name, Role.FUNDER
    for course in register.entries_of(Accompaniment):
        entry = course.record.entry
        if entry.channel is Channel.PRESCRIPTION and entry.by:
            yield course.at("entry", "by"), entry.by, Role.PRESCRIBER
    for funding in register.entries_of(Funding):
        if funding.record.nature in _FUNDED:
            yield funding.at("funder"), funding.record.funder, Role.FUNDER
