"""Names that look alike: what somebody probably meant, and what they certainly meant."""

import re
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher, get_close_matches

#: How alike two names must be for one to be suggested.
_LIKELY = 0.72
#: How alike they must be for one to be written without asking.
_SURE = 0.8
_NO_DIGIT = re.compile(r"\D")
#: No name is longer; comparing long texts takes for ever.
_LONGEST = 100
#: How many names are compared before mistakes get no suggestion any more: a second or two.
_PATIENCE = 100_000


class SuggestionBudget:
    """A budget for suggestions: each compares with all known names, so late mistakes get none."""

    def __init__(self) -> None:
        self.left = _PATIENCE

    def among(self, known: Collection[str]) -> Collection[str]:
        """Give the names to compare a mistake with; empty once the budget is spent."""
        self.left -= len(known) + 20  # each begins with some work
        return known if self.left >= 0 else ()


def near(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that looks most like *name*; None if none does.

    >>> near("seed-librery", ["seed-library", "garden"])
    'seed-library'
    >>> near("nmo", ["nom", "resume"])
    'nom'
    """
    if len(name) > _LONGEST:
        return None
    known = list(known)
    found = get_close_matches(name, known, n=1, cutoff=_LIKELY)
    # Two letters exchanged weigh more in a short word than the matcher thinks.
    return next(iter(found or (w for w in known if sorted(w) == sorted(name))), None)


def sure(
    name: str, known: Iterable[str], meaning: Callable[[str], object] | None = None
) -> str | None:
    """Give the known name that *name* must stand for, since no other looks like it; else None.

    Numbers in names are years and places in lists: names that differ in them are not slips of
    the pen. Two names of one *meaning* are no doubt.

    >>> sure("seed-librery", ["seed-library", "garden"])
    'seed-library'
    >>> sure("garden-2025", ["garden-2024"]) is None
    True
    """
    if len(name) > _LONGEST:
        return None
    digits = _NO_DIGIT.sub("", name)
    alike = [other for other in known if _NO_DIGIT.sub("", other) == digits]
    found = get_close_matches(name, alike, n=3, cutoff=_LIKELY)
    meanings = {meaning(other) if meaning else other for other in found}
    if len(meanings) != 1 or SequenceMatcher(None, found[0], name).ratio() < _SURE:
        return None
    return found[0]
