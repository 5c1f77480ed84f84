"""The form of a file that cannot be read: slips that can be mended in one way, line by line.

Tabs that indent become spaces, signs that look like those of YAML become those, and a value that
YAML takes for something else gets quotes. A slip is mended on every line where it stands, so that
the file is read only a few times.
"""

import re
from collections.abc import Callable, Mapping

from mes_cli.finding import Edit, Severity
from mes_cli.store.reading import lookalikes
from mes_cli.store.reading.tree import Node, Tree, leaves

#: How often a file is read, each time with another slip.
_MOST_ROUNDS = 8
#: What a plain text cannot begin with, or not without meaning something else.
SIGNS = "\"'[]{}>|*&!#?,-"
_KEPT = "@`%"
_FIELD = re.compile(r"\s*(?:- )*[^\W\d][\w-]*+[ \t]*+:[ \t]++(?=\S)")


def readable(text: str, composed: Callable[[str], Tree]) -> str | None:
    """Mend the form of a file until it can be read; None where it cannot be read then."""
    lines = text.split("\n")
    meant: dict[int, str] = {}
    found = composed(text)
    for _ in range(_MOST_ROUNDS):
        if not found.unsound:
            break
        fault = next(it for it in found.findings if it.severity is Severity.ERROR)
        if fault.fix is None or not _mended(lines, fault.at.line - 1, fault.fix.edit, meant):
            return None
        found = composed("\n".join(lines))
    if found.unsound or found.root is None:
        return None
    _put_back(lines, text.split("\n"), found.root, meant)
    found = composed("\n".join(lines))
    if found.unsound or found.root is None or not _says(found.root, meant):
        return None
    return "\n".join(lines)


def _mended(lines: list[str], first: int, edit: Edit, meant: dict[int, str]) -> bool:
    """Mend a slip from a line on, wherever it stands; tell whether it stands on that line."""
    mend = _MENDING.get(edit)
    if mend is None or mend(lines[first]) is None:
        return False
    for number in range(first, len(lines)):
        line = mend(lines[number])
        if line is not None:
            lines[number], said = line
            if said:
                meant[number] = said
    return True


def _put_back(lines: list[str], before: list[str], root: Node, meant: dict[int, str]) -> None:
    """Give the lines inside texts back as they were: nothing was wrong with them."""
    for text in leaves(root):
        start, end = text.start_mark, text.end_mark
        for number in range(start.line + 1, end.line + (end.column > 0)):
            lines[number] = before[number]
            meant.pop(number, None)


def _unindented(line: str) -> tuple[str, str] | None:
    """Replace the tabs before a line by spaces."""
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)]
    return (indent.replace("\t", "  ") + bare, "") if bare.strip() and "\t" in indent else None


def _with_signs(line: str) -> tuple[str, str] | None:
    """Replace signs that look like those of YAML."""
    new = lookalikes.mended(line)
    return (new, "") if new != line else None


def _field_quoted(line: str) -> tuple[str, str] | None:
    """Give a line with quotes around its value, and that value, where it cannot do without."""
    begins = _FIELD.match(line)
    said = line[begins.end() :].rstrip() if begins else ""
    if begins is None or said[0] in SIGNS or " #" in said:
        return None
    if said[0] not in _KEPT and ": " not in said and not said.endswith(":"):
        return None
    end = line[begins.end() + len(said) :]
    return f"{begins.group()}{between_quotes(said)}{end}", said


#: How a line is mended; and what its value says then, where that is certain.
_MENDING: dict[Edit, Callable[[str], tuple[str, str] | None]] = {
    Edit.SPACES: _unindented,
    Edit.QUOTE: _field_quoted,
    Edit.SIGNS: _with_signs,
}


def between_quotes(said: str) -> str:
    """Write a text between double quotes."""
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _says(root: Node, meant: Mapping[int, str]) -> bool:
    """Tell whether each of these lines has the value that it was meant to have."""
    found = {(it.start_mark.line, str(it)) for it in leaves(root)}
    return all(row in found for row in meant.items())
