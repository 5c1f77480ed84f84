"""Templates of a register's own: read as text, never through a link, never from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mes_cli.errors import TemplateFileError
from mes_cli.finding import Finding, Message, say
from mes_cli.refusal import refusal
from mes_cli.store.reading.folders import printable
from mes_cli.store.reading.origin import FolderItem, Origin, read

#: The folders that may hold them, by the language of the register; the last one wins.
FOLDERS: Mapping[str, tuple[str, ...]] = {"en": ("templates",), "fr": ("templates", "modeles")}
#: What a folder or a file of templates may be called.
PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)*")
#: Other files beside them, such as letters or pictures, are not templates.
ENDINGS = (".j2", ".css", ".fodt")
#: Bytes in one template, templates in a register, folders in one another.
_LARGEST, _MOST, _DEEPEST = 1 << 20, 500, 8


def own_templates(origin: Origin, language: str) -> dict[str, tuple[str, str]]:
    """The templates of a register, by name: the text, and the file as messages call it.

    Raises:
        TemplateFileError: one of them cannot be used.
    """
    found: dict[str, tuple[str, str]] = {}
    at_top = {item.name: item for item in _listed(origin, origin.top, "")}
    for folder in FOLDERS[language]:
        if folder not in at_top:
            continue
        for name in _walk(origin, at_top[folder], folder, ""):
            file = f"{folder}/{name}"
            found[name] = (_decoded(origin.read(file, _LARGEST), file), file)
            if len(found) > _MOST:
                raise TemplateFileError(f"{folder}/", say("there are more than 500; keep fewer"))
    return found


def one_template(path: Path) -> tuple[str, str]:
    """The text of a template at a given path, and its name in messages.

    Raises:
        TemplateFileError: it cannot be used.
    """
    return _text(path, printable(str(path))), printable(str(path))


def _walk(origin: Origin, top: FolderItem, label: str, below: str, depth: int = 1) -> Iterator[str]:
    """The names of templates below a folder, in order."""
    if _is_link(top) or depth > _DEEPEST:
        raise TemplateFileError(f"{label}/{below}", _LINK)
    for item in _listed(origin, top.path, f"{label}/{below}"):
        is_folder = item.is_dir(follow_symlinks=False)
        if item.name.startswith(".") or not (
            is_folder or _is_link(item) or item.name.lower().endswith(ENDINGS)
        ):
            continue
        name = f"{below}{item.name}"
        if not PART.fullmatch(item.name):
            raise TemplateFileError(f"{label}/{printable(name)}", _NAME)
        if is_folder:
            yield from _walk(origin, item, label, f"{name}/", depth + 1)
        elif _is_link(item):
            raise TemplateFileError(f"{label}/{name}", _LINK)
        else:
            yield name


def _listed(origin: Origin, path: str, label: str) -> list[FolderItem]:
    try:
        return sorted(origin.scan(path), key=lambda item: item.name)
    except OSError as problem:
        raise TemplateFileError(label, _refused(refusal(problem))) from problem


def _is_link(item: FolderItem) -> bool:
    """Tell whether something is neither a folder nor an ordinary file."""
    return not (item.is_dir(follow_symlinks=False) or item.is_file(follow_symlinks=False))


def _text(path: Path, file: str) -> str:
    if path.is_symlink():
        raise TemplateFileError(file, _LINK)
    return _decoded(read(path, file, _LARGEST), file)


def _decoded(content: bytes | Finding, file: str) -> str:
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
