"""Forms that others give out as PDF: their fields (AcroForm), read and filled in.

A form is what a stranger made, so it is read in a process of its own. It stays a form: what is
filled in can be corrected by hand. Programs in it are taken out, and nothing of it is run.
"""

import io
import logging
import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from mes_cli.errors import MesError
from mes_cli.finding import Message, say
from mes_cli.report.form_tree import (
    READ_ONLY,
    FormField,
    Terminal,
    UnfitError,
    acroform_of,
    dictionary,
    opened,
    terminals,
)
from mes_cli.worker import WorkerDiedError, in_worker

#: The most bytes of a form.
LARGEST = 20_000_000
#: What a form may do when somebody clicks: lead, or show and hide. All else is taken out.
_HARMLESS = frozenset({"/GoTo", "/URI", "/Named", "/Hide", "/ResetForm"})
#: The size of letters in what says how a field looks, and the smallest that one can read.
_SIZE = re.compile(r"(?<![\d.])([\d.]{1,16}) Tf")
_SMALLEST = 6.0
_NO_PDF = say("it is no PDF that can be read: open it, save it again, and try once more")
_TOO_MUCH = say("it takes more time or memory than any form needs")


class FormError(MesError):
    """A form of somebody else cannot be filled in."""

    def __init__(self, file: str, reason: Message) -> None:
        super().__init__(say("the form `{file}` cannot be filled in", file=file), reason)


class FilledForm(NamedTuple):
    """A form with values in it."""

    content: bytes
    #: The fields whose text is longer than their boxes show.
    tight: tuple[str, ...]
    #: How many programs were taken out of it.
    programs: int
    #: Whether it held a second, hidden form for Adobe's programs, which is taken out.
    hybrid: bool


def form_fields(content: bytes, file: str) -> tuple[FormField, ...]:
    """Return the fields of a form, in the order in which one reads them.

    Raises:
        FormError: it is no form that can be filled in.
    """
    found: tuple[FormField, ...] = _answer(file, _fields, content)
    return found


def filled(content: bytes, file: str, values: Mapping[str, str]) -> FilledForm:
    """Write texts into the fields of a form, by their names.

    Raises:
        FormError: it is no form that can be filled in.
    """
    made: FilledForm = _answer(file, _filled, content, dict(values))
    return made


def _answer(file: str, function: Any, content: bytes, *more: object) -> Any:
    """Run a function in a process of its own."""
    try:
        answer = in_worker(_guarded, function, content, *more)
    except WorkerDiedError:
        answer = _TOO_MUCH
    if isinstance(answer, Message):
        raise FormError(file, answer)
    return answer


def _guarded(function: Any, content: bytes, *more: object) -> Any:
    """Run a function of pypdf; return the reason as a message where the file is broken."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return function(content, *more)
    except UnfitError as problem:
        return problem.args[0]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a broken file makes the library fail in many ways
        return _NO_PDF


def _fields(content: bytes) -> tuple[FormField, ...]:
    return tuple(it.about for it in terminals(opened(content)))


def _filled(content: bytes, values: Mapping[str, str]) -> FilledForm:
    writer = opened(content)
    tight: list[str] = []
    for field in terminals(writer):
        name, flags = field.about.name, int(field.node.get("/Ff", 0))
        if field.about.kind != "fixed" and flags & READ_ONLY:
            field.node[NameObject("/Ff")] = NumberObject(flags & ~READ_ONLY)
        if name in values and not _write(writer, field, field.about.fitted(values[name])):
            tight.append(name)
    form = acroform_of(writer)
    hybrid = form.pop("/XFA", None) is not None
    writer.root_object.pop("/Perms", None)
    writer.set_need_appearances_writer()
    programs = _without_programs(writer)
    target = io.BytesIO()
    writer.write(target)
    return FilledForm(target.getvalue(), tuple(tight), programs, hybrid)


def _write(writer: PdfWriter, field: Terminal, text: str) -> bool:
    """Write a text into each box of one field, small if it is long; tell whether all of it shows.

    The library looks for fields by the last part of their names and would fill in others that
    have it too: it is shown one box at a time.
    """
    field.node[NameObject("/FT")] = NameObject(field.type)
    last, shown = str(field.node.get("/T")), True
    for number, widget in field.boxes:
        page = writer.pages[number]
        shown = _sized(dictionary(widget), field, acroform_of(writer), text) and shown
        before = page.raw_get("/Annots")
        page[NameObject("/Annots")] = ArrayObject([widget])
        writer.update_page_form_field_values(page, {last: text}, auto_regenerate=None)
        page[NameObject("/Annots")] = before
    return shown


def _sized(box: Any, field: Terminal, form: Any, text: str) -> bool:
    """Let programs choose the size of letters where a text would not fit; tell whether it then may.

    A letter is taken to be half as wide as it is high.
    """
    left, low, right, top = (float(it) for it in box["/Rect"])
    wide, high = abs(right - left), abs(top - low)

    def fits(size: float) -> bool:
        lines = [math.ceil(len(it) * size / 2 / max(wide - size, 1)) for it in text.split("\n")]
        one = not field.about.multiline
        return sum(lines) <= 1 if one else sum(lines) * size * 1.2 <= high

    said = str(next((it["/DA"] for it in (box, field.node, form) if "/DA" in it), ""))
    size = _SIZE.search(said)
    if size and float(size[1]) and not fits(float(size[1])):
        box[NameObject("/DA")] = TextStringObject(_SIZE.sub("0 Tf", said))
    return fits(_SMALLEST)


def _without_programs(writer: PdfWriter) -> int:
    """Take out what would run when the form is opened, filled in or clicked; return how much."""
    root = writer.root_object
    found = sum(_no_action(root, key) for key in ("/OpenAction", "/AA"))
    names = root.get("/Names", DictionaryObject()).get_object()
    found += names.pop("/JavaScript", None) is not None
    for one in list(writer._objects):  # noqa: SLF001 - all of them, wherever they hang
        if isinstance(one, DictionaryObject):
            found += _no_action(one, "/A") + _no_action(one, "/AA")
    acroform_of(writer).pop("/CO", None)
    return found


def _no_action(held: DictionaryObject, key: str) -> bool:
    """Take an action out of a dictionary, unless it only leads somewhere or shows something."""
    action = held.get(key)
    action = action.get_object() if action is not None else None
    if action is None or isinstance(action, ArrayObject):
        return False
    harmless = isinstance(action, DictionaryObject) and action.get("/S") in _HARMLESS
    if harmless and "/Next" not in action:
        return False
    del held[key]
    return True
