"""Faults of the members of a network: where their registers are, and whether they can be used."""

from collections.abc import Sequence

from mes_cli.finding import Argument, Finding, Place, Related, error, say


def member_refused(
    at: Place, member: str, reason: Argument, errors: Sequence[Finding] = ()
) -> Finding:
    """The register of a member, or its package, cannot be used.

    Its path leads elsewhere, it was damaged or changed, it has errors, or it comes twice. A network
    counts what its members have checked, and nothing else: without this member its figures would be
    wrong.

    Bad::

        members: [{structure: east, package: /home/ana/east.sqlite}]

    Good::

        members: [{structure: east, package: packages/east-2025.sqlite}]
    """
    return error(
        "member-refused",
        at,
        say("the member `{member}` cannot be used: {reason}", member=member, reason=reason),
        say("mend it, or ask for a new package: `mes export network`"),
        related=tuple(Related(it.at, it.message) for it in errors),
    )


def identity_of_no_kind(at: Place, word: str) -> Finding:
    """A decision on identities is about no kind of record.

    Bad::

        same: [{kind: organisation, ids: [east:cafe, west:cafe]}]

    Good::

        same: [{kind: initiative, ids: [east:cafe, west:cafe]}]
    """
    return error(
        "identity-of-no-kind",
        at,
        say("`{word}` is no kind of record", word=word),
        say("write one that `mes new` takes: initiative, structure, programme and so on"),
    )
