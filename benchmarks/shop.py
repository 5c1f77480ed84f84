"""Registers, schemas and caches in a folder of its own, and the works that are done on them."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from benchmarks.book import FEWEST
from benchmarks.measure import Work
from benchmarks.peers import Bench, Peer
from mes_cli.language.vocabulary import vocabulary

HERE = Path(__file__).resolve().parent
#: What the bytes of a register depend on.
_GENERATOR = ("book", "generate", "kinds", "layout", "mistakes", "money", "texts")


@dataclass(frozen=True)
class Shop:
    """Makes what is needed when it is needed, below one folder."""

    folder: Path
    peers: Path
    mes: str
    seed: int = 1

    def register(self, records: int) -> Path:
        """A register of that size; one that was made by the same generator is taken again."""
        name = f"{records}-{self.seed}-{self._generator}"
        path = self.folder / "registers" / name
        made = path.with_name(f"{name}.made")
        if not (made.exists() and path.is_dir()):
            shutil.rmtree(path, ignore_errors=True)
            self._say(f"making a register of {records} records")
            command = [sys.executable, "-m", "benchmarks.generate", str(path),
                       "--records", str(records), "--seed", str(self.seed),
                       "--wrong", "0"]  # fmt: skip
            subprocess.run(command, check=True, cwd=HERE.parent, capture_output=True)  # noqa: S603
            made.touch()
        return path

    @cached_property
    def _generator(self) -> str:
        parts = b"".join((HERE / f"{name}.py").read_bytes() for name in _GENERATOR)
        return hashlib.sha256(parts).hexdigest()[:8]

    @cached_property
    def schemas(self) -> dict[str, Path]:
        """What ``mes schema`` prints, by the folder of each kind."""
        folder, register = self.folder / "schemas", self.register(100)
        folder.mkdir(parents=True, exist_ok=True)
        found = {}
        for kind, words in vocabulary("fr").kinds.items():
            if words.folder:
                path = folder / f"{kind}.json"
                command = [self.mes, "-C", str(register), "schema", kind]
                said = subprocess.run(command, check=True, capture_output=True)  # noqa: S603
                path.write_bytes(said.stdout)
                found[words.folder] = path
        return found

    def peer(self, peer: Peer, records: int, times: int = 1) -> Work | None:
        """Another tool on such a register; a slow one on a part of it, which stands for all."""
        part = peer.work(self.peers, self._bench(records // times))
        if part is None or times == 1:
            return part
        start = peer.work(self.peers, self._bench(FEWEST))
        return replace(part, times=times, start=start)

    def _bench(self, records: int) -> Bench:
        folder = self.folder / "peers-need" / str(records)
        folder.mkdir(parents=True, exist_ok=True)
        return Bench(self.register(records), records, self.schemas, folder)

    def cold(self, records: int) -> Work:
        """``mes check`` without a cache; it writes one."""
        cache = self.folder / "caches" / "cold"
        return Work(
            "mes check, cold",
            [[self.mes, "-C", str(self.register(records)), "check"]],
            ready=partial(shutil.rmtree, cache, ignore_errors=True),
            variables=_caches(cache),
        )

    def warm(self, records: int) -> Work:
        """``mes check`` when a check has filled the cache, and nothing has changed."""
        register = self.register(records)
        check = Work(
            "mes check, warm",
            [[self.mes, "-C", str(register), "check"]],
            variables=_caches(self.folder / "caches" / register.name),
        )
        check.run()
        return check

    def report(self, records: int) -> Work:
        """The annual report as a page, of a register that was checked."""
        check = self.warm(records)
        report = ("report", "annual", "--format", "html", "--output", "-")
        return replace(check, name="mes report", commands=[[*check.commands[0][:3], *report]])

    def empty_command(self) -> Work:
        """A program of typer's that does nothing, in the same Python."""
        code = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
        return Work("an empty typer command", [[sys.executable, "-c", code]])

    @staticmethod
    def _say(what: str) -> None:
        print(f"{what} ...", file=sys.stderr, flush=True)


def _caches(folder: Path) -> Mapping[str, str]:
    """Point a process at a cache of ours: nobody's own is touched."""
    if sys.platform == "darwin":
        return {"HOME": str(folder)}
    return {"XDG_CACHE_HOME": str(folder)}


def command() -> str:
    """The ``mes`` that stands beside this Python."""
    places = (str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))
    found = shutil.which("mes", path=os.pathsep.join(places))
    if found is None:
        raise SystemExit("mes is not installed beside this Python: pip install -e .")
    return found
