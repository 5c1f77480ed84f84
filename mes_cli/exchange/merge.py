"""What the register's own spreadsheet changes when it comes back, record by record.

A cell that says what the folder says changes nothing, however it is written. A record that
changed in the folder since the export and in the spreadsheet as well is in conflict: neither
side wins by itself. Records that are no longer in the spreadsheet stay where they are, unless
somebody says otherwise.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from mes_cli.exchange import excel
from mes_cli.exchange.book import same_fingerprint
from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.differences import changes, like, proposed
from mes_cli.exchange.new_records import ReturnedRecord, added, in_before
from mes_cli.exchange.plan import Item, ItemState, Plan, put
from mes_cli.exchange.returned_rows import Returned, ReturnedRow
from mes_cli.exchange.sheets import Column, RecordSheet, SheetLayout, sheets
from mes_cli.exchange.values import day, text
from mes_cli.exchange.workbooks import Raw
from mes_cli.finding import Loc, say
from mes_cli.model.record import Record
from mes_cli.model.scalars import Scalar
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data

_CODES = (Scalar.SIRET, Scalar.SIREN)


def merge(found: Returned, current: Current, edits: Edits) -> Plan:
    """Compare all rows of a file with the register."""
    plan = Plan(problems=list(found.problems), notes=list(found.notes))
    register = current.reading.register
    taken: set[tuple[str, str]] = {entry.name for entry in register.entries} | register.unread
    drafts = _drafts(found, current, plan)
    known = in_before(drafts, current)
    for draft in drafts:
        if (draft.kind, draft.place) in known:
            plan.unchanged += 1
            continue
        entry = register.find(draft.kind, draft.code) if draft.code else None
        if entry is not None:
            _Known(draft, entry, found.present, current, edits).compare(plan)
        elif (draft.kind, draft.code) in register.unread:
            plan.problem(
                draft.spot,
                say("`{name}` cannot be read in the folder", name=draft.code),
                say("mend it first: see `mes check`"),
            )
        elif draft.row is None:
            plan.problem(
                draft.spot,
                say("no record is called `{name}`", name=draft.code),
                say("write an id that is in the register, or in the table of its kind"),
            )
        elif draft.code and draft.row.fingerprint:
            plan.problem(
                draft.row.spot(),
                say("`{name}` is no longer in the register", name=draft.code),
                say("put its id back, or take the row away"),
            )
        else:
            added(draft, current, taken, plan)
    present = {(draft.kind, draft.code) for draft in drafts} | set(known.values())
    plan.items += _missing(found.present, present, current)
    return plan


def _missing(
    sheets_there: set[str], present: set[tuple[str, str]], current: Current
) -> Iterator[Item]:
    """Records of the folder that the table of their kind does not have."""
    for entry in current.reading.register.entries:
        record = entry.record
        if record.kind in sheets_there and entry.name not in present:
            label = str(current.plain(record)["label"])
            yield Item(ItemState.MISSING, record.kind, record.id, label, {}, entry.place)


def _drafts(found: Returned, current: Current, plan: Plan) -> list[ReturnedRecord]:
    """Put the rows of each record together."""
    drafts: dict[tuple[str, str], ReturnedRecord] = {}
    nameless = 0
    saved = _saved_ids(current)
    for line in found.rows:
        kind = line.sheet.kind
        code = saved.get((kind, line.code), line.code)
        if line.sheet.part is not None and not code:
            plan.problem(line.spot(), say("this row names no record"))
            continue
        if not code:
            nameless += 1
        draft = drafts.setdefault(
            (kind, code or f" {nameless}"), ReturnedRecord(kind, code, place=len(drafts))
        )
        if line.sheet.part is not None:
            draft.lists.setdefault(line.sheet.name, []).append(line)
        elif draft.row is not None:
            plan.problem(
                line.spot(),
                say("the id `{name}` is there twice", name=code),
                say("leave it empty for a new record"),
            )
        else:
            draft.row = line
    return list(drafts.values())


def _saved_ids(current: Current) -> Mapping[tuple[str, str], str]:
    """The ids that a spreadsheet takes for days or numbers, by what it makes of them.

    What two ids would become names none of them.
    """
    found: dict[tuple[str, str], str] = {}
    for entry in current.reading.register.entries:
        kind, code = entry.name
        for became in {excel.saved(code), day(code)} - {code}:  # a typed cell gives the ISO form
            found[kind, became] = "" if (kind, became) in found else code
    return {name: code for name, code in found.items() if code}


class _Known:
    """A record of the register that comes back."""

    def __init__(
        self,
        draft: ReturnedRecord,
        entry: Entry[Record],
        present: set[str],
        current: Current,
        edits: Edits,
    ) -> None:
        self.draft, self.entry, self.present = draft, entry, present
        self.current, self.edits = current, edits
        self.spots: dict[Loc, str] = {}
        #: Which element of a list each one was.
        self.origins: dict[str, list[int | None]] = {}

    def compare(self, plan: Plan) -> None:
        """Say what becomes of it."""
        if self.untouched():
            plan.unchanged += 1
            return
        old = self.edits.data(self.entry.place)
        proposal = deepcopy(old)
        proposal["id"] = self.entry.record.id
        self.fill(proposal, plan)
        record = checked(proposal, self.draft.kind, self.draft.spot, self.spots, self.current, plan)
        if record is None:
            return
        found = list(changes(self.entry.record, record, proposal, self.origins, self.current))
        name = (self.draft.kind, self.draft.code)
        base = self.draft.row.fingerprint if self.draft.row else ""
        moved = bool(base) and not same_fingerprint(base, self.current.prints[name])
        if not found or (moved and same_fingerprint(base, self.current.fingerprint(record))):
            plan.unchanged += 1  # or only the folder changed
            return
        found = [replace(change, contested=moved) for change in found]
        plan.items.append(
            Item(
                ItemState.CONFLICT if moved else ItemState.CHANGED,
                self.draft.kind,
                self.draft.code,
                str(self.current.plain(record)["label"]),
                old,
                self.entry.place,
                found,
                spot=self.draft.spot,
                spots=self.spots,
            )
        )

    @property
    def sheets(self) -> tuple[RecordSheet, ...]:
        """The sheets of its kind."""
        return sheets(self.current.maker.models[self.draft.kind], SheetLayout.SHEETS)

    def untouched(self) -> bool:
        """Tell whether every cell says what an export would say."""
        code = self.draft.code
        for sheet in self.sheets:
            old = self.current.rows.get((sheet.name, code), [])
            new = self.rows(sheet)
            if new is None:
                continue
            if len(old) != len(new):
                return False
            if all(line.position for line in new):  # whoever sorts rows changes nothing
                new = sorted(new, key=lambda line: line.position or 0)
            for was, line in zip(old, new, strict=True):
                if not all(
                    self.same(sheet, was.values, cell.column, cell.raw) for cell in line.cells
                ) or line.position not in {None, was.position or None}:
                    return False
        return True

    def same(
        self, sheet: RecordSheet, values: tuple[object, ...], column: Column, raw: Raw
    ) -> bool:
        """Tell whether a cell says what an export would."""
        names = [c.key for c in sheet.columns if c.key != "id"]
        value = values[names.index(column.key)]
        return like(raw, value, column, self.current.words)

    def rows(self, sheet: RecordSheet) -> list[ReturnedRow] | None:
        """The rows of a sheet that are about this record; None where the sheet is not there."""
        if sheet.part is None:
            return [self.draft.row] if self.draft.row else None
        if sheet.name in self.draft.lists:
            return self.draft.lists[sheet.name]
        # A list is empty where its sheet is there and the record as well.
        return [] if sheet.name in self.present and self.draft.row else None

    def fill(self, proposal: Data, plan: Plan) -> None:
        """Put what the cells say into a record."""
        code = self.draft.code
        for sheet in self.sheets:
            new = self.rows(sheet)
            if new is None:
                continue
            old = self.current.rows.get((sheet.name, code), [])
            if sheet.part is None:
                self.put_cells(proposal, (sheet, old[0].values), new[0], (), plan)
                continue
            [name] = sheet.part.names
            elements = proposed(proposal.get(name), new)
            self.origins[name] = [was for _, was, _ in elements]
            for position, (element, was, line) in enumerate(elements):
                values = old[was].values if was is not None else (None,) * len(sheet.columns)
                self.put_cells(element, (sheet, values), line, (name, position), plan)
            put(proposal, sheet.part.names, [element for element, _, _ in elements] or None)

    def put_cells(
        self,
        data: Data,
        was: tuple[RecordSheet, tuple[object, ...]],
        line: ReturnedRow,
        way: Loc,
        plan: Plan,
    ) -> None:
        """Put the cells of a row into a record, or into an element of its list."""
        for cell in line.cells:
            self.spots[*way, *cell.column.names] = line.spot(cell)
            if self.same(*was, cell.column, cell.raw):
                continue
            if _is_damaged(cell.raw, cell.column):
                plan.problem(
                    line.spot(cell),
                    say(
                        "a spreadsheet took this number for one to calculate with, and only kept"
                        " its first digits"
                    ),
                    say("write all its digits again, with an apostrophe before them"),
                )
                continue
            put(data, cell.column.names, self.current.reader.value(cell.raw, cell.column))


def _is_damaged(raw: Raw, column: Column) -> bool:
    return column.slot.scalar in _CODES and excel.is_scientific(text(raw))
