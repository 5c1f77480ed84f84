"""A file that is being changed: what stood there, what is to stand there, what it says."""

from dataclasses import dataclass, field
from difflib import unified_diff

from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import KINDS, Settings
from mes_cli.model.part import Part
from mes_cli.store.reading.decoding import decode
from mes_cli.store.reading.folders import folders
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

_BOM = "\ufeff"


@dataclass(slots=True)
class Sheet:
    """A file that is being changed."""

    file: str
    kind: str
    #: What stood there when the change began; nothing where the file is new.
    before: bytes | None
    text: str = ""
    #: What every record of the file says, in canonical data.
    records: list[Data] = field(default_factory=list)
    #: A list of records, be it of one.
    listed: bool = False
    bom: bool = False
    #: Some of it cannot be read: it may be shown, and is never written.
    spoilt: bool = False
    crlf: bool = False

    @property
    def model(self) -> type[Part]:
        """What its records are."""
        return Settings if self.kind == Settings.kind else KINDS[self.kind]

    @property
    def content(self) -> bytes | None:
        """What is to stand there; nothing where the file is to go."""
        if not self.records and self.before is not None:
            return None
        text = self.text.replace("\n", "\r\n") if self.crlf else self.text
        return (_BOM + text if self.bom else text).encode("utf-8")

    @property
    def difference(self) -> str:
        """How the file changes, as ``diff -u`` writes it."""
        old = (self.before or b"").decode("utf-8").splitlines(keepends=True)
        new = (self.content or b"").decode("utf-8").splitlines(keepends=True)
        lines = unified_diff(old, new, f"a/{self.file}", f"b/{self.file}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def opened(file: str, kind: str, content: bytes) -> Sheet:
    """Open a file that was read clean; line ends are those of Unix while it is changed."""
    text, _ = decode(content, file)
    sheet = Sheet(file, kind, content, text.replace("\r\n", "\n"))
    sheet.bom = content.startswith(_BOM.encode())
    sheet.crlf = "\r\n" in text
    return sheet


def kind_of(file: str, reading: Reading) -> str:
    """The kind of the records of a file, by its folder."""
    if file == SETTINGS_FILE:
        return Settings.kind
    return folders(reading.words)[file.partition("/")[0]]


def model_of(file: str, reading: Reading) -> type[Part] | None:
    """The model of the records of a file; None for a file that holds none."""
    if file == SETTINGS_FILE:
        return Settings
    kind = folders(reading.words).get(file.partition("/")[0])
    return KINDS[kind] if kind is not None else None


def pruned(value: object) -> object:
    """Leave out what is empty: an empty value is an absent field."""
    if isinstance(value, dict):
        inner = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        inner_items = [pruned(item) for item in value]
        return [item for item in inner_items if item not in (None, "", {})]
    return value
