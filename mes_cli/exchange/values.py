"""From a raw cell to what a record would say: text that the models read."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from mes_cli.escape import unharmed
from mes_cli.exchange import excel
from mes_cli.exchange.cells import clock, number, split, spoken
from mes_cli.exchange.grids import is_blank
from mes_cli.exchange.sheets import Column
from mes_cli.exchange.workbooks import Raw
from mes_cli.language.folding import same
from mes_cli.language.typed import yes_or_no
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.period import half_up
from mes_cli.model.period import seconds as spoken_seconds
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape

#: What spreadsheets count days from, and the numbers that may be days.
_ZERO_DAY, _FIRST_SERIAL, _LAST_SERIAL = dt.date(1899, 12, 30), 15_000, 75_000
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
_ISO_TIME = re.compile(
    r"(-)?P(?:(\d{1,9})D)?T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{0,9})?)S)?", re.ASCII
)
_PYTHON_TIME = re.compile(
    r"(-)?(?:(\d{1,9}) days?, )?(\d{1,9}):(\d{2}):(\d{2}(?:\.\d{1,9})?)", re.ASCII
)
_SIZE = re.compile(r"(?<![\d \u00a0\u202f.,])[\d \u00a0\u202f.,]++(?:%|€)")
_SINCE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
_WIDTHS = {
    Scalar.COMMUNE: 5,
    Scalar.DEPARTMENT: 2,
    Scalar.REGION: 2,
    Scalar.SIREN: 9,
    Scalar.SIRET: 14,
}
#: What spreadsheets and other programs have for yes and no, beside the words.
_MARKS = {"x": True, "1": True, "0": False}
_BOOLEANS = {"vrai": "true", "faux": "false"}

#: Hours with so many decimals were probably cut off there by another program.
_DOUBTFUL = range(3, 6)
_NEXT_TO_NOTHING = Decimal("0.01")

Canonical = str | list[object] | dict[str, object]


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells as records would say them; it knows how other records are called."""

    #: The ids of records by kind and by their names, folded; names of several are left out.
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def value(self, raw: Raw, column: Column) -> Canonical | None:
        """Give what a record would say in that field; None for an empty cell."""
        if is_blank(raw):
            return None
        slot = column.slot
        if slot.map_key is not None:
            return dict(_pair(item) for item in split(str(raw)))
        if slot.many:
            return [self._element(item, slot) for item in split(text(raw))]
        return self.single(raw, slot)

    def single(self, raw: Raw, slot: Slot) -> str:
        """One value, as the models read it."""
        if slot.words:
            return word(text(raw), slot)
        if slot.refs:
            return self.reference(text(raw), slot.refs)
        match slot.scalar:
            case Scalar.DATE:
                return day(raw)
            case Scalar.DURATION:
                return duration(raw)
            case Scalar.BOOLEAN:
                return boolean(raw)
            case Scalar.TEXT | None:
                return raw if isinstance(raw, str) else text(raw)
            case scalar:
                said = text(raw).strip()
                # Spreadsheets take the zeros off the beginning of a code.
                return said.zfill(_WIDTHS.get(scalar, 0)) if said.isdecimal() else said

    def reference(self, said: str, kinds: tuple[str, ...]) -> str:
        """The id of the record that a cell names, by its id or by its name."""
        return self.named(said, kinds) or said.strip()

    def named(self, said: str, kinds: Iterable[str]) -> str:
        """The id of the record that is called so, by its id or its name; empty where none is."""
        name = said.strip()
        keys = ((kind, it) for kind in kinds for it in (name, same(name)))
        return next((self.names[key] for key in keys if key in self.names), "")

    def _element(self, item: str, slot: Slot) -> object:
        if slot.part is None or slot.alone is None:
            return self.single(item, slot)
        inner = shape(slot.part).slots
        named, equals, sizes = item.partition("=")
        element: dict[str, object] = {slot.alone: self.single(named.strip(), inner[slot.alone])}
        for size in map(str.strip, _SIZE.findall(sizes) if equals else ()):
            element["share" if size.endswith("%") else "amount"] = size
        for since in _SINCE.findall(sizes) if "since" in inner else ():
            element["since"] = since
        return element


def _pair(item: str) -> tuple[str, object]:
    key, _, value = item.partition("=")
    return key.strip(), value.strip()


def word(said: str, slot: Slot) -> str:
    """The canonical word of a list that somebody means; any other text stays as it is."""
    assert slot.words is not None
    table: dict[str, str] = {}
    for member in slot.words:
        table[same(str(member))] = str(member)
        for language in ("fr", "en"):
            row = vocabulary(language).value(slot.words.__name__, str(member))
            table.setdefault(same(row.word), str(member))
            table.setdefault(same(row.label), str(member))
    return table.get(same(said), said.strip())


