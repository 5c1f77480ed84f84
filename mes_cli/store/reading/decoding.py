"""From bytes to text: what no file of the register may contain, found before YAML is read."""

import re
from collections.abc import Iterator, Sequence

from mes_cli.finding import Finding, Place
from mes_cli.store.faults import text as faults

# C0 but tab and line ends, DEL, C1, line and paragraph separators, bidirectional
# embeddings and isolates, byte order marks, tag characters, non-characters; and halves of
# characters, which only an escape can spell out.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
_DOUBTFUL = re.compile("[\u200b\u200e\u200f\u2060\u115f\u1160\u3164\uffa0]|(?P<lost>\ufffd)")
# Indented ones too: an editor that puts a text into a block moves them with it.
_CONFLICT = re.compile(r"^[ \t]*(<{7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
# Printable characters that nobody sees, or that stand for lost ones.
_PRINTED = re.compile("[\u115f\u1160\u3164\uffa0\ufffd]")
_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
_ASCII = bytes((0x0A, *range(0x20, 0x7F)))
#: What no file may contain, so that it may stand between two of them.
_END = b"\0"
_BOM = b"\xef\xbb\xbf"
# What other encodings put at the beginning of a file.
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")

#: Beyond this a file says the same thing again and again.
_MOST = 20


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Give the text of a file, and what is wrong with its characters.

    Where a finding is an error, the text may not be read any further.
    """
    if content.startswith(_OTHER_MARKS):
        return "", [faults.not_utf8(Place(file, line=1, column=1))]
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as problem:
        before = content[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return "", [faults.not_utf8(Place(file, line=line, column=column))]
    return text, list(_characters(text, file))


def plainly(content: bytes) -> str | None:
    """The text of a file, where a glance shows that no character of it needs a second one.

    Lines end in line feeds; a byte order mark is gone.
    """
    return _glance(content, _ASCII)


def all_plainly(contents: Sequence[bytes]) -> Sequence[str | None]:
    """The texts of some files, which are glanced at together if nothing in them is unusual."""
    joined = _glance(_END.join(contents), _ASCII + _END)
    texts = joined.split(_END.decode()) if joined is not None else []
    # A file that has the sign itself has it found when it is looked at alone.
    return texts if len(texts) == len(contents) else list(map(plainly, contents))


def _glance(content: bytes, usual: bytes) -> str | None:
    content = content.removeprefix(_BOM)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    try:
        # Most of a text is printable ASCII: only what is left is looked at, character by character.
        odd = content.translate(None, usual).decode("utf-8")
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Whatever may not be in a file is not printable.
    if not odd.isprintable():
        # Spaces of French typography are no printable characters for Python.
        odd = odd.replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "")
        if not odd.isprintable():
            return None
    if odd and _PRINTED.search(odd):
        return None
    # One sign is found faster than seven, and two of these three are rare.
    return None if any(mark[0] in text and mark in text for mark in _MARKS) else text


def _characters(text: str, file: str) -> Iterator[Finding]:
    for found in _some(_FORBIDDEN, text):
        yield faults.control_character(position(text, file, found), _name(found.group()))
    if not text.isascii():
        for found in _some(_DOUBTFUL, text):
            at = position(text, file, found)
            if found["lost"]:
                yield faults.lost_character(at)
            else:
                yield faults.invisible_character(at, _name(found.group()))
    if conflict := _CONFLICT.search(text):
        yield faults.merge_conflict(position(text, file, conflict))


def forbidden(value: str) -> str | None:
    """Name the first character of *value* that may not be there, however it was written."""
    found = _FORBIDDEN.search(value)
    return _name(found.group()) if found else None


def position(text: str, file: str, found: re.Match[str]) -> Place:
    """Give the place of a match, or of the part of it that counts."""
    start, end = found.span(found.lastindex or 0)
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Place(file, line=line, column=column, width=end - start)


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text)):
        if number == _MOST:
            return
        yield found


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
