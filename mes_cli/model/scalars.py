"""The values of records: what each type accepts, and what it keeps.

YAML hands over text; here pydantic's validators make dates, durations, money and shares of it.
A refusal names a code and gives a correction where one is certain; words come later.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, LiteralString

from pydantic import BeforeValidator
from pydantic_core import CoreSchema, PydanticCustomError

from mes_cli import geography
from mes_cli.language.typed import yes_or_no
from mes_cli.model import corrections, identifiers
from mes_cli.model.corrections import FIRST_YEAR, LAST_YEAR
from mes_cli.model.patterns import JSON

#: What a refusal says when its correction is the only one.
CERTAIN = {"certain": "yes"}

#: A digit more than any association will need, so that no total is ever in doubt.
MOST_DIGITS = 12

NUMBER = re.compile(
    r"(?P<sign>[-+\u2212]?)(?P<whole>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)"
    r"(?:[.,](?P<part>\d+))?",
    re.ASCII,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CENT = Decimal("0.01")
_EUROS = re.compile(r"(?:€|euros?|EUR)\Z")


class Scalar(StrEnum):
    """What a single value is; every field that holds one says which."""

    TEXT = "text"
    DATE = "date"
    DURATION = "duration"
    TERM = "term"
    MONEY = "money"
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    BOOLEAN = "boolean"
    YEAR = "year"
    ID = "id"
    URL = "url"
    EMAIL = "email"
    ACCOUNT = "account"
    MONTH_DAY = "month-day"
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    REGION = "region"

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: object) -> dict[str, Any]:
        """Say in JSON Schema how such a value is written."""
        return dict(JSON.get(self, {"type": "boolean"}))


def refuse(code: LiteralString, **context: str) -> PydanticCustomError:
    """Refuse a value: *code* is the finding's, *context* what its help may say."""
    return PydanticCustomError(code, "refused", context)


def reads(function: Callable[[str], object]) -> BeforeValidator:
    """Let pydantic read texts with *function*; other values are judged as they are."""

    def read(value: object) -> object:
        return function(value) if isinstance(value, str) else value

    return BeforeValidator(read)


def _date(value: str) -> object:
    text = value.strip()
    if _ISO.fullmatch(text):
        return _real_date(text)
    if found := corrections.date(text):
        near, certain = found
        raise refuse("date_form", near=near.isoformat(), **CERTAIN if certain else {})
    raise refuse("date_form")


