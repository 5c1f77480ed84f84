"""How values are written, for JSON Schema: patterns, the numbers YAML may make of them, examples.

YAML's own types do not matter in a register, so each value is accepted as text or as whatever
YAML takes it for. The names are those of the scalars.
"""

from collections.abc import Mapping

Json = dict[str, object]

_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = rf"(?:[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+|[0-9]+)"
_NUMBER = ["string", "number"]


def _text(example: str, pattern: str = "", **more: object) -> Json:
    said: Json = {"type": "string", "examples": [example]}
    return {**said, **({"pattern": pattern} if pattern else {}), **more}


#: Of each scalar, what JSON Schema says.
JSON: Mapping[str, Json] = {
    "text": {"type": ["string", "number", "boolean"]},
    "date": _text("2025-03-04", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    "duration": _text("2h30", minimum=0, type=_NUMBER),
    "term": _text(
        "3 ans",
        r"^(?=[0-9])(?:[0-9]{1,4}\s*(?:years?|y|ans?|ann[ée]es?|$))?"
        r"\s*(?:[0-9]{1,4}\s*(?:months?|mois))?$",
        minimum=0,
        maximum=100,
        type=_NUMBER,
    ),
    "money": _text(
        "1 234,50 €",
        rf"^{_DIGITS}(?:[.,][0-9]{{1,2}})?(?:{_SPACE}*(?:€|euros?|EUR))?$",
        minimum=0,
        type=_NUMBER,
    ),
    "number": _text("2,5", rf"^{_DIGITS}(?:[.,][0-9]{{1,4}})?$", minimum=0, type=_NUMBER),
    "whole": _text("12", rf"^{_DIGITS}$", minimum=0, type=_NUMBER),
    "share": _text(
        "25 %", rf"^[0-9]+(?:[.,][0-9]{{1,4}})?{_SPACE}*%?$", minimum=0, maximum=1, type=_NUMBER
    ),
    "year": _text("2025", r"^[0-9]{4}$", minimum=1900, maximum=2100, type=_NUMBER),
    "month-day": _text("09-01", r"^[0-9]{2}-[0-9]{2}$"),
    "id": _text("cafe-des-possibles", r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$", type=_NUMBER),
    "url": _text("https://www.example.org", r"^https?://[^\s@]+$"),
    "email": _text("ana@example.org", r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    "account": _text("625", r"^[1-8][0-9]{0,7}$", type=_NUMBER),
    "siren": _text("732829320", r"^(?:[\s.-]*[0-9]){9}$", type=_NUMBER),
    "siret": _text("73282932000074", r"^(?:[\s.-]*[0-9]){14}$", type=_NUMBER),
    "rna": _text("W751100895", r"^W[\s.-]*[0-9][\s.-]*[0-9A-Z](?:[\s.-]*[0-9]){7}$"),
    "commune": _text("21231", r"^(?:[0-9]{2}|2[AB])[0-9]{3}$", type=_NUMBER),
    "department": _text("21", r"^(?:[0-9]{2}|2[AB]|9[78][0-9])$", type=_NUMBER),
    "region": _text("27", r"^(?:[0-9]{2}|9[78][0-9])$", type=_NUMBER),
}
