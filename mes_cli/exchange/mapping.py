"""Any table, by a mapping file that says which column is which field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mes_cli.errors import MesError
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming
from mes_cli.exchange.plan import put
from mes_cli.exchange.sheets import Column, RecordSheet, SheetLayout, sheets, titles
from mes_cli.exchange.titles import rows_of, with_titles
from mes_cli.exchange.values import text
from mes_cli.exchange.volunteers import People
from mes_cli.exchange.workbooks import Raw
from mes_cli.finding import Loc, Message, count, say
from mes_cli.language.folding import same
from mes_cli.language.vocabulary import kind_words
from mes_cli.model import KINDS, Contribution, Models, Record
from mes_cli.model.audience import Personal
from mes_cli.model.settings import Limits
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.translation import Data
from mes_cli.store.reading.tree import ListNode, MapNode, Node, is_scalar

#: The keys of a mapping file, and what they are called in French.
KEYS = {"kind": "sorte", "columns": "colonnes", "fixed": "fixe", "key": "cle"}


class MapError(MesError):
    """A mapping file that cannot be used."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            say(
                "the list of columns `{name}` cannot be used: see line {line}", name=name, line=line
            ),
            say(
                "a list of columns has `kind`, `columns` (title of a column: field), and where they"
                " are wanted `fixed` (field: value) and `key` (list of titles);"
                " `mes import table FILE --guess` writes one",
            ),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is which field."""

    kind: str
    columns: Mapping[str, Column]
    fixed: Mapping[str, tuple[Column, str]]
    #: The columns that make a row this one and no other; all of them where none is named.
    key: tuple[str, ...] = ()


def fields_of(model: type[Record]) -> dict[str, Column]:
    """All fields of a kind that a cell can hold, by all their names."""
    found: dict[str, Column] = {}
    for column in main_sheet(model).columns:
        for title in titles(column):
            found.setdefault(same(title), column)
    return found


def main_sheet(model: type[Record]) -> RecordSheet:
    """The sheet of the records of a kind, without those of its lists."""
    return sheets(model, SheetLayout.SHEETS)[0]


def mapping(text: str, name: str, models: Models) -> Columns:
    """Read a mapping file.

    Raises:
        MapError: it is not a list of columns.
    """
    tree = compose(text, name, Limits().depth)
    if not isinstance(tree.root, MapNode) or tree.findings:
        raise MapError(name, tree.findings[0].at.line if tree.findings else 1)
    parts: dict[str, Node] = {}
    for key, value in tree.root.pairs:
        known = next((k for k, french in KEYS.items() if key in {k, french}), None)
        if known is None:
            raise MapError(name, key.start_mark.line + 1)
        parts[known] = value
    kind = _kind(parts.get("kind"), name)
    table = fields_of(models[kind])
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
        said = same(node)
        for kind in KINDS:
            if said in map(same, (kind, *kind_words(kind))):
                return kind
    raise MapError(name, node.start_mark.line + 1 if node is not None else 1)


def _pairs(node: Node | None, name: str) -> list[tuple[str, tuple[str, int]]]:
    if node is None:
        return []
    if not isinstance(node, MapNode):
        raise MapError(name, node.start_mark.line + 1)
    found: list[tuple[str, tuple[str, int]]] = []
    for key, value in node.pairs:
        if not is_scalar(value):
            raise MapError(name, value.start_mark.line + 1)
        if value:
            found.append((str(key), (str(value), key.start_mark.line + 1)))
    return found


def _field(said: str, table: Mapping[str, Column], name: str, line: int) -> Column:
    if same(said) not in table:
        raise MapError(name, line)
    return table[same(said)]


def _key(node: Node | None, name: str) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, ListNode) or not all(map(is_scalar, node.items)):
        raise MapError(name, node.start_mark.line + 1)
    return tuple(str(item) for item in node.items if is_scalar(item))


def records(grids: Iterable[Grid], by: Columns, people: People, current: Current) -> Arrivals:
    """Read a table by a mapping; columns that it does not name are left out."""
    mapped = [*by.columns.values(), *(column for column, _ in by.fixed.values())]
    fields = dict.fromkeys(column.names[0] for column in mapped if not _is_name(column))
    arrivals = Arrivals("table", tuple(fields))
    for grid in grids:
        folded = {same(title): number for number, title in enumerate(grid.titles)}
        found = [
            _record(grid, number, row, folded, by, people, current)
            for number, row in rows_of(grid, arrivals.left_out.append)
        ]
        arrivals.found += found
        arrivals.notes += _without_hours(found)
    return arrivals


#: What a contribution is counted by.
_COUNTED = ("hours", "quantity", "value", "obtained")
#: Cells that a note names; further ones are counted.
_NAMED = 5


def _without_hours(found: Iterable[Incoming]) -> Iterator[Message]:
    """Say which rows have an empty cell where others have hours: they come in, uncounted."""
    empty = [
        it.spots["hours",]
        for it in found
        if it.kind == Contribution.kind
        and ("hours",) in it.spots
        and not any(it.data.get(name) for name in _COUNTED)
    ]
    if empty:
        yield count(
            "{number} row has no hours and will count for nothing: {cells}",
            "{number} rows have no hours and will count for nothing: {cells}",
            len(empty),
            cells=", ".join(empty[:_NAMED]) + (" …" if len(empty) > _NAMED else ""),
        )


def titled(grid: Grid, by: Columns, at: int) -> Grid:
    """The grid with the row in which the titles of a mapping stand."""
    wanted = set(map(same, by.columns))
    return with_titles(grid, lambda title: same(title) in wanted, at)


def has_columns(grid: Grid, by: Columns) -> bool:
    """Tell whether a sheet has any column that a mapping names."""
    return not set(map(same, by.columns)).isdisjoint(map(same, grid.titles))


def _is_name(column: Column) -> bool:
    return column.slot.personal is Personal.NAME


def _record(  # noqa: PLR0917 - a row, and what it is read with
    grid: Grid,
    number: int,
    row: tuple[Raw, ...],
    folded: Mapping[str, int],
    by: Columns,
    people: People,
    current: Current,
) -> Incoming:
    data: Data = {}
    spots: dict[Loc, str] = {}
    for column, said in by.fixed.values():
        put(data, column.names, current.reader.value(said, column))
    alike: list[int] = []
    for title, column in by.columns.items():
        at = folded.get(same(title), len(row))
        if at >= len(row):
            continue
        spots[column.names] = grid.spot(number, at)
        put(data, column.names, _value(row[at], column, people, current))
        if not _is_name(column) and (not by.key or same(title) in map(same, by.key)):
            alike.append(at)
    key = [folded[same(title)] for title in by.key if same(title) in folded]
    mapped = {folded.get(same(title)) for title in by.columns}
    alike += [at for at in key if at not in mapped]
    identity = tuple(text(row[at]) if at < len(row) else "" for at in alike)
    before = tuple(str(row[at]) if at < len(row) else "" for at in key or range(len(row)))
    return Incoming(by.kind, data, identity, grid.spot(number), spots, earlier=(before,))


def _value(raw: Raw, column: Column, people: People, current: Current) -> object:
    """Read a cell; who gave the hours becomes a pseudonym."""
    if column.key == "by" and isinstance(raw, str):
        return people.called(raw)
    return current.reader.value(raw, column)
