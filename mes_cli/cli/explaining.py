"""The records behind each figure of ``mes coverage``, as ``--explain`` prints them."""

from collections.abc import Iterator

from mes_cli.cli.session import _, current
from mes_cli.figures.balance import Balance
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.language.formats import Formats, formats
from mes_cli.model.audience import Audience
from mes_cli.output.speech import clean
from mes_cli.store.load import Reading
from mes_cli.store.locate import places
from mes_cli.view.making import made


def explained(figures: YearFigures, audience: Audience, reading: Reading) -> str:
    """Every amount of a year with its lines: what made each, and for members its place."""
    written = formats(current().language)
    groups = list(_groups(figures.balance))
    sources = _sources([line for _, lines in groups for line in lines], audience, reading)
    parts = []
    for name, lines in groups:
        amount = sum((line.amount for line in lines), start=lines[0].amount * 0)
        head = f"{name} = {written.money(amount)}"
        parts.append("\n".join([head, *_lines(lines, sources, audience, written)]))
    return "\n\n".join(parts) + "\n"


def _groups(balance: Balance) -> Iterator[tuple[str, list[Line]]]:
    names = {
        Measure.STAFF: _("paid work"),
        Measure.EXPENSES: _("expenses"),
        Measure.OVERHEADS: _("overheads"),
        Measure.IN_KIND: _("valued contributions"),
        Measure.MONEY: _("money"),
        Measure.PENDING: _("asked for, not answered"),
    }
    for measure, name in names.items():
        lines = [line for line in balance.of(measure) if line.amount]
        if lines:
            yield name, lines


def _sources(lines: list[Line], audience: Audience, reading: Reading) -> dict[Place, str]:
    if not audience.sees(Audience.MEMBERS):
        return {}
    wanted = list(dict.fromkeys(line.at for line in lines))
    found = places(wanted, reading)
    return {at: f"{p.file}:{p.line}" for at, p in zip(wanted, found, strict=True)}


def _lines(
    lines: list[Line], sources: dict[Place, str], audience: Audience, written: Formats
) -> Iterator[str]:
    """Lines for those who may see them, their number for the others."""
    if not audience.sees(Audience.FUNDER):
        yield f"  {len(lines)} × …"
        return
    for line in lines:
        amount = written.money(line.amount)
        how = clean(made(line.how, current().catalogue))
        source = clean(sources.get(line.at, ""))
        yield f"  {amount if how == amount else f'{amount} = {how}'}  {source}".rstrip()
