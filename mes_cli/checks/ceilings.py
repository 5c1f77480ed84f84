"""The check of ceilings: a funder who pays a share of the cost pays no more than that."""

from collections.abc import Iterator

from mes_cli.figures.books import books
from mes_cli.figures.funders import ceilings
from mes_cli.figures.ledger import ledger
from mes_cli.finding import Amount, Finding, say, warning
from mes_cli.model.funding import FundingStatus
from mes_cli.register import Register


def above_ceiling(register: Register) -> Iterator[Finding]:
    """A grant is larger than the share of the cost that its funder pays at most.

    The ceiling is a share of the full cost of what the funding targets, in each financial
    year, valued contributions included. What lies above it may have to be given back.

    Bad::

        granted: 9000
        ceiling: 50 %
        # what it targets costs 15 000 in the year

    Good::

        granted: 7500
        ceiling: 50 %
    """
    counted = books(register)
    capped = [it for it in counted.fundings if it.entry.record.ceiling is not None]
    granted = {
        it.entry.record.id: it.years
        for it in capped
        if it.entry.record.status is not FundingStatus.REQUESTED
    }
    # Later than the newest year, nothing is done yet that the money could pay for.
    newest = (counted.days.newest_year or 0) if granted else 0
    years = {year for some in granted.values() for year in some if year <= newest}
    for year in sorted(years):
        for ceiling in ceilings(ledger(counted, year)):
            if ceiling.funding in granted and ceiling.amount > ceiling.with_in_kind:
                yield warning(
                    "above-ceiling",
                    ceiling.at,
                    say(
                        "{amount} in {year} is more than the ceiling allows: {most}",
                        amount=Amount(str(ceiling.amount)),
                        year=year,
                        most=Amount(str(ceiling.with_in_kind)),
                    ),
                    say(
                        "check the ceiling and the amounts; records of what the money paid for"
                        " may be missing"
                    ),
                )
