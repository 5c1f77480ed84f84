"""Checks of references: what one record says of another."""

from collections.abc import Iterator

from mes_cli.checks.words import also, field, field_of, kind, value
from mes_cli.finding import Edit, Finding, Fix, Loc, Place, Related, error, say, warning
from mes_cli.language.near import near, sure
from mes_cli.model import Accompaniment, Funding, Programme, Structure
from mes_cli.model.accompaniment import Channel
from mes_cli.model.funding import FundingNature
from mes_cli.model.record import Part
from mes_cli.model.structure import Role
from mes_cli.model.walk import Path, references, values
from mes_cli.register import Register

SETTINGS_FILE = "mes.yaml"


def _all(register: Register) -> Iterator[tuple[Path, Place, str]]:
    """Give every reference of the register: its field, its place, the id."""
    for entry in register.entries:
        for path, loc, name in _of(entry.record):
            yield path, entry.at(*loc), name
    if register.settings.keeper != "-":  # what stands for settings that could not be read
        for path, loc, name in _of(register.settings):
            yield path, Place(SETTINGS_FILE, loc), name


def _of(record: Part) -> Iterator[tuple[Path, Loc, str]]:
    for path in references(type(record)):
        for loc, name in values(record, path):
            yield path, loc, str(name)


def unknown_reference(register: Register) -> Iterator[Finding]:
    """A record names another one that nobody wrote.

    What is given to a record that does not exist, or said of it, would vanish from
    every report.

    Bad::

        initiatives: [cafe-des-posibles]

    Good::

        initiatives: [cafe-des-possibles]
    """
    unknown: dict[tuple[tuple[str, ...], str], list[Place]] = {}
    for path, at, name in _all(register):
        kinds = path.slot.refs
        if not any(register.knows(k, name) for k in kinds) and not _elsewhere(register, name):
            unknown.setdefault((kinds, name), []).append(at)
    for (kinds, name), places in unknown.items():
        yield _unknown(register, kinds, name, places)


def _unknown(register: Register, kinds: tuple[str, ...], name: str, places: list[Place]) -> Finding:
    """One mistake that several records repeat is said once."""
    known = [known for k in kinds for known in register.ids(k)]
    suggestion, certain = near(name, known), sure(name, known)
    return error(
        "unknown-reference",
        places[0],
        say("`{name}` is not among the {kind}", name=name, kind=kind(kinds[0]))
        if len(kinds) == 1
        else say(
            "`{name}` is neither among the {kind} nor among the {other}",
            name=name,
            kind=kind(kinds[0]),
            other=kind(kinds[1]),
        ),
        say("write `{near}`, whose name is close", near=suggestion)
        if suggestion
        else say("write the record, or correct the name: it is that of its file"),
        related=also(places),
        fix=Fix(Edit.REPLACE, certain, everywhere=True) if certain else None,
    )


def _elsewhere(register: Register, name: str) -> list[str]:
    """The kinds that do have that id."""
    from mes_cli.model import KINDS

    return [k for k in KINDS if register.knows(k, name)]


def wrong_kind(register: Register) -> Iterator[Finding]:
    """A record names one of another kind than the field takes.

    The id exists, but it is that of a structure where an initiative is expected, for
    instance.

    Bad::

        funder: regional-scheme        (a programme)

    Good::

        funder: region                 (a structure)
    """
    wrong: dict[tuple[Path, str], list[Place]] = {}
    for path, at, name in _all(register):
        if not any(register.knows(k, name) for k in path.slot.refs) and _elsewhere(register, name):
            wrong.setdefault((path, name), []).append(at)
    for (path, name), places in wrong.items():
        yield _wrong_kind(register, path, name, places)


def _wrong_kind(register: Register, path: Path, name: str, places: list[Place]) -> Finding:
    kinds = path.slot.refs
    suggestion = near(name, (known for k in kinds for known in register.ids(k)))
    return error(
        "wrong-kind",
        places[0],
        say(
            "`{name}` is among the {found}; `{field}` takes one of the {kind}",
            name=name,
            found=kind(_elsewhere(register, name)[0]),
            field=field_of(path),
            kind=kind(kinds[0]),
        ),
        say("write `{near}`, whose name is close", near=suggestion)
        if suggestion
        else say("write the name of one of the {kind}", kind=kind(kinds[0])),
        related=also(places),
    )


def ambiguous_reference(register: Register) -> Iterator[Finding]:
    """A name could be that of two records.

    Where a field takes two kinds of record and both have one of that name, nobody can
    tell which is meant.

    Bad::

        from: garden        (a structure and an initiative)

    Good::

        from: garden-association
    """
    for path, at, name in _all(register):
        both = [k for k in path.slot.refs if register.knows(k, name)]
        if len(both) > 1:
            yield error(
                "ambiguous-reference",
                at,
                say(
                    "`{name}` is among the {kind} and among the {other}",
                    name=name,
                    kind=kind(both[0]),
                    other=kind(both[1]),
                ),
                say("rename one of the two records"),
            )


def duplicate_id(register: Register) -> Iterator[Finding]:
    """Two records of one kind have the same id.

    Whoever refers to it cannot tell which is meant, and one of the two would never be
    counted.

    Bad::

        initiatives/2024/garden.yaml
        initiatives/2025/garden.yaml

    Good::

        initiatives/garden.yaml
        initiatives/garden-of-the-mill.yaml
    """
    first: dict[tuple[str, str], Place] = {}
    for entry in sorted(register.entries, key=lambda e: (e.place.file, e.place.item or 0)):
        if entry.name in first:
            yield error(
                "duplicate-id",
                entry.at("id"),
                say(
                    "two of the {kind} are called `{name}`",
                    kind=kind(entry.record.kind),
                    name=entry.record.id,
                ),
                say("give one of them another name"),
                related=(Related(first[entry.name].at("id"), say("the other one")),),
            )
        first.setdefault(entry.name, entry.place)


def undeclared_role(register: Register) -> Iterator[Finding]:
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
        entry = register.get(Structure, name)
        if entry is not None and role not in entry.record.roles:
            yield warning(
                "undeclared-role",
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
                related=(Related(entry.at("roles"), say("what it says it is")),),
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
    for funding in register.of(Funding):
        if funding.record.nature in _FUNDED:
            yield funding.at("funder"), funding.record.funder, Role.FUNDER
    for programme in register.of(Programme):
        for position, name in enumerate(programme.record.funders):
            yield programme.at("funders", position), name, Role.FUNDER
    for entry in register.of(Accompaniment):
        arrival = entry.record.entry
        if arrival.by and arrival.channel is Channel.PRESCRIPTION:
            yield entry.at("entry", "by"), arrival.by, Role.PRESCRIBER
