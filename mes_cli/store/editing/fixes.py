"""Mending: what a finding's fix says is done to the text, and to nothing else of it.

An edit is textual and local: it replaces the span of one value, or the spaces before one
line. Comments and layout stay as they are, byte for byte. What an edit has made is read
again and compared with what was there: if anything but what was meant has changed, the
edit is not made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mes_cli.finding import Edit, Finding, Fix, Place, Severity, Word
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.settings import Limits
from mes_cli.store.editing import repairs as edits
from mes_cli.store.editing.journal import Change
from mes_cli.store.reading import opening
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.decoding import decode
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.record_files import Drafts
from mes_cli.store.reading.tree import Node

#: Reads the register with some drafts, and gives all that is found then, each with its line.
Find = Callable[[Drafts], tuple[Reading, list[Finding]]]
#: Tells whether a file may be mended.
May = Callable[[str], bool]

_BOM = b"\xef\xbb\xbf"
#: One mending uncovers another: a file that could not be read has references, for instance.
_MOST_ROUNDS = 8
#: Faults of form are found one by one.
_MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be done at one place."""

    at: Place
    fix: Fix


def mended(find: Find, may: May) -> dict[str, Change]:
    """Give what becomes of the files that can be mended; nothing is written yet."""
    changes: dict[str, Change] = {}
    for _ in range(_MOST_ROUNDS):
        register, findings = find(drafts(changes))
        fresh: dict[str, Change] = {}
        for file, wishes in _wishes(findings).items():
            content = _content(register, file) if may(file) else None
            new = _mend(content, file, wishes, register) if content is not None else None
            if new is not None and new != content:
                before = changes[file].before if file in changes else content
                fresh[file] = Change(file, before, new)
        if not fresh:
            break
        changes |= fresh
    return changes


def drafts(changes: Mapping[str, Change]) -> Drafts:
    """What the files will say."""
    return {file: change.after for file, change in changes.items() if change.after is not None}


def _wishes(findings: list[Finding]) -> Mapping[str, list[_Wish]]:
    """What is to be done, file by file."""
    found: dict[str, list[_Wish]] = {}
    for finding in findings:
        if finding.fix is None:
            continue
        others = finding.related if finding.fix.everywhere else ()
        for place in (finding.at, *(other.at for other in others)):
            found.setdefault(place.file, []).append(_Wish(place, finding.fix))
    return found


def _content(register: Reading, file: str) -> bytes | None:
    """What a file says, in a draft or on the disk."""
    limits = register.register.settings.limits
    content = register.drafts.get(file) or opening.read(
        register.root / file, file, limits.file_size
    )
    return content if isinstance(content, bytes) else None


def _mend(content: bytes, file: str, wishes: list[_Wish], register: Reading) -> bytes | None:
    """Mend one file, as far as it goes."""
    text, faults = decode(content, file)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return None
    limits = register.register.settings.limits
    tree = compose(text, file, limits.depth)
    if tree.unsound:
        new = _formed(text, file, limits)
    else:
        new = _valued(text, tree.root, wishes, file, register)
    if new is None:
        return None
    return (_BOM if content.startswith(_BOM) else b"") + new.encode("utf-8")


def _formed(text: str, file: str, limits: Limits) -> str | None:
    """Mend the form of a file line by line, until it can be read; else leave it alone."""
    meant: list[tuple[int, str]] = []
    for _ in range(_MOST_LINES):
        tree = compose(text, file, limits.depth)
        if not tree.unsound:
            return text if edits.says(tree.root, meant) else None
        fault = next(it for it in tree.findings if it.severity is Severity.ERROR)
        if fault.fix is None:
            return None
        new, value = edits.formed(text, fault.at.line - 1, fault.fix.edit)
        if new is None:
            return None
        text = new
        if value is not None:
            meant.append((fault.at.line - 1, value))
    return None


def _valued(
    text: str, root: Node | None, wishes: list[_Wish], file: str, register: Reading
) -> str | None:
    """Do to a file that can be read what can be done, one edit after the other from its end."""
    limits = register.register.settings.limits
    changed = False
    for wish in sorted(wishes, key=lambda w: w.at.order, reverse=True):
        edit = _edit(text, root, wish, register.words)
        if edit is None:
            continue
        new = text[: edit.start] + edit.text + text[edit.end :]
        tree = compose(new, file, limits.depth)
        if tree.root is not None and not tree.unsound and edits.flat(tree.root) == edit.meant:
            text, root, changed = new, tree.root, True
    return text if changed else None


def _edit(text: str, root: Node | None, wish: _Wish, words: Vocabulary) -> edits.Replaced | None:
    if root is None:
        return None
    line, column = wish.at.line - 1, wish.at.column - 1
    if wish.fix.edit is Edit.ORDER:
        return edits.ordered(text, root, line, column)
    if wish.fix.edit is Edit.QUOTE:
        return edits.quoted(text, root, line, column)
    if wish.fix.edit is Edit.WHOLE:
        return edits.whole(text, root, line, column)
    if wish.fix.edit is Edit.LIST:
        return edits.listed(text, root, line, column)
    said = wish.fix.text
    word = words.value(said.home, said.name).word if isinstance(said, Word) else str(said)
    return edits.replaced(text, root, line, column, word)
