"""What the tables and charts of a year show, each in a sentence where there is much to say."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from mes_cli.figures.groups import NONE
from mes_cli.figures.year import YearFigures
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.language.formats import capitalised, formats
from mes_cli.model.contribution import ContributionKind
from mes_cli.view.comparison import (
    MOST,
    change_in_words,
    difference_in_words,
    in_words,
    number_in_words,
    part_in_words,
)
from mes_cli.view.edition import Edition
from mes_cli.view.summary import year_label

N = TypeVar("N", int, Decimal)

#: Of fewer than these each one is told, and there is nothing to sum up.
_FEW = 4


def headlines(edition: Edition) -> dict[str, str]:
    """The sentence of each table and chart, by its name; empty where its title is enough."""
    words = catalogue(edition.viewer.language)
    _, written = words.text, formats(words.language)
    return {
        "counts": _counts(edition, words),
        "entry": _entry(edition, words),
        "territory": _territory(edition, words),
        "hours": _moved(edition, (_("The work of volunteers"), 1), _volunteering, written.hours),
        "months": _months(edition, words),
        "money": _moved(edition, (_("Funds"), 2), _money, written.euros),
        "in_kind": _moved(
            edition, (_("Contributions in kind that have a value"), 2), _in_kind, written.euros
        ),
        "cost": _moved(edition, (_("The cost of accompaniment"), 1), _cost, written.euros),
        "covered": _covered(edition, words),
        "carried": _carried(edition, words),
    }


def _counts(edition: Edition, words: Catalogue) -> str:
    """«14 initiatives accompanied, four more than in 2024»."""
    now = edition.figures.counts.initiatives
    then = edition.before.counts.initiatives if edition.before else 0
    moved = difference_in_words(words, now, then, year_label(edition.before or edition.figures))
    if not moved:
        return ""
    number = formats(words.language).number(now)
    return in_words(
        words, say("{number} initiatives accompanied, {moved}", number=number, moved=moved)
    )


def _entry(edition: Edition, words: Catalogue) -> str:
    """«Seven out of nine came through somebody they know, the network, an event …»."""
    came = edition.figures.entries
    if came.total < _FEW or came.spontaneous * 2 < came.total:
        return ""
    few, every = (number_in_words(words, it) for it in (came.spontaneous, came.total))
    said = (
        say("All {every} came through somebody they know, the network, an event, or by pushing "
            "the door", every=every)
        if came.spontaneous == came.total
        else say("{few} out of {every} came through somebody they know, the network, an event, "
                 "or by pushing the door", few=capitalised(few), every=every)
    )  # fmt: skip
    return in_words(words, said)


def _territory(edition: Edition, words: Catalogue) -> str:
    """«Hérault (34): eight initiatives out of fourteen», where one has at least half of them."""
    cells = edition.figures.breakdown.territory
    every = sum(cells.values())
    name, most = max(cells.items(), key=lambda it: (it[1], it[0]), default=(NONE, 0))
    if every < _FEW or name == NONE or most * 2 < every or most == every:
        return ""
    few, whole = (number_in_words(words, it) for it in (most, every))
    label = edition.label("Territory", name)
    return in_words(
        words, say("{label}: {few} initiatives out of {every}", label=label, few=few, every=whole)
    )


def _moved(
    edition: Edition,
    what: tuple[str, int],
    find: Callable[[YearFigures], N],
    write: Callable[[N], str],
) -> str:
    """«The work of volunteers nearly doubles: 715 h 30 against 376 h 30»."""
    if edition.before is None:
        return ""
    words, now, then = (
        catalogue(edition.viewer.language),
        find(edition.figures),
        find(edition.before),
    )
    return change_in_words(words, what, (now, write(now)), (then, write(then)))


def _volunteering(figures: YearFigures) -> int:
    return figures.balance.hours.in_kind.get(ContributionKind.VOLUNTEERING, 0)


def _months(edition: Edition, words: Catalogue) -> str:
    """«The fullest month is April 2025: 277 h 30 of paid and given time»."""
    hours = {it.first: it.staff + sum(it.in_kind.values()) for it in edition.figures.months}
    first, most = max(hours.items(), key=lambda it: it[1], default=(None, 0))
    if first is None or most * 6 < sum(hours.values()):
        return ""
    written = formats(words.language)
    said = say(
        "The fullest month is {month}: {hours} of paid and given time",
        month=written.month(first),
        hours=written.hours(most),
    )
    return in_words(words, said)


def _money(figures: YearFigures) -> Decimal:
    return figures.balance.resources.monetary


def _in_kind(figures: YearFigures) -> Decimal:
    return figures.balance.cost.in_kind


def _cost(figures: YearFigures) -> Decimal:
    return figures.balance.cost.monetary


def _covered(edition: Edition, words: Catalogue) -> str:
    """«Funds cover 94.6% of the monetary cost, against 83.8% in 2024»."""
    now = edition.figures.balance.monetary_coverage
    then = edition.before.balance.monetary_coverage if edition.before else None
    if now is None or then is None or edition.before is None or max(now, then) > MOST:
        return ""
    written = formats(words.language)
    said = say(
        "Funds cover {now} of the monetary cost, against {then} in {year}",
        now=written.percent(now),
        then=written.percent(then),
        year=year_label(edition.before),
    )
    return in_words(words, said)


def _carried(edition: Edition, words: Catalogue) -> str:
    """«A fifth of the full cost is carried by valued contributions»."""
    share = edition.figures.balance.in_kind_share
    part = part_in_words(words, share) if share is not None else ""
    if not part:
        return ""
    part = capitalised(part)
    said = say("{part} of the full cost is carried by contributions in kind", part=part)
    return in_words(words, said)