def boolean(raw: Raw) -> str:
    """Yes or no, however it is said."""
    said = text(raw).strip().lower()
    meant = _MARKS.get(said, yes_or_no(said))
    return said if meant is None else str(meant).lower()


def day(raw: Raw) -> str:
    """A day in its ISO form, where one can be seen; the day comes before the month.

    >>> day("4/3/2025"), day("2025-03-04 00:00"), day(45720.0), day("soon")
    ('2025-03-04', '2025-03-04', '2025-03-04', 'soon')
    """
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    if isinstance(raw, dt.date):
        return raw.isoformat()
    if (
        isinstance(raw, int | float)
        and not isinstance(raw, bool)
        and _FIRST_SERIAL < raw < _LAST_SERIAL
    ):
        return (_ZERO_DAY + dt.timedelta(int(raw))).isoformat()
    said = text(raw).strip()
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, date = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(said):
        date, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits
    else:
        return said
    try:
        return dt.date(year, month, date).isoformat()
    except ValueError:
        return said  # the message about it quotes the cell


def duration(raw: Raw) -> str:
    """A duration as records say it: from a clock, hours, or another program's text; signed.

    >>> duration("1 day, 2:30:00"), duration(2.3333333333333335), duration("PT102H00M00S")
    ('26h30', '2h20', '102h')
    >>> duration("2:30"), duration("2,5"), duration("1j"), duration("\u22122,5"), duration(-2.5)
    ('2h30', '2h30', '1j', '-2,5', '-2h30')
    """
    found, said = seconds(raw), text(raw).strip().replace("\u2212", "-")
    if found is None and not re.search(r"[-jd]", said, re.IGNORECASE):
        found = spoken_seconds(said)  # a day is as long as the register says: it stays a day
    if found is None:
        return said
    return f"-{spoken(-found)}" if found < 0 else spoken(found)


def seconds(raw: Raw) -> int | None:
    """The seconds of a typed cell, or of a text that records cannot say; None for any other."""
    match raw:
        case dt.timedelta():
            return half_up(_exact(raw))
        case bool() | dt.date():
            return None
        case int() | float():
            return _of_hours(Decimal(str(raw))) if isfinite(raw) else None
        case str():
            return _spelt(raw.strip().replace("\u2212", "-"))
        case _:
            return None


def _of_hours(hours: Decimal) -> int:
    """The seconds that a decimal of hours stands for: whole minutes, if it can be them.

    >>> [_of_hours(Decimal(text)) for text in ("2.333", "2.3333333333333335", "2.333056")]
    [8400, 8400, 8399]
    """
    exact, digits = hours * 3600, -int(hours.as_tuple().exponent)
    near = half_up(exact / 60) * 60
    doubt = Decimal(1800).scaleb(-digits) if digits in _DOUBTFUL else _NEXT_TO_NOTHING
    return near if abs(exact - near) <= doubt else half_up(exact)


def _exact(length: dt.timedelta) -> Decimal:
    return Decimal(length // dt.timedelta(microseconds=1)) / 10**6


def _spelt(said: str) -> int | None:
    if found := _ISO_TIME.fullmatch(said) or _PYTHON_TIME.fullmatch(said):
        sign, *parts = found.groups()
        days, hours, minutes, rest = (Decimal(part or 0) for part in parts)
        length = half_up(days * 86400 + hours * 3600 + minutes * 60 + rest)
        return -length if sign else length
    if re.fullmatch(r"-?\d{1,6}[.,]\d{3,30}", said, re.ASCII):
        return _of_hours(Decimal(said.replace(",", ".")))
    return None


def text(raw: Raw) -> str:
    """A cell as text; numbers without the noise of their binary form."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        if not isfinite(raw) or abs(raw) >= 1e15:  # noqa: PLR2004 - a double is exact below
            return str(raw)
        return number(round(Decimal(repr(raw)), 9))
    if isinstance(raw, dt.date):
        return day(raw)
    if isinstance(raw, dt.timedelta):
        return clock(half_up(_exact(raw)))
    return "" if raw is None else str(raw)


def same_in_all_forms(raw: Raw) -> str:
    """A cell as all forms of a table have it, whatever program saved it.

    >>> same_in_all_forms(12.0) == same_in_all_forms("12") == same_in_all_forms("012")
    True
    >>> same_in_all_forms("4/3/2025") == same_in_all_forms("2025-03-04 00:00:00")
    True
    """
    said = " ".join(unicodedata.normalize("NFC", unharmed(text(raw))).split())
    if re.fullmatch(r"-?\d+\.\d+", said, re.ASCII):
        said = said.replace(".", ",")
    if _YEAR_FIRST.fullmatch(said) or _DAY_FIRST.fullmatch(said):
        said = day(said)
    found = excel.saved(excel.saved(said))  # of a long number it keeps fewer digits each time
    return _BOOLEANS.get(found.lower(), found)
