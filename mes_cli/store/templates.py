"""Templates of a register's own: read as text, never through a link, never from elsewhere."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mes_cli.errors import TemplateFileError
from mes_cli.finding import Finding, Message, say
from mes_cli.refusal import refusal
from mes_cli.store.reading.folders import printable
from mes_cli.store.reading.opening import read

#: The folders that may hold them, by the language of the register; the last one wins.
FOLDERS: Mapping[str, tuple[str, ...]] = {"en": ("templates",), "fr": ("templates", "modeles")}
#: What a folder or a file of templates may be called.
PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)*")
#: Other files beside them, a letter or a picture, are none.
_ENDINGS = (".j2", ".css", ".fodt")
#: Bytes in one template, templates in a register, folders in one another.
_LARGEST, _MOST, _DEEPEST = 1 << 20, 500, 8


def own_templates(root: Path, language: str) -> dict[str, tuple[str, str]]:
    """The templates of a register, by name: the text, and the file as messages call it.

    Raises:
        TemplateFileError: one of them cannot be used.
    """
    found: dict[str, tuple[str, str]] = {}
    for folder in FOLDERS[language]:
        for path, name in _walk(root / folder, folder, ""):
            found[name] = (_text(path, f"{folder}/{name}"), f"{folder}/{name}")
            if len(found) > _MOST:
                raise TemplateFileError(f"{folder}/", say("there are more than 500; keep fewer"))
    return found


def one_template(path: Path) -> tuple[str, str]:
    """The text of a template that somebody names, and what messages call it.

    Raises:
        TemplateFileError: it cannot be used.
    """
    return _text(path, printable(str(path))), printable(str(path))


def _walk(folder: Path, label: str, below: str, depth: int = 1) -> Iterator[tuple[Path, str]]:
    """The templates below a folder, in order of their names."""
    try:
        if not folder.is_symlink() and not folder.exists():
            return
        if folder.is_symlink() or depth > _DEEPEST:
            raise TemplateFileError(f"{label}/{below}", _LINK)
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as problem:
        raise TemplateFileError(f"{label}/{below}", _refused(refusal(problem))) from problem
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (
            is_folder or entry.is_symlink() or entry.name.lower().endswith(_ENDINGS)
        ):
            continue
        name = f"{below}{entry.name}"
        if not PART.fullmatch(entry.name):
            raise TemplateFileError(f"{label}/{printable(name)}", _NAME)
        if is_folder:
            yield from _walk(Path(entry.path), label, f"{name}/", depth + 1)
        else:
            yield Path(entry.path), name


def _text(path: Path, file: str) -> str:
    if path.is_symlink():
        raise TemplateFileError(file, _LINK)
    content = read(path, file, _LARGEST)
    if isinstance(content, Finding):
        raise TemplateFileError(file, content.message)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TemplateFileError(file, say("it is not written in UTF-8; save it so")) from None


def _refused(reason: Message) -> Message:
    return say("the system refuses it: {reason}", reason=reason)


_LINK = say("it is a link, or too deep; put the file itself into the folder")
_NAME = say("name it with small letters without accents, digits, `-` and `_`")
