"""``mes same``, and how it and ``mes distinct`` decide whether records of members are one."""

from dataclasses import replace
from typing import Annotated

import typer

from mes_cli.cli import combine, reading
from mes_cli.cli.asking import ask_from_the_first, ask_in_turn, asker, somebody_answers
from mes_cli.cli.console import hint, out
from mes_cli.cli.session import _, current
from mes_cli.combined.combination import CombinedBooks, combined
from mes_cli.combined.members import Network
from mes_cli.drafts.answers import Option, today
from mes_cli.drafts.decisions import WrittenDecision, add_decision, decided
from mes_cli.drafts.questions import Question
from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.model.audience import MEMBERS
from mes_cli.store.editing.edits import Edits
from mes_cli.view.viewer import viewer

Ids = Annotated[
    list[str], typer.Argument(metavar="ID ID...", help="Records of several members: `member:id`.")
]
OfKind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="The kind of record, where several have ids.")
]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided it.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, in a few words.")]


def decide(word: str, ids: list[str], kind: str, by: str, why: str) -> None:
    """Write a decision into the file of the network; on a terminal, ask for what is not given.

    Raises:
        InputError: it cannot be taken, or others contradict it.
    """
    if len(set(ids)) <= 1:
        raise InputError(
            say("a decision is about several records"), say("name two or more: `member:id`")
        )
    register = reading.read(to_write=True)
    found = combine.joined(register)
    it = decided(found.network, word, ids, kind)
    _refuse_contradiction(combined(found.network), it)
    asked = _asked(found.network, it, by, why) if somebody_answers() else {}
    changes = {
        "ids": _first(it.decision.ids, asked.get("first", "")),
        "by": by or asked.get("by") or None,
        "why": why or asked.get("why") or None,
        "date": today(),
    }
    it = WrittenDecision(word, it.decision.model_copy(update=changes))
    edits = Edits(register)
    row = f"{found.file}: {add_decision(edits, found.file, it)}"
    edits.write(word, [row])
    out(f"{row}\n")
    hint(say("see what the network comes to with `{command}`", command="mes combine"))


def _asked(network: Network, it: WrittenDecision, by: str, why: str) -> dict[str, str]:
    """Ask which record speaks for all, why, and who decided; what was given is not asked."""
    questions: dict[str, Question] = {}
    if it.word == "same" and not (by and why):
        options = [Option(name, _label(network, it, name)) for name in it.decision.ids]
        told = _("its name, dates, place and outcome are shown for all")
        questions["first"] = Question(_("Which one speaks for all"), told, "1", options)
    if not why:
        questions["why"] = Question(_("Why, in a few words"), optional=True)
    if not by:
        questions["by"] = Question(_("Who decided it"), optional=True)
    answers: dict[str, str] = {}

    def ask(step: str) -> None:
        answers[step] = asker().ask(questions[step], back=True)

    if questions:
        ask_from_the_first(lambda: ask_in_turn(list(questions), ask))
    return answers


def _label(network: Network, it: WrittenDecision, name: str) -> str:
    """A record as its register calls it, with its id in the network."""
    code, _colon, own = name.partition(":")
    seen_by = viewer(network.by_code[code].register, MEMBERS, today(), current().language)
    return f"{seen_by.name(it.decision.kind, own).name} ({name})"


def _first(ids: tuple[str, ...], first: str) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda name: name != first)) if first else ids


def _refuse_contradiction(books: CombinedBooks, it: WrittenDecision) -> None:
    """Refuse a decision that others contradict.

    Raises:
        InputError: with it the network could not be counted.
    """
    from mes_cli.checks.network_checks import contradictory_identity
    from mes_cli.combined.combination import CombinedFigures

    def grave(of: CombinedBooks) -> list[str]:
        return [str(one.message) for one in contradictory_identity(CombinedFigures(of, 0))]

    identities = books.network.identities
    more = {it.word: (*getattr(identities, it.word), it.decision)}
    after = combined(replace(books.network, identities=identities.model_copy(update=more)))
    new = [
        one
        for one in contradictory_identity(CombinedFigures(after, 0))
        if str(one.message) not in grave(books)
    ]
    if new:
        raise InputError(new[0].message, say("mend the decision that it contradicts first"))


def same(ids: Ids, kind: OfKind = "", by: Who = "", why: Why = "") -> None:
    """Decide that records of several members stand for one thing: it counts once.

    The decision is written into identities.yaml of the network. The first id speaks for all. On a
    terminal it is asked which one does, why, and who decided.
    """
    decide("same", ids, kind, by, why)
