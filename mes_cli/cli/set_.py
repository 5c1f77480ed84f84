"""``mes set``."""

from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.session import current
from mes_cli.cli.writing import keep
from mes_cli.drafts.answers import Answers, today
from mes_cli.drafts.assignments import Assignment
from mes_cli.drafts.names import one
from mes_cli.finding import say
from mes_cli.store.edit import Edits

Id = Annotated[str, typer.Argument(metavar="ID", help="The id, or a part of the name.")]
Changes = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE...", help="What it is to say; an empty value goes."),
]


def set_(name: Id, changes: Changes) -> None:
    """Change fields of a record; all else in its file stays as it is.

    `stage=creation` sets, `website=` takes away, `tags+=rural` and `tags-=rural` change a list, a
    dot goes further inside: `contact.email=…`, `sessions.2.hours=3h`. Records may be named.
    """
    register = reading.read()
    entry = one(register.register, name)
    edits = Edits(register)
    data = edits.data(entry.place)
    answers = Answers(register.register, register.words, current().language, today())
    for said in changes:
        Assignment(said, entry.record.kind, answers).make(data)
    edits.change(entry.place, data)
    if not edits.drafts:
        hint(say("it says so already; nothing is written"))
        return
    diff = edits.sheets[entry.place.file].difference
    keep(edits, "set")
    out("".join(line for line in diff.splitlines(keepends=True) if line[:1] in {"+", "-"}))
    hint(say("see all of it with `{command}`", command=f"mes show {entry.record.id}"))
