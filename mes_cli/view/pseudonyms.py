"""Pseudonyms: initiatives whose names are not to be published are called by a number.

A name must not come back through a text that mentions it, nor through an id, a file or an
address that is made of it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from mes_cli.model import Initiative

#: Fields that name an initiative as surely as its name does.
REVEALING = frozenset({"siret", "siren", "rna", "website"})
#: And those of its territory that point at one place.
REVEALING_PLACES = frozenset({"commune", "name", "priority_district"})

_APOSTROPHES = "['\u2019\u02bc]"
_SPACES = r"[\s\u00a0\u202f]+"
#: How deep patterns are nested.
_DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What stands in place of some initiatives, by their ids."""

    names: Mapping[str, str] = field(default_factory=dict)
    #: Whatever is replaced, in one pass, the longest first.
    pattern: re.Pattern[str] | None = None
    #: What each spelling stands for, folded.
    spellings: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, initiative: object) -> bool:
        """Tell whether an initiative has one."""
        return initiative in self.names

    def hide(self, text: str) -> str:
        """Put pseudonyms in place of names and ids, wherever they stand in a text."""
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: self.spellings[_fold(found[0])], text)


def pseudonyms(initiatives: Iterable[Initiative], label: str) -> Pseudonyms:
    """Number the initiatives that are not to be named; *label* says what they are.

    >>> hidden = Initiative.model_construct(id="sun", name="The Sun’s  Café")
    >>> pseudonyms([hidden], "Initiative").hide("At THE SUN'S CAFÉ, in sun.yaml; not in sunny.")
    'At Initiative 1, in Initiative 1.yaml; not in sunny.'
    """
    hidden = list(initiatives)
    names = {it.id: f"{label} {number}" for number, it in enumerate(hidden, 1)}
    spellings: dict[str, str] = {}
    for it in hidden:
        spellings.setdefault(_fold(it.name), names[it.id])
        spellings.setdefault(_fold(it.id), names[it.id])
    if not spellings:
        return Pseudonyms()
    pattern = rf"(?<!\w)(?:{_any_of([*map(_loose, spellings)])})(?!\w)"
    return Pseudonyms(names, re.compile(pattern, re.IGNORECASE), spellings)


def _fold(text: str) -> str:
    """Give what all spellings of a name have in common."""
    return re.sub(_SPACES, " ", re.sub(_APOSTROPHES, "'", text)).strip().casefold()


def _loose(name: str) -> list[str]:
    """Match a name, sign by sign, however its lines are broken and its apostrophes typed."""
    others = {" ": _SPACES, "'": _APOSTROPHES}
    return [others.get(sign) or re.escape(sign) for sign in name]


def _any_of(names: Sequence[list[str]], depth: int = 0) -> str:
    """Match any of several names, the longest that fits.

    What names begin with in common is written once: a text is not compared with each of them.
    """
    if depth == _DEEPEST:
        return "|".join(map("".join, sorted(names, key=len, reverse=True)))
    pairs = takewhile(lambda signs: signs[0] == signs[1], zip(min(names), max(names), strict=False))
    start = [sign for sign, _ in pairs]
    rest: dict[str, list[list[str]]] = {}
    for name in names:
        tail = name[len(start) :]
        rest.setdefault(tail[0] if tail else "", []).append(tail)
    whole = rest.pop("", None)
    ways = [_any_of(some, depth + 1) for some in rest.values()] + ([""] if whole else [])
    return "".join(start) + (f"(?:{'|'.join(ways)})" if len(ways) > 1 else "".join(ways))
