"""Text as it is searched: without accents, capitals, or the many forms of one sign."""

import re
import unicodedata

_SIGNS = {"œ": "oe", "æ": "ae", "ß": "ss", "\u2019": "'", "\u2018": "'", "\u2011": "-",
          "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " "}  # fmt: skip


def fold(text: str) -> str:
    """Give a text as it is compared with what somebody looks for.

    >>> fold("L\u2019\u00c9té à l’Œuvre")
    "l'ete a l'oeuvre"
    """
    bare = unicodedata.normalize("NFKD", "".join(_SIGNS.get(c, c) for c in text.lower()))
    return "".join(c for c in bare if not unicodedata.combining(c))


def plain(word: str) -> str:
    """Take accents, capitals and spaces off a word.

    >>> plain("Éthique et Énergie")
    'ethique-et-energie'
    """
    bare = unicodedata.normalize("NFKD", word.strip().lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\s\u2019']+", "-", bare.replace("œ", "oe").replace("æ", "ae"))


def around(text: str, sought: str, width: int) -> str:
    """Give the words of a text around what is sought, at most *width* characters of it.

    >>> around("un deux trois quatre", "TROIS", 12)
    '…trois quat…'
    """
    text = " ".join(text.split())
    starts: list[int] = []
    folded = ""
    for position, character in enumerate(text):
        part = fold(character)
        starts += [position] * len(part)
        folded += part
    at = folded.find(fold(sought))
    if len(text) <= width or at < 0:
        return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
    first = max(0, min(starts[at] - width // 3, len(text) - width + 1))
    while 0 < first < starts[at] and text[first - 1] != " ":
        first += 1
    kept = text[first : first + width - (2 if first else 1)]
    dots = "…" if first else ""
    return f"{dots}{kept.rstrip()}{'…' if first + len(kept) < len(text) else ''}"
