"""Rows of a spreadsheet that the register does not have: new records, each of them once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.ids import free_id, place_for
from mes_cli.exchange.keys import paired, plain_key
from mes_cli.exchange.lines import Line
from mes_cli.exchange.plan import Data, Item, Plan, State, put
from mes_cli.exchange.values import same_in_all_forms, text
from mes_cli.finding import Loc
from mes_cli.model.personal import Personal


@dataclass(slots=True)
class Draft:
    """A record as the spreadsheet has it: its own row, and the rows of its lists."""

    kind: str
    code: str
    row: Line | None = None
    lists: dict[str, list[Line]] = field(default_factory=dict)
    #: Its number among the records of the file.
    place: int = 0

    @property
    def spot(self) -> str:
        """Where it begins."""
        if self.row is not None:
            return self.row.spot()
        return next(rows[0].spot() for rows in self.lists.values() if rows)


def in_before(drafts: Iterable[Draft], current: Current) -> dict[tuple[str, int], tuple[str, str]]:
    """The rows without an id that came in before, with the names of the records they became."""
    rows = [(draft, *_keys(draft)) for draft in drafts if draft.row and not draft.code]
    entries = [entry for several in current.keys.values() for entry in several]

    def by(draft: Draft) -> str:
        assert draft.row is not None
        return next((text(it.raw).strip() for it in draft.row.cells if it.column.key == "by"), "")

    pairs = paired(rows, entries, [
        (lambda row: (row[1], by(row[0])),
         lambda it: (it.record.import_key, getattr(it.record, "by", None) or "")),
        (lambda row: row[2], lambda it: it.record.import_key),
        (lambda row: row[1], lambda it: it.record.import_key),  # under a pseudonym meanwhile
    ])  # fmt: skip
    return {(row[0].kind, row[0].place): entry.name
            for row, entry in zip(rows, pairs, strict=True) if entry}  # fmt: skip


def _keys(draft: Draft) -> tuple[str, str]:
    """The key of a row without an id, with no name of a person in it; and an earlier version's."""
    assert draft.row is not None
    cells = [(it.column, it.raw) for it in draft.row.cells]
    said = (
        f"{column.key}={same_in_all_forms(raw)}"
        for column, raw in cells
        if column.slot.personal is not Personal.NAME
    )
    before = (f"{column.key}={raw}" for column, raw in cells)
    return plain_key("mes", (draft.kind, *said)), plain_key("mes", (draft.kind, *before))


def added(draft: Draft, current: Current, taken: set[tuple[str, str]], plan: Plan) -> None:
    """A record that the register does not have."""
    assert draft.row is not None
    data: Data = {}
    spots: dict[Loc, str] = {}
    for cell in draft.row.cells:
        spots[cell.column.names] = draft.row.spot(cell)
        put(data, cell.column.names, current.reader.value(cell.raw, cell.column))
    for name, rows in draft.lists.items():
        part = name.partition(".")[2]
        data[part] = [_element(line, (part, n), spots, current) for n, line in enumerate(rows)]
    folder = current.words.kinds[draft.kind].folder
    if not draft.code:
        data["import_key"] = _keys(draft)[0]
    file, code, listed = place_for(draft.kind, data, draft.code, taken, folder, current.lists)
    data["id"] = code or free_id(draft.kind, "x", taken)
    record = checked(data, draft.kind, draft.spot, spots, current, plan)
    if record is None:
        return
    del data["id"]
    label = str(current.plain(record)["label"]) if code else str(data.get("title") or "")
    plan.items.append(Item(
        State.NEW, draft.kind, code, label, data, file=file, listed=listed, spot=draft.spot,
        spots=spots,
    ))  # fmt: skip


def _element(line: Line, way: Loc, spots: dict[Loc, str], current: Current) -> Data:
    element: Data = {}
    for cell in line.cells:
        spots[*way, *cell.column.names] = line.spot(cell)
        put(element, cell.column.names, current.reader.value(cell.raw, cell.column))
    return element
