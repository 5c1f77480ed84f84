"""Questions on a terminal, one at a time: with completion, or plainly for screen readers.

Questions go to standard error, so that standard output holds results only. Plain questions
are lines of text and nothing else; they are asked where ``MES_PLAIN`` is set, where ``TERM``
is ``dumb``, and where ``--plain`` asks for them.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import Any, TypeVar

from mes_cli.cli.console import err, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import _
from mes_cli.drafts.answers import Option
from mes_cli.drafts.questions import Question
from mes_cli.escape import printed
from mes_cli.finding import Message, say
from mes_cli.language.folding import fold
from mes_cli.language.formats import capitalised
from mes_cli.language.typed import yes_or_no
from mes_cli.output.speech import labelled

#: So many are named where several fit.
_SEVERAL = 12
#: What goes back to the question before, and what explains one.
_BACK, _EXPLAIN = "<", "?"

#: Says what is wrong with an answer; the empty text if nothing is.
Check = Callable[[str], str]
#: What stands for a question among those that are asked in turn.
Step = TypeVar("Step")
#: Gives the value of an answer that is none of the options, maybe a new one; else the empty text.
Make = Callable[[str], str]


def somebody_answers() -> bool:
    """Tell whether questions can be asked: both ends are a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


class Back(Exception):  # noqa: N818 - it is not an error
    """Somebody goes back to the question before."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks questions on the terminal."""

    plain: bool = False

    def ask(
        self,
        question: Question,
        check: Check | None = None,
        *,
        back: bool = False,
        make: Make | None = None,
    ) -> str:
        """Ask until an answer is good; numbers stand for the options that were listed.

        ``?`` explains; where *back* is possible, ``<`` goes back. *make* is asked for the value
        of an answer that means none of the options.

        Raises:
            Back: the question before is to be asked again.
        """
        self._introduce(question)
        while True:
            said = self._line(question).strip() or question.default
            if said == _EXPLAIN:
                self._explain(question)
                continue
            if said == _BACK:
                _go_back(possible=back)
                continue
            if question.optional and said in {"", "-"}:
                return ""
            wrong = _("an answer is needed") if not said else ""
            if said and (question.options or make):
                said, wrong = self._chosen(said, question, make)
            if not wrong and check is not None:
                wrong = check(said)
            if not wrong:
                return said
            err(wrong)

    def confirm(self, label: str, *, default: bool = True, back: bool = False) -> bool:
        """Ask for yes or no.

        Raises:
            Back: the question before is to be asked again.
        """
        hint = _("Y/n") if default else _("y/N")
        while True:
            said = fold(self._line(Question(f"{label} [{hint}]"))).strip()
            if said == _BACK:
                _go_back(possible=back)
                continue
            meant = yes_or_no(said) if said else default
            if meant is not None:
                return meant
            err(_("answer y or n"))

    def insists(self, doubt: Message, *, back: bool = False) -> bool:
        """Say what is doubtful in an answer, and ask whether it is meant all the same.

        Raises:
            Back: the question before is to be asked again.
        """
        told = speech().say(doubt)
        question = f"{capitalised(told)}. {_('Log it all the same?')}"
        return self.confirm(question, default=False, back=back)

    def _introduce(self, question: Question) -> None:
        if question.help:
            err(question.help)
        if 0 < len(question.options) <= _listed():
            self._list(question.options)
        elif question.options:
            err(_("a part of the name is enough; ? lists all of them"))
        if question.optional and question.default:
            err(_("a hyphen leaves it empty"))

    def _explain(self, question: Question) -> None:
        if question.help:
            err(question.help)
        if question.options:
            self._list(question.options)
        elif not question.help:
            err(_("any answer is good here"))

    @staticmethod
    def _list(options: Sequence[Option]) -> None:
        for number, option in enumerate(options, 1):
            err(f"  {number}. {printed(option.label)}")

    @staticmethod
    def _chosen(said: str, question: Question, make: Make | None) -> tuple[str, str]:
        """Give the values of the options that an answer means, or say why it means none."""
        parts = [part.strip() for part in said.split(",")] if question.many else [said]
        values = []
        for part in filter(None, parts):
            found = matching_options(part, question.options)
            if len(found) > 1:
                shown = [f"{o.label} ({o.value})" if question.kinds else o.label for o in found]
                names = "\n".join(f"  {printed(it)}" for it in shown[:_SEVERAL])
                return said, "\n".join((_("several fit; which one?"), names))
            value = found[0].value if found else make(part) if make else ""
            if not value:
                return said, _("none of the answers is like this")
            values.append(value)
        return ", ".join(values), ""

    def _line(self, question: Question) -> str:
        labels = {option.value: option.label for option in question.options}
        parts = question.default.split(", ") if question.many else [question.default]
        shown = ", ".join(labels.get(part, part) for part in parts)
        default = f" [{shown}]" if shown else ""
        prompt = labelled(speech(), f"{printed(question.label)}{printed(default)}", "")
        try:
            return _plain_line(prompt) if self.plain else _rich_line(prompt, question.options)
        except EOFError:
            raise KeyboardInterrupt from None


