"""Any table, by a mapping file that says which column is which field; and a first guess of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from mes_cli.errors import MesError
from mes_cli.exchange.columns import Column, Layout, Sheet, sheets
from mes_cli.exchange.grids import Grid, Raw, is_blank
from mes_cli.exchange.headings import titles
from mes_cli.exchange.incoming import Arrivals, Incoming, Names
from mes_cli.exchange.plan import Data, put
from mes_cli.exchange.state import Now
from mes_cli.exchange.values import fold
from mes_cli.finding import Loc, say
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.settings import Limits
from mes_cli.store.emit import quoted
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.tree import Mapping as Fields
from mes_cli.store.reading.tree import Node, Sequence, is_scalar

#: What columns are often called that are no words of a register, by kind.
_USUAL = {
    "contribution": {
        "jour": "date", "heures": "hours", "nombre d heures": "hours", "temps": "hours",
        "temps passe": "hours", "benevole": "by", "nom du benevole": "by", "qui": "by",
        "nom": "by", "intitule": "title", "activite": "title", "objet": "title",
        "travaux effectues": "title", "commentaire": "notes", "remarques": "notes",
        "volunteer": "by", "day": "date", "time": "hours", "activity": "title",
    },
}  # fmt: skip
#: The keys of a mapping file, and what they are called in French.
_KEYS = {"kind": "sorte", "columns": "colonnes", "fixed": "fixe", "key": "cle"}


class MapError(MesError):
    """A mapping file that cannot be used."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            say("the list of columns `{name}` cannot be used: see line {line}",
                name=name, line=line),
            say("a list of columns has `kind`, `columns` (title of a column: field), and where they"
                " are wanted `fixed` (field: value) and `key` (list of titles);"
                " `{command}` writes one",
                command="mes import table FILE --guess"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is which field."""

    kind: str
    columns: Mapping[str, Column]
    fixed: Mapping[str, tuple[Column, str]]
    #: The columns that make a row this one and no other; all of them where none is named.
    key: tuple[str, ...] = ()


def fields_of(kind: str) -> dict[str, Column]:
    """All fields of a kind that a cell can hold, by all their names."""
    found: dict[str, Column] = {}
    for column in _main(kind).columns:
        for title in titles(column):
            found.setdefault(fold(title), column)
    return found


def _main(kind: str) -> Sheet:
    return sheets(kind, Layout.SHEETS)[0]


def mapping(text: str, name: str) -> Columns:
    """Read a mapping file.

    Raises:
        MapError: it is none.
    """
    tree = compose(text, name, Limits().depth)
    if not isinstance(tree.root, Fields) or tree.findings:
        raise MapError(name, tree.findings[0].at.line if tree.findings else 1)
    parts: dict[str, Node] = {}
    for key, value in tree.root.pairs:
        known = next((k for k, french in _KEYS.items() if key.value in {k, french}), None)
        if known is None:
            raise MapError(name, key.start_mark.line + 1)
        parts[known] = value
    kind = _kind(parts.get("kind"), name)
    table = fields_of(kind)
    columns = dict(_pairs(parts.get("columns"), name))
    fixed = dict(_pairs(parts.get("fixed"), name))
    return Columns(
        kind,
        {title: _field(said, table, name, line) for title, (said, line) in columns.items()},
        {field: (_field(field, table, name, line), said) for field, (said, line) in fixed.items()},
        _key(parts.get("key"), name),
    )


def _kind(node: Node | None, name: str) -> str:
    if node is not None and is_scalar(node):
        said = fold(node.value)
        for kind in KINDS:
            for language in LANGUAGES:
                words = vocabulary(language).kinds[kind]
                if said in map(fold, (kind, words.folder, words.label, words.plural)):
                    return kind
    raise MapError(name, node.start_mark.line + 1 if node is not None else 1)


def _pairs(node: Node | None, name: str) -> list[tuple[str, tuple[str, int]]]:
    if node is None:
        return []
    if not isinstance(node, Fields):
        raise MapError(name, node.start_mark.line + 1)
    found: list[tuple[str, tuple[str, int]]] = []
    for key, value in node.pairs:
        if not is_scalar(value):
            raise MapError(name, value.start_mark.line + 1)
        if value.value:
            found.append((key.value, (value.value, key.start_mark.line + 1)))
    return found


def _field(said: str, table: Mapping[str, Column], name: str, line: int) -> Column:
    if fold(said) not in table:
        raise MapError(name, line)
    return table[fold(said)]


def _key(node: Node | None, name: str) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence) or not all(map(is_scalar, node.items)):
        raise MapError(name, node.start_mark.line + 1)
    return tuple(item.value for item in node.items if is_scalar(item))


def records(grids: list[Grid], by: Columns, names: Names, now: Now) -> Arrivals:
    """Read a table by a mapping; columns that it does not name are left out."""
    arrivals = Arrivals("table")
    for grid in grids:
        folded = {fold(title): number for number, title in enumerate(grid.titles)}
        for number, row in enumerate(grid.rows[1:], 1):
            if all(is_blank(cell) for cell in row):
                continue
            data: Data = {}
            spots: dict[Loc, str] = {}
            for column, said in by.fixed.values():
                put(data, column.names, now.reader.value(said, column))
            for title, column in by.columns.items():
                at = folded.get(fold(title))
                if at is None or at >= len(row):
                    continue
                spots[column.names] = grid.spot(number, at)
                put(data, column.names, _value(row[at], column, names, now))
            wanted = [folded[fold(t)] for t in by.key if fold(t) in folded] or range(len(row))
            identity = tuple(str(row[at]) if at < len(row) else "" for at in wanted)
            arrivals.found.append(Incoming(by.kind, data, identity, grid.spot(number), spots))
    return arrivals


def _value(raw: Raw, column: Column, names: Names, now: Now) -> object:
    if column.key == "by" and isinstance(raw, str):
        return names.called(raw)
    return now.reader.value(raw, column)


def guess(grid: Grid, kind: str, language: str) -> str:
    """Write a first mapping of a table: the titles that look like fields, the others empty."""
    kind = kind or max(KINDS, key=lambda it: (_matches(grid, it), it == "contribution"))
    words, table = vocabulary(language), _guesses(kind)
    lines = [f"kind: {words.kinds[kind].label}", "columns:"]
    used: set[str] = set()
    for title in dict.fromkeys(filter(None, grid.titles)):
        near = get_close_matches(fold(title), table, n=1, cutoff=0.85)
        column = table[near[0]] if near else None
        key = _said(column, language) if column and column.key not in used else ""
        used |= {column.key} if column else set()
        lines.append(f"  {quoted(title)}: {key}".rstrip())
    missing = [c for c in _main(kind).columns if c.required and c.key not in used | {"id"}]
    if missing:
        lines += ["fixed:", *(f"  {_said(column, language)}:" for column in missing)]
    return "\n".join(lines) + "\n"


def _guesses(kind: str) -> dict[str, Column]:
    """The fields of a kind by their names, and by what they are often called."""
    own = {column.key: column for column in _main(kind).columns}
    usual = {title: own[key] for title, key in _USUAL.get(kind, {}).items()}
    return usual | fields_of(kind)


def _said(column: Column, language: str) -> str:
    words = vocabulary(language)
    return ".".join(words.key(*it) for it in zip(column.homes, column.names, strict=True))


def _matches(grid: Grid, kind: str) -> int:
    table = _guesses(kind)
    return sum(fold(title) in table for title in grid.titles if title)
