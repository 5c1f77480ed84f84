"""Printing: results on standard output, trouble and progress on standard error."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, TextIO

from mes_cli.cli.session import Exit, colored, current, on_terminal
from mes_cli.errors import MesError, OutputError
from mes_cli.finding import Message
from mes_cli.language.formats import capitalised, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output import table
from mes_cli.output.speech import Speech, labelled
from mes_cli.table import Table, legible_csv

#: How long something may take before progress is shown, in seconds.
_PATIENCE = 1.0


def out(result: str | bytes) -> None:
    """Print a result as it is: programs may read it."""
    with _going_out():
        if isinstance(result, str):
            sys.stdout.write(result)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(result)
            sys.stdout.flush()


def show(text: str, root: Path | None = None) -> None:
    """Print what people read, with colour where a terminal shows it.

    Where *root* is given and the terminal can, places become links to the files below it.
    """
    with _going_out():
        _print(text, sys.stdout, root)


@contextmanager
def _going_out() -> Iterator[None]:
    """Say what becomes of a result that cannot be printed.

    Raises:
        OutputError: the system refuses.
    """
    try:
        yield
    except BrokenPipeError:
        # The library that calls the commands would take it for a failure of its own.
        raise SystemExit(Exit.PIPE_CLOSED) from None
    except OSError as problem:
        raise OutputError(problem) from problem


def err(text: str) -> None:
    """Print an error or a hint on standard error; if that fails, only the exit code remains."""
    with suppress(OSError):
        _print(text if text.endswith("\n") else f"{text}\n", sys.stderr)


def _print(text: str, stream: TextIO, root: Path | None = None) -> None:
    if not colored(stream):
        stream.write(text)
        return
    from rich.console import Console

    from mes_cli.cli.colors import STYLES, FindingHighlighter, link, linked

    console = Console(
        file=stream, highlighter=FindingHighlighter(), theme=STYLES, markup=False, emoji=False,
        soft_wrap=True, force_terminal=True, legacy_windows=False,
    )  # fmt: skip
    if root is None or not linked(terminal=stream.isatty()):
        console.print(text, end="")
        return
    painted = FindingHighlighter()(text)
    link(painted, root)
    console.print(painted, end="")


def speech(register_language: str | None = None) -> Speech:
    """The reader's language, with the words of a register in *register_language*."""
    session = current()
    return Speech(session.catalogue, vocabulary(register_language or session.language))


def say(message: Message, register_language: str | None = None) -> None:
    """Print a message on standard error."""
    err(speech(register_language).say(message))


def hint(message: Message, register_language: str | None = None) -> None:
    """Name the next useful command, unless silence was asked for."""
    if not current().quiet:
        say(message, register_language)


def trouble(problem: MesError) -> None:
    """Say why a command cannot go on, and what to do."""
    words = speech()
    err(labelled(words, words.word("error"), words.say(problem.message)))
    if problem.help is not None:
        err(f"  = {labelled(words, words.word('help'), words.say(problem.help))}")


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[str]], form: str) -> None:
    """Print rows of words as CSV that no spreadsheet computes, else as a table for people."""
    if form == "csv":
        out(legible_csv(headings, rows))
    else:
        print_columns([*map(capitalised, headings)], rows)


def print_columns(
    headings: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()
) -> None:
    """Print rows in columns, as wide as the screen where there is one; numbers to the *right*."""
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    out(table.columns(headings, list(rows), width, right))


def print_tables(tables: Sequence[Table], form: str, register_language: str | None = None) -> None:
    """Print tables of figures as text, Markdown or CSV, with the words of a register."""
    words, own = speech(register_language), formats(current().language)
    match form:
        case "csv":
            out(table.csv(tables, words))
        case "md":
            out(table.markdown(tables, words, own))
        case _:
            out(table.text(tables, words, own, get_terminal_size().columns))


class Progress:
    """A bar on standard error for work that takes more than a second, where somebody watches."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.start = time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.watched = on_terminal() and not current().quiet

    def __call__(self, done: int, total: int) -> None:
        """Say how many of how many are done."""
        if not self.watched or (self.bar is None and time.monotonic() - self.start < _PATIENCE):
            return
        if self.bar is None:
            self._open(total)
        self.bar.update(self.task, completed=done, total=total)
        if done >= total:
            self.close()

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
        )
        self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self.bar.start()
        self.task = self.bar.add_task(self.what, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
            self.watched = False
