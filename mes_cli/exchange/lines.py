"""Lines and parts as tables of a database, as one audience may see them.

Rows are in order of what they say, so that their order tells nothing about what is hidden.
"""

from collections.abc import Iterable, Sequence

from mes_cli.combined.combination import CombinedFigures
from mes_cli.exchange.databases import (
    ColumnType,
    DatabaseCell,
    DatabaseField,
    DatabaseTable,
    order_of,
)
from mes_cli.figures.flat import MEANINGS, FlatLine, FlatPart, flat_lines, flat_parts
from mes_cli.figures.groups import NONE, By
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.rounding import to_cents
from mes_cli.finding import say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Accompaniment, Initiative, Structure
from mes_cli.model.audience import FUNDER, Audience
from mes_cli.view.disclosure import KINDS_OF_ROWS, sees_rows
from mes_cli.view.viewer import Viewer

#: Lines are of single records, which the public does not see.
AUDIENCES = tuple(it for it in Audience if it.sees(FUNDER))

_TYPES = {
    "year": ColumnType.WHOLE,
    "day": ColumnType.DATE,
    "cents": ColumnType.CENTS,
    "seconds": ColumnType.SECONDS,
}
_EMPTY = frozenset(
    {"file", "accompaniment", "detail", "counterpart", "day", "key", "payer", "payee"}
)
_MEANINGS = {
    **MEANINGS,
    "reason": say("why it is taken out of the sums of the network: `mes combine --explain`"),
    "payer": say("the member that it passed from; empty for what is merely told twice"),
    "payee": say("the member that it passed to"),
}
_TAKEN_OUT = (
    *("register", "year", "reason", "kind", "record"),
    *("payer", "payee", "measure", "cents", "seconds"),
)


def line_tables(
    years: Iterable[Ledger], seen_by: Viewer, words: Vocabulary
) -> tuple[DatabaseTable, DatabaseTable]:
    """Make the tables ``lines`` and ``parts`` of some years.

    ``parts`` has those of the eight tables whose rows the audience may see. The *words* are
    those of whoever reads what the columns are.
    """
    lines: list[FlatLine] = []
    parts: list[FlatPart] = []
    for ledger in years:
        lines += (_seen(line, seen_by) for line in flat_lines(ledger))
        parts += (
            FlatPart(*_seen(part, seen_by), part.by, _key(part, seen_by))
            for part in flat_parts(ledger)
            if sees_rows(By(part.by), seen_by.audience)
        )
    return (
        _table("lines", FlatLine._fields, lines, words),
        _table("parts", FlatPart._fields, parts, words),
    )


def taken_out_table(
    years: Iterable[CombinedFigures], seen_by: Viewer, words: Vocabulary
) -> DatabaseTable:
    """Make the table ``taken_out`` of a network: with ``lines`` it is what members count alone."""
    rows = [
        (
            register_code(seen_by, it.member),
            figures.year,
            str(it.reason),
            it.line.record[0],
            seen_by.code(*it.line.record),
            it.payer and _party(it.payer, seen_by),
            it.payee and _party(it.payee, seen_by),
            str(it.line.measure),
            to_cents(it.line.amount),
            it.line.seconds,
        )
        for figures in years
        for it in figures.taken_out
    ]
    return _table("taken_out", _TAKEN_OUT, rows, words)


def register_code(seen_by: Viewer, keeper: str = "") -> str:
    """The id of a keeper, by which registers are told apart; by default that of the register."""
    keeper = keeper or seen_by.register.settings.keeper
    return keeper if seen_by.hide_names(keeper) == keeper else seen_by.code("structure", keeper)


def _table(
    name: str,
    fields: Sequence[str],
    rows: Sequence[tuple[DatabaseCell, ...]],
    words: Vocabulary,
) -> DatabaseTable:
    return DatabaseTable(
        name, tuple(_field(it, words) for it in fields), tuple(sorted(rows, key=order_of))
    )


def _field(name: str, words: Vocabulary) -> DatabaseField:
    meaning = catalogue(words.language).say(_MEANINGS[name], words)
    return DatabaseField(
        name, _TYPES.get(name, ColumnType.TEXT), required=name not in _EMPTY, help=meaning
    )


def _seen(line: FlatLine | FlatPart, seen_by: Viewer) -> FlatLine:
    """What an audience may see of a line, in the order of its columns."""
    course = line.accompaniment
    record = seen_by.code(line.kind, line.record)
    # A file is called after its record.
    file = line.file if seen_by.sees_sources and record == line.record else None
    return FlatLine(
        register_code(seen_by, line.register),
        line.year,
        line.measure,
        line.kind,
        record,
        file if file and seen_by.hide_names(file) == file else None,
        course and seen_by.code(Accompaniment.kind, course),
        line.detail and seen_by.hide_names(line.detail),
        line.counterpart and _party(line.counterpart, seen_by),
        line.day,
        line.cents,
        line.seconds,
    )


def _party(name: str, seen_by: Viewer) -> str:
    """The id of a structure or an initiative that gave, paid or was paid."""
    is_initiative = seen_by.register.find(Initiative.kind, name) is not None
    return seen_by.code(Initiative.kind if is_initiative else Structure.kind, name)


def _key(part: FlatPart, seen_by: Viewer) -> str | None:
    """The row of a part; ids and the register's own words may name what is hidden."""
    if part.key is None or part.key == NONE:
        return part.key
    kind = KINDS_OF_ROWS.get(By(part.by))
    return seen_by.code(kind, part.key) if kind else seen_by.hide_names(part.key)