def _real_date(text: str) -> dt.date:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise refuse("no_such_day") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise refuse("date_too_far", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return date


def _match_number(value: str, code: LiteralString) -> re.Match[str]:
    match = NUMBER.fullmatch(value.strip()) if len(value) <= 4 * MOST_DIGITS else None
    if match is None and (near := corrections.ungrouped(value.strip()[: 4 * MOST_DIGITS])):
        raise refuse(code, near=near, **CERTAIN)
    if match is None:
        if re.fullmatch(r"[-+]?[\d.,\s]{17,}", value, re.ASCII):
            raise refuse("too_large_number")
        raise refuse(code)
    if match["sign"] in {"-", "\u2212"}:
        raise refuse("negative_value")
    if match["sign"]:
        raise refuse(code)
    if len("".join(match["whole"].split())) > MOST_DIGITS:
        raise refuse("too_large_number")
    return match


def decimal(match: re.Match[str]) -> Decimal:
    """Give the number that a match of ``NUMBER`` stands for."""
    digits = "".join(match["whole"].split())  # spaces may group them
    return Decimal(f"{digits}.{match['part'] or '0'}")


def _money(value: str) -> object:
    text = value.strip()
    if not text[-1:].isdigit():
        text = _EUROS.sub("", text).rstrip()
    match = _match_number(text, "money_form")
    if len(match["part"] or "") > 2:  # noqa: PLR2004 - a euro has a hundred cents
        raise refuse("money_decimals")
    return decimal(match).quantize(_CENT)


def _number(value: str) -> object:
    match = _match_number(value, "number_form")
    if len(match["part"] or "") > 4:  # noqa: PLR2004 - design: at most four decimals
        raise refuse("number_decimals")
    return decimal(match)


def whole(value: str) -> int:
    """Read a whole number.

    Raises:
        PydanticCustomError: it is not a whole number.
    """
    match = _match_number(value, "whole_form")
    if match["part"]:
        whole = not match["part"].strip("0")
        raise refuse("whole_form", **{"near": match["whole"], **CERTAIN} if whole else {})
    return int(decimal(match))


def _share(value: str) -> object:
    text = value.strip()
    if near := corrections.percentage(text):
        raise refuse("share_form", near=near, **CERTAIN)
    percent = text.endswith("%")
    match = _match_number(text.removesuffix("%").rstrip(), "share_form")
    if len(match["part"] or "") > 4:  # noqa: PLR2004 - as for every number
        raise refuse("number_decimals")
    share = decimal(match) / 100 if percent else decimal(match)
    if share > 1:
        raise refuse("share_above_one", **({} if percent else {"near": f"{text}%"}))
    return share


def _boolean(value: str) -> object:
    if value not in {"true", "false"}:
        meant = yes_or_no(value)
        near = None if meant is None or len(value.strip()) == 1 else str(meant).lower()
        raise refuse("boolean_form", **{"near": near, **CERTAIN} if near else {})
    return value == "true"


def _year(value: str) -> object:
    if not re.fullmatch(r"\d{4}", value, re.ASCII) or not FIRST_YEAR <= int(value) <= LAST_YEAR:
        raise refuse("year_form", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return int(value)


def _month_day(value: str) -> object:
    """Read the day on which financial years start; 29 February is no such day."""
    if not re.fullmatch(r"\d{2}-\d{2}", value, re.ASCII):
        raise refuse("month_day_form")
    month, day = int(value[:2]), int(value[3:])
    try:
        dt.date(2001, month, day)
    except ValueError:
        raise refuse("no_such_day") from None
    return (month, day)


_ZEROS = ("commune_form", "department_form")
#: What gives the code of a place by its name.
_NAMED: dict[str, "identifiers.Accept"] = {
    "commune_form": identifiers.commune_named,
    "department_form": identifiers.department_named,
    "region_form": geography.region_named,
}


def _checked(code: LiteralString, accept: "identifiers.Accept") -> BeforeValidator:
    """Make a reader of a function that gives the normal form of an identifier, or None."""

    def read(value: str) -> object:
        normal = accept(value)
        if normal is None:
            # Spreadsheets take the zero off the beginning of codes.
            near = accept(f"0{value.strip()}") if code in _ZEROS else None
            near = near or (_NAMED[code](value) if code in _NAMED else None)
            more = {"near": near, **CERTAIN} if near else {}
            raise refuse(code, **more, **_number_of_digits(code, value))
        return normal

    return reads(read)


def _number_of_digits(code: str, value: str) -> dict[str, str]:
    """The number of digits of a text that holds digits only."""
    digits = "".join(value.split())
    told = code in {"siren_invalid", "siret_invalid"} and digits.isascii() and digits.isdigit()
    return {"digits": str(len(digits))} if told else {}


Text = Annotated[str, Scalar.TEXT]
Date = Annotated[dt.date, reads(_date), Scalar.DATE]
#: Euros, at most two decimals, never negative.
Money = Annotated[Decimal, reads(_money), Scalar.MONEY]
Number = Annotated[Decimal, reads(_number), Scalar.NUMBER]
Whole = Annotated[int, reads(whole), Scalar.WHOLE]
#: From 0 to 1.
Share = Annotated[Decimal, reads(_share), Scalar.SHARE]
Boolean = Annotated[bool, reads(_boolean), Scalar.BOOLEAN]
#: The calendar year in which a financial year begins.
Year = Annotated[int, reads(_year), Scalar.YEAR]
#: Month and day.
MonthDay = Annotated[tuple[int, int], reads(_month_day), Scalar.MONTH_DAY]
Id = Annotated[str, _checked("id_form", identifiers.valid_id), Scalar.ID]
Url = Annotated[str, _checked("url_form", identifiers.url), Scalar.URL]
Email = Annotated[str, _checked("email_form", identifiers.email), Scalar.EMAIL]
#: An account of the French chart of accounts, classes 1 to 8.
Account = Annotated[str, _checked("account_form", identifiers.account), Scalar.ACCOUNT]
Siren = Annotated[str, _checked("siren_invalid", identifiers.siren), Scalar.SIREN]
Siret = Annotated[str, _checked("siret_invalid", identifiers.siret), Scalar.SIRET]
Rna = Annotated[str, _checked("rna_invalid", identifiers.rna), Scalar.RNA]
Commune = Annotated[str, _checked("commune_form", identifiers.commune), Scalar.COMMUNE]
Department = Annotated[str, _checked("department_form", identifiers.department), Scalar.DEPARTMENT]
Region = Annotated[str, _checked("region_form", identifiers.region), Scalar.REGION]
