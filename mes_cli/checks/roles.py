"""The check of roles: what a structure is used as, and what it says it is."""

from collections.abc import Iterator

from mes_cli.checks.words import field, value
from mes_cli.finding import Finding, Place, Related, say, warning
from mes_cli.model import Accompaniment, Funding, Programme, Structure
from mes_cli.model.accompaniment import Channel
from mes_cli.model.funding import FundingNature
from mes_cli.model.structure import Role
from mes_cli.register import Register


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
        structure = register.get(Structure, name)
        if structure is not None and role not in structure.record.roles:
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
