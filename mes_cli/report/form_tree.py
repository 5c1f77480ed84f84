"""The field tree of a PDF form, as pypdf reads it; ``acroform`` fills in what is found here."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mes_cli.finding import Message, say
from mes_cli.language.folding import same

#: The most fields of a form, and how deep they may stand in one another.
_MOST_FIELDS, _DEEPEST = 2_000, 40
_KINDS = {"/Tx": "text", "/Ch": "choice", "/Btn": "button", "/Sig": "signature"}
#: What a field takes over from those above it.
_INHERITED = ("/FT", "/Ff", "/MaxLen", "/V", "/Opt", "/TU")
READ_ONLY, _MULTILINE, _EDITABLE = 1, 1 << 12, 1 << 18
#: Signs that the letters of most forms lack, and what is written for them.
_PLAIN = str.maketrans(
    {"\u202f": " ", "\u00a0": " ", "\u2212": "-", "\u2011": "-", "\u2019": "'", "\u00ad": None}
)

#: So many words of a choice are named.
_SOME = 8

_LOCKED = say("it is locked: ask for a form that is not, or fill it in by hand from the report")
_XFA = say("its fields are of a kind (XFA) that only Adobe’s programs fill; ask for a plain form")
_NO_FIELDS = say("it has no fields to fill in: print it, and fill it in from the report")
_TOO_MANY = say("it has more than {number} fields", number=_MOST_FIELDS)


class FormChoice(NamedTuple):
    """A word that a choice takes: as it is read, and as the file writes it."""

    label: str
    written: str


class FormField(NamedTuple):
    """A field of a form."""

    name: str
    #: ``text``, ``choice``, ``button``, ``signature``, or ``fixed`` where it takes nothing.
    kind: str
    #: The page that it is on, from 1.
    page: int
    #: What its maker says of it.
    tip: str = ""
    #: The most characters; None where it does not say.
    longest: int | None = None
    multiline: bool = False
    #: The words that a choice takes; empty where it takes any.
    options: tuple[FormChoice, ...] = ()
    #: What stands in it already.
    value: str = ""

    def refuses(self, text: str) -> Message | None:
        """Say why a text cannot be written into it; None if it can."""
        if self.kind not in {"text", "choice"}:
            return say("it is ticked or signed by hand")
        if self.options and self._option(text) is None:
            labels = (it.label for it in self.options[:_SOME])
            return say("it takes one of: {words}", words=", ".join(labels))
        letters = len(self.fitted(text))
        if self.longest is not None and letters > self.longest:
            return say(
                "it takes {most} characters, and there are {number}",
                most=self.longest,
                number=letters,
            )
        return None

    def fitted(self, text: str) -> str:
        """Write a text with the letters that forms have, on one line where it has but one."""
        option = self._option(text)
        if option is not None:
            return option.written
        plain = text.translate(_PLAIN)
        return plain if self.multiline else " ".join(plain.split("\n"))

    def _option(self, text: str) -> FormChoice | None:
        return next((it for it in self.options if same(text) == same(it.label)), None)


class UnfitError(Exception):
    """It is no form that can be filled in; *args* say why."""


class Terminal(NamedTuple):
    """A field that holds a value, as it stands in the file, with the boxes that show it."""

    about: FormField
    node: Any
    #: Its type, as the file writes it.
    type: str
    #: Each with the number of its page, from 0.
    boxes: list[tuple[int, IndirectObject]]


def opened(content: bytes) -> PdfWriter:
    """Read a form, to be written again.

    Raises:
        UnfitError: it is locked.
    """
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise UnfitError(_LOCKED)
    return PdfWriter(clone_from=reader)


def acroform_of(writer: PdfWriter) -> Any:
    """Return what holds the fields of a form.

    Raises:
        UnfitError: it has none.
    """
    form: Any = writer.root_object.get("/AcroForm", DictionaryObject()).get_object()
    if not form.get("/Fields"):
        raise UnfitError(_XFA if "/XFA" in form else _NO_FIELDS)
    return form


def terminals(writer: PdfWriter) -> list[Terminal]:
    """Return the fields that are shown, in the order in which one reads them.

    Raises:
        UnfitError: there are none, or too many.
    """
    form = acroform_of(writer)
    shown = {
        reference.idnum: number
        for number, page in enumerate(writer.pages)
        for reference in _references(page.get("/Annots"))
    }
    found: list[Terminal] = []
    seen: set[int] = set()
    for reference in _references(form["/Fields"]):
        for name, field, held in _below(reference, "", {}, seen, 0):
            boxes = [(shown[it.idnum], it) for it in _boxes(field) if it.idnum in shown]
            if boxes and held.get("/FT") in _KINDS:
                about = _about(name, held, boxes[0][0], programmed="/XFA" in form)
                found.append(Terminal(about, field.get_object(), held["/FT"], boxes))
            if len(seen) > _MOST_FIELDS:
                raise UnfitError(_TOO_MANY)
    if not found:
        raise UnfitError(_XFA if "/XFA" in form else _NO_FIELDS)
    return sorted(found, key=lambda field: _place(*field.boxes[0]))


def _below(
    reference: IndirectObject,
    above: str,
    held: Mapping[str, Any],
    seen: set[int],
    depth: int,
) -> Iterator[tuple[str, IndirectObject, Mapping[str, Any]]]:
    """Yield each field that has no fields below it, with its whole name and what holds for it."""
    node: Any = reference.get_object()
    if reference.idnum in seen or depth > _DEEPEST:
        return
    seen.add(reference.idnum)
    name = ".".join(it for it in (above, str(node.get("/T", ""))) if it)
    own = {**held, **{key: node[key] for key in _INHERITED if key in node}}
    kids = [it for it in _references(node.get("/Kids")) if "/T" in dictionary(it)]
    for kid in kids:
        yield from _below(kid, name, own, seen, depth + 1)
    if not kids and name:
        yield name, reference, own


def _boxes(field: IndirectObject) -> list[IndirectObject]:
    """Return what shows a field: it stands below the field, or is one with it."""
    return _references(dictionary(field).get("/Kids")) or [field]


def dictionary(reference: IndirectObject) -> Any:
    """Return what a reference of the file leads to."""
    return reference.get_object()


def _references(value: Any) -> list[IndirectObject]:
    return [it for it in _array(value) if isinstance(it, IndirectObject)]


def _array(value: Any) -> list[Any]:
    found = value.get_object() if value is not None else None
    return list(found) if isinstance(found, ArrayObject) else []


def _place(page: int, widget: IndirectObject) -> tuple[float, ...]:
    left, _, _, top = (float(it) for it in dictionary(widget)["/Rect"])
    return page, -round(top, -1), left


def _about(name: str, held: Mapping[str, Any], page: int, *, programmed: bool) -> FormField:
    """Say what a field is; what a second form (XFA) computes is open, as that one is taken out."""
    flags = int(held.get("/Ff", 0))
    fixed = flags & READ_ONLY and not programmed
    kind = _KINDS[held["/FT"]]
    options = tuple(_option(it.get_object()) for it in _array(held.get("/Opt")))
    free = kind != "choice" or flags & _EDITABLE
    return FormField(
        name,
        "fixed" if fixed else kind,
        page + 1,
        str(held.get("/TU", "")),
        int(held["/MaxLen"]) if "/MaxLen" in held else None,
        bool(flags & _MULTILINE),
        () if free else options,
        str(held.get("/V", "")),
    )


def _option(value: Any) -> FormChoice:
    if isinstance(value, ArrayObject):
        return FormChoice(str(value[1]), str(value[0]))
    return FormChoice(str(value), str(value))
