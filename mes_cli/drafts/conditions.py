"""What is asked only beside some answers: the hours of volunteers, the policies of public money.

The questions of a terminal and the forms of the page follow the same conditions.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A field that matters only beside what another one says."""

    #: The field whose answer decides, in canonical names: ``entry.channel``.
    field: str
    #: The answers meant; none: any answer.
    words: frozenset[str] = frozenset()
    #: True: it matters beside these answers; False: beside all others, and beside none.
    beside: bool = True

    def holds(self, said: str) -> bool:
        """Tell whether the field matters beside an answer.

        >>> AskedWhen("kind", frozenset({"goods"}), beside=False).holds("volunteering")
        True
        """
        return (said in self.words if self.words else bool(said)) is self.beside


def _with(field: str, *words: str) -> AskedWhen:
    return AskedWhen(field, frozenset(words))


def _without(field: str, *words: str) -> AskedWhen:
    return AskedWhen(field, frozenset(words), beside=False)


_THINGS = ("premises", "equipment", "goods")
_GIVEN = _with("kind", *_THINGS, "service")
_EXCHANGE = _with("kind", "skill-exchange")
#: Gifts that are no hours of people.
_NO_HOURS = _without("kind", *_THINGS, "external-effect")
_PUBLIC = _with("nature", "grant", "public-contribution", "contract")
_ORGANISATION = _without("legal_form", "collective")
_PICTURE = _with("media")

#: By kind of record and by field, parts of lists without their number.
CONDITIONS: Mapping[tuple[str, str], AskedWhen] = {
    ("contribution", "date"): _without("period.from"),
    ("contribution", "period"): _without("date"),
    ("contribution", "from"): _with("kind", *_THINGS, "service", "secondment", "skill-exchange"),
    ("contribution", "to"): _EXCHANGE,
    ("contribution", "skill"): _EXCHANGE,
    ("contribution", "quantity"): _GIVEN,
    ("contribution", "unit"): _GIVEN,
    ("contribution", "unit_value"): _GIVEN,
    ("contribution", "obtained"): _with("kind", "external-effect"),
    ("contribution", "by"): _NO_HOURS,
    ("contribution", "people"): _NO_HOURS,
    ("contribution", "hours"): _NO_HOURS,
    ("contribution", "level"): _NO_HOURS,
    ("contribution", "task"): _NO_HOURS,
    ("contribution", "governance"): _NO_HOURS,
    ("funding", "granted"): _with("status", "granted", "received"),
    ("funding", "received"): _with("status", "received"),
    ("funding", "level"): _PUBLIC,
    ("funding", "policies"): _PUBLIC,
    ("accompaniment", "entry.by"): _with("entry.channel", "prescription", "referral"),
    ("advocacy", "date"): _without("period.from"),
    ("advocacy", "period"): _without("date"),
    ("evidence", "verbatim"): _with("text"),
    ("evidence", "alt"): _PICTURE,
    ("evidence", "credit"): _PICTURE,
    ("initiative", "siret"): _ORGANISATION,
    ("initiative", "siren"): _ORGANISATION,
    ("initiative", "rna"): _ORGANISATION,
    ("initiative", "website"): _ORGANISATION,
    ("initiative", "created"): _ORGANISATION,
    ("programme", "indicators.figure"): _with("indicators.kind", "counted"),
    ("programme", "indicators.target"): _with("indicators.kind", "counted"),
    ("settings", "valuation.rate"): _with("valuation.method", "flat-rate"),
    ("settings", "valuation.task_rates"): _with("valuation.method", "task-rates"),
    ("settings", "valuation.employer_charges"): _with("valuation.method", "minimum-wage"),
    ("settings", "valuation.coefficients"): _with("valuation.method", "minimum-wage"),
}
