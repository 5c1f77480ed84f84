"""``mes undo``."""

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.session import Exit
from mes_cli.drafts import trial
from mes_cli.finding import say
from mes_cli.store.editing import journal


def undo() -> int:
    """Take back the last writing: every file says again what it said before.

    It is refused where one of them was changed since. Writings are kept for thirty days.
    """
    return take_back("")


def take_back(command: str) -> int:
    """Take back the last writing of a command, or the last of all; say what it was."""
    root = reading.root_for([])
    writing = journal.last(root, command)
    trial.take_back(root, writing)
    out("".join(f"- {line}\n" for line in writing.lines or writing.before))
    hint(say("it is as if it had never been written"))
    return Exit.CLEAN
