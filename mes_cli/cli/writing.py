"""Writing what was changed: what it would bring is said first, with the words of ``mes check``."""

from collections.abc import Iterable

from mes_cli.cli.asking import Asker
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import Ended, Exit, current
from mes_cli.drafts.trial import Trial, tried
from mes_cli.drafts.wording import help_in_form
from mes_cli.finding import Finding, say
from mes_cli.output.human import human
from mes_cli.output.speech import Result, Speech
from mes_cli.store.editing.changes import Written
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import locate


def agree(asking: Asker | None, question: str, *, yes: bool, default: bool = False) -> None:
    """Let somebody agree to a writing, by ``--yes`` or when asked.

    Raises:
        Ended: nobody agrees; the exit code is the same whether somebody declined or none was there.
    """
    if not (yes or (asking is not None and asking.confirm(question, default=default))):
        announce(say("nothing was written; `--yes` writes it"))
        raise Ended(Exit.STOPPED)


def hint_undo(written: Written) -> None:
    """Say how a writing is taken back."""
    if written.noted:
        hint(say("take it back with `{command}`", command="mes undo"))
    else:
        hint(say("this cannot be taken back: there is nowhere to note it down"))


def keep(edits: Edits, command: str, lines: Iterable[str] = ()) -> Written:
    """Write the changes, and note them down for ``mes undo``.

    Where they would bring an error, say which, and write nothing. Warnings are said as well,
    and do not keep anything from being written.

    Raises:
        Ended: they would bring an error.
    """
    tell(tried(edits))
    return edits.write(command, lines)


def tell(trial: Trial) -> None:
    """Print what a writing would bring.

    Raises:
        Ended: it would bring an error.
    """
    if trial.findings:
        show(trial.findings, trial.draft)
    if trial.errors:
        raise Ended(Exit.FINDINGS)


def show(found: list[Finding], draft: Reading) -> None:
    """Print findings on standard output, as ``mes check`` does."""
    result = Result(locate(found, draft), draft.records, draft.files, 0)
    out(human(result, speech(draft.words.language)))


def wrong(finding: Finding, help_: str = "") -> str:
    """Say what is wrong with an answer, and how to mend it; *help_* is that of the question.

    Fields are named by their labels; a help that speaks of lines or files yields to the question's.
    """
    words = Speech(current().catalogue, None)
    own = help_in_form(finding)
    helped = words.say(own) if own else help_
    return f"{words.say(finding.message)}\n  = {helped}" if helped else words.say(finding.message)
