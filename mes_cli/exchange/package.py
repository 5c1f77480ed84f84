"""The package of a register for its network: what members may see, as data, and read back again.

Data holds texts, lists and mappings only, in canonical English, so that reading it back judges it
as it judges what people write.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from mes_cli.exchange.databases import SCHEMA, order_of, schema_page
from mes_cli.exchange.lines import line_tables, register_code
from mes_cli.figures.books import books
from mes_cli.figures.flat import FlatLine, FlatPart, flat_lines, flat_parts
from mes_cli.figures.ledger import Ledger, ledger
from mes_cli.finding import Place, say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Advocacy, Evidence, Initiative, Record, Settings, models
from mes_cli.model.own_fields import FieldType, OwnFields
from mes_cli.model.patterns import Json
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.register import Entry, Register
from mes_cli.store.packages import (
    VERSION,
    Package,
    PackageRefusedError,
    PackedRecord,
    PackedRegister,
    Row,
    package_bytes,
)
from mes_cli.view.records import plain, plain_part, whole
from mes_cli.view.viewer import Named, Viewer

#: What a register declares for itself alone.
_OWN_AFFAIRS = frozenset({"fields", "checks", "retention", "limits", "members", "minimum_group"})
_HOUR = 3600


def packed(seen_by: Viewer, code: str, about: Mapping[str, str]) -> PackedRegister:
    """Give a register as those who look may see it."""
    settings = _data(plain_part(seen_by.register.settings, seen_by), Settings)
    settings["keeper"] = code
    for name in _OWN_AFFAIRS:
        settings.pop(name, None)
    settings["fields"] = _declared(seen_by)
    settings = {name: it for name, it in settings.items() if it != {}}
    return PackedRegister(code, _json(settings), about, list(_records(seen_by)))


def _records(seen_by: Viewer) -> Iterator[PackedRecord]:
    for kind, model in seen_by.register.models.items():
        for entry in seen_by.ordered(seen_by.register.of(model)):
            if not seen_by.may_see(entry.record):
                continue
            seen = plain(entry, seen_by)
            data = {**_data(seen, model), **_guards(entry.record)}
            own = data.pop("own", None)
            names = [it for it in _attached(seen_by, kind) if isinstance(own, dict) and it in own]
            if isinstance(own, dict) and names:
                data["own"] = {it: own[it] for it in names}
            name = data["id"] = str(seen["code"])
            file = seen_by.source(entry.place, entry.place.file) or ""
            yield PackedRecord(kind, name, file, _json(data))


def _attached(seen_by: Viewer, kind: str) -> list[str]:
    """The own fields that leave home: those that answer for something that others have too."""
    declared = seen_by.register.settings.own_fields.of(kind)
    return [name for name, it in declared.items() if it.attached and seen_by.sees(it.audience)]


def _declared(seen_by: Viewer) -> Json:
    """The declarations of these fields."""
    seen = _data(plain_part(seen_by.register.settings.own_fields, seen_by), OwnFields)
    kinds = {kind: _attached(seen_by, kind) for kind in KINDS}
    found: Json = {}
    for kind, names in kinds.items():
        declared = seen.get(kind)
        if names and isinstance(declared, dict):
            found[kind] = {name: _as_written(declared[name]) for name in names}
    return found


def _as_written(declared: object) -> object:
    """A declaration without what only a reference may say, unless it is one."""
    if not isinstance(declared, dict) or declared.get("type") == FieldType.REFERENCE:
        return declared
    return {name: it for name, it in declared.items() if name != "to"}


def _guards(record: Record) -> Json:
    """What keeps others from showing a record to more people than it is for."""
    match record:
        case Initiative():
            return {"publish_name": str(record.publish_name)}
        case Advocacy():
            return {"audience": str(record.audience)}
        case Evidence(consent=consent) if consent:
            until = {"until": consent.until.isoformat()} if consent.until else {}
            told = {"scope": str(consent.scope), "naming": str(consent.naming).lower(), **until}
            # The day on which it was given stays at home: it covers its own day and later ones.
            return {"consent": {**told, "given": min(consent.given, record.date).isoformat()}}
        case _:
            return {}


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _data(seen: Mapping[str, object], model: type[Part]) -> Json:
    found: Json = {}
    for slot in shape(model).slots.values():
        value = whole(seen, slot)
        if isinstance(value, list):
            found[slot.name] = [_text(item, slot) for item in value]
        elif slot.map_key is not None and isinstance(value, Mapping):
            found[slot.name] = {str(key): _text(item, slot) for key, item in value.items()}
        elif value is not None:
            found[slot.name] = _text(value, slot)
    return found


def _text(value: Any, slot: Slot) -> object:
    """Write a value as a record writes it."""
    match value:
        case Named():
            return value.code
        case dict():
            assert slot.part is not None
            return _data(value, slot.part)
        case bool():
            return str(value).lower()
        case dt.date():
            return value.isoformat()
        case (int(month), int(day)):
            return f"{month:02}-{day:02}"
        case Decimal():
            return f"{value * 100:f} %" if slot.scalar is Scalar.SHARE else f"{value:f}"
        case int() if slot.scalar is Scalar.DURATION:
            # Four decimals of an hour are finer than a second.
            return f"{Decimal(value) / _HOUR:.4f}"
        case _:
            return str(value)


def unpacked(package: PackedRegister, name: str) -> Register:
    """Read a packed register back; *name* is what messages call the package.

    Raises:
        PackageRefusedError: it says what no register can say.
    """
    settings = _part(package.settings, Settings, name)
    context = {"day_length": settings.day_length}
    known = models(settings)
    entries: list[Entry[Record]] = []
    for record in package.records:
        model = known.get(record.kind)
        if model is None:
            raise PackageRefusedError(name, say("it holds records of an unknown kind"))
        read = _part(record.data, model, name, context)
        if read.id != record.id:
            raise PackageRefusedError(name, say("it holds a record that no register can hold"))
        file = f"{package.code}:{record.file or f'{record.kind}/{record.id}'}"
        place = Place(file, item=package.items.get((record.kind, record.id)))
        entries.append(Entry(read, place))
    return Register(settings, tuple(entries))


def _part(text: str, model: Any, name: str, context: Mapping[str, int] | None = None) -> Any:
    try:
        data = json.loads(text)
        if isinstance(data, dict) and _is_text(data):
            return model.model_validate(data, context=context)
    except (ValidationError, ValueError, RecursionError):
        pass
    raise PackageRefusedError(name, say("it holds a record that no register can hold"))


def _is_text(data: object) -> bool:
    """Tell whether data holds texts, lists and mappings only."""
    if isinstance(data, dict):
        return all(map(_is_text, data.values()))
    return all(map(_is_text, data)) if isinstance(data, list) else isinstance(data, str)


def line_rows(ledgers: Iterable[Ledger], *, parts: bool = True) -> tuple[list[Row], list[Row]]:
    """The lines of some years, and their *parts*, in the order of what they say."""
    lines: list[Row] = []
    cut: list[Row] = []
    for it in ledgers:
        lines += (_row(line) for line in flat_lines(it))
        cut += (_row(part) for part in (flat_parts(it) if parts else ()))
    return sorted(lines, key=order_of), sorted(cut, key=order_of)


def _row(line: FlatLine | FlatPart) -> Row:
    file = line.file.partition(":")[2] if line.file else None
    told = line._replace(file=file)
    return tuple(it.isoformat() if isinstance(it, dt.date) else it for it in told)


def package_files(
    seen_by: Viewer,
    year: int,
    about: Mapping[str, str],
    carried: Sequence[PackedRegister],
    decisions: Sequence[str],
    catalogue: Catalogue,
) -> Mapping[str, bytes]:
    """Make the package of a register for a year and the year before.

    *carried* are the registers of its own members, which go with it uncombined, as do its
    *decisions* on them.
    """
    own = replace(packed_with_lines(seen_by, year, about), decisions=decisions)
    content = package_bytes(Package(year, (own, *carried)))
    return {f"{own.code}-{year}.sqlite": content, SCHEMA: _described(seen_by, catalogue)}


def packed_with_lines(seen_by: Viewer, year: int, about: Mapping[str, str]) -> PackedRegister:
    """Pack a register with its lines of a year and of the year before."""
    settings = seen_by.register.settings
    told = {"name": seen_by.hide_names(settings.name), "day": seen_by.day.isoformat(), **about}
    own = packed(seen_by, register_code(seen_by), told)
    return with_lines(own, unpacked(own, own.code), year)


def with_lines(
    own: PackedRegister, register: Register, year: int, *, parts: bool = True
) -> PackedRegister:
    """Add the lines of a year and of the year before: those of what others may see of it."""
    counted = books(register)
    found = [ledger(counted, it) for it in (year - 1, year) if it in counted.days.years]
    lines, cut = line_rows(found, parts=parts)
    return replace(own, lines=lines, parts=cut)


def _described(seen_by: Viewer, catalogue: Catalogue) -> bytes:
    """Describe the package; the first line says its version and for whom it is."""
    words = vocabulary(catalogue.language)
    sentences = [
        say("Made by `mes export network`, for the network alone. Do not pass it on to others."),
        say(
            "It is a SQLite file. `registers` has what each register declares, `records` what"
            " members may see of each record, as JSON, and `identities` what was decided on"
            " records that are the same. Its digest covers every table: who changes anything"
            " makes it useless."
        ),
        say(
            "`lines` and `parts` are those of two years. Sums over `lines` are the figures of"
            " `mes coverage`; sums over `parts` by `key` are the rows of its table `by`, so a"
            " query names one `by`. Money is whole cents, time whole seconds."
        ),
    ]
    head = f"mes package {VERSION}, audience: members"
    return schema_page(head, sentences, line_tables((), seen_by, words), catalogue)