def _go_back(*, possible: bool) -> None:
    """Go back to the question before, or say that there is none here.

    Raises:
        Back: that question is to be asked again.
    """
    if possible:
        raise Back
    err(_("there is no question to go back to here"))


def ask_in_turn(
    steps: Sequence[Step],
    ask: Callable[[Step], None],
    is_asked: Callable[[Step], bool] = lambda _step: True,
    take_back: Callable[[Step], None] = lambda _step: None,
) -> None:
    """Ask one question after another; ``<`` takes the answer before back, and asks for it again.

    Raises:
        Back: somebody goes back from the first one.
    """
    asked: list[int] = []
    here, returned = 0, False
    while here < len(steps):
        if not returned and not is_asked(steps[here]):
            here += 1
            continue
        try:
            ask(steps[here])
        except Back:
            if not asked:
                raise
            here, returned = asked.pop(), True
            take_back(steps[here])
        else:
            asked.append(here)
            here, returned = here + 1, False


def ask_from_the_first(ask: Callable[[], object]) -> None:
    """Ask questions that have none before them, and say first how one goes back."""
    announce(say("`<` goes back to the question before, `?` explains"))
    while True:
        try:
            ask()
        except Back:
            err(_("this is the first question"))
        else:
            return


def _listed() -> int:
    """How many options fit on the screen, with the question and a line for the answer."""
    return max(get_terminal_size().lines - 6, _SEVERAL)


def matching_options(said: str, options: Sequence[Option]) -> list[Option]:
    """The options that an answer may mean: by number, by word, by label, by a part of it."""
    if said.isdecimal() and 1 <= int(said) <= len(options):
        return [options[int(said) - 1]]
    sought = fold(said)
    exact = [o for o in options if sought in {fold(o.value), fold(o.label)}]
    words = sought.replace("-", " ").split()
    alike = [o for o in options if all(word in _folded(o) for word in words)]
    return exact[:1] or alike


def _folded(option: Option) -> str:
    return fold(f"{option.value} {option.label}").replace("-", " ")


def asker(*, plain: bool = False) -> Asker:
    """Give what asks questions here, plainly where that is better."""
    dumb = os.environ.get("TERM", "dumb") == "dumb" or bool(os.environ.get("MES_PLAIN"))
    if plain or dumb:
        os.environ["NO_COLOR"] = "1"
    return Asker(plain=plain or dumb)


def _plain_line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _rich_line(prompt: str, options: Sequence[Option]) -> str:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output

    # Terminals that do not tell where their cursor is would be complained about.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))
    return session.prompt(
        prompt.replace("\u00a0", " "),  # the library underlines them
        completer=_completer(options) if options else None,
        complete_while_typing=True,
        reserve_space_for_menu=4 if options else 0,
    )


def _completer(options: Sequence[Option]) -> Any:
    from prompt_toolkit.completion import Completer, Completion

    class Names(Completer):
        """Completes by any part of a name, accents or not."""

        def get_completions(self, document: Any, complete_event: Any) -> Iterable[Any]:
            del complete_event
            said = document.text_before_cursor.rpartition(",")[2].lstrip()
            words = fold(said).replace("-", " ").split()
            for option in options:
                if all(word in _folded(option) for word in words):
                    yield Completion(option.label, -len(said), printed(option.label))

    return Names()
