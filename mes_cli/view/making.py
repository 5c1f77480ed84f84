"""How a line was made, in words and signs: "12 h × 11.88 €"."""

from collections.abc import Iterable
from fractions import Fraction

from mes_cli.figures.line import (
    Basis,
    Counted,
    Described,
    Part,
    Reason,
    ShareOf,
    Stated,
    Step,
    Sum,
    Worked,
)
from mes_cli.finding import count
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import Formats, formats
from mes_cli.language.vocabulary import vocabulary

#: Parts of larger wholes are written as percentages.
_LARGEST_WHOLE = 1000


def made(steps: Iterable[Step], catalogue: Catalogue) -> str:
    """Write the making of a line, from the record to the amount."""
    written = formats(catalogue.language)
    return " ".join(_step(step, catalogue, written) for step in steps)


def _step(step: Step, catalogue: Catalogue, written: Formats) -> str:
    match step:
        case Stated(amount):
            return written.money(amount)
        case Worked(seconds, rate):
            return f"{written.hours(seconds)} × {written.money(rate)}"
        case Counted(quantity, unit, value):
            counted = f"{written.number(quantity)} {unit}" if unit else written.number(quantity)
            return f"{counted} × {written.money(value)}"
        case ShareOf(share, base, _):
            return f"{written.percent(share)} × {written.money(base)}"
        case Described(reason, words):
            return words or reason_label(reason, catalogue)
        case Part(basis, weight, weights, _, _):
            return f"× {_fraction(weight, weights, written)} ({basis_label(basis, catalogue)})"
        case Sum(lines):
            together = count("{number} line together", "{number} lines together", lines)
            return catalogue.say(together, vocabulary(catalogue.language))


def _fraction(weight: Fraction, weights: Fraction, written: Formats) -> str:
    whole = weight.denominator == weights.denominator == 1
    if whole and weights <= _LARGEST_WHOLE:
        return f"{weight.numerator}/{weights.numerator}"
    ratio = weight / weights
    return written.percent(written.decimal(ratio), 2)


def basis_label(basis: Basis, catalogue: Catalogue) -> str:
    """What a whole was spread by."""
    _ = catalogue.text
    match basis:
        case Basis.DAYS:
            return _("by days")
        case Basis.DECLARED:
            return _("as declared")
        case Basis.HOURS:
            return _("by hours of paid work")
        case Basis.COST:
            return _("by monetary cost")
        case Basis.EQUAL:
            return _("equally")
        case Basis.MONEY:
            return _("by money received")


def reason_label(reason: Reason, catalogue: Catalogue) -> str:
    """Why a contribution has no value."""
    _ = catalogue.text
    match reason:
        case Reason.DECLARED:
            return _("not valued, by choice")
        case Reason.EXTERNAL_EFFECT:
            return _("an effect is told, never valued")
        case Reason.KIND_NOT_VALUED:
            return _("this kind is not valued here")
        case Reason.GOVERNANCE_TIME:
            return _("statutory time is not valued here")
        case Reason.METHOD_NONE:
            return _("contributions are not valued here")
        case Reason.NO_HOURS:
            return _("no hours are written")
        case Reason.NO_RATE:
            return _("there was no rate on that day")
        case Reason.TASK_ABSENT | Reason.TASK_UNKNOWN:
            return _("the task has no rate")
