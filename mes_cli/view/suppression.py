"""Small counts: what the public may not learn, and what would give it back.

A count below the minimum is printed as "< 3". Where the total of its table is printed too,
a second cell is hidden, until more than one solution is left for every hidden cell.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)


class Count(NamedTuple):
    """A number of initiatives or people, as an audience may see it."""

    #: None: hidden.
    value: int | None
    #: What it is below, where that is why it is hidden; else another would give it back.
    below: int | None = None

    @property
    def hidden(self) -> bool:
        """Tell whether the number may not be said."""
        return self.value is None


WITHHELD = Count(None)


def small(number: int, minimum: int) -> bool:
    """Tell whether a number is hidden: it is not zero, and below the minimum.

    >>> small(2, 3), small(3, 3), small(0, 3), small(2, 0)
    (True, False, False, False)
    """
    return 0 < number < minimum


def single(number: int, minimum: int) -> Count:
    """Hide a number that stands alone, if it is small."""
    return Count(None, minimum) if small(number, minimum) else Count(number)


def protect(
    cells: Mapping[K, int], minimum: int, total: int | None = None, *, merged: bool = False
) -> dict[K, Count]:
    """Hide the small cells of a table; with a *total* that is printed, others with them.

    Where no choice of other cells keeps the small ones hidden, all are. Cells that are printed
    *merged* do not tell which of them are the small ones, so that fewer need to be hidden.

    >>> [count.value for count in protect({"a": 1, "b": 3, "c": 9}, 3, 13).values()]
    [None, None, None]
    >>> [count.value for count in protect({"a": 1, "b": 9, "c": 12}, 3, 22).values()]
    [None, None, 12]
    """
    if total is not None and small(total, minimum):
        return dict.fromkeys(cells, WITHHELD)
    few = [key for key, number in cells.items() if small(number, minimum)]
    if not few:
        return {key: Count(number) for key, number in cells.items()}
    more: list[K] = []
    spare = sorted(
        (key for key, number in cells.items() if number and number >= minimum),
        key=lambda key: (cells[key], str(key)),
    )
    safe = _safe_merged if merged else _safe
    while total is not None and not safe(cells, few, more, minimum):
        if not spare:
            return dict.fromkeys(cells, WITHHELD)
        more.append(spare.pop(0))
    kept = {**dict.fromkeys(few, Count(None, minimum)), **dict.fromkeys(more, WITHHELD)}
    return {key: kept.get(key) or Count(number) for key, number in cells.items()}


def _safe(cells: Mapping[K, int], few: Sequence[K], more: Sequence[K], minimum: int) -> bool:
    """Tell whether what is hidden can be made in more than one way.

    A reader knows the sum of the hidden cells, and that each small one is from 1 to the
    minimum less 1, each other one at least the minimum.
    """
    hidden = sum(cells[key] for key in (*few, *more))
    least, most = len(few), len(few) * (minimum - 1)
    if not more:
        return len(few) > 1 and least < hidden < most
    return min(most, hidden - len(more) * minimum) > least


def _safe_merged(cells: Mapping[K, int], few: Sequence[K], more: Sequence[K], minimum: int) -> bool:
    """Tell the same where a reader knows only the sum, and that no hidden cell is zero."""
    del minimum
    hidden = [cells[key] for key in (*few, *more)]
    return len(hidden) > 1 and sum(hidden) > len(hidden)


def known(
    seen: Mapping[K, Count], most: Mapping[K, int], total: int, *, overlap: bool = False
) -> dict[K, range]:
    """Give what a reader can work out of each cell: the numbers that it may be.

    *Most* is the largest number that a cell may be for another reason, as a part of something
    that is printed. The cells add up to the *total*, or to more than that where what they count
    *overlap*.

    >>> known({"a": Count(None, 3), "b": WITHHELD}, {"a": 5, "b": 3}, 5)
    {'a': range(2, 3), 'b': range(3, 4)}
    """
    bounds = {key: _bounds(count, min(most[key], total)) for key, count in seen.items()}
    low, high = (sum(it[n] for it in bounds.values()) for n in (0, 1))
    return {
        key: range(
            max(least, total - (high - largest)),
            1 + (largest if overlap else min(largest, total - (low - least))),
        )
        for key, (least, largest) in bounds.items()
    }


def _bounds(count: Count, most: int) -> tuple[int, int]:
    """What a cell may be at least and at most, for what is said of it alone."""
    if count.value is not None:
        return count.value, count.value
    return (0, most) if count.below is None else (1, min(most, count.below - 1))
