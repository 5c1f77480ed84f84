"""What becomes of accounting lines: costs are expenses of accompaniments, products fundings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mes_cli.exchange.bookkeeping import Posting, netted, postings
from mes_cli.exchange.current import Current
from mes_cli.exchange.expenses import spend, year_of
from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming
from mes_cli.exchange.plan import Problem
from mes_cli.finding import Loc, Message, count, say
from mes_cli.language.folding import same
from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment, Funding, Initiative, Structure
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data

_COSTS = ("60", "61", "62", "63", "64", "65")
#: What the hours of sessions cost already: wages, and what is paid on them.
_WAGES = ("64", "631", "633")
_IN_KIND = ("86", "87")
#: The nature of money by the first digits of its account, the longest first.
_NATURES = {
    "7541": "donation",
    "7542": "sponsorship",
    "754": "donation",
    "756": "membership-fees",
    "70": "fees",
    "73": "public-contribution",
    "74": "grant",
}
#: Accounts on which somebody named on the command line pays: of gifts and fees nobody is guessed.
_OF_FUNDERS = ("70", "73", "74", "7542")
_BY_MANY = ("754", "756")
FIELDS = ("funder", "title", "nature", "period", "granted", "received", "status")


@dataclass(frozen=True, slots=True)
class LedgerWishes:
    """What somebody says of lines that do not say it themselves."""

    accompaniment: str = ""
    funder: str = ""
    #: Wages are expenses as well.
    wages: bool = False
    #: Entries that take others back, by their numbers.
    ties: Mapping[str, str] = field(default_factory=dict)


def ledger(grids: Iterable[Grid], wanted: LedgerWishes, current: Current, edits: Edits) -> Arrivals:
    """Read the lines of costs and products; the register keeps no other lines."""
    arrivals = Arrivals("paheko", FIELDS, "funder")
    costs: dict[str, list[Posting]] = {}
    own = formats(current.words.language)
    every = [it for grid in grids for it in postings(grid, arrivals.problems, arrivals.left_out)]
    taken: dict[str, list[Posting]] = {}
    for it in every:
        if (reason := _left_out(it, wanted)) is not None:
            arrivals.left_out.append(reason)
        else:
            taken.setdefault(it.account, []).append(it)
    named = 0
    for found in taken.values():
        if not any(_goes(it, wanted, current) for it in found):
            arrivals.left_out += [_nowhere(it) for it in found]
            continue
        for it in netted(found, wanted.ties, own, arrivals.problems, arrivals.left_out):
            target = _goes(it, wanted, current)
            if not target:
                arrivals.left_out.append(_nowhere(it))
            elif it.account.startswith("7"):
                _product(it, target, current, arrivals)
                named += not _said_funder(it, current)
            else:
                costs.setdefault(target, []).append(it)
    spend(costs, current, edits, arrivals)
    arrivals.notes += _applied(wanted, costs, named)
    return arrivals


def _left_out(it: Posting, wanted: LedgerWishes) -> Message | None:
    """Say why the register does not keep an amount; None if it keeps it."""
    if it.account.startswith(_IN_KIND):
        return say("contributions in kind, which mes counts itself")
    if it.account.startswith(_WAGES) and not wanted.wages:
        return say(
            "wages and what is paid on them, which the hours of sessions cost already"
            " (`--wages` takes them as expenses)"
        )
    if not it.account.startswith((*_COSTS, "7")):
        return say("accounts other than 60 to 65 and 70 to 79")
    return None


def _nowhere(it: Posting) -> Message:
    if not it.account.startswith("7"):
        return say(
            "costs whose project is no accompaniment (`--accompaniment ID` takes those"
            " without a project)"
        )
    if it.account.startswith(_BY_MANY):
        return say("gifts and membership fees, of which the journal does not say who paid")
    return say("products whose funder is no structure of the register (`--funder ID` names one)")


def _goes(it: Posting, wanted: LedgerWishes, current: Current) -> str:
    """The accompaniment that bears a cost, or the structure that paid a product."""
    if it.account.startswith("7"):
        return _funder(it, wanted, current)
    if it.project:
        return _accompaniment(it.project, current)
    return wanted.accompaniment


def _accompaniment(project: str, current: Current) -> str:
    """The accompaniment that a project is called after: its id, title, or only initiative's."""
    if found := current.reader.named(project, (Accompaniment.kind,)):
        return found
    initiative = current.reader.named(project, (Initiative.kind,))
    courses = [
        entry.record.id
        for entry in current.reading.register.of(Accompaniment)
        if initiative in entry.record.initiatives
    ]
    return courses[0] if len(courses) == 1 else ""


def _funder(it: Posting, wanted: LedgerWishes, current: Current) -> str:
    """The structure that a line names; else the one wanted, where it may have paid."""
    if said := _said_funder(it, current):
        return said
    return wanted.funder if it.account.startswith(_OF_FUNDERS) else ""


def _said_funder(it: Posting, current: Current) -> str:
    """The structure that a line names, as its member or in its words."""
    table = current.reader.names
    if found := table.get((Structure.kind, same(it.said["member"]))):
        return found
    if it.account.startswith(_BY_MANY) and not it.account.startswith(_OF_FUNDERS):
        return ""
    words = f" {same(it.label)} "
    names = sorted(
        (
            (name, found)
            for (kind, name), found in table.items()
            if kind == Structure.kind and f" {same(name)} " in words
        ),
        key=lambda pair: -len(pair[0]),
    )
    return names[0][1] if names else ""


def _product(it: Posting, funder: str, current: Current, arrivals: Arrivals) -> None:
    """Take a funding in."""
    period = year_of(it, current)
    if period is None:
        arrivals.problems.append(Problem(it.row.spot("date"), say("this is no day")))
        return
    nature = next((n for start, n in _NATURES.items() if it.account.startswith(start)), "own")
    waits = "attente" in same(it.said["status"])
    state, amount = ("granted", "granted") if waits else ("received", "received")
    data: Data = {
        "funder": funder,
        "title": it.label,
        "nature": nature,
        "period": period,
        amount: f"{it.amount:f}",
        "status": state,
    }
    spots: dict[Loc, str] = {
        ("title",): it.row.spot("label"),
        (amount,): it.row.spot(it.column),
        ("period",): it.row.spot("date"),
    }
    # The account in FEC has a zero more than it has elsewhere.
    alone = () if it.entry else (it.date, it.label)
    identity = (period["from"], it.entry, it.account.rstrip("0"), *alone)
    earlier = tuple(
        (entry, it.account, it.date, it.label, str(it.amount))
        for entry in dict.fromkeys((it.row.as_before("entry"), it.entry))
    )
    arrivals.found.append(
        Incoming(
            Funding.kind, data, identity, it.row.spot(), spots, earlier=earlier, void=not it.amount
        )
    )


def _applied(
    wanted: LedgerWishes, costs: Mapping[str, list[Posting]], named: int
) -> Iterator[Message]:
    """To which rows the options were applied."""
    if wanted.accompaniment:
        number = sum(not it.project for it in costs.get(wanted.accompaniment, ()))
        yield count(
            "{number} cost without a project goes to `{name}`",
            "{number} costs without a project go to `{name}`",
            number,
            name=wanted.accompaniment,
        )
    if wanted.funder:
        yield count(
            "{number} product is money of `{name}`",
            "{number} products are money of `{name}`",
            named,
            name=wanted.funder,
        )
