"""``mes undo``."""

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.session import Exit
from mes_cli.finding import say
from mes_cli.store.editing.changes import take_back as taken_back


def undo() -> int:
    """Take back the last writing: every file says again what it said before.

    It is refused where one of them was changed since. Writings are kept for thirty days.
    """
    return take_back("")


def take_back(command: str) -> int:
    """Take back the last writing of a command, or the last of all; say what it was."""
    writing = taken_back(reading.root_for([]), command)
    out("".join(f"- {line}\n" for line in writing.lines or writing.before))
    hint(say("it is as if it had never been written"))
    return Exit.CLEAN
