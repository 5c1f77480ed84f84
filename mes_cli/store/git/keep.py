"""Keeping the register as it stands as a commit, on this machine: nothing is ever sent.

The files are read as mes reads them, and handed to one ``git fast-import``: no filter, no hook and
no editor takes part. Files that git ignores, and files outside the register, stay as they are.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.errors import GitError, UnknownRevisionError
from mes_cli.escape import legible
from mes_cli.finding import Finding, say
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE
from mes_cli.model.evidence import MOST_BYTES, is_taken
from mes_cli.store import templates
from mes_cli.store.git.command import RefusedError, Repository
from mes_cli.store.git.commit import day_in, files_at, is_content, read, resolve
from mes_cli.store.reading.folders import folders
from mes_cli.store.reading.load import Reading

_BRANCH = re.compile(r"refs/heads/[^\s\"\\]+")
_HALF_MERGED = say("two versions wait to be brought together by whoever looks after the folder")
_NO_BRANCH = say("the folder stands on no branch")
#: How many bytes git may write to one file.
_MOST_WRITTEN = 1 << 30


class Committer(NamedTuple):
    """Who keeps a version."""

    name: str
    email: str = ""

    def __str__(self) -> str:
        """Both as git writes them; what would end a line, or begin the address, is left out."""
        name, email = (re.sub(r"[<>\x00-\x1f]", "", it).strip() for it in self)
        return f"{name} <{email}>"


class LastVersion(NamedTuple):
    """The last version: the commit, its day, and who made it."""

    commit: str
    day: dt.date
    name: str

    @classmethod
    def of(cls, repository: Repository) -> "LastVersion | None":
        """Ask git for it; None where git keeps no version yet.

        Raises:
            GitError: git does not answer.
        """
        with suppress(UnknownRevisionError):
            commit = resolve(repository, "HEAD")
            said = repository.ask("rev-list", "--max-count=1", "--format=%cI%n%an", commit)
            _, moment, name = said.decode("utf-8", "replace").split("\n")[:3]
            return cls(commit, day_in(moment), legible(name))
        return None


@dataclass(frozen=True)
class Version:
    """The register as it stands, beside the last version that git keeps of it."""

    reading: Reading
    repository: Repository
    branch: str
    #: None where git keeps none yet.
    last: LastVersion | None

    @classmethod
    def of(cls, reading: Reading) -> "Version":
        """Look at the repository that holds a register.

        Raises:
            GitError: there is no git, no repository or no branch, or a merge is half done.
        """
        repository = Repository.open(reading.root)
        with suppress(UnknownRevisionError):
            resolve(repository, "MERGE_HEAD")
            raise GitError(_HALF_MERGED)
        try:
            branch = repository.ask("symbolic-ref", "--quiet", "HEAD").decode("utf-8").strip()
        except (RefusedError, UnicodeDecodeError):
            branch = ""
        if not _BRANCH.fullmatch(branch):
            raise GitError(_NO_BRANCH)
        return cls(reading, repository, branch, LastVersion.of(repository))

    @property
    def committer(self) -> Committer | None:
        """The user of this machine as git knows them; None where it knows no name."""
        said = {}
        for key in ("user.name", "user.email"):
            with suppress(RefusedError):
                said[key] = self.repository.ask("config", "--get", key).decode("utf-8", "replace")
        name = said.get("user.name", "").strip()
        return Committer(name, said.get("user.email", "").strip()) if name else None

    def changed(self) -> Mapping[str, bytes | None]:
        """The files of the register that the last version does not have so; None: it is gone.

        Raises:
            GitError: git does not answer.
        """
        before = files_at(self.repository, self.last.commit) if self.last else {}
        known = self._known()
        found: dict[str, bytes | None] = {}
        now = set(self._files(known))
        for file in sorted(now):
            content = self.reading.origin.read(file, MOST_BYTES)
            if isinstance(content, Finding):
                continue
            if file not in before or not is_content(before[file], content):
                found[file] = content
        for file in before:
            own = self._is_own(file) or is_taken(file)
            if file not in known and file not in now and own:
                found[file] = None
        return found

    def kept(self, files: Iterable[str]) -> Mapping[str, bytes | None]:
        """What the last version has in some files; None where it has no such file.

        Raises:
            GitError: git does not answer.
        """
        before = files_at(self.repository, self.last.commit) if self.last else {}
        wanted = {file: before[file] for file in files if file in before}
        contents = dict(read(self.repository, wanted, self.reading.settings.limits.file_size))
        return {file: contents.get(file) for file in files}

    def keep(self, message: str, committer: Committer) -> str:
        """Make a commit of what changed; return its name.

        Raises:
            GitError: git does not do it; nothing is kept then.
        """
        files = self.changed()
        prefix = self.repository.ask("rev-parse", "--show-prefix").decode("utf-8").strip()
        stream = b"".join(self._stream(files, prefix, message, committer))
        arguments = ("fast-import", "--quiet", "--date-format=now", "--done")
        self.repository.ask(*arguments, fed=stream, written=_MOST_WRITTEN)
        commit = resolve(self.repository, self.branch)
        self._tell_index(files, commit, prefix)
        return commit

    def _stream(
        self, files: Mapping[str, bytes | None], prefix: str, message: str, committer: Committer
    ) -> Iterator[bytes]:
        said = message.strip().encode() + b"\n"
        yield f"commit {self.branch}\ncommitter {committer} now\ndata {len(said)}\n".encode()
        yield said
        if self.last:
            yield f"from {self.last.commit}\n".encode()
        for file, content in files.items():
            path = _quoted(prefix + file)
            if content is None:
                yield b"D " + path + b"\n"
            else:
                yield b"M 100644 inline " + path + b"\n" + f"data {len(content)}\n".encode()
                yield content + b"\n"
        yield b"\ndone\n"

    def _tell_index(self, files: Iterable[str], commit: str, prefix: str) -> None:
        """Let the index of git know what was kept, so that nothing looks changed."""
        kept = files_at(self.repository, commit)
        none = "0" * len(commit)
        rows = [
            f"100644 {kept[it]}\t{prefix}{it}" if it in kept else f"0 {none}\t{prefix}{it}"
            for it in files
        ]
        fed = "".join(f"{row}\0" for row in rows).encode("utf-8", "surrogateescape")
        self.repository.ask("update-index", "-z", "--index-info", fed=fed, written=_MOST_WRITTEN)

    def _known(self) -> frozenset[str]:
        """All files that are there and that git keeps, or would keep."""
        arguments = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        names = self.repository.ask(*arguments).split(b"\0")
        files = (it.decode("utf-8", "surrogateescape") for it in names if it)
        return frozenset(it for it in files if (self.reading.root / it).is_file())

    def _files(self, known: Iterable[str]) -> Iterator[str]:
        return (file for file in known if self._is_own(file))

    def _is_own(self, file: str) -> bool:
        """Tell whether a file is the register's: settings, decisions, records, templates, media."""
        top, below, _ = file.partition("/")
        if not below:
            return file in {SETTINGS_FILE, *IDENTITIES_FILES, ".gitignore"}
        own = (*folders(self.reading.words), *templates.FOLDERS[self.reading.words.language])
        return top in own or file in self.reading.register.media


def commit_of(reading: Reading) -> tuple[str, bool]:
    """Give the current commit of a register, and whether its files differ from it.

    The text is empty where the register is in no repository, or git does not answer. The files are
    compared here: ``git status`` would run what the settings of a repository inside this one name.
    """
    with suppress(GitError):
        repository = Repository.open(reading.root)
        if last := LastVersion.of(repository):
            return last.commit, bool(Version(reading, repository, "", last).changed())
    return "", False


def _quoted(path: str) -> bytes:
    """Write a path as git reads it back."""
    inner = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inner}"'.encode("utf-8", "surrogateescape")
