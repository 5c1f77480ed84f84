"""Which of the fixes that findings propose are made, and the new content of the files.

Nothing is written here: the command line writes the changes once they are accepted.
One fix uncovers another, so the register is read again until there is nothing more to fix. In
consents, audiences and amounts of money nothing is fixed: people decide those.
"""

from collections.abc import Callable

from mes_cli.finding import Finding, Fix, Place, Severity
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.edited_file import model_of
from mes_cli.store.editing.journal import Change
from mes_cli.store.editing.repairs import Repair, WantedFix
from mes_cli.store.editing.slips import readable
from mes_cli.store.reading import opening
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.opening import decode
from mes_cli.store.reading.record_files import Drafts

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
        fresh: dict[str, Change] = {}
        for file, own in wishes(findings, register).items():
            content = _content(register, file) if may(file) else None
            new = _fixed(content, file, own, register) if content is not None else None
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


def _content(register: Reading, file: str) -> bytes | None:
    """What a file says, in a draft or on the disk."""
    limits = register.register.settings.limits
    content = register.drafts.get(file)
    if content is None:
        found = opening.read(register.root / file, file, limits.file_size)
        content = found if isinstance(found, bytes) else None
    return content


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
