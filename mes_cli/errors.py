"""What stops a run: one class a reason, each owning its words.

The command line prints those that nobody caught, and the page shows them. Mistakes in records
are findings, never these.
"""

from mes_cli.finding import Message, Word, WordKind, Words, say
from mes_cli.refusal import refusal


class MesError(Exception):
    """The command cannot go on."""

    def __init__(self, message: Message, help: Message | None = None) -> None:  # noqa: A002
        super().__init__(message.text)
        self.message = message
        self.help = help


class InputError(MesError):
    """What somebody typed cannot be understood, or does not fit."""


class NoRegisterError(MesError):
    """No ``mes.yaml`` from here up."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            say("there is no register in `{folder}`, nor in a folder above it", folder=folder),
            say("go to the folder that holds `mes.yaml`, or make a register with `mes init`"),
        )


class NoRecordError(MesError):
    """The register holds no record at all."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            say("the register in `{folder}` holds no record", folder=folder),
            say("write a first record, or name another register with `mes -C FOLDER`"),
        )


class NoSuchPathError(MesError):
    """A path on the command line leads nowhere."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("there is no file or folder `{path}`", path=path),
            say("check the spelling; paths start from the current folder"),
        )


class OutsideRegisterError(MesError):
    """A path on the command line is not in the register."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("`{path}` is not in the register", path=path),
            say("name files and folders of the register, or another register with `mes -C FOLDER`"),
        )


class RegisterExistsError(MesError):
    """``mes init`` where a register already is."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("there is already a register: `{path}` exists", path=path),
            say("name a new folder: `mes init FOLDER`"),
        )


class UnknownRevisionError(MesError):
    """``--since`` of something that git does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            say("git knows no revision `{revision}` here", revision=revision),
            say("name a commit, a branch or a tag of the repository that holds the register;"
                " where only the newest commits were fetched, fetch the others first"),
        )  # fmt: skip


class GitError(MesError):
    """Git does not answer; *reason* says why, in a sentence that has no end mark."""

    def __init__(self, reason: Message) -> None:
        super().__init__(
            say("what git keeps cannot be read: {reason}", reason=reason),
            say("only earlier versions are missing; the records themselves can be read"),
        )
        self.reason = reason


class NoGitError(GitError):
    """Git is not installed."""

    def __init__(self) -> None:
        super().__init__(say("it is not installed"))


class UnknownCodeError(MesError):
    """A code that no check has."""

    def __init__(self, code: str, near: str | None) -> None:
        super().__init__(
            say("no finding has the code `{code}`", code=code),
            say("write `{near}`, which is close", near=near)
            if near
            else say("codes stand in brackets in what `mes check` prints: `error[CODE]`"),
        )


class UnknownKindError(MesError):
    """A kind of record that does not exist."""

    def __init__(self, kind: str, near: str, kinds: Words) -> None:
        super().__init__(
            say("there is no kind of record called `{kind}`", kind=kind),
            say("write `{near}`", near=near)
            if near
            else say("choose one of: {kinds}", kinds=kinds),
        )


class UnknownIdError(MesError):
    """An id on the command line that no record has."""

    def __init__(self, name: str, near: str | None) -> None:
        super().__init__(
            say("no record is called `{name}`", name=name),
            say("write `{near}`, which is close", near=near)
            if near
            else say("look for it among the names: `{command}`", command=f"mes search {name}"),
        )


class UnknownYearError(MesError):
    """A year in which the register has nothing."""

    def __init__(self, year: int, years: str) -> None:
        super().__init__(
            say("no record is dated in the financial year {year}", year=year),
            say("choose one of: {years}", years=years),
        )


class NotSettledError(MesError):
    """The register cannot be read far enough to say anything about it."""


