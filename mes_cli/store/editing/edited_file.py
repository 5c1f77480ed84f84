"""A file that is being changed: its content before, its new text, and what it says."""

from dataclasses import dataclass, field
from difflib import unified_diff

from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Settings
from mes_cli.model.record import Part
from mes_cli.store.reading.decoding import decode
from mes_cli.store.reading.folders import folders
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

_BOM = "\ufeff"


@dataclass(slots=True)
class EditedFile:
    """A file that is being changed."""

    file: str
    kind: str
    #: The model of its records.
    model: type[Part]
    #: Its content before the change; None if it is a new file.
    before: bytes | None
    text: str = ""
    #: What every record of the file says, in canonical data.
    records: list[Data] = field(default_factory=list)
    #: The file holds a list of records.
    listed: bool = False
    bom: bool = False
    #: Some of it cannot be read: it can be shown as a draft, and is not written.
    spoilt: bool = False
    crlf: bool = False
    #: Its own fields, and nothing else of it, do not fit their declarations.
    stale: bool = False

    @property
    def content(self) -> bytes | None:
        """Its new content; None if the file is to be deleted."""
        if not self.records and self.before is not None:
            return None
        text = self.text.replace("\n", "\r\n") if self.crlf else self.text
        return (_BOM + text if self.bom else text).encode("utf-8")

    @property
    def difference(self) -> str:
        """The change of the file, as ``diff -u`` writes it."""
        old = (self.before or b"").decode("utf-8").splitlines(keepends=True)
        new = (self.content or b"").decode("utf-8").splitlines(keepends=True)
        lines = unified_diff(old, new, f"a/{self.file}", f"b/{self.file}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def opened(file: str, content: bytes, reading: Reading) -> EditedFile:
    """Open a file without errors; its lines end as on Unix while it is changed."""
    text, _ = decode(content, file)
    edited = begun(file, reading, content, text.replace("\r\n", "\n"))
    edited.bom = content.startswith(_BOM.encode())
    edited.crlf = "\r\n" in text
    return edited


def begun(
    file: str,
    reading: Reading,
    before: bytes | None = None,
    text: str = "",
    *,
    listed: bool = False,
) -> EditedFile:
    """Begin to change a file; it is a new one if nothing was there before."""
    kind = kind_of(file, reading)
    return EditedFile(file, kind, reading.register.model(kind), before, text, listed=listed)


def kind_of(file: str, reading: Reading) -> str:
    """Give the kind of the records of a file, by its folder."""
    if file == SETTINGS_FILE:
        return Settings.kind
    return folders(reading.words)[file.partition("/")[0]]


def model_of(file: str, reading: Reading) -> type[Part] | None:
    """Give the model of the records of a file; None for a file without records."""
    if file == SETTINGS_FILE:
        return Settings
    kind = folders(reading.words).get(file.partition("/")[0])
    return reading.register.model(kind) if kind is not None else None


def pruned(value: object) -> object:
    """Leave out empty values: they are absent fields."""
    if isinstance(value, dict):
        inner = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        inner_items = [pruned(item) for item in value]
        return [item for item in inner_items if item not in (None, "", {})]
    return value
