"""A difference for machines: canonical names, exact numbers as text, all of it."""

from collections.abc import Iterable

from mes_cli.figures.plain import money
from mes_cli.figures.rounding import euros
from mes_cli.finding import Finding
from mes_cli.history.difference import Difference, RecordChange
from mes_cli.history.field_changes import FieldDifference
from mes_cli.history.movements import Movement
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.audience import Audience
from mes_cli.view.records import Plain, machine, machine_record, plain

#: The version of the document.
SCHEMA = 1


def data(found: Difference) -> Plain:
    """Give everything that changed and that the audience may see."""
    return {
        "schema": SCHEMA,
        "audience": str(found.sides.after.audience),
        "years": list(found.years) if found.years else None,
        "errors": {"before": found.errors[0], "after": found.errors[1]},
        "figures": [_figure(it, found) for it in found.figures],
        "settings": [_field(it) for it in found.settings],
        "decisions": [_field(it) for it in found.decisions],
        "records": [_record(it, found) for it in found.records],
        "findings": {"new": _findings(found.new, found), "gone": _findings(found.gone, found)},
    }


def _figure(moved: Movement, found: Difference) -> Plain:
    def value(units: int) -> object:
        return money(euros(units)) if moved.unit == "cents" else units

    funder = found.sides.after.sees(Audience.FUNDER)
    return {
        "year": moved.year,
        "figure": moved.figure,
        "detail": moved.detail or None,
        "unit": "euros" if moved.unit == "cents" else moved.unit,
        "before": value(moved.before),
        "after": value(moved.after),
        "change": value(moved.change),
        "records": [
            {**_named(name, found), "change": value(units)}
            for name, units in (moved.records.items() if funder else ())
        ],
    }


def _named(name: tuple[str, str], found: Difference) -> Plain:
    sides = found.sides
    look = sides.after if sides.after.register.find(*name) else sides.before
    return {"kind": name[0], "id": look.code(*name), "label": look.name(*name).name}


def _record(one: RecordChange, found: Difference) -> Plain:
    sides, pair = found.sides, one.pair
    row: Plain = {"change": one.what, **_named(one.name, found)}
    if one.what == "renamed" and pair.before:
        row["was"] = sides.before.code(*pair.before.name)
    if pair.before is None:
        row["after"] = _whole(plain(pair.entry, sides.after))
    elif pair.after is None:
        row["before"] = _whole(plain(pair.entry, sides.before))
    else:
        row["fields"] = [_field(it) for it in one.fields]
    return row


def _whole(seen: Plain) -> Plain:
    return machine_record({key: value for key, value in seen.items() if value is not None})


def _field(change: FieldDifference) -> Plain:
    row: Plain = {
        "field": change.slot.name,
        "before": machine(change.before),
        "after": machine(change.after),
    }
    if change.inner:
        row["fields"] = [_field(it) for it in change.inner]
    return row


def _findings(some: Iterable[Finding], found: Difference) -> list[Plain]:
    language = found.sides.after.language
    register = vocabulary(found.sides.after.register.settings.language)
    return [
        {
            "code": it.code,
            "severity": str(it.severity),
            "file": it.at.file,
            "line": it.at.line or None,
            "message": catalogue(language).say(it.message, register),
        }
        for it in some
    ]
