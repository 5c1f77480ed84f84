"""What a spreadsheet that comes back changes, record by record.

A cell that says what the folder says changes nothing, however it is written. A record that
changed in the folder since the export and in the spreadsheet as well is in conflict: neither
side wins by itself. Records that are no longer in the spreadsheet stay where they are.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from pydantic import ValidationError

from mes_cli.exchange.cells import Pen
from mes_cli.exchange.columns import Column, Layout, Sheet, sheets
from mes_cli.exchange.differences import like, proposed_list
from mes_cli.exchange.grids import Raw
from mes_cli.exchange.headings import head
from mes_cli.exchange.ids import free_id, place_for
from mes_cli.exchange.keys import key_of
from mes_cli.exchange.plan import Change, Data, Item, Plan, Problem, State, put, spot_of
from mes_cli.exchange.refusals import problem_of
from mes_cli.exchange.sheetrows import Line, Lines
from mes_cli.exchange.state import Now, Texts
from mes_cli.finding import Loc, Place, say
from mes_cli.model import KINDS
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store.edit import Edits
from mes_cli.store.reading.phrases import findings as phrased

_LONGEST = 60


@dataclass(slots=True)
class Draft:
    """A record as the spreadsheet has it: its own row, and the rows of its lists."""

    kind: str
    code: str
    row: Line | None = None
    lists: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def spot(self) -> str:
        """Where it begins."""
        if self.row is not None:
            return self.row.spot()
        return next(rows[0].spot() for rows in self.lists.values() if rows)


def merge(found: Lines, now: Now, edits: Edits) -> Plan:
    """Compare all rows of a file with the register."""
    plan = Plan(problems=list(found.problems))
    taken: set[tuple[str, str]] = {entry.name for entry in now.reading.register.entries}
    taken |= now.reading.register.unread
    for draft in _drafts(found, plan):
        entry = now.reading.register.find(draft.kind, draft.code) if draft.code else None
        if entry is not None:
            _Known(draft, entry, found.present, now, edits).compare(plan)
        elif (draft.kind, draft.code) in now.reading.register.unread:
            plan.problems.append(Problem(
                draft.spot, say("`{name}` cannot be read in the folder", name=draft.code),
                say("mend it first: see `mes check`"),
            ))  # fmt: skip
        elif draft.row is None:
            plan.problems.append(Problem(
                draft.spot, say("no record is called `{name}`", name=draft.code),
                say("write an id that is in the register, or in the table of its kind"),
            ))  # fmt: skip
        elif draft.code and draft.row.fingerprint:
            plan.problems.append(Problem(
                draft.row.spot(), say("`{name}` is no longer in the register", name=draft.code),
                say("put its id back, or take the row away"),
            ))  # fmt: skip
        else:
            _add(draft, now, taken, plan)
    return plan


def _drafts(found: Lines, plan: Plan) -> Iterable[Draft]:
    """Put the rows of each record together."""
    drafts: dict[tuple[str, str], Draft] = {}
    nameless = 0
    for line in found.rows:
        kind, code = line.sheet.kind, line.code
        if line.sheet.part is not None and not code:
            plan.problems.append(Problem(line.spot(), say("this row names no record")))
            continue
        if not code:
            nameless += 1
        draft = drafts.setdefault((kind, code or f" {nameless}"), Draft(kind, code))
        if line.sheet.part is not None:
            draft.lists.setdefault(line.sheet.name, []).append(line)
        elif draft.row is not None:
            plan.problems.append(Problem(
                line.spot(), say("the id `{name}` is there twice", name=code),
                say("leave it empty for a new record"),
            ))  # fmt: skip
        else:
            draft.row = line
    return drafts.values()


class _Known:
    """A record of the register that comes back."""

    def __init__(
        self, draft: Draft, entry: Entry[Record], present: set[str], now: Now, edits: Edits
    ) -> None:
        self.draft, self.entry, self.present = draft, entry, present
        self.now, self.edits = now, edits
        self.spots: dict[Loc, str] = {}

    def compare(self, plan: Plan) -> None:
        """Say what becomes of it."""
        if self.untouched():
            plan.unchanged += 1
            return
        old = self.edits.data(self.entry.place)
        proposal = deepcopy(old)
        proposal["id"] = self.entry.record.id
        self.fill(proposal)
        record = checked(proposal, self.draft, self.spots, self.now, plan)
        if record is None:
            return
        before, after = self.now.texts(self.entry.record), self.now.texts(record)
        if before == after:
            plan.unchanged += 1
            return
        name = (self.draft.kind, self.draft.code)
        base = self.draft.row.fingerprint if self.draft.row else ""
        moved = bool(base) and base != self.now.prints[name]
        if moved and self.now.fingerprint(record) == base:
            plan.unchanged += 1  # only the folder changed
            return
        data = self.kept(old, proposal, before, after)
        plan.items.append(Item(
            State.CONFLICT if moved else State.CHANGED, self.draft.kind, self.draft.code,
            str(self.now.plain(record)["label"]), data, self.entry.place,
            list(changes(self.entry.record, record, self.now)),
            spot=self.draft.spot, spots=self.spots,
        ))  # fmt: skip

    def untouched(self) -> bool:
        """Tell whether every cell says what an export would say."""
        kind, code = self.draft.kind, self.draft.code
        for sheet in sheets(kind, Layout.SHEETS):
            old = self.now.rows.get((sheet.name, code), [])
            new = self.rows(sheet)
            if new is None:
                continue
            if len(old) != len(new):
                return False
            for was, line in zip(old, new, strict=True):
                if not all(
                    self.same(sheet, was.values, cell.column, cell.raw) for cell in line.cells
                ) or line.position not in {None, was.position or None}:
                    return False
        return True

    def same(self, sheet: Sheet, values: tuple[object, ...], column: Column, raw: Raw) -> bool:
        """Tell whether a cell says what an export would."""
        names = [c.key for c in sheet.columns if c.key != "id"]
        value = values[names.index(column.key)]
        return like(raw, value, column, self.now.words)

    def rows(self, sheet: Sheet) -> list[Line] | None:
        """The rows of a sheet that are about this record; nothing where it is not there."""
        if sheet.part is None:
            return [self.draft.row] if self.draft.row else None
        if sheet.name in self.draft.lists:
            return self.draft.lists[sheet.name]
        # A list is empty where its sheet is there and the record as well.
        return [] if sheet.name in self.present and self.draft.row else None

    def fill(self, proposal: Data) -> None:
        """Put what the cells say into a record."""
        kind, code = self.draft.kind, self.draft.code
        for sheet in sheets(kind, Layout.SHEETS):
            new = self.rows(sheet)
            if new is None:
                continue
            old = self.now.rows.get((sheet.name, code), [])
            if sheet.part is None:
                self.put_cells(proposal, sheet, old[0].values, new[0], ())
                continue
            elements = proposed_list(proposal.get(sheet.part.names[0]), new)
            for position, (element, was, line) in enumerate(elements):
                values = old[was].values if was is not None else (None,) * len(sheet.columns)
                self.put_cells(element, sheet, values, line, (*sheet.part.names, position))
            put(proposal, sheet.part.names, [element for element, _, _ in elements] or None)

    def put_cells(
        self, data: Data, sheet: Sheet, values: tuple[object, ...], line: Line, way: Loc
    ) -> None:
        """Put the cells of a row into a record, or into an element of its list."""
        for cell in line.cells:
            self.spots[*way, *cell.column.names] = line.spot(cell)
            if not self.same(sheet, values, cell.column, cell.raw):
                put(data, cell.column.names, self.now.reader.value(cell.raw, cell.column))

    def kept(self, old: Data, proposal: Data, before: Texts, after: Texts) -> Data:
        """The new record, in which whatever says the same keeps its words."""
        data = deepcopy(old)
        for sheet in sheets(self.draft.kind, Layout.SHEETS):
            if sheet.part is not None:
                if before.get(sheet.name) != after.get(sheet.name):
                    put(data, sheet.part.names, _reach(proposal, sheet.part.names))
                continue
            [was], [becomes] = before[sheet.name], after[sheet.name]
            for column in sheet.columns:
                if was.get(column.key) != becomes.get(column.key):
                    put(data, column.names, _reach(proposal, column.names))
        return data


def _reach(data: Data, names: Iterable[str]) -> object:
    value: object = data
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _add(draft: Draft, now: Now, taken: set[tuple[str, str]], plan: Plan) -> None:
    """A record that the register does not have."""
    assert draft.row is not None
    data: Data = {}
    spots: dict[Loc, str] = {}
    for cell in draft.row.cells:
        spots[cell.column.names] = draft.row.spot(cell)
        put(data, cell.column.names, now.reader.value(cell.raw, cell.column))
    for name, rows in draft.lists.items():
        part = name.partition(".")[2]
        data[part] = [_element(line, (part, n), spots, now) for n, line in enumerate(rows)]
    folder = now.words.kinds[draft.kind].folder
    if not draft.code:
        key = key_of("mes", (draft.kind, *(f"{it.column.key}={it.raw}" for it in draft.row.cells)))
        if key in now.keys:
            plan.unchanged += 1
            return
        data["import_key"] = key
    file, code, listed = place_for(draft.kind, data, draft.code, taken, folder, now.lists)
    data["id"] = code or free_id(draft.kind, "x", taken)
    record = checked(data, draft, spots, now, plan)
    if record is None:
        return
    del data["id"]
    label = str(now.plain(record)["label"]) if code else str(data.get("title") or "")
    plan.items.append(Item(
        State.NEW, draft.kind, code, label, data, file=file, listed=listed, spot=draft.spot,
        spots=spots,
    ))  # fmt: skip


def _element(line: Line, way: Loc, spots: dict[Loc, str], now: Now) -> Data:
    element: Data = {}
    for cell in line.cells:
        spots[*way, *cell.column.names] = line.spot(cell)
        put(element, cell.column.names, now.reader.value(cell.raw, cell.column))
    return element


def checked(
    data: Data, draft: Draft, spots: Mapping[Loc, str], now: Now, plan: Plan
) -> Record | None:
    """Read a record as the register would; what cannot be read is a problem of a cell."""
    model = KINDS[draft.kind]
    context = {"day_length": now.reading.register.settings.day_length}
    try:
        return model.model_validate(data, context=context)
    except ValidationError as problem:
        for finding in phrased(problem, model, data, now.words, Place(""), set()):
            spot = spot_of(spots, finding.at.loc, draft.spot)
            plan.problems.append(problem_of(finding, spot, model, now.words))
        return None


def changes(old_record: Record, new_record: Record, now: Now) -> Iterable[Change]:
    """Every field that gets another value, in the words of the register."""
    words, pen = now.words, Pen(now.words)
    before, after = now.texts(old_record, pen), now.texts(new_record, pen)
    for sheet in sheets(old_record.kind, Layout.SHEETS):
        old, new = before.get(sheet.name, []), after.get(sheet.name, [])
        for position in range(max(len(old), len(new))):
            was = old[position] if position < len(old) else {}
            becomes = new[position] if position < len(new) else {}
            for column in sheet.columns:
                a, b = was.get(column.key), becomes.get(column.key)
                if a != b:
                    title = head(column, words).title
                    if sheet.part is not None:
                        title = f"{head(sheet.part, words).title} {position + 1} – {title}"
                    yield Change(title, _short(a), _short(b))


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return (line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…") or "—"
