"""Finding and replacing names in texts, however they are spelt there.

A name is its letters and digits, folded. Between its words a text may have spaces, signs and
pictures of any kind, or nothing; inside and around them emphasis, links, tags, comments, soft
hyphens and signs without width. Letters may be written as entities or percent forms, those of a
long name one by one, and letters of other scripts may stand for those that they look like.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Generic, TypeVar

from mes_cli.language.folding import as_latin, fold_letters, words
from mes_cli.language.pieces import UNSEEN, Chunk, Markup, divided, markup_inside

T = TypeVar("T", bound=Hashable)

#: Signs that part sentences; all others may stand between the words of a name.
_ENDING = frozenset("!?;\uff01\uff1f\uff1b")
_MOST_BETWEEN = 8
#: What may hold letters that are written otherwise, or that are not seen.
_CODED = re.compile(r"[&%<]|\]\(|\]\[|\[\^|xn--")
#: By so many first letters names are looked up.
_FIRST = 3
#: Names of so many letters are found where their words are written as one.
_LONG, _LONG_WORD = 8, 3
#: And names of so many where they are glued to other letters too.
_UNMISTAKABLE = 12


#: What a name may begin with and a text may leave out, with the forms that it takes after "à" and
#: "de".
_ARTICLES: Mapping[str, tuple[str, ...]] = {
    "le": ("au", "du"),
    "les": ("aux", "des"),
    "la": (),
    "l": (),
    "un": (),
    "une": (),
    "the": (),
}


def spellings(name: str) -> Iterator[str]:
    """Give the forms that a name takes in sentences: behind "à" and "de", without its article.

    >>> list(spellings("Le Four du Causse"))
    ['Le Four du Causse', 'au four du causse', 'du four du causse', 'four du causse']
    """
    yield name
    first, *rest = words(name) or ("",)
    for article in _ARTICLES.get(first, ()):
        yield " ".join((article, *rest))
    if first in _ARTICLES and len(rest) > 1:
        yield " ".join(rest)


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A name in a text: from where to where, and whose it is."""

    start: int
    end: int
    whose: T
    markup: Markup


@dataclass(frozen=True, slots=True)
class _Name(Generic[T]):
    """A name to be found: its letters, where words may end, and what stands between them."""

    letters: str
    #: After how many letters a word may end.
    breaks: frozenset[int]
    #: Signs of its own that may stand between its words.
    signs: frozenset[str]
    whose: T
    glued: bool


class Mentions(Generic[T]):
    """Finds names; *names* says whose each is. The longest name that fits is found.

    With *anywhere* a long name of several words is found inside longer words too.

    >>> found = Mentions([("Épicerie d’Élise", 1)])
    >>> text = "chez l'_EPICERIE_&nbsp;d&#39;**É**lise, pas l’épicerie d’Élisée"
    >>> [text[it.start : it.end] for it in found.find(text)]
    ['EPICERIE_&nbsp;d&#39;**É**lise']
    """

    def __init__(self, names: Iterable[tuple[str, T]], *, anywhere: bool = False) -> None:
        self.anywhere = anywhere
        self._index: dict[str, _Name[T]] = {}
        for said, whose in names:
            for name in (_name(said, whose), _name(as_latin(said), whose)):
                if name.letters:
                    self._index.setdefault(name.letters, name)
        #: The first one, two and three letters of names; what can begin no name is passed over.
        self._starts = {letters[: n + 1] for letters in self._index for n in range(_FIRST)}
        #: How many letters names have, the longest first.
        self._sizes = sorted({len(letters) for letters in self._index}, reverse=True)

    def __bool__(self) -> bool:
        """Tell whether there is any name to find."""
        return bool(self._index)

    def find(self, text: str) -> Iterator[Mention[T]]:
        """Find the names in a text, one after another."""
        looks = as_latin(text)
        end = 0
        found = [*self._find(text), *(self._find(looks) if looks != text else ())]
        for it in sorted(found, key=lambda it: (it.start, -it.end)):
            if it.start >= end:
                end = it.end
                yield it

    def _find(self, text: str) -> Iterator[Mention[T]]:
        if not self._may_hold_any(text):
            return
        chunks = divided(text)
        at, first = 0, 0
        while at < len(chunks):
            found = self._at(chunks, at, first)
            if found is None:
                at, first = at + 1, 0
                continue
            name, start, last, end = found
            yield _mention(text, chunks, name, (at, start), (last, end))
            at, first = (last, end) if end < len(chunks[last].letters) else (last + 1, 0)

    def _may_hold_any(self, text: str) -> bool:
        """Tell whether the letters of a text, with nothing between them, hold those of a name.

        Where letters are coded, or stand in what is not seen, that is left to the whole search.
        """
        if not self._index or _CODED.search(text):
            return bool(self._index)
        letters = "".join([fold_letters(sign) for sign in text if sign.isalnum()])
        return any(name in letters for name in self._index)

    def replace(self, text: str, word: Callable[[T, str], str]) -> str:
        """Put a word in place of each name; *word* is given whose it is, and the text there.

        Markup that begins or ends inside a name stays around the word. What is not seen where a
        text is rendered (addresses, tags, comments) is looked through as well.
        """
        text = UNSEEN.sub(lambda found: self._unseen(found, word), text)
        parts: list[str] = []
        here = 0
        for it in self.find(text):
            said = word(it.whose, text[it.start : it.end])
            parts += [text[here : it.start], it.markup.opening, said, it.markup.closing]
            here = it.end
        return "".join([*parts, text[here:]])

    def _unseen(self, found: re.Match[str], word: Callable[[T, str], str]) -> str:
        said = found[0]
        return said[0] + self.replace(said[1:-1], word) + said[-1]

    def _at(
        self, chunks: list[Chunk], at: int, first: int
    ) -> tuple[_Name[T], int, int, int] | None:
        """Give the name that begins in a chunk: from which letter, and to which of which chunk."""
        here = chunks[at].letters
        for start in range(first, len(here) if self.anywhere else min(first + 1, 1)):
            begin = here[start : start + _FIRST]
            if begin not in self._starts and self._index.keys().isdisjoint((begin[:2], begin[:1])):
                continue
            letters = _ahead(chunks, at, start, self._sizes[0])
            for size in self._sizes:
                name = self._index.get(letters[:size]) if size <= len(letters) else None
                if name is None or (start and not name.glued):
                    continue
                end = _match(chunks, at, start, name, anywhere=self.anywhere)
                if end is not None:
                    return name, start, *end
        return None


