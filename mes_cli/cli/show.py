"""``mes show``."""

import sys
from collections.abc import Iterator

from mes_cli.cli.audiences import ViewedRegister, seen_by
from mes_cli.cli.console import hint, out, print_rows, speech
from mes_cli.cli.options import Id, Printed, Readers
from mes_cli.cli.reading import At, stamped, tell
from mes_cli.cli.session import _
from mes_cli.cli.special_questions import which_record
from mes_cli.drafts.names import named, several
from mes_cli.drafts.wording import worded
from mes_cli.errors import UnknownIdError
from mes_cli.escape import printed
from mes_cli.finding import say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Settings
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part, Record
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import references, values
from mes_cli.output.json import dump
from mes_cli.output.speech import labelled
from mes_cli.register import Entry
from mes_cli.store.editing.writer import ordered
from mes_cli.store.reading.locate import places
from mes_cli.view.records import ViewData, machine_record, plain_part, whole


def show(name: Id, form: Printed = "text", audience: Readers = "internal", at: At = "") -> None:
    """Show a record: all that it says, and which records name it.

    It may be named by its id, by `kind/id`, or by a part of its name; `mes` is the settings.
    """
    look = seen_by(audience, at)
    if name in {"mes", SETTINGS_FILE}:
        _show_settings(look, form)
        return
    found = [e for e in named(look.viewer.register, name) if look.viewer.may_see(e.record)]
    if not found:
        raise UnknownIdError(name, None)
    if len({entry.record.id for entry in found}) > 1:
        if form != "text" or not sys.stdout.isatty():
            raise several(name, found)
        found = [which_record(name, found)]
    if form == "json":
        records = ({"kind": e.record.kind, **machine_record(look.plain(e))} for e in found)
        out(dump([stamped(it, look.reading) for it in records]))
    elif form == "csv":
        tell(look.reading, printed=False)
        rows = (row for entry in found for row in _flat(look.plain(entry), entry.record, look))
        print_rows([_("field"), _("value")], rows, "csv")
    else:
        tell(look.reading)
        out("\n".join(_card(entry, look) for entry in found))
        if look.viewer.sees_sources and not at:
            hint(say("change it with `{command}`", command=f"mes edit {look.id(found[0])}"))


def _show_settings(look: ViewedRegister, form: str) -> None:
    """Show what the register says of itself."""
    settings = look.viewer.register.settings
    record = plain_part(settings, look.viewer)
    if form == "json":
        out(dump(stamped({"kind": settings.kind, **machine_record(record)}, look.reading)))
    elif form == "csv":
        tell(look.reading, printed=False)
        print_rows([_("field"), _("value")], _flat(record, settings, look), "csv")
    else:
        tell(look.reading)
        title = printed(settings.name)
        lines = [title, "─" * len(title), SETTINGS_FILE, "", *_fields(record, Settings, look)]
        out("\n".join(line.rstrip() for line in lines) + "\n")
        if look.viewer.sees_sources and look.reading.past is None:
            hint(say("change it with `{command}`", command="mes set mes"))


def _flat(record: ViewData, of: Part, look: ViewedRegister) -> Iterator[list[str]]:
    home = type(of).__name__
    for slot in ordered(type(of)):
        if said := worded(whole(record, slot), slot, look.viewer):
            yield [look.words.key(home, slot.name), said]


def _card(entry: Entry[Record], look: ViewedRegister) -> str:
    record = look.plain(entry)
    title = f"{look.words.kinds[entry.record.kind].label} · {printed(str(record['label']))}"
    lines = [title, "─" * len(title)]
    if look.viewer.sees_sources:
        [place] = places([entry.place], look.reading)
        source = look.viewer.source(entry.place, f"{place.file}:{place.line}")
        lines += [source] if source else []
    lines.append("")
    lines += _fields(record, type(entry.record), look)
    named_by = [_mention(other, look) for other in _naming(entry, look)]
    if named_by:
        lines += ["", labelled(speech(), _("Named by"), ""), *(f"  {line}" for line in named_by)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _fields(record: ViewData, model: type, look: ViewedRegister, indent: str = "") -> Iterator[str]:
    """The fields of a record, or of a part: a label and a value, or lines below the label."""
    words = speech()
    for slot in ordered(model):
        value = whole(record, slot)
        if value is None or value in ([], (), {}) or (value is False and slot.default is False):
            continue
        label = look.words.field(shape(model).home, slot.name).label
        if slot.part is not None and issubclass(slot.part, OwnPart) and isinstance(value, dict):
            if any(it is not None for it in value.values()):
                yield f"{indent}{labelled(words, label, '').rstrip()}"
                yield from _fields(value, slot.part, look, f"{indent}  ")
        elif slot.many and slot.part is not None and isinstance(value, list):
            yield f"{indent}{labelled(words, label, '').rstrip()}"
            yield from (f"{indent}  - {line}" for line in _lines(value, slot, look))
        elif isinstance(value, str) and "\n" in value.strip():
            yield f"{indent}{labelled(words, label, '').rstrip()}"
            yield from (f"{indent}  {printed(line)}" for line in value.strip().split("\n"))
        else:
            yield f"{indent}{labelled(words, label, worded(value, slot, look.viewer))}"


def _lines(parts: list[object], slot: Slot, look: ViewedRegister) -> Iterator[str]:
    for part in parts:
        yield worded(part, slot, look.viewer)


def _naming(entry: Entry[Record], look: ViewedRegister) -> Iterator[Entry[Record]]:
    """The records that name a record, and may be seen."""
    kind, name = entry.name
    for model in look.reading.register.models.values():
        paths = [path for path in references(model) if kind in path.slot.refs]
        paths = [path for path in paths if look.viewer.sees(path.audience)]
        for other in look.entries(model.kind):
            said = (value for path in paths for _loc, value in values(other.record, path))
            if name in said:
                yield other


def _mention(entry: Entry[Record], look: ViewedRegister) -> str:
    kind = look.words.kinds[entry.record.kind].label
    name = look.name(entry)
    shown = look.viewer.sees_sources and look.id(entry) != name
    return f"{kind} · {printed(name)}{f' ({look.id(entry)})' if shown else ''}"
