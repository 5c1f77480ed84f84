"""What of a register was changed since a revision of git."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mes_cli.finding import Finding
from mes_cli.model.settings import Limits
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import files_at, is_content, read, resolve
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.origin import Folder, FolderItem, Origin, decode
from mes_cli.store.reading.tree import ListNode, said

#: The files that differ; of a list, the elements that do, by their place in it. None stands for
#: the whole file.
Changed = Mapping[str, frozenset[int] | None]


def changed(root: Path, revision: str, limits: Limits, origin: Origin | None = None) -> Changed:
    """Give what differs from a revision, new files included.

    *origin* gives the files that are compared, in place of those of the folder.

    Raises:
        UnknownRevisionError: there is no such revision.
        GitError: git does not answer.
    """
    repository = Repository.open(root)
    before = files_at(repository, resolve(repository, revision))
    source = origin or Folder(root)
    now = {*_files(source, source.top)}
    found: dict[str, frozenset[int] | None] = dict.fromkeys(sorted(now.difference(before)))
    differing: dict[str, bytes | None] = {}
    for file, name in before.items():
        content = source.read(file, limits.file_size) if file in now else None
        if not isinstance(content, bytes):
            differing[file] = None
        elif not is_content(name, content):
            differing[file] = content
    found |= dict.fromkeys(differing)
    known = {file: before[file] for file, content in differing.items() if content is not None}
    for file, content in read(repository, known, limits.file_size):
        found[file] = _items(file, differing[file] or b"", content, limits)
    return found


def _files(origin: Origin, folder: str, below: str = "") -> Iterator[str]:
    """All files below the root, but for those that git itself keeps there."""
    items: Iterable[FolderItem] = ()
    with suppress(OSError):
        items = origin.scan(folder)
    for item in items:
        if not item.is_dir(follow_symlinks=False):
            yield f"{below}{item.name}"
        elif item.name != ".git":
            yield from _files(origin, item.path, f"{below}{item.name}/")


def _items(file: str, now: bytes, before: bytes, limits: Limits) -> frozenset[int] | None:
    """The elements of a list that it did not have before; None for a file that is not a list."""
    new = compose(decode(now, file)[0], file, limits.depth).root
    old = compose(decode(before, file)[0], file, limits.depth).root
    if not isinstance(new, ListNode) or not isinstance(old, ListNode):
        return None
    known = {said(item) for item in old.items}
    return frozenset(n for n, item in enumerate(new.items) if said(item) not in known)


def concerns(finding: Finding, what: Changed) -> bool:
    """Tell whether a finding, or a place that it refers to, is in something that was changed."""
    for place in (finding.at, *(other.at for other in finding.related)):
        if place.file in what:
            items = what[place.file]
            if items is None or place.item is None or place.item in items:
                return True
    return False
