"""What a register follows besides: its own fields, added up, with whoever asks for them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mes_cli.figures import plain
from mes_cli.figures.own_totals import (
    UNDATED,
    DeclaredField,
    OwnTotal,
    added_up,
    declared_fields,
)
from mes_cli.figures.year import YearFigures
from mes_cli.language.folding import fold
from mes_cli.model.audience import FUNDER
from mes_cli.model.own_fields import Addition, FieldType
from mes_cli.view.edition import Edition
from mes_cli.view.records import Plain

#: How a total is written, by the type of its field; all others are counts.
_FORMS: Mapping[FieldType, str] = {
    FieldType.DURATION: "hours",
    FieldType.MONEY: "money",
    FieldType.SHARE: "percent",
}
#: Money and hours of few initiatives are not for everybody.
_GUARDED = frozenset({FieldType.DURATION, FieldType.MONEY})


def own_fields(edition: Edition) -> list[Plain]:
    """The own fields that an audience may see, by who asks for them."""
    fields = [
        it
        for it in declared_fields(edition.register)
        if edition.sees(it.declared.audience) and it.declared.addition is not Addition.NONE
    ]
    rows = [row for field in fields for row in _rows(edition, field)]
    return sorted(rows, key=lambda row: (row["asked_by"] is None, fold(str(row["asked_by"]))))


def is_withheld(edition: Edition, field: DeclaredField, value: OwnTotal) -> bool:
    """Tell whether a total would tell the money or the hours of too few initiatives."""
    few = 0 < len(value.initiatives) < edition.minimum
    return few and field.declared.type in _GUARDED and field.declared.addition is not Addition.COUNT


def value_in(edition: Edition, figures: YearFigures, field: DeclaredField) -> OwnTotal:
    """Add up an own field in a year, over the records that the audience may see."""
    return added_up(field, figures.ledger, edition.viewer.may_see)


def form_of(edition: Edition, field: DeclaredField) -> str:
    """How the total of a field is written."""
    if field.declared.addition is Addition.COUNT:
        return "number"
    form = _FORMS.get(field.declared.type, "number")
    return "euros" if form == "money" and not edition.sees(FUNDER) else form


def _rows(edition: Edition, field: DeclaredField) -> Iterator[Plain]:
    """The row of a field, or one for each of its words; nothing where nobody says anything."""
    now = value_in(edition, edition.figures, field)
    dated = edition.before is not None and field.kind not in UNDATED
    then = value_in(edition, edition.before, field) if edition.before and dated else None
    if not now.records and not (then and then.records):
        return
    declared, hide = field.declared, edition.viewer.hide_names
    row: Plain = {
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


def own_fields_data(edition: Edition) -> list[plain.Plain]:
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
        for row in own_fields(edition)
    ]


def plain_number(value: object) -> str | int | None:
    """A total as JSON holds it: exact numbers as text, seconds and counts as whole numbers."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int) else None
