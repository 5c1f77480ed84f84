"""Where the files of a register come from: what files there are, and what each says.

A folder answers it, and so does a commit of git (``store.git.past``). Everything above reads
both in the same way.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mes_cli.finding import Finding
from mes_cli.store.reading import opening


class FolderItem(Protocol):
    """Something in a folder, as ``os.scandir`` gives it; links are never followed."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def path(self) -> str:
        """How :meth:`Origin.scan` finds it, where it is a folder."""
        ...

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is a folder."""
        ...

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is an ordinary file."""
        ...

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """What the system shows of it.

        Raises:
            OSError: nothing can be shown.
        """
        ...


class Origin(Protocol):
    """Where files come from."""

    @property
    def top(self) -> str:
        """The path of the root, for :meth:`scan`."""
        ...

    def scan(self, path: str) -> Sequence[FolderItem]:
        """List a folder.

        Raises:
            OSError: it cannot be listed.
        """
        ...

    def read(self, file: str, most: int) -> bytes | Finding:
        """Read a file of at most *most* bytes, or find why not; *file* is relative to the root."""
        ...

    def present(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that lead to a file, without a link."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder itself, as it stands now."""

    root: Path

    @property
    def top(self) -> str:
        """The path of the root."""
        return str(self.root)

    def scan(self, path: str) -> Sequence[FolderItem]:
        """List a folder."""
        with os.scandir(path) as entries:
            return list(entries)

    def read(self, file: str, most: int) -> bytes | Finding:
        """Read a file."""
        return opening.read(f"{self.root}/{file}", file, most)

    def present(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that lead to a file."""
        return opening.present(self.root, paths)
