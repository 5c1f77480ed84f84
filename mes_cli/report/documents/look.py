"""Styles for ODT and DOCX, and zip archives that are the same byte for byte each time."""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from odfdo import Document, Element

from mes_cli.errors import TemplateFileError
from mes_cli.finding import say
from mes_cli.report.shipped import Own, template_root

#: The file that holds the styles, among the templates.
NAME = "shared/styles.fodt"

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
_PARTS = ("font-face-decls", "styles", "automatic-styles", "master-styles")


@dataclass(frozen=True, slots=True)
class Letters:
    """How the text of one style looks; None where the style does not say."""

    font: str | None
    #: In points.
    size: float | None
    #: Six hexadecimal digits.
    color: str | None
    bold: bool | None
    italic: bool | None


class DocumentStyles:
    """The styles of one flat OpenDocument file."""

    def __init__(self, text: str, file: str) -> None:
        """Read the file.

        Raises:
            TemplateFileError: it is no flat OpenDocument text.
        """
        # Nothing outside the text is read, and no entity is resolved.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            self.root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError:
            raise TemplateFileError(file, _NOT_FLAT) from None
        if self._find("office:styles") is None or self.root.getroottree().docinfo.doctype:
            raise TemplateFileError(file, _NOT_FLAT)

    def dress(self, document: Document) -> None:
        """Give a document these styles, in place of those it has."""
        styles = document.styles.root
        for part in _PARTS:
            there = styles.get_element(f"office:{part}")
            found = self._find(f"office:{part}")
            if found is None:
                continue
            if there is not None:
                styles.delete(there)
            styles.append(Element.from_tag(etree.tostring(found, encoding="unicode")))

    def letters(self, style: str) -> Letters:
        """Return how a paragraph style looks, with what it inherits."""
        chain = [self._styles[style]] if style in self._styles else []
        while chain and (parent := chain[-1].get(_q("style:parent-style-name"))) in self._styles:
            if self._styles[parent] in chain:
                break
            chain.append(self._styles[parent])
        says: dict[str, str] = {}
        for one in [*self._default, *reversed(chain)]:
            for properties in one.iterfind("style:text-properties", _NS):
                says.update({str(k): str(v) for k, v in properties.attrib.items()})
        size = says.get(_q("fo:font-size"), "")
        color = says.get(_q("fo:color"), "")
        weight, slant = says.get(_q("fo:font-weight")), says.get(_q("fo:font-style"))
        return Letters(
            font=self._fonts.get(says.get(_q("style:font-name"), "")),
            size=float(size[:-2]) if size.endswith("pt") else None,
            color=color[1:] if len(color) == len("#000000") else None,
            bold=None if weight is None else weight == "bold",
            italic=None if slant is None else slant == "italic",
        )

    @cached_property
    def _styles(self) -> "dict[str, etree._Element]":
        found = self.root.iterfind("office:styles/style:style", _NS)
        return {str(one.get(_q("style:name"))): one for one in found}

    @cached_property
    def _default(self) -> "list[etree._Element]":
        found = self.root.iterfind("office:styles/style:default-style", _NS)
        return [one for one in found if one.get(_q("style:family")) == "paragraph"]

    @cached_property
    def _fonts(self) -> dict[str, str]:
        """The first family of each font that the file names."""
        faces = self.root.iterfind("office:font-face-decls/style:font-face", _NS)
        return {
            str(face.get(_q("style:name"))): str(face.get(_q("svg:font-family")))
            .split(",")[0]
            .strip(" '\"")
            for face in faces
        }

    def _find(self, path: str) -> "etree._Element | None":
        return self.root.find(path, _NS)


def look(own: Own = ()) -> DocumentStyles:
    """Return the register's own look, else the shipped one.

    Raises:
        TemplateFileError: the own file is no flat OpenDocument text.
    """
    for name, text, file in own:
        if name == NAME:
            return DocumentStyles(text, file)
    return DocumentStyles((template_root() / NAME).read_text("utf-8"), NAME)


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


_NOT_FLAT = say("it is no flat OpenDocument text; save it in LibreOffice as .fodt")


#: The first moment that an archive can name.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def steady_zip(content: bytes) -> bytes:
    """Pack an archive again: the same parts in the same order, without the time of the day."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in source.infolist():
            # OpenDocument wants its type first and unpacked.
            packed = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            part = zipfile.ZipInfo(info.filename, _MOMENT)
            part.external_attr = 0o600 << 16
            made.writestr(part, source.read(info), compress_type=packed)
    return target.getvalue()
