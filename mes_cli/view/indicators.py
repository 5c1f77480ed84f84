"""Indicators that somebody asks for, own fields that a register follows, and their figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from mes_cli.figures import plain
from mes_cli.figures.balance import Balance
from mes_cli.figures.groups import NONE, By
from mes_cli.figures.own_totals import (
    UNDATED,
    DeclaredField,
    OwnTotal,
    added_up,
    declared_fields,
    field_named,
    initiatives_of,
)
from mes_cli.figures.year import YearFigures
from mes_cli.language.folding import fold
from mes_cli.model import (
    Accompaniment,
    Contribution,
    Evidence,
    Funding,
    Initiative,
    Programme,
    Record,
)
from mes_cli.model.accompaniment import Form
from mes_cli.model.audience import FUNDER
from mes_cli.model.own_fields import Addition, FieldType
from mes_cli.model.period import Period
from mes_cli.model.programme import Indicator, IndicatorKind
from mes_cli.register import Entry
from mes_cli.view.disclosure import ToldRow, told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData
from mes_cli.view.stories import quotes

#: How a total is written, by the type of its field; all others are counts.
_FORMS: Mapping[FieldType, str] = {
    FieldType.DURATION: "hours",
    FieldType.MONEY: "money",
    FieldType.SHARE: "percent",
}
#: Money and hours of few initiatives are not for everybody.
_GUARDED = frozenset({FieldType.DURATION, FieldType.MONEY})


#: Tells whether what a record says is to be counted.
Wanted = Callable[[Record], bool]


def own_fields(
    edition: Edition, wanted: Wanted | None = None, asked_by: str = ""
) -> list[ViewData]:
    """The own fields that an audience may see, by who asks for them.

    Only records that are *wanted* count, and only what one structure asks for, if it is named.
    """
    fields = [
        it
        for it in declared_fields(edition.register)
        if edition.sees(it.declared.audience) and it.declared.addition is not Addition.NONE
        if asked_by in {"", it.declared.asked_by}
    ]
    rows = [row for field in fields for row in _rows(edition, field, wanted or (lambda _: True))]
    return sorted(rows, key=lambda row: (row["asked_by"] is None, fold(str(row["asked_by"]))))


def is_withheld(edition: Edition, field: DeclaredField, value: OwnTotal) -> bool:
    """Tell whether a total would tell the money or the hours of too few initiatives."""
    few = 0 < len(value.initiatives) < edition.minimum
    return few and field.declared.type in _GUARDED and field.declared.addition is not Addition.COUNT


def _value_in(
    edition: Edition, figures: YearFigures, field: DeclaredField, wanted: Wanted
) -> OwnTotal:
    """Add up an own field in a year, over the records that the audience may see."""
    seen = edition.viewer.may_see
    return added_up(field, figures.ledger, lambda it: seen(it) and wanted(it))


def form_of(edition: Edition, field: DeclaredField) -> str:
    """How the total of a field is written."""
    if field.declared.addition is Addition.COUNT:
        return "number"
    form = _FORMS.get(field.declared.type, "number")
    return "euros" if form == "money" and not edition.sees(FUNDER) else form


def _rows(edition: Edition, field: DeclaredField, wanted: Wanted) -> Iterator[ViewData]:
    """The row of a field, or one for each of its words; nothing where nobody says anything."""
    now = _value_in(edition, edition.figures, field, wanted)
    past = None if field.kind in UNDATED else edition.before
    then = _value_in(edition, past, field, wanted) if past else None
    if not now.records and not (then and then.records):
        return
    declared, hide = field.declared, edition.viewer.hide_names
    row: ViewData = {
        "field": f"{field.kind}.{field.name}",
        "label": hide(declared.label),
        "word": "",
        "kind": edition.words.kinds[field.kind].plural,
        "asked_by": edition.name("structure", declared.asked_by) if declared.asked_by else None,
        "form": form_of(edition, field),
        "adds": declared.addition.value,
        "records": now.records,
        "value": None if is_withheld(edition, field, now) else now.total,
        "before": None if then is None or is_withheld(edition, field, then) else then.total,
        "withheld": any(is_withheld(edition, field, it) for it in (now, then) if it),
    }
    if not (now.words or (then and then.words)):
        yield row
        return
    for it in declared.values:
        number, before = now.words.get(it.word, 0), then.words.get(it.word, 0) if then else None
        if number or before:
            said = hide(it.label or it.word)
            told = {"code": it.word, "word": said, "value": number, "before": before}
            yield {**row, **told, "records": number}


def own_fields_data(rows: Sequence[ViewData]) -> list[plain.JsonValue]:
    """The same for machines."""
    return [
        {
            "field": str(row["field"]),
            "label": str(row["label"]),
            **({"word": str(row["code"])} if row["word"] else {}),
            "asked_by": None if row["asked_by"] is None else str(row["asked_by"]),
            "adds": str(row["adds"]),
            "records": plain_number(row["records"]),
            "value": plain_number(row["value"]),
            "before": plain_number(row["before"]),
            **({"withheld": True} if row["withheld"] else {}),
        }
        for row in rows
    ]


def plain_number(value: object) -> str | int | None:
    """A total as JSON holds it: exact numbers as text, seconds and counts as whole numbers."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int) else None


