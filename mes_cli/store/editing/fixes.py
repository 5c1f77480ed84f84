"""Which of the fixes that findings propose are made, and the new content of the files.

Nothing is written here: the command line and the page do that, once the changes are accepted.

One fix uncovers another, so the register is read again until there is nothing more to fix. In
consents, audiences and amounts of money nothing is fixed: people decide those.

A file that cannot be read is mended line by line, where a slip of form can be mended in one way:
tabs that indent become spaces, signs that look like those of YAML become those, and a value that
YAML takes for something else gets quotes. A slip is mended on every line where it stands, so that
the file is read only a few times.
"""

import re
from collections.abc import Callable, Mapping

from mes_cli.finding import Edit, Finding, Fix, Place, Severity
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.journal import Change
from mes_cli.store.editing.repairs import SIGNS, Repair, WantedFix, between_quotes
from mes_cli.store.reading import syntax
from mes_cli.store.reading.load import Reading, content_of
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.origin import decode
from mes_cli.store.reading.page import model_of
from mes_cli.store.reading.record_files import Drafts
from mes_cli.store.reading.tree import Node, Tree, leaves

#: Reads the register with some drafts, and gives all that is found then, each with its line.
Find = Callable[[Drafts], tuple[Reading, list[Finding]]]
#: Tells whether a file may be fixed.
May = Callable[[str], bool]

_BOM = b"\xef\xbb\xbf"
#: A file that could not be read has references, for instance; more rounds than these there are not.
_MOST_ROUNDS = 8
#: Fields in which a program never guesses; nor does it in amounts of money.
_AGREED = {"audience", "consent", "publish_name"}


def mended(find: Find, may: May) -> dict[str, Change]:
    """Give what becomes of the files that can be fixed; nothing is written yet."""
    changes: dict[str, Change] = {}
    for _ in range(_MOST_ROUNDS):
        register, findings = find(drafts(changes))
        most = register.settings.limits.file_size
        fresh: dict[str, Change] = {}
        for file, own in wishes(findings, register).items():
            content = content_of(register, file, most) if may(file) else None
            if not isinstance(content, bytes):
                continue
            new = _fixed(content, file, own, register)
            if new is not None and new != content:
                before = changes[file].before if file in changes else content
                fresh[file] = Change(file, before, new)
        if not fresh:
            break
        changes |= fresh
    return changes


def drafts(changes: dict[str, Change]) -> Drafts:
    """Give what the files will say."""
    return {file: change.after for file, change in changes.items() if change.after is not None}


def wishes(findings: list[Finding], register: Reading) -> dict[str, list[WantedFix]]:
    """What is to be done, file by file."""
    found: dict[str, list[WantedFix]] = {}
    for finding in findings:
        if finding.fix is None:
            continue
        others = finding.related if finding.fix.everywhere else ()
        for place in (finding.at, *(other.at for other in others)):
            if not _is_agreed(place, finding.fix, register):
                found.setdefault(place.file, []).append(WantedFix(place, finding.fix))
    return found


def _is_agreed(place: Place, fix: Fix, register: Reading) -> bool:
    """Tell whether a place is in a consent, an audience or an amount: people decide those."""
    part: type[Part] | None = model_of(place.file, register)
    slot: Slot | None = None
    for step in place.loc:
        if isinstance(step, int) or part is None:
            continue
        # An unknown name is to become the name of a field.
        if slot is not None and slot.map_key is not None:
            slot = slot.entry  # the step is the name of an entry
            continue
        slot = shape(part).slots.get(step) or keys(register.words.language, part).get(str(fix.text))
        if slot is not None and (slot.name in _AGREED or slot.scalar is Scalar.MONEY):
            return True
        part = slot.part if slot is not None else None
    return False


def _fixed(content: bytes, file: str, wishes: list[WantedFix], register: Reading) -> bytes | None:
    """Fix one file, as far as it goes."""
    text, faults = decode(content, file)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return None
    repair = Repair(text, file, register)
    unread = repair.tree.unsound
    new = readable(text, repair.composed) if unread else repair.made(wishes)
    if new is None:
        return None
    return (_BOM if content.startswith(_BOM) else b"") + new.encode("utf-8")


#: How often a file is read, each time with another slip.
_MOST_SLIPS = 8
_KEPT = "@`%"
_FIELD = re.compile(r"\s*(?:- )*[^\W\d][\w-]*+[ \t]*+:[ \t]++(?=\S)")


def readable(text: str, composed: Callable[[str], Tree]) -> str | None:
    """Mend the form of a file until it can be read; None where it cannot be read then."""
    lines = text.split("\n")
    meant: dict[int, str] = {}
    found = composed(text)
    for _ in range(_MOST_SLIPS):
        if not found.unsound:
            break
        fault = next(it for it in found.findings if it.severity is Severity.ERROR)
        if fault.fix is None or not _mend_slip(lines, fault.at.line - 1, fault.fix.edit, meant):
            return None
        found = composed("\n".join(lines))
    if found.unsound or found.root is None:
        return None
    _put_back(lines, text.split("\n"), found.root, meant)
    found = composed("\n".join(lines))
    if found.unsound or found.root is None or not _says(found.root, meant):
        return None
    return "\n".join(lines)


def _mend_slip(lines: list[str], first: int, edit: Edit, meant: dict[int, str]) -> bool:
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
    new = syntax.with_yaml_signs(line)
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


def _says(root: Node, meant: Mapping[int, str]) -> bool:
    """Tell whether each of these lines has the value that it was meant to have."""
    found = {(it.start_mark.line, str(it)) for it in leaves(root)}
    return all(row in found for row in meant.items())
