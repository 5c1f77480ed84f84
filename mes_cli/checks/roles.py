"""The check of roles: what a structure is used as, and what it says it is."""

from collections.abc import Iterator

from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import field, value
from mes_cli.finding import Finding, Loc, Related, say, warning
from mes_cli.model import Accompaniment, Funding, Programme
from mes_cli.model.accompaniment import Channel
from mes_cli.model.funding import FundingNature
from mes_cli.model.structure import Role


def undeclared_role(whole: Overview) -> Iterator[Finding]:
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
    roles = {row[2]: row for row in whole.rows(ROLES)}
    for row in whole.rows(USES):
        for loc, name, role in row[3]:
            structure = roles.get(name)
            if structure is not None and role not in structure[3]:
                yield warning(
                    "undeclared-role",
                    place(row, *loc),
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
                    related=(Related(place(structure, "roles"), say("what it says it is")),),
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


#: The places where a structure is named, its id, and the role that it is used in.
Uses = tuple[tuple[Loc, str, str], ...]


def _uses(record: Funding | Programme | Accompaniment, _frame: Frame) -> Uses | None:
    match record:
        case Funding():
            funded = record.nature in _FUNDED
            return ((("funder",), record.funder, str(Role.FUNDER)),) if funded else None
        case Programme():
            funders = enumerate(record.funders)
            return tuple((("funders", n), name, str(Role.FUNDER)) for n, name in funders) or None
        case Accompaniment():
            sent = record.entry.channel is Channel.PRESCRIPTION and record.entry.by
            return ((("entry", "by"), sent, str(Role.PRESCRIBER)),) if sent else None


USES: Facet[Uses] = Facet("uses", ("programme", "accompaniment", "funding"), _uses)
ROLES: Facet[tuple[str, ...]] = Facet(
    "roles", ("structure",), lambda it, _: tuple(map(str, it.roles))
)
