"""All findings of a register, or of a draft of it; and the three-way merge of a record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mes_cli import checks
from mes_cli.checks.network_checks import NETWORK_CHECKS
from mes_cli.errors import InputError
from mes_cli.finding import Finding, Severity, say
from mes_cli.language.catalogue import catalogue
from mes_cli.store.reading.faults import faults
from mes_cli.store.reading.load import Reading, load, with_pictures
from mes_cli.store.reading.record_files import fault_of_ours
from mes_cli.store.reading.translation import Data

if TYPE_CHECKING:  # checks write nothing, and need not wait for what does
    from mes_cli.store.editing.edits import Edits
    from mes_cli.store.editing.journal import Writing


@dataclass(frozen=True, slots=True)
class Trial:
    """A register as it would be, what would be found in it, and what of that is new."""

    draft: Reading
    everything: list[Finding]
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep it from being written."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def is_of(self, reading: Reading) -> bool:
        """Tell whether a register was read that says what was tried: it need not be checked."""
        draft = self.draft
        return (draft.register, draft.findings) == (reading.register, reading.findings)


def all_findings(reading: Reading) -> list[Finding]:
    """Find everything in a register, each finding with the weight that the register gives it."""
    everything = [*reading.findings, *checks.run(with_pictures(reading), fault_of_ours)]
    return checks.weigh(everything, reading.register.settings.checks)


def known_codes() -> list[str]:
    """The codes of all checks, faults of reading included."""
    return sorted({*map(checks.code, checks.CHECKS), *map(checks.code, NETWORK_CHECKS), *faults()})


def pages(language: str) -> dict[str, str]:
    """The page of every code, translated: a check has it for docstring."""
    said = {checks.code(check): check.__doc__ or "" for check in checks.CHECKS}
    said |= {checks.code(check): check.__doc__ or "" for check in NETWORK_CHECKS}
    said |= {code: fault.page for code, fault in faults().items()}
    sentences = catalogue(language)
    return {code: sentences.page(page) for code, page in said.items()}


def headlines(language: str) -> dict[str, str]:
    """The first sentence of every page."""
    first = {code: page.partition("\n\n")[0] for code, page in pages(language).items()}
    return {code: sentence.replace("\n", " ") for code, sentence in first.items()}


def weighable(language: str) -> dict[str, str]:
    """The codes of the checks whose weight a register may choose, each with its headline."""
    said, found = headlines(language), [*map(checks.code, checks.WARNINGS)]
    return {code: said[code].replace("``", "") for code in (*found, *checks.READING_WARNINGS)}


def number_made(reading: Reading, findings: Iterable[Finding]) -> int:
    """How many checks were made, faults of reading included; *findings* are all that was found."""
    return len(known_codes()) - len(checks.not_made(reading.register, findings))


def tried(edits: "Edits", today: Iterable[Finding] | None = None) -> Trial:
    """Find what changes would bring, without writing them; *today* is what is found before."""
    draft = edits.draft()
    everything = all_findings(draft)
    today = all_findings(edits.reading) if today is None else today
    return Trial(draft, everything, brought(today, everything))


def brought(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Give the findings of the second list that the first one does not have."""
    left = Counter(map(_known, before))
    new: list[Finding] = []
    for finding in after:
        left[_known(finding)] -= 1
        if left[_known(finding)] < 0:
            new.append(finding)
    return new


def _known(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.message, finding.at.file


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, each in its own way; None where one of them has none."""

    name: str
    before: object
    mine: object
    theirs: object


@dataclass(slots=True)
class Merged:
    """A record that says what only one side changed; the rest waits for a decision."""

    data: Data
    conflicts: list[Conflict] = field(default_factory=list)
    #: Fields that were taken over from the file without a question.
    taken: list[str] = field(default_factory=list)


def merged(before: Data, mine: Data, theirs: Data, choices: Mapping[str, str]) -> Merged:
    """Bring two changes together, field by field.

    *choices* says for fields in conflict whether ``mine`` or ``theirs`` counts.
    """
    found = Merged({})
    for name in dict.fromkeys((*theirs, *mine, *before)):
        old, my, their = before.get(name), mine.get(name), theirs.get(name)
        value = my
        if their not in (my, old):
            if my == old:
                value = their
                found.taken.append(name)
            elif choices.get(name) in {"mine", "theirs"}:
                value = my if choices[name] == "mine" else their
            else:
                found.conflicts.append(Conflict(name, old, my, their))
        if value is not None:
            found.data[name] = value
    return found


def take_back(root: Path, writing: "Writing") -> None:
    """Let the files of a writing say what they said before.

    On a writing that is not the newest, others may stand: it stays if the register would have
    more errors without it.

    Raises:
        InputError: a file was changed since, or others stand on it.
        DiskError: the system refuses.
    """
    from mes_cli.store.editing import changes, journal
    from mes_cli.store.editing.edited_file import with_files

    if writing.key != journal.last(root).key:
        reading = load(root)
        errors = brought(all_findings(reading), all_findings(with_files(reading, writing.before)))
        error = next((it for it in errors if it.severity is Severity.ERROR), None)
        if error is not None:
            raise InputError(
                say("without it there would be an error: {error}", error=error.message),
                say("take back what was written after it first, or change it by hand"),
            )
    changes.take_back(root, writing)
