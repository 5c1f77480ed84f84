"""The root of a register: the folder that holds ``mes.yaml``, and the language it speaks."""

from pathlib import Path
from typing import TypeGuard

from mes_cli.errors import NoRegisterError
from mes_cli.finding import Finding
from mes_cli.language.vocabulary import LANGUAGES, SETTINGS_FILE, vocabulary
from mes_cli.store.reading.composer import compose_bytes
from mes_cli.store.reading.origin import Folder, Origin
from mes_cli.store.reading.tree import MapNode, Node, Tree

# The limits that a register sets itself are not known before its settings are read.
_LARGEST, _DEEPEST = 1 << 20, 24


def find_root(start: Path) -> Path:
    """Find the folder that holds ``mes.yaml``, from *start* upward as git does.

    Raises:
        NoRegisterError: no folder from here up holds `mes.yaml`.
    """
    try:
        here = start.resolve(strict=True)
        for folder in (here, *here.parents):
            if (folder / SETTINGS_FILE).exists() or (folder / SETTINGS_FILE).is_symlink():
                return folder
    except OSError:
        pass
    raise NoRegisterError(str(start))


def settings_tree(origin: Origin, draft: bytes | None = None) -> Tree:
    """Parse ``mes.yaml``, or the *draft* that is to replace it."""
    content: bytes | Finding | None = draft
    if content is None:
        content = origin.read(SETTINGS_FILE, _LARGEST)
    return compose_bytes(content, SETTINGS_FILE, _DEEPEST)


def language_of(tree: Tree) -> str | None:
    """Give the language that a settings file names, even if the rest of it cannot be read."""
    root = tree.root or tree.partial
    if not isinstance(root, MapNode):
        return None
    named = {str(key): value for key, value in root.pairs if _is_language(value)}
    for language in LANGUAGES:
        key = vocabulary(language).key("Settings", "language")
        if found := named.get(key, named.get("language")):
            return str(found)
    return None


def _is_language(node: Node) -> TypeGuard[str]:
    return node in LANGUAGES


def register_language(folder: Path) -> str | None:
    """Give the language of the register that holds *folder*; None where there is no register."""
    try:
        return language_of(settings_tree(Folder(find_root(folder))))
    except NoRegisterError:
        return None
