"""How long something is kept: years and months, as people write them."""

import re
from typing import Annotated

from mes_cli.model.scalars import Scalar, reads, refuse

#: Nobody keeps anything for longer than a century.
_LONGEST = 1200
_YEAR = 12

_TERM = re.compile(
    r"(?:(?P<years>\d{1,4})(?:\s*(?:years?|y|ans?|ann[ée]es?)|\Z))?"
    r"\s*(?:(?P<months>\d{1,4})\s*(?:months?|mois))?",
    re.ASCII | re.IGNORECASE,
)


def months(text: str) -> int | None:
    """Read a term, in months; a bare number is in years.

    >>> [months(text) for text in ("3 years", "3 ans", "18 mois", "1 an 6 mois", "2", "0")]
    [36, 36, 18, 18, 24, 0]
    >>> months("a while") is None
    True
    """
    found = _TERM.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return int(found["years"] or 0) * _YEAR + int(found["months"] or 0)


def _term(value: str) -> object:
    text = value.strip()
    if text[:1] in {"-", "\u2212"}:
        raise refuse("negative_value")
    length = months(text)
    if length is None or length > _LONGEST:
        raise refuse("term_form")
    return length


#: Whole months.
Term = Annotated[int, reads(_term), Scalar.TERM]
