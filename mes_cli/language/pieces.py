"""A tokenizer for the search of names: runs of letters, separators, markup."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from mes_cli.language.folding import fold_letters

#: What is not seen where a text is rendered: comments, tags, the addresses of links.
UNSEEN = re.compile(
    r"<!--.{0,2000}?-->|</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>"
    r"|\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)|\]\[[^\[\]]*\]",
    re.DOTALL,
)
#: What a text is made of, as far as names are concerned; whatever else there is separates words.
PIECE = re.compile(
    rf"(?P<unseen>{UNSEEN.pattern})"
    r"|(?P<coded>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|\w{2,31});|(?:%(?:25)*[0-9A-Fa-f]{2})+"
    r"|(?<![^\W_])xn--[a-z0-9-]{1,60})"
    r"|(?P<mark>\*+|`+|~+|_+|!(?=\[)|\[\^\w{1,20}\]|[\[\]]|\\)"
    r"|(?P<letters>[^\W_]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


class Markup(NamedTuple):
    """Markup inside a name: what opens and what closes something."""

    opening: str
    closing: str


#: No markup at all.
BARE = Markup("", "")


@dataclass(slots=True)
class Chunk:
    """Letters that stand together, folded, with the place of each in the text."""

    letters: str
    starts: list[int]
    ends: list[int]
    #: The signs since the chunk before; None where nothing but markup is between.
    gap: str | None

    def add(self, letters: str, start: int, end: int) -> None:
        """Add the folded letters of one sign, which is written from *start* to *end*."""
        self.letters += letters
        self.starts += [start] * len(letters)
        self.ends += [end] * len(letters)


def divided(text: str) -> list[Chunk]:
    """Divide a text into what stands together."""
    divider = _Divider()
    for found in PIECE.finditer(text):
        if found.lastgroup in {"mark", "unseen"}:
            divider.part()
        elif found.lastgroup == "letters":
            divider.add_letters(found[0], found.start())
        else:
            for sign, start, end in _signs(found):
                divider.add(sign, start, end)
    return divider.chunks


class _Divider:
    """Gathers signs into chunks, and begins a new one wherever something parts them."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self.open = False
        self.gap: str | None = ""

    def add(self, sign: str, start: int, end: int) -> None:
        """Add a sign: a letter, one without width, or one between words."""
        if sign.isalnum():
            self._chunk().add(fold_letters(sign), start, end)
        elif unicodedata.category(sign) not in _NO_WIDTH:
            self.part()
            self.gap = (self.gap or "") + sign
        elif self.open and self.chunks[-1].ends:
            self.chunks[-1].ends[-1] = end

    def add_letters(self, said: str, start: int) -> None:
        """Add letters and digits that are written one after another."""
        chunk = self._chunk()
        for at, sign in enumerate(said, start):
            chunk.add(fold_letters(sign), at, at + 1)

    def _chunk(self) -> Chunk:
        if not self.open:
            self.chunks.append(Chunk("", [], [], self.gap))
            self.open, self.gap = True, None
        return self.chunks[-1]

    def part(self) -> None:
        """End what stands together."""
        self.open = False


def _signs(found: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Give the signs that a piece stands for, and from where to where each is written."""
    said, (start, end) = found[0], found.span()
    if found.lastgroup == "coded":
        yield from ((sign, start, end) for sign in _decoded(said))
    else:
        yield from ((sign, start + n, start + n + 1) for n, sign in enumerate(said))


def _decoded(said: str) -> str:
    """Read an entity, percent forms (of percent forms), or a domain in punycode."""
    if said[0] == "&":
        return unescape(said)
    if said[0] == "%":
        while said != (read := unquote(said)):
            said = read
        return said
    try:
        return said.removeprefix("xn--").encode().decode("punycode")
    except UnicodeError:
        return said


def markup_inside(text: str, start: int, end: int) -> Markup:
    """Give the markup inside a name whose other half is outside of it."""
    opening: list[str] = []
    closing: list[str] = []
    for found in PIECE.finditer(text, start, end):
        if found.lastgroup not in {"mark", "unseen"}:
            continue
        sign = found[0]
        if sign.startswith(("<!--", "\\")):
            continue
        if _closes(text, found):
            if opening and _pairs(opening[-1], sign):
                opening.pop()
            else:
                closing.append(sign)
        elif _opens(text, found):
            opening.append(sign)
    return Markup("".join(opening), "".join(closing))


def _closes(text: str, found: re.Match[str]) -> bool:
    sign = found[0]
    if sign[0] in "<]":
        return sign.startswith("</") or sign[0] == "]"
    return sign != "[" and _joined(text, found.start() - 1) and not _joined(text, found.end())


def _opens(text: str, found: re.Match[str]) -> bool:
    sign = found[0]
    if sign[0] in "<[":
        return True
    return not _joined(text, found.start() - 1) and _joined(text, found.end())


def _joined(text: str, at: int) -> bool:
    """Tell whether a letter, or other markup, stands there."""
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] in "*_`~")


def _pairs(opening: str, closing: str) -> bool:
    if opening == "[":
        return closing.startswith("]")
    return opening == closing or (opening[0] == "<" and closing.startswith("</"))
