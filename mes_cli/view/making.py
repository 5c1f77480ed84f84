"""Writes how the amount of a line was computed, as a formula."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from mes_cli.figures.line import (
    Basis,
    Counted,
    Described,
    Line,
    Measure,
    Reason,
    ShareOf,
    SpreadPart,
    Stated,
    Step,
    Worked,
)
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.language.formats import Formats, formats
from mes_cli.model import Contribution, Funding
from mes_cli.model.audience import FUNDER
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

#: Weights of these are euros.
_EUROS = frozenset({Basis.COST, Basis.MONEY, Basis.NEED, Basis.PLANNED})
#: As many decimals as a percentage may have without being rounded.
_PERCENT = 10_000


def made(line: Line, catalogue: Catalogue) -> str:
    """Write how the euros of a line were made, from its record on: "12 h × 11.88 € × 1/2"."""
    written = formats(catalogue.language)
    return " ".join(_step(step, catalogue, written) for step in line.how)


def made_of_hours(line: Line, catalogue: Catalogue) -> str:
    """Write how the hours of a line were made: those of its record, and the parts of them."""
    written = formats(catalogue.language)
    parts = [step for step in line.how if isinstance(step, SpreadPart)]
    whole = parts[0].seconds if parts else line.seconds
    steps = (_step(part, catalogue, written) for part in parts)
    return " ".join((written.exact_hours(whole), *steps))


def _step(step: Step, catalogue: Catalogue, written: Formats) -> str:
    match step:
        case Stated(amount):
            return written.money(amount)
        case Worked(seconds, rate):
            return f"{written.exact_hours(seconds)} × {written.money(rate)}"
        case Counted(quantity, unit, value):
            counted = f"{written.number(quantity)} {unit}" if unit else written.number(quantity)
            return f"{counted} × {written.money(value)}"
        case ShareOf(share, base, _):
            return f"{_exact(Fraction(share), written)} × {written.money(base)}"
        case Described(reason, words):
            return words or reason_label(reason, catalogue)
        case SpreadPart(basis, weight, weights, _, _):
            part = _part(basis, weight, weights, written)
            return f"× {part} ({basis_label(basis, catalogue)})"


def _part(basis: Basis, weight: Fraction, weights: Fraction, written: Formats) -> str:
    """Write a weight out of all weights, in what they count."""
    if basis in _EUROS:
        return f"{_money(weight, written)} / {_money(weights, written)}"
    if basis is Basis.HOURS:
        return f"{written.exact_hours(int(weight))} / {written.exact_hours(int(weights))}"
    if basis is Basis.DECLARED:
        part = _exact(weight, written)
        return part if weights == 1 else f"{part} / {_exact(weights, written)}"
    if basis is Basis.EQUAL:
        ratio = weight / weights
        return f"{written.number(ratio.numerator)}/{written.number(ratio.denominator)}"
    return f"{written.number(int(weight))}/{written.number(int(weights))}"


def _money(amount: Fraction, written: Formats) -> str:
    return written.money(Formats.decimal(amount))


def _exact(share: Fraction, written: Formats) -> str:
    """Write a share as a percentage where that is exact, else as a fraction."""
    hundredths = share * _PERCENT
    if hundredths.denominator != 1:
        return f"{written.number(share.numerator)}/{written.number(share.denominator)}"
    decimals = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return written.percent(Decimal(int(hundredths)) / _PERCENT, decimals)


#: What a whole was spread by.
_BASES: Mapping[Basis, Message] = {
    Basis.DAYS: say("by days"),
    Basis.DECLARED: say("as declared"),
    Basis.HOURS: say("by hours of paid work"),
    Basis.COST: say("by monetary cost"),
    Basis.EQUAL: say("equally"),
    Basis.MONEY: say("by money received"),
    Basis.NEED: say("by what its cost lacks"),
    Basis.PLANNED: say("as planned"),
}
#: Why a contribution has no value.
_REASONS: Mapping[Reason, Message] = {
    Reason.DECLARED: say("not valued, by choice"),
    Reason.EXTERNAL_EFFECT: say("an effect is told, never valued"),
    Reason.KIND_NOT_VALUED: say("this kind is not valued here"),
    Reason.GOVERNANCE_TIME: say("statutory time is not valued here"),
    Reason.METHOD_NONE: say("contributions are not valued here"),
    Reason.NO_HOURS: say("no hours are written"),
    Reason.NO_RATE: say("there was no rate on that day"),
    Reason.TASK_ABSENT: say("the task has no rate"),
    Reason.TASK_UNKNOWN: say("the task has no rate"),
}


def basis_label(basis: Basis, catalogue: Catalogue) -> str:
    """What a whole was spread by."""
    return catalogue.text(_BASES[basis].text)


def reason_label(reason: Reason, catalogue: Catalogue) -> str:
    """Why a contribution has no value."""
    return catalogue.text(_REASONS[reason].text)


#: More lines than anybody follows by eye; coverage --explain gives them all.
MOST = 150


def trail(edition: Edition, number: int, lines: Iterable[Line]) -> ViewData:
    """Follow a number to its lines: by line for funders, with their places for members.

    Gives how many lines there are, the first of them, and how many more are not shown.
    """
    if not edition.sees(FUNDER):
        return {"count": number, "lines": [], "more": 0}
    shown = [_line(edition, line) for line in islice(edition.viewer.ordered_lines(lines), MOST)]
    return {"count": number, "lines": shown, "more": number - len(shown)}


def trails(edition: Edition) -> ViewData:
    """The trails of the year's amounts, by measure."""
    lines = {measure: list[Line]() for measure in Measure}
    for line in edition.figures.lines:
        if line.amount or line.seconds:
            lines[line.measure].append(line)
    return {
        measure.value.replace("-", "_"): trail(edition, len(some), some)
        for measure, some in lines.items()
    }


def _line(edition: Edition, line: Line) -> ViewData:
    kind, name = line.record
    return {
        "label": edition.name(kind, name).name,
        "kind": kind,
        "detail": _detail(edition, line),
        "day": line.day,
        "how": made(line, catalogue(edition.viewer.language)),
        "amount": line.amount,
        "seconds": line.seconds,
        "source": edition.source(line.at),
    }


def _detail(edition: Edition, line: Line) -> str:
    """What kind of contribution or of money it is; a role or an account says itself."""
    homes = {Contribution.kind: "ContributionKind", Funding.kind: "FundingNature"}
    home = homes.get(line.record[0])
    return edition.label(home, line.detail) if home and line.detail else line.detail
