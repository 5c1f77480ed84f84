"""Other tools that check text files, and how each is called on the same records.

Those of schemas get what ``mes schema`` prints, one process for each kind. A ledger has as many
entries as there are records: other work, of the same size. Where a tool is not installed, its
rows say so.
"""

import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from benchmarks.measure import Work

#: So many paths are few enough for one command line.
_PATHS = 4000
_SOURCEMETA = "node_modules/@sourcemeta/jsonschema/build/github-releases"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are for one size of register."""

    register: Path
    records: int
    #: The schema of each folder of the register.
    schemas: dict[str, Path]
    #: For what a peer needs beside them.
    folder: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """Another tool: where it is, and its commands."""

    name: str
    find: Callable[[Path], str | None]
    commands: Callable[[str, Bench], Sequence[Sequence[str]]]
    version: Sequence[str] = ("--version",)
    codes: frozenset[int] = frozenset({0})

    def work(self, peers: Path, bench: Bench) -> Work | None:
        """The work of it, if it is installed."""
        program = self.find(peers)
        if program is None:
            return None
        return Work(self.name, self.commands(program, bench), codes=self.codes)

    def said_version(self, peers: Path) -> str:
        """The version that it says it has."""
        program = self.find(peers)
        if program is None:
            return "not installed"
        found = subprocess.run(  # noqa: S603 - one of the peers below
            [program, *self.version], capture_output=True, text=True, check=False
        )
        version = re.search(r"\d+(?:\.\d+)+", found.stdout + found.stderr)
        return version[0] if version else "unknown"


def _native(peers: Path) -> str | None:
    """The program itself, without the launcher that starts Node first."""
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    name = f"jsonschema-{platform.system().lower()}-{machine}"
    path = peers / _SOURCEMETA / name
    return str(path) if path.is_file() else None


def _python(name: str) -> Callable[[Path], str | None]:
    """A program of the environment of Python that stands beside ``node_modules``."""

    def find(peers: Path) -> str | None:
        found = (which(name, path=str(place)) for place in sorted(peers.glob("*/bin")))
        return next((path for path in found if path), None)

    return find


def _validate(program: str, bench: Bench) -> Sequence[Sequence[str]]:
    return [
        [program, "validate", str(schema), str(bench.register / folder), "--extension", "yaml"]
        for folder, schema in bench.schemas.items()
    ]


def _check_jsonschema(program: str, bench: Bench) -> Sequence[Sequence[str]]:
    return [
        [program, "--schemafile", str(schema), *paths]
        for folder, schema in bench.schemas.items()
        for paths in _batches(bench.register / folder)
    ]


def _batches(folder: Path) -> Iterator[list[str]]:
    paths = sorted(str(path) for path in folder.rglob("*.yaml"))
    return (paths[at : at + _PATHS] for at in range(0, len(paths), _PATHS))


def _bean_check(program: str, bench: Bench) -> Sequence[Sequence[str]]:
    def entry(number: int) -> str:
        day = f"{2021 + number % 5}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        return (f'{day} * "Déplacement {number}" #parcours-{number}\n'
                f"  Expenses:Travel  {number % 900}.20 EUR\n  Assets:Bank\n\n")  # fmt: skip

    opened = ("2020-01-01 open Expenses:Travel EUR\n2020-01-01 open Assets:Bank EUR\n\n",)
    path = bench.folder / "ledger.beancount"
    _write(path, (*opened, *(entry(number) for number in range(bench.records))))
    return [[program, "--no-cache", str(path)]]


def _write(path: Path, parts: Sequence[str] | Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts)


SOURCEMETA = Peer("sourcemeta jsonschema", _native, _validate)
CHECK_JSONSCHEMA = Peer("check-jsonschema", _python("check-jsonschema"), _check_jsonschema)
BEAN_CHECK = Peer("bean-check", _python("bean-check"), _bean_check)

PEERS = (SOURCEMETA, CHECK_JSONSCHEMA, BEAN_CHECK)
