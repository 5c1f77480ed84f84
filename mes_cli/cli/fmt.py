"""``mes fmt``."""

from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.console import say as announce
from mes_cli.cli.options import option_of
from mes_cli.cli.session import Exit
from mes_cli.errors import InputError
from mes_cli.finding import Message, count, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.store.editing.edited_file import NotEditableError, UncleanFileError
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.folders import ENDINGS, folders
from mes_cli.store.reading.load import Reading

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help="Only these files or folders; else all."),
]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; fail where a file would change.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")]
Keys = Annotated[
    str,
    option_of("--keys", names=("en", "fr"), help="Put keys and words into this language."),
]


def fmt(paths: Paths = None, check: Check = False, diff: Diff = False, keys: Keys = "") -> int:
    """Give all records one layout: order of fields, spacing, quotes, blocks of text.

    Comments stay, and so does what the records say. Files with findings are left alone.
    """
    register = reading.read(paths, to_write=not (check or diff))
    edits, left = laid_out(register, paths or [], _language(keys, register))
    changed = sorted(edits.drafts)
    if diff:
        out("".join(edits.files[file].difference for file in changed))
    elif not check:
        edits.write("fmt")
    if not diff:
        out("".join(f"{file}\n" for file in changed))
    _close(len(changed), left, wrote=not (check or diff))
    return Exit.FINDINGS if left or (check and changed) else Exit.CLEAN


def laid_out(register: Reading, paths: list[Path], into: str) -> tuple[Edits, list[Message]]:
    """Lay out the files below *paths*; say which had to be left alone, and why."""
    below = reading.below(register.root, paths)
    kinds = folders(register.words)
    files = {
        finding.at.file
        for finding in register.findings
        if finding.at.file.endswith(ENDINGS) and finding.at.file.partition("/")[0] in kinds
    }
    files |= {SETTINGS_FILE, *(entry.place.file for entry in register.register.entries)}
    edits, left = Edits(register), list[Message]()
    for file in sorted(files):
        if not below(file):
            continue
        try:
            edits.lay_out(file, into)
        except UncleanFileError:
            left.append(say("`{file}` is left alone: see `mes check {file}`", file=file))
        except NotEditableError:
            left.append(
                say("`{file}` is left alone: what it says, or a comment, would change", file=file)
            )
    return edits, left


def _language(said: str, register: Reading) -> str:
    """The language to write keys in: the register's, or English, which is read everywhere.

    Raises:
        InputError: the register could not be read any more.
    """
    if not said:
        return ""
    own = register.words.language
    if said not in {"en", own}:
        raise InputError(
            say("a register in `{own}` cannot be written in `{other}`", own=own, other=said),
            say("write the new language into `mes.yaml` first, in canonical English words"),
        )
    return said


def _close(changed: int, left: list[Message], *, wrote: bool) -> None:
    for message in left:
        announce(message)
    if wrote:
        message = count("{number} file laid out", "{number} files laid out", changed)
    else:
        message = count(
            "{number} file would be laid out", "{number} files would be laid out", changed
        )
    hint(message)