Records = Sequence[Accompaniment]

#: What an indicator may count in a programme's accompaniments of the year.
COUNTS: Mapping[str, Callable[[Records, Period], int]] = {
    "initiatives": lambda records, _: len({it for r in records for it in r.initiatives}),
    "accompaniments": lambda records, _: len(records),
    "collective": lambda records, _: sum(r.form is Form.COLLECTIVE for r in records),
    "new": lambda records, year: sum(r.started in year for r in records),
    "ended": lambda records, year: sum(bool(r.ended and r.ended in year) for r in records),
}
#: What it may take of the programme's balance, in seconds and in euros.
HOURS: Mapping[str, Callable[[Balance], object]] = {
    "staff-hours": lambda it: it.hours.staff,
    "volunteering-hours": lambda it: it.hours.in_kind.get("volunteering", 0),
    "in-kind-hours": lambda it: sum(it.hours.in_kind.values()),
}
MONEY: Mapping[str, Callable[[Balance], object]] = {
    "monetary-cost": lambda it: it.cost.monetary,
    "full-cost": lambda it: it.cost.full,
    "in-kind": lambda it: it.cost.in_kind,
    "money": lambda it: it.resources.monetary,
}

_FRENCH = {
    "accompagnements": "accompaniments",
    "collectifs": "collective",
    "nouveaux": "new",
    "termines": "ended",
    "heures-salariees": "staff-hours",
    "heures-de-benevolat": "volunteering-hours",
    "heures-benevoles": "volunteering-hours",
    "cout-monetaire": "monetary-cost",
    "cout-complet": "full-cost",
    "contributions-en-nature": "in-kind",
    "argent": "money",
}


def indicators(edition: Edition) -> list[ViewData]:
    """The indicators of the year's programmes."""
    programmes = edition.register.of(Programme)
    if not any(it.record.indicators for it in programmes):
        return []
    own: dict[str, list[Accompaniment]] = {}
    for course in edition.figures.ledger.courses:
        own.setdefault(course.record.programme or "", []).append(course.record)
    rows = {name: row for row in told_rows(edition, By.PROGRAMME) for name in row.ids}
    return [
        _indicator(edition, entry, it, own[entry.record.id], rows.get(entry.record.id))
        for entry in programmes
        if entry.record.id in own
        for it in entry.record.indicators
    ]


def _indicator(
    edition: Edition, entry: Entry[Programme], it: Indicator, records: Records, row: ToldRow | None
) -> ViewData:
    """An indicator; money and hours of a programme of few are told with those of others."""
    name = _FRENCH.get(it.figure or "", it.figure or "")
    form, others = "", []
    value: object = None
    own = field_named(edition.register, it.figure) if it.figure else None
    if own is not None and edition.sees(own.declared.audience):
        form, value = form_of(edition, own), _own(edition, own, entry.record.id, records)
    elif name in COUNTS:
        form, value = "count", COUNTS[name](records, edition.figures.ledger.span)
    elif name in HOURS or name in MONEY:
        form = "hours" if name in HOURS else "money"
        value = {**HOURS, **MONEY}[name](row.balance) if row else None
        others = [other for other in row.ids if other != entry.record.id] if row else []
    return {
        "programme": edition.name(Programme.kind, entry.record.id),
        "with": [_programme(edition, other) for other in others],
        "label": edition.viewer.hide_names(it.label),
        "asked_by": edition.name("structure", it.asked_by) if it.asked_by else None,
        "kind": it.kind.value,
        "form": form,
        "value": value,
        "target": it.target,
        "quotes": quotes(edition, {record.id for record in records})
        if it.kind is IndicatorKind.QUALITATIVE
        else [],
    }


def _own(edition: Edition, field: DeclaredField, programme: str, records: Records) -> object:
    """The total of an own field over what the accompaniments of a programme are about."""
    courses = {record.id for record in records}
    met = {name for record in records for name in record.initiatives}

    def concerns(record: Record) -> bool:
        if not edition.viewer.may_see(record):
            return False
        match record:
            case Accompaniment():
                return record.id in courses
            case Contribution():
                return any(it.accompaniment in courses for it in record.targets)
            case Funding():
                return any(
                    it.accompaniment in courses or it.programme == programme
                    for it in record.targets
                )
            case Programme():
                return record.id == programme
            case Initiative() | Evidence():
                return bool(initiatives_of(record, edition.register) & met)
            case _:
                return True

    value = added_up(field, edition.figures.ledger, concerns)
    return None if is_withheld(edition, field, value) else value.total


def _programme(edition: Edition, name: str | None) -> str:
    """The name of a programme; empty for what has none."""
    return "" if name in {None, NONE} else edition.name(Programme.kind, name or "").name
