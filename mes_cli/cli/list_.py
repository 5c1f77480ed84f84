"""``mes list``."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated

import typer

from mes_cli.cli import combine, reading
from mes_cli.cli.audiences import ViewedRegister, seen_by
from mes_cli.cli.combine import OfNetwork
from mes_cli.cli.console import hint, out, print_rows
from mes_cli.cli.options import Kind, Printed, Readers, number_of, option_of
from mes_cli.cli.reading import At, stamped, tell
from mes_cli.cli.session import _, current
from mes_cli.drafts.fields import COLUMNS, condition, of_year, path, total, values
from mes_cli.drafts.names import sort_named
from mes_cli.drafts.wording import worded
from mes_cli.errors import InputError
from mes_cli.finding import count, say
from mes_cli.language.folding import fold
from mes_cli.language.formats import formats
from mes_cli.model import (
    KINDS,
    Accompaniment,
    Contribution,
    Funding,
    Initiative,
    Record,
)
from mes_cli.model.dated import days
from mes_cli.model.scalars import Scalar
from mes_cli.model.walk import Path
from mes_cli.output.json import dump
from mes_cli.register import Entry, Register
from mes_cli.view.records import ViewData, machine, machine_record
from mes_cli.view.viewer import Named

#: What records can be added up by.
GROUPS = ("person", "month", "initiative")

Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        "-w",
        metavar="FIELD=VALUE",
        help="Only records that say so: = != ~ < >; may be repeated.",
    ),
]
Year = Annotated[
    int | None,
    number_of(
        "--year", least=1900, most=2100, metavar="N", help="Only those of this financial year."
    ),
]
By = Annotated[str, option_of("--by", names=GROUPS, home="By", help="Add up what stands together.")]
Fields = Annotated[
    str,
    typer.Option("--fields", metavar="A,B", help="The fields to show, instead of the usual."),
]


def list_(  # noqa: PLR0913, PLR0917 - one parameter an option
    kind: Kind,
    where: Where = None,
    year: Year = None,
    fields: Fields = "",
    by: By = "",
    form: Printed = "text",
    audience: Readers = "internal",
    at: At = "",
    of_network: OfNetwork = False,
) -> int:
    """List the records of a kind, one a line, with the totals of their hours and amounts.

    `--where stage=emergence` keeps those that say so: = is, != is not, ~ contains, < and > for
    days and numbers, in quotes; a dot goes further inside, as in territory.department.
    `--by month` gives a line a month, with its totals.
    """
    named, sort = sort_named(kind)
    if named not in COLUMNS:
        raise InputError(say("`{kind}` has no records", kind=kind), say("see `mes list --help`"))
    look = combine.seen_by(audience, at) if of_network else seen_by(audience, at)
    words, model = look.reading.words, look.reading.register.models[named]
    names = [name.strip() for name in fields.split(",")] if fields else COLUMNS[named]
    paths = [path(name, model, words) for name in names]
    in_year = of_year(look.viewer.register, year) if year is not None else lambda _entry: True
    sorts = [f"{field}={word}" for field, word in sort.items()]
    wanted = [condition(said, model, words) for said in (*sorts, *(where or ()))]
    found = [
        (entry, record)
        for entry in look.entries(named)
        if in_year(entry)
        if (record := look.plain(entry)) and all(c.holds(record, look.viewer) for c in wanted)
    ]
    if by:
        groups = _groups(found, by, look)
        if by == "month" and form == "text":
            groups = {_month(name): records for name, records in groups.items()}
        _print_groups(groups, paths, look, form)
    else:
        _print(found, paths, look, form, named)
    return reading.tell_unread(look.reading, names=look.viewer.sees_sources)


def _print(
    found: list[tuple[Entry[Record], ViewData]],
    paths: list[Path],
    look: ViewedRegister,
    form: str,
    kind: str,
) -> None:
    if form == "json":
        out(dump([stamped(machine_record(record), look.reading) for _entry, record in found]))
        return
    named = look.viewer.sees_sources
    tell(look.reading, printed=form == "text")
    if form == "csv":
        heads = [
            *(["id"] if named else []),
            _("name"),
            *(look.keys(KINDS[kind].__name__, p) for p in paths),
        ]
        print_rows(heads, _rows(found, paths, look), "csv")
        return
    home = KINDS[kind].__name__
    rows = [*_rows(found, paths, look)]
    totals = _totals([record for _entry, record in found], paths, look)
    if len(rows) > 1 and any(totals):
        rows.append([*([""] if named else []), _("Total"), *totals])
    print_rows(list(_headings(look, home, paths)), rows, "text")
    hint(count("{number} record", "{number} records", len(found)))
    if found and named:
        hint(say("see all of one with `{command}`", command=f"mes show {look.id(found[0][0])}"))


def _headings(look: ViewedRegister, home: str, paths: Iterable[Path]) -> Iterator[str]:
    if look.viewer.sees_sources:
        yield look.words.field("Record", "id").label
    yield _("name")
    for column in paths:
        yield look.heading(home, column)


def _rows(
    found: list[tuple[Entry[Record], ViewData]], paths: list[Path], look: ViewedRegister
) -> Iterator[list[str]]:
    for entry, record in found:
        cells = [
            ", ".join(worded(v, p.slot, look.viewer) for v in values(record, p.slots))
            for p in paths
        ]
        ids = [look.id(entry)] if look.viewer.sees_sources else []
        yield [*ids, str(record["label"]), *cells]


def _totals(records: Iterable[ViewData], paths: list[Path], look: ViewedRegister) -> list[str]:
    """Add up the hours and the amounts of each column; others stay empty."""
    records = list(records)
    return [_worded_sum(total(records, it), it, look) for it in paths]


def _worded_sum(amount: int | Decimal | None, column: Path, look: ViewedRegister) -> str:
    return worded(amount, column.slot, look.viewer)


def _groups(
    found: list[tuple[Entry[Record], ViewData]], by: str, look: ViewedRegister
) -> dict[str, list[ViewData]]:
    """Put records together: by who gave them, by month, or by initiative, in order."""
    groups: dict[str, list[ViewData]] = defaultdict(list)
    for entry, record in found:
        groups[_group(entry.record, record, by, look)].append(record)
    return dict(sorted(groups.items(), key=lambda row: (not row[0], fold(row[0]))))


def _group(record: Record, seen: ViewData, by: str, look: ViewedRegister) -> str:
    """What a record stands under; the empty text where it says nothing of it."""
    match by:
        case "person":
            return str(seen.get("by") or seen.get("author") or "")
        case "month":
            day = next(days(record), None)
            return f"{day:%Y-%m}" if day else ""
        case _:
            named = _initiatives(record, seen, look.viewer.register)
            return ", ".join(sorted(look.viewer.name(Initiative.kind, it).name for it in named))


def _month(name: str) -> str:
    """A month in words; the empty text stays."""
    day = dt.date.fromisoformat(f"{name}-01") if name else None
    return formats(current().language).month(day) if day else ""


def _initiatives(record: Record, seen: ViewData, register: Register) -> list[str]:
    """The initiatives that a record is about, through the accompaniments that may be seen too."""
    if isinstance(record, Initiative):
        return [record.id]
    courses = [record] if isinstance(record, Accompaniment) else []
    if isinstance(record, Contribution | Funding) and seen.get("for"):
        named = (it.accompaniment for it in record.targets if it.accompaniment)
        courses += [entry.record for it in named if (entry := register.get(Accompaniment, it))]
    receiver = seen.get("to")
    if isinstance(receiver, Named) and register.find(Initiative.kind, str(receiver.id)):
        return [str(receiver.id)]
    about = [*getattr(record, "initiatives", ()), *(it for c in courses for it in c.initiatives)]
    return [*dict.fromkeys(about)]


def _print_groups(
    groups: dict[str, list[ViewData]], paths: list[Path], look: ViewedRegister, form: str
) -> None:
    """Print a line a group: how many records, and the totals of columns that have one."""
    summed = [it for it in paths if it.slot.scalar in {Scalar.DURATION, Scalar.MONEY}]
    if form == "json":
        out(dump([
            stamped({"group": name or None, "records": len(records), "totals":
                     {".".join(s.name for s in it.slots): machine(total(records, it))
                      for it in summed}}, look.reading)
            for name, records in groups.items()
        ]))  # fmt: skip
        return
    tell(look.reading, printed=form == "text")
    rows = [
        [name or "—", str(len(records)), *_totals(records, summed, look)]
        for name, records in groups.items()
    ]
    labels = (look.words.field(it.home, it.slot.name).label for it in summed)
    heads = [_("group"), _("records"), *labels]
    every = [record for records in groups.values() for record in records]
    if form == "text" and len(rows) > 1:
        rows.append([_("Total"), str(len(every)), *_totals(every, summed, look)])
    print_rows(heads, rows, form)
