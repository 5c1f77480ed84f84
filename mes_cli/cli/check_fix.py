"""Mending for ``mes check --fix`` and ``--diff``."""

from collections.abc import Iterator
from itertools import groupby

from mes_cli.cli import reading
from mes_cli.cli.console import err, hint, out
from mes_cli.cli.selection import Choice
from mes_cli.drafts.trial import all_findings
from mes_cli.escape import printed
from mes_cli.finding import Finding, count
from mes_cli.store.editing.changes import carry_out
from mes_cli.store.editing.fixes import drafts, mended
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import lines, locate
from mes_cli.store.reading.record_files import Drafts

#: Forms that a difference may stand before; programs would stumble over it.
_FOR_PEOPLE = ("human", "concise")


def mend(register: Reading, choice: Choice, form: str, *, write: bool) -> Reading:
    """Mend what is safe, print it as a difference, and give the register as it is then."""
    below = reading.below(register.root, choice.paths)

    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        read = reading.read_draft(register.root, said) if said else register
        shown = filter(choice.filter(read), all_findings(read))
        return read, locate(shown, read)

    changes = mended(find, below)
    if not changes:
        return register
    after = reading.read_draft(register.root, drafts(changes))
    text = "".join(f"{line}\n" for file in sorted(changes) for line in _diff(file, register, after))
    if form in _FOR_PEOPLE:
        out(f"{text}\n" if write else text)
    else:
        err(text)
    if write:
        made = [changes[file] for file in sorted(changes)]
        files = carry_out(register.root, made, "fix").files
        done = count("{number} file was mended", "{number} files were mended", len(files))
        hint(done, register.words.language)
    return after


def _diff(file: str, before: Reading, after: Reading) -> Iterator[str]:
    """Write what differs in a file, as it may be shown: private words are left out."""
    (old, old_shown), (new, new_shown) = lines(file, before), lines(file, after)
    if not old[-1] and not new[-1]:
        del old[-1], new[-1]  # what stands behind the last line end
    yield f"--- {printed(file)}"
    yield f"+++ {printed(file)}"
    # A fix changes lines, and never how many there are.
    changed = {n for n, rows in enumerate(zip(old, new, strict=True)) if rows[0] != rows[1]}
    for start, end in _around(sorted(changed), len(old)):
        yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@"
        for other, numbers in groupby(range(start, end), changed.__contains__):
            rows = [*numbers]
            yield from (f"{'-' if other else ' '}{printed(old_shown[n])}" for n in rows)
            yield from (f"+{printed(new_shown[n])}" for n in rows if other)


def _around(changed: list[int], number: int) -> Iterator[tuple[int, int]]:
    """The stretches of a file with a line around what changed, which do not touch each other."""
    start = end = 0
    for line in changed:
        if line - 1 > end or not end:
            if end:
                yield start, end
            start = max(line - 1, 0)
        end = min(line + 2, number)
    if end:
        yield start, end
