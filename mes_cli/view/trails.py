"""Trails: from a number back to what made it, as far as an audience may go."""

from collections.abc import Iterable
from itertools import islice

from mes_cli.figures.line import Line, Measure
from mes_cli.language.catalogue import catalogue
from mes_cli.model import Contribution, Funding
from mes_cli.model.audience import FUNDER
from mes_cli.view.edition import Edition
from mes_cli.view.making import made
from mes_cli.view.records import Plain

#: More lines than anybody follows by eye; coverage --explain gives them all.
MOST = 150


def trail(edition: Edition, number: int, lines: Iterable[Line]) -> Plain:
    """Follow a number to its lines: by line for funders, with their places for members.

    Gives how many lines there are, the first of them, and how many more are not shown.
    """
    if not edition.sees(FUNDER):
        return {"count": number, "lines": [], "more": 0}
    shown = [_line(edition, line) for line in islice(edition.viewer.ordered_lines(lines), MOST)]
    return {"count": number, "lines": shown, "more": number - len(shown)}


def trails(edition: Edition) -> Plain:
    """The trails of the year's amounts, by measure."""
    lines = {measure: list[Line]() for measure in Measure}
    for line in edition.figures.lines:
        if line.amount or line.seconds:
            lines[line.measure].append(line)
    return {
        measure.value.replace("-", "_"): trail(edition, len(some), some)
        for measure, some in lines.items()
    }


def _line(edition: Edition, line: Line) -> Plain:
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
