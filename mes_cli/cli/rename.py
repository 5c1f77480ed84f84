"""``mes rename``."""

from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.options import ids
from mes_cli.cli.special_questions import which_record
from mes_cli.cli.writing import keep
from mes_cli.drafts.names import named
from mes_cli.drafts.placing import refuse_id
from mes_cli.errors import UnknownIdError
from mes_cli.escape import printed
from mes_cli.finding import count, say
from mes_cli.language.folding import near
from mes_cli.model import Structure
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.rewording import rename as rename_record

Old = Annotated[
    str,
    typer.Argument(metavar="ID", autocompletion=ids, help="The id as it is; `kind/id` is clear."),
]
New = Annotated[str, typer.Argument(metavar="NEW-ID", help="The id as it is to be.")]
Check = Annotated[bool, typer.Option("--check", help="Show what would change; write nothing.")]


def rename(old: Old, new: New, check: Check = False) -> None:
    """Give a record another id, in its file and wherever other records name it."""
    register = reading.read(to_write=not check)
    known = [e for e in named(register.register, old) if e.record.id == old.rpartition("/")[2]]
    if not known:
        ids = [entry.record.id for entry in register.register.entries]
        raise UnknownIdError(old, near(old, ids))
    entry = which_record(old, known)
    if new == entry.record.id:
        hint(say("it is called so already; nothing is written"))
        return
    refuse_id(register, entry.record.kind, new)
    edits = Edits(register)
    number = rename_record(edits, entry, new)
    if check:
        out("".join(edits.files[file].difference for file in sorted(edits.files)))
        return
    kept = keep(edits, "rename")
    out("".join(f"{file}\n" for file in kept.files))
    hint(count("{number} reference renamed", "{number} references renamed", number))
    name = getattr(entry.record, "name", None)
    if name:
        hint(
            say(
                "it is still called `{name}`; `{command}` changes that",
                name=printed(name),
                command=f"mes set {new} {register.words.key('Structure', 'name')}=…",
            )
        )
    settings = register.register.settings
    if entry.record.kind == Structure.kind and settings.keeper == entry.record.id:
        hint(
            say(
                "and the register is still called `{name}`; `{command}` changes that",
                name=printed(settings.name),
                command=f"mes set mes {register.words.key('Settings', 'name')}=…",
            )
        )
    hint(say("see all of it with `{command}`", command=f"mes show {new}"))
    if register.register.unread:
        hint(say("records that could not be read were left alone; see `mes check`"))
