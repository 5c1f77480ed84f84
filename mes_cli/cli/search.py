"""``mes search``."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.audiences import ViewedRegister, seen_by
from mes_cli.cli.console import hint, out, print_rows
from mes_cli.cli.options import Printed, Readers
from mes_cli.cli.reading import At, stamped, tell
from mes_cli.cli.session import Exit, _
from mes_cli.escape import printed
from mes_cli.finding import count, say
from mes_cli.language.folding import around, fold
from mes_cli.model import KINDS, Record
from mes_cli.output.json import dump
from mes_cli.register import Entry
from mes_cli.view.records import ViewData, machine_record
from mes_cli.view.viewer import Named

#: So much of a text is shown around what was found.
_AROUND = 60

Sought = Annotated[
    list[str], typer.Argument(metavar="WORDS...", help="What to look for, accents or not.")
]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds all words, and the text around the first of them."""

    entry: Entry[Record]
    text: str


def search(
    words: Sought, form: Printed = "text", audience: Readers = "internal", at: At = ""
) -> int:
    """Look for words in all records; those that hold all of them are shown.

    Accents and capitals do not matter. Exit code 1 says that nothing was found, or that not
    everything could be read.
    """
    look = seen_by(audience, at)
    sought = [fold(word) for said in words for word in said.split()]
    entries = (entry for kind in KINDS for entry in look.entries(kind))
    found = [hit for entry in entries for hit in _hit(entry, sought, look)]
    rows = [list(_row(hit, look)) for hit in found]
    named = look.viewer.sees_sources
    identity = "id" if form == "csv" else look.words.field("Record", "id").label
    heads = [_("kind"), *([identity] if named else []), _("name"), _("text")]
    if form == "json":
        out(dump([stamped(_plain(hit, look), look.reading) for hit in found]))
    else:
        tell(look.reading, printed=form == "text")
        if found or form == "csv":
            print_rows(heads, rows, form)
    if form == "text":
        hint(count("{number} record", "{number} records", len(found)))
        if found and named:
            first = look.id(found[0].entry)
            hint(say("see all of one with `{command}`", command=f"mes show {first}"))
    unread = reading.tell_unread(look.reading, names=named)
    return unread if found else Exit.FINDINGS


def _hit(entry: Entry[Record], sought: list[str], look: ViewedRegister) -> Iterator[Hit]:
    texts = [text for text in _texts(look.plain(entry), look) if text]
    folded = [fold(text) for text in texts]
    if not all(any(word in text for text in folded) for word in sought):
        return
    best = max(range(len(texts)), key=lambda n: (sum(w in folded[n] for w in sought), -n))
    first = next((word for word in sought if word in folded[best]), "")
    yield Hit(entry, around(texts[best], first, _AROUND))


def _texts(value: object, look: ViewedRegister) -> Iterator[str]:
    """All words of a record, those of the records that it names included."""
    match value:
        case dict():
            for inner in value.values():
                yield from _texts(inner, look)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner, look)
        case Named(name, identity, _):
            yield name
            yield identity or ""
        case str():
            yield value
        case _:
            return


def _row(hit: Hit, look: ViewedRegister) -> Iterator[str]:
    yield look.words.kinds[hit.entry.record.kind].label
    if look.viewer.sees_sources:
        yield look.id(hit.entry)
    yield look.name(hit.entry)
    yield printed(hit.text)


def _plain(hit: Hit, look: ViewedRegister) -> ViewData:
    """A hit as JSON; its id only for those who may see where records stand."""
    record = hit.entry.record
    ids = {"id": look.id(hit.entry)} if look.viewer.sees_sources else {}
    return machine_record(
        {"kind": record.kind, **ids, "label": look.name(hit.entry), "text": hit.text}
    )
