"""Faults of where files and registers are, and of what they are called."""

from collections.abc import Sequence

from mes_cli.finding import Argument, Finding, Place, Related, Words, error, say


def file_name(at: Place, name: str, near: str) -> Finding:
    """The name of a file cannot be an id.

    Files are named after their records: lower-case letters without accents, digits
    and hyphens, at most 64, ending in ``.yaml``. Such names are the same on every
    system.

    Bad::

        initiatives/Café des possibles.yaml

    Good::

        initiatives/cafe-des-possibles.yaml
    """
    return error(
        "file-name",
        at,
        say("`{name}` is no name for a record: it is not read", name=name),
        say("rename the file to `{near}`", near=near)
        if near
        else say("use lower-case letters without accents, digits and hyphens, then `.yaml`"),
    )


def hidden_ending(at: Place, name: str, near: str) -> Finding:
    """A record has an ending behind its ending.

    Some editors add ``.txt`` to the name of a file, and some systems do not show it.

    Bad::

        initiatives/garden.yaml.txt

    Good::

        initiatives/garden.yaml
    """
    return error(
        "hidden-ending",
        at,
        say("`{name}` is not read: its name does not end in `.yaml`", name=name),
        say(
            "rename the file to `{near}`; show the endings of files to see the whole name",
            near=near,
        ),
    )


def misnamed_folder(at: Place, name: str, near: str) -> Finding:
    """A folder looks like one of the register but has another name.

    The first folder tells what its records are. One with a typing mistake would
    never be read.

    Bad::

        initative/garden.yaml

    Good::

        initiatives/garden.yaml
    """
    return error(
        "misnamed-folder",
        at,
        say("the folder `{name}` is not one of the register: nothing in it is read", name=name),
        say("rename it to `{near}`, or move it out of the register", near=near),
    )


def stray_file(at: Place, folders: Words) -> Finding:
    """A record lies outside the folders of the register.

    The folder tells what a record is; at the root there is only ``mes.yaml``.

    Bad::

        garden.yaml

    Good::

        initiatives/garden.yaml
    """
    return error(
        "stray-file",
        at,
        say("this file is in no folder of the register: it is not read"),
        say("move it to one of {folders}", folders=folders),
    )


def register_inside(at: Place) -> Finding:
    """Among the records there is another register.

    A folder with a ``mes.yaml`` is a register of its own: only that register counts its
    records.

    Bad::

        initiatives/other-network/mes.yaml

    Good::

        (the folder `other-network` beside this register)
    """
    return error(
        "register-inside",
        at,
        say("this folder is a register of its own: nothing in it is read"),
        say(
            "move it out of this register; or take its `mes.yaml` away, if it holds records of"
            " this one"
        ),
    )


def id_mismatch(at: Place, found: Argument, stem: str) -> Finding:
    """The id in a file is not the name of the file.

    A record is found by the name of its file. Two names for one record would part
    those who refer to it.

    Bad::

        # initiatives/garden.yaml
        id: gardens

    Good::

        # initiatives/garden.yaml
        id: garden
    """
    return error(
        "id-mismatch",
        at,
        say("the id is `{found}`, and the file is called `{stem}`", found=found, stem=stem),
        say("write `{stem}`, delete the line, or rename the file", stem=stem),
    )


def same_file_name(at: Place, name: str, first: Place) -> Finding:
    """Two files differ only in their ending, or in letters that some systems take for the same.

    On some computers one of them would replace the other.

    Bad::

        initiatives/garden.yaml
        initiatives/garden.yml

    Good::

        initiatives/garden.yaml
    """
    return error(
        "same-file-name",
        at,
        say("another file has the name `{name}` too", name=name),
        say("rename one of them, or delete the one that is not needed"),
        related=(Related(first, say("the other file")),),
    )


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
