"""From the bytes of a text file to its letters: never by guessing in silence.

UTF-8 and UTF-16 say what they are. Windows-1252 is taken where all its letters stand where
French puts them. What fits neither is refused: the older encodings of the Mac and of DOS give
other letters for the same bytes, and only who wrote the file knows which one it is.
"""

import re

from mes_cli.errors import MesError
from mes_cli.finding import Message, Words, say

#: The encodings that may be named, as Python knows them.
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "macroman": "mac_roman",
    "cp850": "cp850",
}

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
#: What stands beyond ASCII in texts of Western Europe: letters with accents, and signs.
_FRENCH = re.compile("[àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑßáíóúÁÍÓÚòì]")
_SIGNS = re.compile("[«»“”‘’–—…€°²³·•½¼¾£§©®ªº×¿¡\u00a0\u202f]")
#: Two letters of UTF-8 that were read as if each byte were one.
_TWICE = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]|â€"
)
_PAIR = re.compile(rb"[\xc3\xc2\xc5][\x80-\xbf]")


class EncodingError(MesError):
    """A text whose letters cannot be told."""

    def __init__(self, name: str, line: int, reason: Message, help: Message) -> None:  # noqa: A002
        super().__init__(
            say(
                "the letters of `{name}` cannot be read, line {line}: {reason}",
                name=name,
                line=line,
                reason=reason,
            ),
            help,
        )


def text_of(content: bytes, name: str, encoding: str = "") -> str:
    """Decode a text file; *encoding* is what somebody says that it is.

    Raises:
        EncodingError: it is not what was said, or nobody can tell what it is.
    """
    if encoding:
        return _as(content, ENCODINGS[encoding], name)
    mark = next((found for start, found in _MARKS.items() if content.startswith(start)), "")
    if mark:
        return _as(content, mark, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
    if _PAIR.search(content) and _utf8_elsewhere(content):
        raise EncodingError(
            name,
            line,
            say("a part of the file is UTF-8 and a part is not"),
            say("save each part as “CSV UTF-8” before they are put together"),
        )
    windows = content.decode("cp1252", "replace")
    if likely(windows):
        return windows
    others = [named for named in ("macroman", "cp850") if likely(content.decode(ENCODINGS[named]))]
    raise EncodingError(
        name,
        line,
        say("it is neither UTF-8 nor Windows-1252"),
        say(
            "save it as “CSV UTF-8”, or say what it is with `--encoding`: {choices}",
            choices=Words(tuple(others or ENCODINGS)),
        ),
    )


def _as(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        named = codec.removesuffix("-sig").upper()
        raise EncodingError(
            name,
            line,
            say("it is not {encoding}", encoding=named),
            say("save it as “CSV UTF-8”"),
        ) from None


def _utf8_elsewhere(content: bytes) -> bool:
    """Tell whether some lines beyond ASCII are UTF-8: then the others are the fault."""
    for line in content.split(b"\n"):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            return True
    return False


def likely(text: str) -> bool:
    r"""Tell whether all signs beyond ASCII are what people in Western Europe write.

    >>> likely("Été à la fête"), likely("ƒtŽ ˆ la f\ufffdte"), likely("l’été – 10 €")
    (True, False, True)
    """
    for at, sign in enumerate(text):
        if sign.isascii() or _FRENCH.match(sign):
            continue
        inside = text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
        if not _SIGNS.match(sign) or (inside and sign not in "’‘·–\u00a0\u202f"):
            return False
    return True


def unreadable(text: str) -> bool:
    r"""Tell whether a text lost its letters before it came here.

    >>> unreadable("FÃªte"), unreadable("F\ufffdte"), unreadable("Fête")
    (True, True, False)
    """
    return "\ufffd" in text or _TWICE.search(text) is not None