class AudienceRefusedError(MesError):
    """A report asked for an audience that it is not for."""

    def __init__(self, report: str, audience: str, *allowed: str) -> None:
        asked, *others = (Word(WordKind.VALUE, it, "Audience") for it in (audience, *allowed))
        super().__init__(
            say("the report `{report}` is not for the audience `{audience}`",
                report=report, audience=asked),
            say("choose one of: {allowed}", allowed=Words(tuple(others))))  # fmt: skip


class LakeDiffersError(MesError):
    """A lake of another version, or for another audience, is in the folder."""

    def __init__(self, path: str, found: str, expected: str) -> None:
        super().__init__(
            say("`{path}` begins with “{found}”, and this would be “{expected}”",
                path=path, found=found, expected=expected),
            say("name another folder with `--output`: all of a lake is for one audience"),
        )  # fmt: skip


class NoAccountError(MesError):
    """An account is asked for of a funding that has none: membership fees, a gift, a request."""

    def __init__(self, funding: str) -> None:
        super().__init__(
            say("no account is given of `{name}`", name=funding),
            say(
                "accounts are for grants, public contributions and sponsorship that are granted "
                "or received"
            ),
        )


class DiskError(MesError):
    """The system refuses to read or to write, or it would not be right to."""

    def __init__(self, path: str, reason: Message | OSError) -> None:
        if isinstance(reason, OSError):
            reason = refusal(reason)
        super().__init__(
            say("`{path}` cannot be used: {reason}", path=path, reason=reason),
            say("check that it exists, that you may use it, and that the disk is not full"),
        )


class OutputError(MesError):
    """What is printed goes nowhere."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(
            say("the result cannot be printed: {reason}", reason=refusal(problem)),
            say("let it go to a terminal, or to a file on a disk that has room"),
        )


class NoFolderError(MesError):
    """The folder that somebody is in is gone."""

    def __init__(self) -> None:
        super().__init__(
            say("the folder that you are in does not exist any more"),
            say("go to another folder, or name the register with `mes -C FOLDER`"),
        )


class TooLittleMemoryError(MesError):
    """The memory that the process may take is used up."""

    def __init__(self) -> None:
        super().__init__(
            say("there is not enough memory for this register"),
            say("close other programs, or lower the limits in `mes.yaml`; very large files and"
                " folders are mostly accidents"),
        )  # fmt: skip


class MissingExtraError(MesError):
    """A library that a command needs is not installed."""

    def __init__(self, name: str, extra: str) -> None:
        super().__init__(
            say("this needs `{name}`, which is not installed", name=name),
            say("install it with `pip install 'mes-cli[{extra}]'`", extra=extra),
        )


class MissingSystemLibraryError(MesError):
    """A library is installed, and what it needs of the system is not."""

    def __init__(self, name: str, needed: str) -> None:
        super().__init__(
            say("`{name}` needs {needed}, which this system lacks", name=name, needed=needed),
            say("install `libpangoft2-1.0-0` with `apt install`, or `pango` with `brew install`"),
        )


class TemplateError(MesError):
    """A template cannot be used."""

    def __init__(self, name: str, line: int, reason: Message) -> None:
        super().__init__(
            say("the template `{name}` fails at line {line}", name=name, line=line), reason
        )


class TemplateFileError(MesError):
    """A file cannot be a template."""

    def __init__(self, file: str, reason: Message) -> None:
        super().__init__(say("the template `{file}` cannot be used", file=file), reason)


class UnknownTemplateError(MesError):
    """A template that is not shipped."""

    def __init__(self, name: str, near: str | None) -> None:
        super().__init__(
            say("there is no template called `{name}`", name=name),
            say("write `{near}`, which is close", near=near)
            if near
            else say("`mes templates list` names them all"),
        )


class UnknownReportError(MesError):
    """A report that does not exist."""

    def __init__(self, name: str, names: str, near: str | None) -> None:
        super().__init__(
            say("there is no report called `{name}`", name=name),
            say("write `{near}`, which is close", near=near)
            if near
            else say("choose one of: {names}", names=names),
        )
