"""``mes remove``."""

from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, asker, somebody_answers
from mes_cli.cli.console import out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.options import Id, Plain, Yes
from mes_cli.cli.session import Exit, _
from mes_cli.cli.special_questions import which_record
from mes_cli.cli.writing import agree, hint_undo, keep
from mes_cli.drafts.names import named, several
from mes_cli.drafts.removal import Citation, Removal
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.finding import Message, Place, Words, say
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store.editing.edited_file import dropped_pictures
from mes_cli.view.viewer import record_label

Links = Annotated[
    bool,
    typer.Option("--links", help="Take links to it out of records that can do without them."),
]
Also = Annotated[
    bool, typer.Option("--also", help="Remove the records that cannot do without it as well.")
]


def remove(
    name: Id, links: Links = False, also: Also = False, yes: Yes = False, plain: Plain = False
) -> int:
    """Remove a record; nothing goes with it unasked.

    The records that name it are told, one after the other: a link to it can be taken out, or the
    record removed as well. What changes is shown first, and `mes undo` takes it back.
    """
    register = reading.read(to_write=True)
    removal = Removal(register)
    asking = asker(plain=plain) if somebody_answers() and not yes else None
    meant = named(register.register, name)
    if len(meant) > 1 and asking is None:
        raise several(name, meant)
    removal.take(which_record(name, meant, plain=plain))
    while still := removal.open():
        place, found = next(iter(still.items()))
        _decide(removal, place, found, asking, links=links, also=also)
    edits = removal.edits()
    out("".join(edits.files[file].difference for file in sorted(edits.drafts)))
    for file in dropped_pictures(edits.reading, edits.files):
        announce(say("the picture `{file}`, which no other record names, goes as well", file=file))
    agree(asking, _("Write this?"), yes=yes)
    lines = [printed(record_label(it.record)) for it in removal.gone.values()]
    hint_undo(keep(edits, "remove", lines))
    return Exit.CLEAN


def _decide(
    removal: Removal,
    place: Place,
    found: list[Citation],
    asking: Asker | None,
    *,
    links: bool,
    also: bool,
) -> None:
    """Let a record that names what goes do without it, or go as well.

    Raises:
        InputError: it can do neither, or nobody said which.
    """
    entry = next((it for it in removal.reading.register.entries if it.place == place), None)
    can_stay = removal.can_stay(found)
    if can_stay and (
        links or _asked(asking, say("Take the link to it out of `{name}`?", name=_named(entry)))
    ):
        removal.left_out += found
    elif entry is not None and (
        also or _asked(asking, say("Remove `{name}` as well?", name=_named(entry)))
    ):
        removal.take(entry)
    else:
        raise _refused(removal, can_stay=can_stay)


def _asked(asking: Asker | None, question: Message) -> bool:
    return asking is not None and asking.confirm(speech().say(question), default=False)


def _named(entry: Entry[Record] | None) -> str:
    if entry is None:
        return "mes.yaml"
    return f"{printed(record_label(entry.record))} ({entry.record.id})"


def _refused(removal: Removal, *, can_stay: bool) -> InputError:
    register = removal.reading.register
    entries = {it.place: it for it in register.entries}
    names = tuple(_named(entries.get(place)) for place in removal.open())
    return InputError(
        say("other records name it: {names}", names=Words(names)),
        say("take these links out with `--links`, or remove these records with `--also`")
        if can_stay or register.settings.keeper not in {name for _kind, name in removal.gone}
        else say("it is the structure that keeps this register: name another one first"),
    )