def _ahead(chunks: list[Chunk], at: int, start: int, most: int) -> str:
    """Give the letters from a place on, across what may part the words of a name."""
    letters = chunks[at].letters[start:]
    for chunk in islice(chunks, at + 1, None):
        if len(letters) >= most or len(chunk.gap or "") > _MOST_BETWEEN:
            break
        letters += chunk.letters
    return letters


def _name(said: str, whose: T) -> _Name[T]:
    parts = words(said)
    letters = "".join(parts)
    breaks, size = set[int](), 0
    for part in parts[:-1]:
        size += len(part)
        breaks.add(size)
    signs = frozenset(c for c in said if not c.isalnum() and not c.isspace())
    glued = len(letters) >= _UNMISTAKABLE and len(parts) > 1
    return _Name(letters, frozenset(breaks), signs, whose, glued)


def _match(
    chunks: list[Chunk], at: int, start: int, name: _Name[T], *, anywhere: bool
) -> tuple[int, int] | None:
    """Tell where a name ends that begins there; None where it does not stand there."""
    rest, glued = name.letters, anywhere and name.glued
    done = 0
    for number in range(at, len(chunks)):
        chunk = chunks[number]
        if number > at and not (
            _may_part(name, done, chunk.gap) or _spelt(name, *chunks[number - 1 : number + 1])
        ):
            return None
        here = chunk.letters[start:] if number == at else chunk.letters
        if here.startswith(rest):
            end = len(chunk.letters) - len(here) + len(rest)
            whole = end == len(chunk.letters)
            inside = any(done < it < done + len(rest) for it in name.breaks)
            return (number, end) if (whole or glued) and (not inside or _may_glue(name)) else None
        if not rest.startswith(here):
            return None
        if any(done < it < done + len(here) for it in name.breaks) and not _may_glue(name):
            return None
        done, rest = done + len(here), rest[len(here) :]
    return None


def _may_part(name: _Name[T], done: int, gap: str | None) -> bool:
    """Tell whether a name may be parted so after so many letters."""
    if gap is None:
        return True
    return (
        done in name.breaks
        and len(gap) <= _MOST_BETWEEN
        and "\n\n" not in re.sub(r"[^\S\n]", "", gap)
        and all(_parts(sign) or sign in name.signs for sign in gap)
    )


def _spelt(name: _Name[T], before: Chunk, chunk: Chunk) -> bool:
    """Tell whether a long name is spelt there letter by letter: ``A n i s s a``."""
    single = len(before.letters) == len(chunk.letters) == 1
    return single and len(name.letters) >= _LONG and all(map(_parts, chunk.gap or ""))


def _parts(sign: str) -> bool:
    return sign not in _ENDING


def _may_glue(name: _Name[T]) -> bool:
    """Tell whether words may be written as one without becoming another word."""
    ends = [0, *sorted(name.breaks), len(name.letters)]
    shortest = min(b - a for a, b in pairwise(ends))
    return len(name.letters) >= _LONG or shortest >= _LONG_WORD


def _mention(
    text: str, chunks: list[Chunk], name: _Name[T], first: tuple[int, int], last: tuple[int, int]
) -> Mention[T]:
    start = chunks[first[0]].starts[first[1]]
    end = chunks[last[0]].ends[last[1] - 1]
    return Mention(start, end, name.whose, markup_inside(text, start, end))
