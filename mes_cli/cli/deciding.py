"""Deciding whether records of several members are one: what ``same`` and ``distinct`` share."""

import datetime as dt
from typing import Annotated

import typer

from mes_cli.cli import combining, reading
from mes_cli.cli.console import hint, out
from mes_cli.combined.combination import CombinedBooks, combined
from mes_cli.drafts.answers import today
from mes_cli.drafts.decisions import WrittenDecision, decided, with_decision
from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.store.editing.changes import carry_out
from mes_cli.store.editing.journal import Change, on_disk

Ids = Annotated[
    list[str], typer.Argument(metavar="ID ID...", help="Records of several members: `member:id`.")
]
OfKind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="The kind of record, where several have ids.")
]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided it.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, in a few words.")]


def decide(word: str, ids: list[str], kind: str, by: str, why: str) -> None:
    """Write a decision into the file of the network.

    Raises:
        InputError: it cannot be taken, or others contradict it.
    """
    if len(set(ids)) <= 1:
        raise InputError(
            say("a decision is about several records"), say("name two or more: `member:id`")
        )
    register = reading.read(to_write=True)
    found = combining.joined(register)
    it = decided(found.network, word, ids, kind)
    day: dt.date = today()
    changes = {"by": by or None, "why": why or None, "date": day}
    it = WrittenDecision(word, it.decision.model_copy(update=changes))
    text = with_decision(register, found.file, it)
    _refuse_contradiction(combined(found.network), it)
    row = f"{found.file}: {it.row(register.words)}"
    before = on_disk(register.root / found.file)
    carry_out(register.root, [Change(found.file, before, text.encode())], word, [row])
    out(f"{row}\n")
    hint(say("see what the network comes to with `{command}`", command="mes combine"))


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
    after = combined(books.with_identities(identities.model_copy(update=more)))
    new = [
        one
        for one in contradictory_identity(CombinedFigures(after, 0))
        if str(one.message) not in grave(books)
    ]
    if new:
        raise InputError(new[0].message, say("mend the decision that it contradicts first"))
