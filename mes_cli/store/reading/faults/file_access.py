"""Faults of files and folders: found before any of them is opened."""

from mes_cli.finding import Argument, Finding, Message, Place, error, say, warning
from mes_cli.store.reading.faults.refused import RefusedValue


def not_a_file(at: Place) -> Finding:
    """Something in a folder of records is not an ordinary file.

    Links could lead out of the register, and pipes and devices never end. Only
    ordinary files are read.

    Bad::

        initiatives/garden.yaml -> /home/ana/garden.yaml

    Good::

        initiatives/garden.yaml
    """
    return error(
        "not-a-file",
        at,
        say("this is not an ordinary file: it is not read"),
        say("replace it by a copy of the file itself"),
    )


def unreadable_file(at: Place, reason: Argument) -> Finding:
    """A file cannot be opened.

    Bad::

        (a file without the permission to read it)

    Good::

        (a file that the user of mes may read)
    """
    return error(
        "unreadable-file",
        at,
        say("this file cannot be opened: {reason}", reason=reason),
        say("check who may read it"),
    )


def too_large(at: Place, most: int) -> Finding:
    """A file is too large to be a record or a list of records.

    Very large files are accidents, or made to harm. Lists are kept by month or by
    year; the limit stands in ``mes.yaml``.

    Bad::

        contributions/everything.yaml

    Good::

        contributions/2025/2025-03.yaml
    """
    return error(
        "too-large",
        at,
        say("this file is larger than {most} bytes: it is not read", most=most),
        say("split it into several files, one a month for instance"),
    )


def register_too_large(at: Place, most: int) -> Finding:
    """All files together are larger than any register.

    The limit stands in ``mes.yaml``, as ``register_size`` below ``limits``. What is beyond it is
    not read, and this is said once.

    Bad::

        (a million pictures, saved as records)

    Good::

        (the records)
    """
    return error(
        "register-too-large",
        at,
        say(
            "the files before this one hold {most} bytes: it is not read, nor are those after it",
            most=most,
        ),
        say("take out what is no record, or raise the limit in `mes.yaml`"),
    )


def too_many_files(at: Place, most: int) -> Finding:
    """There are more files than in any register.

    The limit stands in ``mes.yaml``, as ``files`` below ``limits``. What is beyond it is not
    read, and this is said once.

    Bad::

        (a file for each hour of each volunteer)

    Good::

        (a list for each month)
    """
    return error(
        "too-many-files",
        at,
        say(
            "there are {most} files before this one: it is not read, nor are those after it",
            most=most,
        ),
        say("keep lists of records, or raise the limit in `mes.yaml`"),
    )


def interrupted_change(at: Place) -> Finding:
    """A change of several files was cut short: some files are new, others are old.

    A run of mes that is killed while it renames a record, for instance, leaves a note of what is
    still to be done, and the new files beside the old ones. The next command that writes
    finishes the change first. Until then nothing that is said of the register is sure.

    Bad::

        .mes-change

    Good::

        (no such file)
    """
    return error(
        "interrupted-change",
        at,
        say("a change of several files was cut short: some are new, others are old"),
        say("`mes check --fix` finishes it, as does every command that writes"),
    )


def history_not_read(at: Place, reason: Message) -> Finding:
    """A closed year cannot be compared with what it was when it was closed.

    Only git knows what the records of a closed year said on the day of closing. Where git does
    not answer, it is not known whether they were changed since. The finding says why: the register
    is outside git, only the newest commits were cloned, or the repository belongs to another user
    of the computer.

    Bad::

        # a clone of the newest commit, in a job of a forge
        git clone --depth 1 ...

    Good::

        git clone ...
    """
    return warning(
        "history-not-read",
        at,
        say("what this year was when it was closed is not known: {reason}", reason=reason),
        say("keep the register in git, with its whole history, and check it again"),
    )


def internal_file_in_git(at: Place) -> Finding:
    """What is for those who keep the register stands in git.

    Exports and internal editions hold names, notes and amounts. Once they are committed, everybody
    with a copy of the repository can read them, also in later copies of the history.

    Bad::

        git add exports/mes-internal.xlsx

    Good::

        # .gitignore
        exports/
        rapports/*/interne/
    """
    return warning(
        "internal-file-in-git",
        at,
        say("this file is internal, and git keeps it"),
        say("take it out with `git rm --cached`, and put its folder into `.gitignore`"),
    )


def internal_fault(at: Place, name: str) -> Finding:
    """A fault of mes itself kept it from reading a file.

    The other files are read. Whatever a file says, mes must be able to say what is wrong with
    it; where it cannot, that is not the file's fault.

    Bad::

        (a file of a form that was not foreseen)

    Good::

        (the same file, read by a newer mes)
    """
    return error(
        "internal-fault",
        at,
        say("this file could not be read because of a fault of mes itself ({name})", name=name),
        say(
            "please report it with the file and the output of `mes check --verbose`; until then,"
            " move the file out of the register"
        ),
    )


def missing_settings_file(at: Place, name: Argument) -> Finding:
    """The file ``mes.yaml`` cannot be used.

    Bad::

        (no mes.yaml, or one that is a folder)

    Good::

        mes: 1
        name: Seed network
        keeper: seeds
    """
    return error(
        "missing-settings-file",
        at,
        say("`{name}` cannot be read as the settings of a register", name=name),
        say("write `mes: 1`, a name and a keeper, or make a new register with `mes init`"),
    )


def unknown_format(value: RefusedValue) -> Finding:
    """The version of the format is not one that this mes reads.

    A register says which version of the format it keeps to.

    Bad::

        mes: 7

    Good::

        mes: 1
    """
    return value.error(
        "unknown-format",
        value.say(
            "this register keeps to version `{found}` of the format, which is not known here"
        ),
        say("write `1`, or install a newer mes"),
    )
