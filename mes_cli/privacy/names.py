"""Names of people that the register knows."""

import re
from collections.abc import Iterable

from mes_cli.language.mentions import Mentions

_WORD = re.compile(r"[^\W_]+")
#: Words of names that are not written with a capital letter.
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "d", "l", "van", "von", "el", "ben", "et"}
)


def names_of_people(names: Iterable[str]) -> Mentions[str]:
    """Give what finds names of people in texts; names of one word may be any word."""
    return Mentions([(name, name) for name in sorted(set(names)) if is_of_one(name)])


def is_of_one(name: str) -> bool:
    """Tell whether a name is that of a person, as far as can be told: two words with capitals.

    >>> is_of_one("Maryse T."), is_of_one("Zoé de la Tour"), is_of_one("Le conseil")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(name) if word.lower() not in _SMALL]
    return len(words) > 1 and all(word[:1].isupper() for word in words)
