"""Names of people that the register knows, and whether a text mentions one of them."""

import re
from collections.abc import Iterable

from mes_cli.language.folding import fold

_WORD = re.compile(r"[^\W_]+")
#: Words of names that are not written with a capital letter.
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "d", "l", "van", "von", "el", "ben", "et"}
)


class Names:
    """Names of people, to be looked for in texts: word by word, accents and signs apart."""

    def __init__(self, names: Iterable[str]) -> None:
        self.by_word: dict[str, list[tuple[str, ...]]] = {}
        for words in {words_of(name) for name in names if is_of_one(name)}:
            self.by_word.setdefault(words[0], []).append(words)

    def stand_in(self, text: str) -> bool:
        """Tell whether one of the names stands in a text."""
        said = words_of(text)
        return any(
            said[at : at + len(name)] == name
            for at, word in enumerate(said)
            for name in self.by_word.get(word, ())
        )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared.

    >>> words_of("Jean-Luc  B. et Zoé")
    ('jean', 'luc', 'b', 'et', 'zoe')
    """
    return tuple(_WORD.findall(fold(text)))


def is_of_one(name: str) -> bool:
    """Tell whether a name is that of a person, as far as can be told: two words with capitals.

    >>> is_of_one("Maryse T."), is_of_one("Zoé de la Tour"), is_of_one("Le conseil")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(name) if word.lower() not in _SMALL]
    return len(words) > 1 and all(word[:1].isupper() for word in words)
