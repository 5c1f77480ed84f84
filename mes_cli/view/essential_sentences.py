"""The five sentences of the essentials: each is made by one rule, here and nowhere else.

A rule looks at one year and returns None where its records have nothing to say. Asked about the
year before, the same rule gives the few words that stand beside the sentence.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from textwrap import shorten
from typing import NamedTuple, cast

from mes_cli.figures.funders import USUAL
from mes_cli.figures.groups import NONE
from mes_cli.figures.rounding import ZERO, ratio
from mes_cli.finding import Argument, Message, count, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import capitalised
from mes_cli.model.advocacy import Outcome
from mes_cli.model.initiative import Status
from mes_cli.view import stories
from mes_cli.view.comparison import MOST, about_in_words, in_words, number_in_words
from mes_cli.view.coverage import coverage_facts
from mes_cli.view.edition import Edition
from mes_cli.view.whole_euros import rounded, whole_coverage

#: A sentence, and the same in a few words; what is in braces is put in later.
Said = tuple[Message, Message]

#: So many things are named beside a part of a chart, each in so many letters.
_NAMES, _LETTERS = 3, 48
_NONE_CAME = (
    count(
        "The only accompaniment begun in the year was prescribed.",
        "No accompaniment out of {every} began without prescription.",
        1,
    ),
    count("one, prescribed", "none out of {every}", 1),
)
_SOME_CAME = (
    count(
        "One accompaniment out of {every} began without prescription.",
        "{few} accompaniments out of {every} began without prescription.",
        1,
    ),
    count("one out of {every}", "{few} out of {every}", 1),
)
_ALL_CAME = (
    count(
        "The only accompaniment begun in the year began without prescription.",
        "{every} accompaniments out of {every} began without prescription.",
        1,
    ),
    count("one, without prescription", "{every} out of {every}", 1),
)
_UNCARRIED = (
    count(
        "{part} of the full cost of accompaniment was not carried by money.",
        "{part} of the full cost of accompaniment were not carried by money.",
        1,
    ),
    say("{part}"),
)
_BECAME = count("one initiative became a member", "{few} initiatives became members", 1)
_BECAME_SHORT = count("one became a member", "{few} became members", 1)
_ACTIVE = (
    count(
        "One initiative is an activist at the end of the year.",
        "{few} initiatives are activists at the end of the year.",
        1,
    ),
    count("one activist", "{few} activists", 1),
)
_BOTH = (
    count(
        "{became}, one is an activist at the end of the year.",
        "{became}, {few} are activists at the end of the year.",
        1,
    ),
    count("{became_short}, one activist", "{became_short}, {few} activists", 1),
)
_BELONGING = (
    count(
        "One initiative is a member or a contributor at the end of the year.",
        "{few} initiatives are members or contributors at the end of the year.",
        1,
    ),
    count("one member or contributor", "{few} members or contributors", 1),
)
_USUAL_ONLY = (
    say(
        "No public money comes from policies other than economic development, employment, "
        "inclusion and the social economy."
    ),
    say("nothing from other policies"),
)
_OTHERS_ONLY = (
    say(
        "All public money comes from policies other than economic development, employment, "
        "inclusion and the social economy."
    ),
    say("all of it"),
)
_BEYOND = (
    count(
        "{part} of public money comes from policies other than economic development, "
        "employment, inclusion and the social economy.",
        "{part} of public money come from policies other than economic development, "
        "employment, inclusion and the social economy.",
        1,
    ),
    say("{part}"),
)
_DEMANDS = (
    count("One demand made together: {came}.", "{few} demands made together: {came}.", 1),
    say("{came}"),
)
#: What became of demands.
_ANSWERS: Mapping[Outcome, Message] = {
    Outcome.OBTAINED: count("one success", "{few} successes", 1),
    Outcome.PARTIAL: count("one partial success", "{few} partial successes", 1),
    Outcome.REFUSED: count("one refusal", "{few} refusals", 1),
    Outcome.PENDING: count("one answer awaited", "{few} answers awaited", 1),
}


class Slice(NamedTuple):
    """A part of the whole that a small chart shows."""

    key: str
    label: str
    #: A number of things, or whole euros.
    value: int


class Telling(NamedTuple):
    """What a rule makes of one year."""

    sentence: str
    #: The same in a few words, for its place beside the year after.
    short: str
    slices: Sequence[Slice]
    #: ``count`` or ``euros``.
    unit: str


def _entry(edition: Edition) -> Telling | None:
    """How many came without prescription; None where no accompaniment began in the year."""
    came = edition.figures.entries
    if not came.total:
        return None
    _ = catalogue(edition.viewer.language).text
    free = _("Without prescription (word of mouth, direct, network, event)")
    slices = (
        Slice("spontaneous", free, came.spontaneous),
        Slice("prescribed", _("Sent by an institution"), came.prescribed),
    )
    said = _SOME_CAME if 0 < came.spontaneous < came.total else _ALL_CAME
    if not came.spontaneous:
        said = _NONE_CAME
    number = came.spontaneous if said is _SOME_CAME else came.total
    every = number_in_words(catalogue(edition.viewer.language), came.total)
    return _telling(edition, _filled(edition, said, number, every=every), slices)


def _coverage(edition: Edition) -> Telling | None:
    """What part of the full cost money did not carry.

    None where no cost or no money is written down, or far more money than cost.
    """
    balance = edition.figures.balance
    if not balance.monetary_coverage or balance.monetary_coverage > MOST:
        return None
    _ = catalogue(edition.viewer.language).text
    facts = whole_coverage(coverage_facts(edition, edition.figures))
    carried = cast("Mapping[str, Mapping[str, int]]", facts["carried"])
    labels = {
        "money": _("Money"),
        "in_kind": _("Time, premises and goods given"),
        "left": _("Not covered"),
    }
    slices = [Slice(name, label, carried[name]["amount"]) for name, label in labels.items()]
    without = ratio(balance.cost.in_kind + max(balance.remainder, ZERO), balance.cost.full)
    if not without:
        said = say("Money carried the whole cost of accompaniment."), say("nothing")
    else:
        part, number = about_in_words(catalogue(edition.viewer.language), without)
        said = _filled(edition, _UNCARRIED, number, part=part)
    return _telling(edition, said, slices, "euros")


def _standing(edition: Edition) -> Telling | None:
    """How many became members, how many are activists; None where nobody is even a member."""
    stock = edition.figures.standings
    became = {
        it.initiative
        for it in edition.figures.moves
        if it.reached is Status.MEMBER and it.origin in {None, Status.BENEFICIARY}
    }
    activists = stock.get(Status.ACTIVIST, 0)
    others = stock.get(Status.MEMBER, 0) + stock.get(Status.CONTRIBUTOR, 0)
    if not (became or activists or others):
        return None
    said = _joined(edition, len(became), activists, others)
    order = (Status.ACTIVIST, Status.CONTRIBUTOR, Status.MEMBER, Status.BENEFICIARY)
    slices = [Slice(str(it), edition.label("Status", it), stock.get(it, 0)) for it in order]
    return _telling(edition, said, slices)


def _joined(edition: Edition, became: int, activists: int, others: int) -> Said:
    joined, short = _filled(edition, (_BECAME, _BECAME_SHORT), became)
    if became and activists:
        words = {"became": _said(edition, joined), "became_short": _said(edition, short)}
        return _filled(edition, _BOTH, activists, **words)
    if became:
        return say("{became} in the year.", became=joined), short
    return _filled(edition, _ACTIVE if activists else _BELONGING, activists or others)


def _policies(edition: Edition) -> Telling | None:
    """What part of public money comes from other policies than the usual ones.

    None where there is no public money, or where what has no policy might be the answer.
    """
    found = edition.figures.diversification
    beyond = found.beyond_usual
    if beyond is None or (not beyond and NONE in found.amounts):
        return None
    said = _USUAL_ONLY if not beyond else _OTHERS_ONLY
    if 0 < beyond < 1:
        part, number = about_in_words(catalogue(edition.viewer.language), beyond)
        said = _filled(edition, _BEYOND, number, part=part)
    return _telling(edition, said, _money_by_policy(edition, found.amounts), "euros")


def _money_by_policy(edition: Edition, amounts: Mapping[str, Decimal]) -> list[Slice]:
    """The other policies by name, the usual ones, and money without policy, in whole euros."""
    _ = catalogue(edition.viewer.language).text
    order = sorted(amounts, key=lambda it: (it == NONE, -amounts[it], it))
    euros = dict(zip(order, rounded([amounts[it] for it in order]), strict=True))
    others = [it for it in order if it not in {*USUAL, NONE}]
    names = [edition.label("Policy", it) for it in others]
    usual = sum(euros[it] for it in order if it in USUAL)
    return [
        Slice("beyond", _named(edition, _("Others"), names), sum(euros[it] for it in others)),
        Slice("usual", _("These four policies"), usual),
        Slice("none", _("Policy not said"), euros.get(NONE, 0)),
    ]


def _advocacy(edition: Edition) -> Telling | None:
    """What was asked for together, and what came of it; None where nothing was."""
    titles: dict[str, list[str]] = {str(outcome): [] for outcome in Outcome}
    for it in stories.advocacy(edition):
        titles[str(it["outcome"] or Outcome.PENDING)].append(str(it["title"] or it["form_label"]))
    total = sum(map(len, titles.values()))
    if not total:
        return None
    came = ", ".join(
        _said(edition, _filled(edition, (_ANSWERS[Outcome(outcome)],) * 2, len(those))[0])
        for outcome, those in titles.items()
        if those
    )
    slices = [
        Slice(outcome, _named(edition, edition.label("Outcome", outcome), those), len(those))
        for outcome, those in titles.items()
    ]
    return _telling(edition, _filled(edition, _DEMANDS, total, came=came), slices)


#: Each sentence, by the field of a year's record that may say it otherwise.
RULES: Mapping[str, Callable[[Edition], Telling | None]] = {
    "entry": _entry,
    "coverage": _coverage,
    "standing": _standing,
    "policies": _policies,
    "advocacy": _advocacy,
}


def _telling(edition: Edition, said: Said, slices: Sequence[Slice], unit: str = "count") -> Telling:
    sentence, short = (_said(edition, it) for it in said)
    return Telling(capitalised(sentence), short, slices, unit)


def _said(edition: Edition, message: Message) -> str:
    return in_words(catalogue(edition.viewer.language), message)


def _filled(edition: Edition, said: Said, number: int, **words: str) -> Said:
    """Put a number, how it is written in a sentence, and other words into both messages."""
    few = number_in_words(catalogue(edition.viewer.language), number)
    arguments: tuple[tuple[str, Argument], ...] = (("number", number), ("few", few), *words.items())
    return said[0]._replace(arguments=arguments), said[1]._replace(arguments=arguments)


def _named(edition: Edition, label: str, names: Sequence[str]) -> str:
    """Put names, if there are any, behind a label: as many as a legend has room for."""
    more = "…" if len(names) > _NAMES else ""
    shown = ", ".join(shorten(it, _LETTERS, placeholder="…") for it in names[:_NAMES]) + more
    return _said(edition, say("{label}: {names}", label=label, names=shown)) if shown else label
