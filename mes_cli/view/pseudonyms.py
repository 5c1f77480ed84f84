"""Pseudonyms: initiatives whose names an audience may not see are called by a number.

A name must not come back through a text that mentions it, however it is spelt there, nor through
an id, a file or an address that is made of it; nor through the order of a list.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar, cast

from mes_cli.language.folding import slug
from mes_cli.language.mentions import Mentions, spellings
from mes_cli.model import Initiative

#: Fields that name an initiative as surely as its name does.
REVEALING = frozenset({"siret", "siren", "rna", "website"})
#: And those of its territory that point at one place.
REVEALING_PLACES = frozenset({"commune", "name", "priority_district"})

#: A lower-case name of so many letters is written as in addresses.
_GLUED = 8
_SLUG = re.compile(r"[a-z0-9%]+(?:[._%-]+[a-z0-9%]+)+")


#: Fields of a view that hold codes: words of ours, and ids that were dealt with.
_CODES = frozenset({"key", "from_key", "to_key", "id", "ids", "code", "kind"})

V = TypeVar("V")


class VocabularyWord(str):
    """A word of the vocabulary: it names no initiative, though one be called so."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What stands in place of some initiatives, by their ids."""

    names: Mapping[str, str] = field(default_factory=dict)
    mentions: Mentions[str] = field(default_factory=lambda: Mentions(()))
    #: Ids of one word, where they stand in a path or an address; elsewhere it is a word.
    paths: re.Pattern[str] | None = None
    #: Texts that were dealt with: reports show the same ones several times.
    _hidden_texts: dict[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Tell whether any initiative has one."""
        return bool(self.names)

    def __contains__(self, initiative: object) -> bool:
        """Tell whether an initiative has one."""
        return initiative in self.names

    def hide(self, text: str) -> str:
        """Put pseudonyms in place of names and ids, wherever they stand in a text."""
        if not self.names:
            return text
        if (known := self._hidden_texts.get(text)) is not None:
            return known
        hidden = self.mentions.replace(text, self._instead)
        if self.paths is not None:
            hidden = self.paths.sub(lambda found: slug(self.names[found[0].lower()]), hidden)
        return self._hidden_texts.setdefault(text, hidden)

    def hide_all(self, value: V) -> V:
        """Do so in all texts of a view: what is no word of ours, and no code, is a text."""
        return cast("V", self._hidden(value)) if self.names else value

    def _hidden(self, value: object) -> object:
        match value:
            case VocabularyWord() | StrEnum():
                return value
            case str():
                return self.hide(value)
            case dict():
                return {
                    key: one if key in _CODES else self._hidden(one) for key, one in value.items()
                }
            case list():
                return [self._hidden(one) for one in value]
            case _:
                return value

    def _instead(self, initiative: str, said: str) -> str:
        name = self.names[initiative]
        glued = len(said) >= _GLUED and said.isascii() and said.isalnum() and said.islower()
        return slug(name) if glued or _SLUG.fullmatch(said) else name


def pseudonyms(initiatives: Iterable[Initiative], label: str) -> Pseudonyms:
    """Number the initiatives that are not to be named; *label* says what they are.

    >>> hidden = Initiative.model_construct(id="sun", name="Le  Café du Soleil")
    >>> pseudonyms([hidden], "Initiative").hide("Au CAFÉ du **Soleil**, in sun.yaml, not in sun.")
    '**Initiative 1**, in initiative-1.yaml, not in sun.'
    """
    # Numbers in the order of ids would tell where an id stands among the others.
    hidden = sorted(initiatives, key=lambda it: shuffled(it.kind, it.id))
    ids = dict.fromkeys(it.id for it in hidden)
    names = {it: f"{label} {number}" for number, it in enumerate(ids, 1)}
    said = [(spelling, it.id) for it in hidden for spelling in spellings(it.name)]
    said += [(it.id, it.id) for it in hidden if "-" in it.id]
    alone = [re.escape(it) for it in ids if "-" not in it]
    return Pseudonyms(names, Mentions(said, anywhere=True), _in_paths(alone) if alone else None)


def shuffled(kind: str, name: str) -> str:
    """Give a record its place in an order that does not follow ids."""
    return hashlib.sha256(f"{kind}/{name}".encode()).hexdigest()


def _in_paths(ids: Iterable[str]) -> re.Pattern[str]:
    any_of = "|".join(sorted(ids, key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W_])(?:{any_of})(?=[/._@%=#?&:\\-]\w)|(?<=[/_@%=#?&\\-])(?:{any_of})(?![^\W_])"
        rf"|\A(?:{any_of})\Z",
        re.IGNORECASE,
    )
