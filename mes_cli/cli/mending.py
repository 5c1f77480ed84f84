"""Mending for ``mes check --fix`` and ``--diff``."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from mes_cli.cli import reading
from mes_cli.cli.choosing import Choice
from mes_cli.cli.console import err, hint, out
from mes_cli.drafts.trial import found as everything
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
    below = reading.below(register.root, list(choice.paths))

    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        read = reading.read_draft(register.root, said) if said else register
        shown = filter(choice.filter(read), everything(read))
        return read, locate(shown, read)

    def may(file: str) -> bool:
        return not below or any(not p or f"{file}/".startswith(f"{p}/") for p in below)

    changes = mended(find, may)
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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        (_, a, _, b, _), (_, _, c, _, d) = group[0], group[-1]
        yield f"@@ -{a + 1},{c - a} +{b + 1},{d - b} @@"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from (f" {printed(line)}" for line in old_shown[i:j])
            else:
                yield from (f"-{printed(line)}" for line in old_shown[i:j])
                yield from (f"+{printed(line)}" for line in new_shown[k:m])
