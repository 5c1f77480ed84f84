"""Registers, schemas and caches in a folder of its own, and the works that are done on them."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import cycle
from pathlib import Path

from benchmarks.book import FEWEST
from benchmarks.measure import Work
from benchmarks.peers import Bench, Peer
from mes_cli.language.vocabulary import vocabulary

HERE = Path(__file__).resolve().parent
#: What the bytes of a register depend on.
_GENERATOR = ("book", "generate", "kinds", "layout", "mistakes", "money", "texts")
#: The field that is changed: no contribution has it before.
_CHANGE = "tags: ["


@dataclass(frozen=True)
class Shop:
    """Makes what is needed when it is needed, below one folder."""

    folder: Path
    peers: Path
    mes: str
    seed: int = 1
    wrong: float = 0.01

    def register(self, records: int, *, wrong: bool = False) -> Path:
        """A register of that size; one that was made by the same generator is taken again."""
        name = f"{records}{'-wrong' if wrong else ''}-{self.seed}-{self._generator}"
        path = self.folder / "registers" / name
        made = path.with_name(f"{name}.made")
        if not (made.exists() and path.is_dir()):
            shutil.rmtree(path, ignore_errors=True)
            self._say(f"making a register of {records} records")
            command = [sys.executable, "-m", "benchmarks.generate", str(path),
                       "--records", str(records), "--seed", str(self.seed),
                       "--wrong", str(self.wrong if wrong else 0)]  # fmt: skip
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

    def floor(self, work: str, records: int) -> Work:
        """A process that only walks and stats, or reads too."""
        command = [sys.executable, "-I", str(HERE / "floor.py"), work, str(self.register(records))]
        return Work(f"floor {work}", [command])

    def cold(self, records: int, *, wrong: bool = False) -> Work:
        """``mes check`` without a cache; it writes one."""
        cache = self.folder / "caches" / "cold"
        return Work(
            "mes check, cold",
            [[self.mes, "-C", str(self.register(records, wrong=wrong)), "check"]],
            ready=partial(shutil.rmtree, cache, ignore_errors=True),
            variables=_caches(cache),
            codes=frozenset({1 if wrong else 0}),
        )

    def warm(self, records: int, *arguments: str, wrong: bool = False) -> Work:
        """``mes check``, or another command, when a check has filled the cache."""
        register = self.register(records, wrong=wrong)
        cache = self.folder / "caches" / register.name
        check = Work(
            "mes check, warm",
            [[self.mes, "-C", str(register), "check"]],
            variables=_caches(cache),
            codes=frozenset({1 if wrong else 0}),
        )
        check.run()
        if not arguments:
            return check
        return Work(
            f"mes {arguments[0]}, warm",
            [[self.mes, "-C", str(register), *arguments]],
            variables=_caches(cache),
        )

    def changed(self, records: int) -> Work:
        """``mes check`` when one record was written anew since the last one."""
        check = self.warm(records)
        folder = self.register(records) / vocabulary("fr").kinds["contribution"].folder
        file = min(folder.rglob("*.yaml"))
        text = file.read_text("utf-8").partition(_CHANGE)[0]
        texts = cycle(f"{text}{_CHANGE}{word}]\n" for word in ("une-fois", "une-autre-fois"))
        return Work(
            "mes check, one record changed",
            check.commands,
            ready=lambda: _rewrite(file, next(texts)),
            variables=check.variables,
        )

    def python(self, code: str, *options: str) -> Work:
        """A process of the same Python."""
        return Work(f"python -c {code}", [[sys.executable, *options, "-c", code]])

    def version(self) -> Work:
        """The shortest thing that can be asked of mes."""
        return Work("mes --version", [[self.mes, "--version"]])

    @staticmethod
    def _say(what: str) -> None:
        print(f"{what} ...", file=sys.stderr, flush=True)


def _caches(folder: Path) -> Mapping[str, str]:
    """Point a process at a cache of ours: nobody's own is touched."""
    if sys.platform == "darwin":
        return {"HOME": str(folder)}
    return {"XDG_CACHE_HOME": str(folder)}


def _rewrite(file: Path, text: str) -> None:
    file.write_text(text, "utf-8", newline="\n")


def command() -> str:
    """The ``mes`` that stands beside this Python."""
    places = (str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))
    found = shutil.which("mes", path=os.pathsep.join(places))
    if found is None:
        raise SystemExit("mes is not installed beside this Python: pip install -e .")
    return found
