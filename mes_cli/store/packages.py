"""Packages: what a register hands to its network, as one SQLite file that proves to be whole.

The file holds six tables of a fixed form and nothing else. Its digest, a SHA-256, covers every
byte of it: the form of the tables and all rows in order. A package comes from others: it is read
into memory, within limits, and refused with the reason where anything in it is not as it should be.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mes_cli.errors import MesError
from mes_cli.finding import Finding, Message, say
from mes_cli.store.reading.origin import read

FORMAT = "mes-package"
#: The form of packages. It changes when a program that reads them would have to.
VERSION = 1
#: The largest package that is read, in bytes.
LARGEST = 1 << 28
#: The largest text in it, in bytes.
_LONGEST = 1 << 24

Cell = str | int | None
Row = tuple[Cell, ...]

_LINE = {
    **dict.fromkeys(("register",), "TEXT NOT NULL"),
    "year": "INTEGER NOT NULL",
    **dict.fromkeys(("measure", "kind", "record"), "TEXT NOT NULL"),
    **dict.fromkeys(("file", "accompaniment", "detail", "counterpart", "day"), "TEXT"),
    **dict.fromkeys(("cents", "seconds"), "INTEGER NOT NULL"),
}
#: The tables in order, each with its columns and their types.
TABLES: Mapping[str, Mapping[str, str]] = {
    "package": dict.fromkeys(("name", "value"), "TEXT NOT NULL"),
    "registers": dict.fromkeys(("register", "settings", "about"), "TEXT NOT NULL"),
    "identities": dict.fromkeys(("register", "decision"), "TEXT NOT NULL"),
    "records": dict.fromkeys(("register", "kind", "id", "file", "record"), "TEXT NOT NULL"),
    "lines": _LINE,
    "parts": {**_LINE, "by": "TEXT NOT NULL", "key": "TEXT"},
}
#: What every package says of itself.
_ABOUT = {"format": FORMAT, "version": str(VERSION), "audience": "members"}
_DIGEST = "digest"
#: What stands in place of the digest while it is made.
_BLANK = f"sha256:{'0' * 64}"


class PackageRefusedError(MesError):
    """A package of a member cannot be used."""

    def __init__(self, path: str, reason: Message, help: Message | None = None) -> None:  # noqa: A002
        super().__init__(
            say("the package `{path}` cannot be used: {reason}", path=path, reason=reason),
            help or say("ask who made it for a new one: `mes export network`"),
        )


class PackedRecord(NamedTuple):
    """A record as a package holds it: what the members may see of it, as JSON."""

    kind: str
    id: str
    file: str
    data: str


@dataclass(frozen=True)
class PackedRegister:
    """A register as a package holds it."""

    #: The id of the structure that keeps it.
    code: str
    #: What it declares, as JSON.
    settings: str
    #: What is known of it: its name, its day, its commit and so on.
    about: Mapping[str, str]
    records: Sequence[PackedRecord]
    #: Decisions on its identities, each as JSON.
    decisions: Sequence[str] = ()
    lines: Sequence[Row] = ()
    #: Written, and not read back.
    parts: Sequence[Row] = ()
    #: Of a folder: where records stand in files of lists, by kind and id. No package says it.
    items: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """A digest of what it declares and of its records: the same for two that are the same."""
        found = hashlib.sha256(self.settings.encode())
        for record in self.records:
            found.update(repr(tuple(record)).encode())
        return found.hexdigest()


@dataclass(frozen=True)
class Package:
    """A package: registers, the first of which made it."""

    year: int
    registers: Sequence[PackedRegister]


def package_bytes(package: Package) -> bytes:
    """Write a package.

    The same package always gives the same bytes.
    """
    rows = _rows(package)
    with closing(sqlite3.connect(":memory:")) as base:
        for table, columns in TABLES.items():
            base.execute(_create(table))
            marks = ", ".join("?" * len(columns))
            # Names of tables are ours; values never become part of a sentence.
            base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608
        base.execute("INSERT INTO package VALUES (?, ?)", (_DIGEST, _BLANK))
        base.commit()
        base.execute("VACUUM")
        content = base.serialize()
    place = content.rindex(f"{_DIGEST}{_BLANK}".encode()) + len(_DIGEST)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}".encode()
    return content[:place] + digest + content[place + len(digest) :]


def _is_whole(content: bytes) -> bool:
    """Tell whether the digest in a package is that of the package, but for its own place."""
    place = content.rfind(_DIGEST.encode() + b"sha256:") + len(_DIGEST)
    end = place + len(_BLANK)
    blank = content[:place] + _BLANK.encode() + content[end:]
    told = f"sha256:{hashlib.sha256(blank).hexdigest()}".encode()
    return content[place:end] == told


def _rows(package: Package) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    rows["package"] = [*_ABOUT.items(), ("year", str(package.year))]
    for it in package.registers:
        told = json.dumps(dict(it.about), ensure_ascii=False, sort_keys=True)
        rows["registers"].append((it.code, it.settings, told))
        rows["identities"] += ((it.code, decision) for decision in it.decisions)
        rows["records"] += ((it.code, *record) for record in it.records)
        rows["lines"] += it.lines
        rows["parts"] += it.parts
    return rows


def _create(table: str) -> str:
    columns = ", ".join(f'"{name}" {told}' for name, told in TABLES[table].items())
    return f"CREATE TABLE {table} ({columns})"


def read_package(path: Path, name: str) -> Package:
    """Read the package at *path*, which is called *name* in messages.

    Raises:
        PackageRefusedError: it is not a package, has an older form, or was changed.
    """
    content = read(path, name, LARGEST)
    if isinstance(content, Finding):
        raise PackageRefusedError(name, content.message, content.help)
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            return _read(base, content, name)
    except (sqlite3.Error, UnicodeError, OverflowError):
        reason = say("it is no database that can be read: it was cut short or damaged")
        raise PackageRefusedError(name, reason) from None


def _read(base: sqlite3.Connection, content: bytes, name: str) -> Package:
    if not content.startswith(b"SQLite format 3\0"):
        raise PackageRefusedError(name, say("it is no package of mes, but another sort of file"))
    base.deserialize(content)
    base.execute("PRAGMA trusted_schema = OFF")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    _refuse_foreign(base, name)
    if not _is_whole(content):
        reason = say("its digest is not that of its content: it was changed since it was made")
        raise PackageRefusedError(name, reason)
    # Parts are for other programs: who combines works them out anew.
    read_here = [table for table in TABLES if table != "parts"]
    rows = {table: list(_table(base, table, len(content), name)) for table in read_here}
    told = {str(key): str(value) for key, value in rows["package"]}
    if said := _another_form(told):
        raise PackageRefusedError(name, said)
    strange = any(told.get(key) != value for key, value in _ABOUT.items())
    if strange or len(told) < len(rows["package"]):
        raise PackageRefusedError(name, say("it does not say what a package must say"))
    try:
        return Package(int(told["year"]), tuple(_registers(rows)))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise PackageRefusedError(name, say("it does not say what a package must say")) from None


def _refuse_foreign(base: sqlite3.Connection, name: str) -> None:
    """Refuse whatever has not the very tables of a package."""
    found = base.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid").fetchall()
    if found == [("table", table, _create(table)) for table in TABLES]:
        return
    names = {table for what, table, _ in found if what == "table"}
    said: Message | None = None
    if "package" in names:
        with suppress(sqlite3.Error):
            told = dict(base.execute("SELECT name, value FROM package LIMIT 20").fetchall())
            said = _another_form(told)
    elif "export" in names:
        said = say("it is an export made with `mes export sqlite`, not a package")
    elif not names:
        said = say("it is an empty database")
    raise PackageRefusedError(
        name, said or say("it is a database, but its tables are not those of a package")
    )


def _another_form(told: Mapping[str, str]) -> Message | None:
    """Say which form a package has that another version of mes made."""
    if told.get("format") != FORMAT or told.get("version") == str(VERSION):
        return None
    return say(
        "it is a package of form {found}, and this mes reads form {expected}",
        found=str(told.get("version"))[:20],
        expected=VERSION,
    )


def _table(base: sqlite3.Connection, table: str, size: int, name: str) -> Iterator[Row]:
    """Read a table; a damaged one may repeat its pages for ever, so rows are counted."""
    types = [int if told.startswith("INTEGER") else str for told in TABLES[table].values()]
    needed = [told.endswith("NOT NULL") for told in TABLES[table].values()]
    columns = tuple(zip(types, needed, strict=True))
    # A row takes at least a few bytes of the file.
    for number, row in enumerate(base.execute(f"SELECT * FROM {table} ORDER BY rowid")):  # noqa: S608
        fits = all(type(it) is of or (it is None and not must)
                   for it, (of, must) in zip(row, columns, strict=True))  # fmt: skip
        if number > size or not fits:
            raise PackageRefusedError(name, say("a table holds what it must not hold"))
        yield row


def _registers(rows: Mapping[str, Sequence[Row]]) -> Iterator[PackedRegister]:
    cut = {it: _by_register(rows[it]) for it in ("identities", "records", "lines")}
    codes = [row[0] for row in rows["registers"]]
    strangers = {code for of in cut.values() for code in of} - set(codes)
    if strangers or len(set(codes)) < len(codes) or not codes:
        raise ValueError
    for code, settings, told in rows["registers"]:
        name = str(code)
        about = json.loads(str(told))
        yield PackedRegister(
            name,
            str(settings),
            {str(key): str(value) for key, value in about.items()},
            [PackedRecord(*map(str, row[1:])) for row in cut["records"].get(name, ())],
            [str(row[1]) for row in cut["identities"].get(name, ())],
            cut["lines"].get(name, ()),
        )


def _by_register(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[0]), []).append(row)
    return found
