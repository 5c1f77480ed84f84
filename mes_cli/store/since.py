"""What of a register was changed since a revision of git."""

from collections.abc import Mapping
from pathlib import Path

from mes_cli.errors import NoGitError, UnknownRevisionError
from mes_cli.finding import Finding
from mes_cli.model.settings import Limits
from mes_cli.store import files, git
from mes_cli.store.compose import compose
from mes_cli.store.nodes import Mapping as Fields
from mes_cli.store.nodes import Node, Sequence, is_scalar
from mes_cli.store.text import decode

#: The files that differ; of a list, the elements that do, by their place in it. Nothing
#: stands for the whole file.
Changed = Mapping[str, frozenset[int] | None]


def changed(root: Path, revision: str, limits: Limits) -> Changed:
    """Give what differs from a revision, files that git does not know yet included.

    Raises:
        NoGitError: there is no git here.
        UnknownRevisionError: there is no repository, or no such revision.
    """
    if git.program(root) is None:
        raise NoGitError
    commit = git.resolve(root, revision)
    differing = git.changed_since(root, commit) if commit else None
    if commit is None or differing is None:
        raise UnknownRevisionError(revision)
    found: dict[str, frozenset[int] | None] = dict.fromkeys(git.untracked(root))
    for file in differing:
        found[file] = _items(root, commit, file, limits)
    return found


def _items(root: Path, commit: str, file: str, limits: Limits) -> frozenset[int] | None:
    """The elements of a list that it did not have at the commit."""
    content = files.read(root / file, file, limits.file_size)
    before = git.content_at(root, commit, file, limits.file_size)
    if before is None or not isinstance(content, bytes):
        return None
    now = compose(decode(content, file)[0], file, limits).root
    then = compose(decode(before.encode(), file)[0], file, limits).root
    if not isinstance(now, Sequence) or not isinstance(then, Sequence):
        return None
    known = {_said(item) for item in then.items}
    return frozenset(n for n, item in enumerate(now.items) if _said(item) not in known)


def _said(node: Node) -> str:
    """All that an element says, as one text."""
    if isinstance(node, Fields):
        return "{" + ",".join(f"{key.value!r}:{_said(value)}" for key, value in node) + "}"
    if isinstance(node, Sequence):
        return "[" + ",".join(map(_said, node.items)) + "]"
    assert is_scalar(node)
    return repr(node.value)


def concerns(finding: Finding, what: Changed) -> bool:
    """Tell whether a finding, or the other half of it, is about something that was changed."""
    for place in (finding.at, *(other.at for other in finding.related)):
        if place.file in what:
            items = what[place.file]
            if items is None or place.item is None or place.item in items:
                return True
    return False
