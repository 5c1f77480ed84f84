"""Records that a table adds: their files and ids, and each of them once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.keys import paired, plain_key
from mes_cli.exchange.plan import Item, ItemState, Plan, put
from mes_cli.exchange.returned_rows import ReturnedRow
from mes_cli.exchange.values import same_in_all_forms, text
from mes_cli.finding import Loc
from mes_cli.model import Contribution
from mes_cli.model.audience import Personal
from mes_cli.model.identifiers import free_id, id_of
from mes_cli.model.record import label_in
from mes_cli.store.reading.translation import Data

_MONTH = re.compile(r"(\d{4})-(\d{2})-\d{2}", re.ASCII)


def place_for(
    kind: str, data: Mapping[str, object], code: str, taken: set[tuple[str, str]], current: Current
) -> tuple[str, str, bool]:
    """The file of a new record, its id, and whether it joins a list.

    Hours without an id of their own join the list of their month.
    """
    month = month_of(data)
    if kind == Contribution.kind and not code and month:
        return current.month_list(month, str(data.get("kind"))), "", True
    label = label_in(data.get) or str(data.get("year") or "")
    name = code or new_id(kind, label or month or kind, taken)
    taken.add((kind, name))
    return f"{current.words.kinds[kind].folder}/{name}.yaml", name, False


def month_of(data: Mapping[str, object]) -> str:
    """The month that a record is about: ``2025-03``; empty where it has no day."""
    period = data.get("period")
    said = data.get("date") or (period.get("from") if isinstance(period, dict) else None)
    found = _MONTH.fullmatch(str(said or ""))
    return f"{found[1]}-{found[2]}" if found else ""


def new_id(kind: str, name: str, taken: set[tuple[str, str]]) -> str:
    """An id made of a name that no record of the kind has.

    >>> new_id("initiative", "Café des Possibles", {("initiative", "cafe-des-possibles")})
    'cafe-des-possibles-2'
    """
    return free_id(id_of(name) or kind, lambda it: (kind, it) in taken)


@dataclass(slots=True)
class ReturnedRecord:
    """A record as the spreadsheet has it: its own row, and the rows of its lists."""

    kind: str
    code: str
    row: ReturnedRow | None = None
    lists: dict[str, list[ReturnedRow]] = field(default_factory=dict)
    #: Its number among the records of the file.
    place: int = 0

    @property
    def spot(self) -> str:
        """Where it begins."""
        if self.row is not None:
            return self.row.spot()
        return next(rows[0].spot() for rows in self.lists.values() if rows)


def in_before(
    drafts: Iterable[ReturnedRecord], current: Current
) -> dict[tuple[str, int], tuple[str, str]]:
    """The rows without an id that came in before, with the names of the records they became."""
    rows = [(draft, *_keys(draft)) for draft in drafts if draft.row and not draft.code]
    entries = [entry for several in current.keys.values() for entry in several]

    def by(draft: ReturnedRecord) -> str:
        assert draft.row is not None
        return next((text(it.raw).strip() for it in draft.row.cells if it.column.key == "by"), "")

    pairs = paired(
        rows,
        entries,
        [
            (
                lambda row: (row[1], by(row[0])),
                lambda it: (it.record.import_key, getattr(it.record, "by", None) or ""),
            ),
            (lambda row: row[2], lambda it: it.record.import_key),
            (lambda row: row[1], lambda it: it.record.import_key),  # under a pseudonym meanwhile
        ],
    )
    return {
        (row[0].kind, row[0].place): entry.name
        for row, entry in zip(rows, pairs, strict=True)
        if entry
    }


def _keys(draft: ReturnedRecord) -> tuple[str, str]:
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


def added(draft: ReturnedRecord, current: Current, taken: set[tuple[str, str]], plan: Plan) -> None:
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
    if not draft.code:
        data["import_key"] = _keys(draft)[0]
    file, code, listed = place_for(draft.kind, data, draft.code, taken, current)
    data["id"] = code or new_id(draft.kind, "x", taken)
    record = checked(data, draft.kind, draft.spot, spots, current, plan)
    if record is None:
        plan.refused = True
        return
    del data["id"]
    label = str(current.plain(record)["label"]) if code else str(data.get("title") or "")
    plan.items.append(
        Item(
            ItemState.NEW,
            draft.kind,
            code,
            label,
            data,
            file=file,
            listed=listed,
            spot=draft.spot,
            spots=spots,
        )
    )


def _element(line: ReturnedRow, way: Loc, spots: dict[Loc, str], current: Current) -> Data:
    element: Data = {}
    for cell in line.cells:
        spots[*way, *cell.column.names] = line.spot(cell)
        put(element, cell.column.names, current.reader.value(cell.raw, cell.column))
    return element
