"""Dropping a table: what it would change, conflicts field by field, and writing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, request

from mes_cli.errors import MesError
from mes_cli.exchange import guesses, mapping
from mes_cli.exchange.apply import drafted
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Tables, grids
from mes_cli.exchange.plan import Item, ItemState, KeptWords, Plan
from mes_cli.exchange.sheets import Column
from mes_cli.exchange.sources import (
    NAMES,
    ImportWishes,
    Source,
    UnknownSourceError,
    planned,
    projects,
    recognised,
)
from mes_cli.exchange.volunteers import people_of
from mes_cli.model import KINDS, Accompaniment, Initiative
from mes_cli.store.editing.edits import Edits
from mes_cli.view.viewer import record_label
from mes_cli.web import uploads
from mes_cli.web.rendering import _, absent, register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("importing", __name__)
#: Records of one sort that are shown; the others are counted.
_SHOWN = 60


@PAGE.get("/importer")
def ask() -> Response:
    """Ask for a file."""
    state = workspace().state()
    return register_page("import", state, written=request.args.get("ecrit", ""), wrong="")


@PAGE.post("/importer")
def take() -> Response:
    """Take a file, and go on to what it would change."""
    state = workspace().state()
    sent = request.files.get("fichier")
    if sent is None or not sent.filename:
        return _asked_again(state, _("Choose a file first."))
    if not sent.filename.lower().endswith(uploads.ENDINGS):
        return _asked_again(state, _("This is no table: choose a workbook or a CSV file."))
    content = sent.read(uploads.LARGEST + 1)
    if len(content) > uploads.LARGEST:
        return _asked_again(
            state, _("This is too large: a file may have 10 MB, a form 6,000 answers.")
        )
    kept = uploads.keep(sent.filename, content)
    if kept is None:
        return _asked_again(state, _("There is no place to keep this file."))
    names = "&noms=oui" if request.form.get("noms") == "oui" else ""
    return to(f"/importer/{kept.key}?{names}")


def _asked_again(state: RegisterState, wrong: str) -> Response:
    return register_page("import", state, 422, written="", wrong=wrong)


@PAGE.route("/importer/<key>", methods=["GET", "POST"])
def preview(key: str) -> Response:
    """Show what a file would change; write it once everything is decided."""
    state = workspace().state()
    upload = uploads.find(key)
    if upload is None:
        return absent(_("This file is not kept any more: drop it again."))
    if request.form.get("_action") == "drop":
        uploads.drop(key)
        return to("/importer")
    try:
        table = UploadedTable.read(upload, state)
        if table.source is Source.TABLE and table.columns is None:
            return _columns_page(table, state)
        return _answer(table, state)
    except MesError as problem:
        text = said(problem.message)
        help_ = said(problem.help) if problem.help else ""
        return register_page("import", state, 422, written="", wrong=f"{text} {help_}".strip())


def _answer(table: "UploadedTable", state: RegisterState) -> Response:
    plan = table.plan()
    conflicts = list(plan.of(ItemState.CONFLICT))
    undecided = _decide(plan, conflicts)
    for item in list(plan.of(ItemState.MISSING)):
        if item.code in request.form.getlist("supprimer"):
            plan.remove(item)
    edits = Edits(state.reading)
    drafted(plan, edits)
    write = request.form.get("_action") == "write"
    if write and not undecided and plan.writable and plan.changing:
        number = len(plan.changing)
        edits.write("import", [f"{table.upload.name} ({number})"])
        uploads.drop(table.upload.key)
        return to(f"/importer?ecrit={number}")
    return register_page(
        "import_plan", state, 422 if write else 200, upload=table.upload,
        source=NAMES.get(table.source, ""),
        problems=[(it.spot, said(it.message), said(it.help) if it.help else "")
                  for it in plan.problems[:_SHOWN]],
        groups=list(_groups(plan, state)), conflicts=_conflicts(conflicts, state),
        undecided=undecided, number=len(plan.changing), unchanged=plan.unchanged,
        notes=[said(it) for it in plan.notes],
        left_out=[(said(reason), times) for reason, times in plan.left_out.items()],
        has_hidden=table.hidden or table.tables.has_hidden, hidden=table.hidden,
        projects=table.open_projects(), places=_places(state),
        sent=_kept_fields(), writable=plan.writable and not undecided, write=write,
    )  # fmt: skip


def _decide(plan: Plan, conflicts: list[Item]) -> int:
    """Settle the conflicts that were decided whole; count the others."""
    undecided = 0
    for number, item in enumerate(conflicts):
        sides: dict[int, KeptWords] = {}
        open_ = 0
        for change, it in enumerate(item.changes):
            choice = request.form.get(f"conflit.{number}.{change}", "")
            if choice in set(KeptWords):
                sides[change] = KeptWords(choice)
            elif it.contested:
                open_ += 1
        if open_:
            undecided += 1
        else:
            plan.decide(item, sides)
    return undecided


def _conflicts(conflicts: list[Item], state: RegisterState) -> list[dict[str, object]]:
    return [
        {"number": number, "label": _called(item, state), "changes": [
            {"number": change, "field": it.field, "mine": it.new, "theirs": it.old,
             "chosen": request.form.get(f"conflit.{number}.{change}", "")}
            for change, it in enumerate(item.changes) if it.contested
        ]}
        for number, item in enumerate(conflicts)
    ]  # fmt: skip


def _groups(plan: Plan, state: RegisterState) -> Iterator[dict[str, object]]:
    titles = {
        ItemState.NEW: _("New ones"),
        ItemState.CHANGED: _("Changed ones"),
        ItemState.MISSING: _("No longer in the table"),
        ItemState.REMOVED: _("Removed ones"),
    }
    for outcome, title in titles.items():
        found = plan.of(outcome)
        if found:
            yield {
                "title": title, "number": len(found), "more": max(0, len(found) - _SHOWN),
                "missing": outcome is ItemState.MISSING,
                "items": [
                    {"label": _called(it, state), "code": it.code,
                     "changes": [(c.field, c.old, c.new) for c in it.changes]}
                    for it in found[:_SHOWN]
                ],
            }  # fmt: skip


def _called(item: Item, state: RegisterState) -> str:
    kind = state.words.kinds[item.kind].label
    return " · ".join(filter(None, (kind, item.label or item.code)))


def _places(state: RegisterState) -> list[tuple[str, str]]:
    register = state.reading.register
    return [
        (it.record.id, record_label(it.record))
        for model in (Accompaniment, Initiative)
        for it in register.of(model)
    ]


def _kept_fields() -> list[tuple[str, str]]:
    """What was chosen before about the file, for the next page of it."""
    return [
        (k, v)
        for k, v in (*request.args.items(), *request.form.items(multi=True))
        if k.split(".")[0] in {"noms", "masque", "colonne", "fixe", "genre", "projet"}
    ]


@dataclass(slots=True)
class UploadedTable:
    """A file that was read, and what was said of it."""

    upload: uploads.Upload
    state: RegisterState
    tables: Tables
    source: Source
    current: Current
    #: Hidden rows and sheets are read in as well.
    hidden: bool

    @classmethod
    def read(cls, upload: uploads.Upload, state: RegisterState) -> "UploadedTable":
        """Read the file.

        Raises:
            MesError: it is no table.
        """
        hidden = "oui" in {request.args.get("masque"), request.form.get("masque")}
        tables = grids(upload.path, hidden=hidden)
        try:
            source = recognised(tables, upload.name)
        except UnknownSourceError:
            source = Source.TABLE
        return cls(upload, state, tables, source, Current(state.reading), hidden)

    @property
    def said(self) -> Mapping[str, str]:
        """What was chosen, in the address or in the form."""
        return {**request.args, **request.form}

    @property
    def columns(self) -> mapping.Columns | None:
        """The list of columns of a table that no program is known by."""
        kind = self.said.get("genre", "")
        if kind not in KINDS or "colonne.0" not in self.said:
            return None
        models = self.state.reading.register.models
        fields = {it.key: it for it in mapping.main_sheet(models[kind]).columns}
        titles = dict(
            guessed[1] if (guessed := guesses.first_guess(self.tables.grids, kind, models)) else {}
        )
        chosen = (fields.get(self.said.get(f"colonne.{n}", "")) for n in range(len(titles)))
        columns = {title: field for title, field in zip(titles, chosen, strict=True) if field}
        fixed = {
            key: (field, value)
            for key, field in fields.items()
            if (value := self.said.get(f"fixe.{key}", "").strip())
        }
        return mapping.Columns(kind, columns, fixed)

    def open_projects(self) -> list[tuple[str, str]]:
        """The projects of a list of hours, each with what was chosen for it."""
        return [(name, self.said.get(f"projet.{name}", "")) for name in projects(self.tables)]

    def plan(self) -> Plan:
        """What the file would change.

        Raises:
            MesError: it does not fit.
        """
        wishes = ImportWishes(
            people_of(
                self.current.reading,
                keep=self.said.get("noms") == "oui",
                named=self.source is not Source.MES,
            ),
            projects={name: code for name, code in self.open_projects() if code},
            columns=self.columns,
        )
        return planned(self.tables, self.source, wishes, self.current, Edits(self.state.reading))


def _columns_page(table: UploadedTable, state: RegisterState) -> Response:
    """Ask what the columns of an unknown table are, with a first guess."""
    kind = request.form.get("genre", "")
    models = state.reading.register.models
    guessed = guesses.first_guess(table.tables.grids, kind if kind in KINDS else "", models)
    if guessed is None:
        return _asked_again(state, _("There is no table in this file."))
    kind, columns, missing = guessed
    fields = [(it.key, _field(it, state)) for it in mapping.main_sheet(models[kind]).columns]
    return register_page(
        "import_columns", state, upload=table.upload, kind=kind, fields=fields,
        kinds=[(it, state.words.kinds[it].label) for it in KINDS],
        columns=[(title, column.key if column else "") for title, column in columns.items()],
        missing=[(it.key, _field(it, state)) for it in missing], sent=_kept_fields(),
    )  # fmt: skip


def _field(column: Column, state: RegisterState) -> str:
    """What people call the field of a column."""
    labels = (
        state.words.field(home, name).label
        for home, name in zip(column.homes, column.names, strict=True)
    )
    return " · ".join(labels)
