"""Internal files that git keeps: whoever has a copy of the repository reads them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from mes_cli.errors import GitError
from mes_cli.finding import Place
from mes_cli.store.git.command import Repository
from mes_cli.store.git.past import Past

if TYPE_CHECKING:
    from mes_cli.store.reading.load import Reading

#: What keeps them out of git.
IGNORED = ("exports/", "rapports/*/interne/", "reports/*/internal/")
#: Where what is internal is written to: exports, and the editions for those who keep the register.
FOLDERS = tuple(it.rstrip("/") for it in IGNORED)


def internal_files(root: Path) -> list[str]:
    """Give the internal files that the last commit holds; git is asked only if there may be any."""
    folders = [it for pattern in FOLDERS for it in sorted(root.glob(pattern)) if it.is_dir()]
    if not folders:
        return []
    names = [folder.relative_to(root).as_posix() for folder in folders]
    with suppress(GitError):
        said = Repository.open(root).ask("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *names)
        return [it.decode("utf-8", "replace") for it in said.split(b"\0") if it]
    return []


def _internal(files: Iterable[str]) -> list[str]:
    return [it for it in files if any(fnmatch(it, f"{pattern}*") for pattern in IGNORED)]


def with_internal_files(reading: "Reading") -> "Reading":
    """Add a finding for each internal file that the last commit holds, or the one that was read."""
    from mes_cli.store.reading.faults.file_access import internal_file_in_git

    past = reading.past
    files = _internal(past.files) if isinstance(past, Past) else internal_files(reading.root)
    found = [internal_file_in_git(Place(file)) for file in files]
    return replace(reading, findings=[*reading.findings, *found]) if found else reading
