"""Keys by which rows that came in are known again.

A key has two digests: of what makes the row this one and no other, and of all that it said.
So a row that says something else is known as the same one, and it can be told whether the
record was changed in the folder since. No digest is of a name: nobody can try names until
one fits.
"""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

_DIGITS = 16
Row = TypeVar("Row")
Known = TypeVar("Known")
_KEY = re.compile(r"(?P<source>[a-z]+):(?P<row>[0-9a-f]{16})\.(?P<said>[0-9a-f]{16})")


class Key(NamedTuple):
    """The key of a row: which row of which program it is, and what it said."""

    source: str
    row: str
    said: str

    def __str__(self) -> str:
        """Write the key as records have it."""
        return f"{self.source}:{self.row}.{self.said}"


def key_of(source: str, identity: Iterable[str], said: Iterable[str]) -> Key:
    """Make the key of a row of another program."""
    return Key(source, _digest(identity), _digest(said))


def read_key(text: str | None) -> Key | None:
    """Read a key; None if it is not a key, or one of an earlier version."""
    found = _KEY.fullmatch(text or "")
    return Key(found["source"], found["row"], found["said"]) if found else None


def plain_key(source: str, identity: Iterable[str]) -> str:
    """Make the key of a row that only its whole text tells from others.

    Versions before 1.0 knew no others.
    """
    return f"{source}:{_digest(identity)}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_DIGITS]


#: What a row and a known one must have in common; None on either side is never common.
Round = tuple[Callable[[Row], Hashable], Callable[[Known], Hashable]]


def paired(
    rows: Sequence[Row], known: Iterable[Known], rounds: Iterable[Round[Row, Known]]
) -> list[Known | None]:
    """For each row the known one that it is, each taken once; the strictest round comes first.

    >>> first = (lambda row: row, lambda known: known)
    >>> second = (str.lower, str.lower)
    >>> paired(["a", "A", "b"], ["A", "A"], [first, second])
    ['A', 'A', None]
    """
    found: list[Known | None] = [None] * len(rows)
    left, waiting = list(known), list(range(len(rows)))
    for of_row, of_known in rounds:
        places: dict[Hashable, list[int]] = {}
        for place, one in enumerate(left):
            if (common := of_known(one)) is not None:
                places.setdefault(common, []).append(place)
        taken: set[int] = set()
        for number in waiting:
            common = of_row(rows[number])
            if common is not None and (free := places.get(common)):
                place = free.pop(0)
                taken.add(place)
                found[number] = left[place]
        left = [one for place, one in enumerate(left) if place not in taken]
        waiting = [number for number in waiting if found[number] is None]
    return found
