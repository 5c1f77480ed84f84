"""Trails: from a number back to what made it, as far as an audience may go."""

from collections.abc import Iterable
from itertools import islice

from mes_cli.figures.line import Line, Measure
from mes_cli.language.catalogue import catalogue
from mes_cli.model import Contribution, Funding
from mes_cli.model.audience import FUNDER
from mes_cli.view.making import made
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight

#: More lines than anybody follows by eye; coverage --explain gives them all.
MOST = 150


def trail(sight: Sight, number: int, lines: Iterable[Line]) -> Plain:
    """Follow a number to its lines: by line for funders, with their places for members.

    Gives how many lines there are, the first of them, and how many more are not shown.
    """
    if not sight.sees(FUNDER):
        return {"count": number, "lines": [], "more": 0}
    shown = [_line(sight, line) for line in islice(sight.viewer.ordered_lines(lines), MOST)]
    return {"count": number, "lines": shown, "more": number - len(shown)}


def trails(sight: Sight) -> Plain:
    """The trails of the year's amounts, by measure."""
    lines = {measure: list[Line]() for measure in Measure}
    for line in sight.figures.lines:
        if line.amount or line.seconds:
            lines[line.measure].append(line)
    return {
        measure.value.replace("-", "_"): trail(sight, len(some), some)
        for measure, some in lines.items()
    }


def _line(sight: Sight, line: Line) -> Plain:
    kind, name = line.record
    return {
        "label": sight.name(kind, name).name,
        "kind": kind,
        "detail": _detail(sight, line),
        "day": line.day,
        "how": made(line, catalogue(sight.viewer.language)),
        "amount": line.amount,
        "seconds": line.seconds,
        "source": sight.source(line.at),
    }


def _detail(sight: Sight, line: Line) -> str:
    """What kind of contribution or of money it is; a role or an account says itself."""
    homes = {Contribution.kind: "ContributionKind", Funding.kind: "FundingNature"}
    home = homes.get(line.record[0])
    return sight.label(home, line.detail) if home and line.detail else line.detail
