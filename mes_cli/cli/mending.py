"""Mending for ``mes check --fix`` and ``--diff``."""

from mes_cli.cli import reading
from mes_cli.cli.checking import Choice, everything
from mes_cli.cli.console import out
from mes_cli.finding import Finding
from mes_cli.store.load import Drafts, Reading
from mes_cli.store.locate import locate
from mes_cli.store.mend import apply, difference, mended


def mend(register: Reading, choice: Choice, *, write: bool) -> Reading:
    """Mend what is safe, print it as a diff, and give the register as it is then."""

    def find(drafts: Drafts) -> tuple[Reading, list[Finding]]:
        read = reading.read_draft(register.root, drafts) if drafts else register
        shown = filter(choice.filter(read), everything(read))
        return read, locate(shown, read)

    drafts = mended(register, find)
    out(difference(register, drafts))
    if write:
        apply(register, drafts)
    return reading.read_draft(register.root, {} if write else drafts) if drafts else register
