"""``mes list``."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

import typer

from mes_cli.cli import reading, tabular
from mes_cli.cli.console import hint, out
from mes_cli.cli.options import Kind, Readers
from mes_cli.cli.options import form as form_of
from mes_cli.cli.seen import Seen, machine, seen_by
from mes_cli.cli.session import _
from mes_cli.cli.usage import choice
from mes_cli.cli.where import condition
from mes_cli.drafts.fields import path, values
from mes_cli.drafts.names import kind_named
from mes_cli.drafts.wording import worded
from mes_cli.errors import InputError
from mes_cli.finding import count, say
from mes_cli.model import KINDS, Accompaniment, FinancialYear, Initiative, Record
from mes_cli.model.dated import years
from mes_cli.model.walk import Path
from mes_cli.output.json import dump
from mes_cli.register import Entry
from mes_cli.view.records import Plain

#: The fields behind the id and the name, by kind, in canonical English.
COLUMNS = {
    "structure": ("roles",),
    "programme": ("lead", "starts", "ends"),
    "initiative": ("stage", "territory.name", "themes"),
    "accompaniment": ("initiatives", "started", "ended"),
    "contribution": ("date", "kind", "hours", "for"),
    "funding": ("funder", "status", "granted"),
    "evidence": ("date", "kind"),
    "advocacy": ("form", "target", "outcome"),
    "year": (),
}

Where = Annotated[
    list[str] | None,
    typer.Option("--where", "-w", metavar="FIELD=VALUE",
                 help="Only records that say so: = != ~ < >; may be repeated."),
]  # fmt: skip
Year = Annotated[
    int | None, typer.Option("--year", metavar="N", help="Only those of this financial year.")
]
Printed = Annotated[str, form_of(*tabular.FORMATS)]
Fields = Annotated[
    str,
    typer.Option("--fields", metavar="A,B", help="The fields to show, instead of the usual."),
]


def list_(
    kind: Kind,
    where: Where = None,
    year: Year = None,
    fields: Fields = "",
    form: Printed = "text",
    audience: Readers = "internal",
) -> int:
    """List the records of a kind, one a line.

    `--where stage=emergence` keeps those that say so: = is, != is not, ~ contains, < and > for
    days and numbers; a dot goes further inside, as in territory.department.
    """
    form = choice("--format", form, tabular.FORMATS, "Format")
    named = kind_named(kind)
    if named not in COLUMNS:
        raise InputError(say("`{kind}` has no records", kind=kind), say("see `mes list --help`"))
    look = seen_by(audience)
    words = look.reading.words
    names = [name.strip() for name in fields.split(",")] if fields else COLUMNS[named]
    paths = [path(name, named, words) for name in names]
    wanted = [condition(said, named, words) for said in where or ()]
    found = [
        (entry, record)
        for entry in look.entries(named)
        if _in_year(look, year)(entry)
        if (record := look.plain(entry)) and all(c.holds(record, look) for c in wanted)
    ]
    _print(found, paths, look, form, named)
    return reading.tell_unread(look.reading, names=look.viewer.sees_sources)


def _in_year(look: Seen, year: int | None) -> Callable[[Entry[Record]], bool]:
    """Tell whether a record is of a year; an initiative is of those in which it is accompanied."""
    settings = look.viewer.register.settings
    if year is None:
        return lambda _entry: True
    accompanied = {
        name
        for entry in look.viewer.register.of(Accompaniment)
        if year in years(entry.record, settings)
        for name in entry.record.initiatives
    }

    def holds(entry: Entry[Record]) -> bool:
        record = entry.record
        if isinstance(record, Initiative):
            return record.id in accompanied
        if isinstance(record, FinancialYear):
            return record.year == year
        return year in years(record, settings)

    return holds


def _print(
    found: list[tuple[Entry[Record], Plain]],
    paths: list[Path],
    look: Seen,
    form: str,
    kind: str,
) -> None:
    if form == "json":
        out(dump([machine(record) for _entry, record in found]))
        return
    named = look.viewer.sees_sources
    if form == "csv":
        heads = [
            *(["id"] if named else []),
            _("name"),
            *(look.keys(KINDS[kind].__name__, p) for p in paths),
        ]
        out(tabular.comma_separated(heads, _rows(found, paths, look)))
        return
    home = KINDS[kind].__name__
    out(tabular.text([*_headings(look, home, paths)], _rows(found, paths, look)))
    hint(count("{number} record", "{number} records", len(found)))
    if found and named:
        hint(say("see all of one with `{command}`", command=f"mes show {look.id(found[0][0])}"))


def _headings(look: Seen, home: str, paths: Iterable[Path]) -> Iterator[str]:
    if look.viewer.sees_sources:
        yield "id"
    yield _("name")
    for column in paths:
        yield look.heading(home, column)


def _rows(
    found: list[tuple[Entry[Record], Plain]], paths: list[Path], look: Seen
) -> Iterator[list[str]]:
    for entry, record in found:
        cells = [
            ", ".join(worded(v, p.slot, look.viewer) for v in values(record, p.slots))
            for p in paths
        ]
        ids = [look.id(entry)] if look.viewer.sees_sources else []
        yield [*ids, str(record["label"]), *cells]
