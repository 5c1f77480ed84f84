"""``mes set``."""

from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.options import ids
from mes_cli.cli.session import current
from mes_cli.cli.special_questions import which
from mes_cli.cli.writing import hint_undo, keep
from mes_cli.drafts.answers import Answers, today
from mes_cli.drafts.assignments import Assignment, may_change
from mes_cli.drafts.names import targets
from mes_cli.finding import say
from mes_cli.store.editing.edits import Edits

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=ids,
        help="The id, a part of the name, or the path; `mes` is the settings.",
    ),
]
Changes = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...", help="What the field is to say; an empty value clears it."
    ),
]


def set_(name: Id, changes: Changes) -> None:
    """Change fields of a record; all else in its file stays as it is.

    `stage=creation` sets, `website=` takes away, `tags+=rural` and `tags-=rural` change a list, a
    dot goes further inside: `contact.email=…`, `sessions.2.hours=3h`. Records may be named. Where
    stages are dated, a new one holds from today on: `stage.2.since=2026-03-01` says another day.
    """
    register = reading.read(to_write=True)
    found = targets(register, name)
    model = register.register.model
    able = [
        it for it in found if all(may_change(c, model(it.kind), register.words) for c in changes)
    ]
    target = which(name, able or found[:1])  # whose fields are named then
    edits = Edits(register)
    data = edits.data(target.place)
    answers = Answers(register.register, register.words, current().language, today())
    for said in changes:
        Assignment(said, target.kind, answers).make(data)
    edits.change(target.place, data)
    if not edits.drafts:
        hint(say("it says so already; nothing is written"))
        return
    diff = edits.files[target.place.file].difference
    kept = keep(edits, "set")
    out("".join(line for line in diff.splitlines(keepends=True) if line[:1] in {"+", "-"}))
    hint(say("see all of it with `{command}`", command=f"mes show {target.id}"))
    hint_undo(kept)
