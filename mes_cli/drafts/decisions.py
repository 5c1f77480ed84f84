"""Decisions on identities: which kind they are about, and the file with one more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from mes_cli.combined.members import Network
from mes_cli.drafts.names import kind_named
from mes_cli.errors import InputError, UnknownIdError
from mes_cli.finding import Place, Words, say
from mes_cli.model import KINDS
from mes_cli.model.settings import Decision
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True)
class WrittenDecision:
    """A decision that somebody takes: that records are the same, or distinct."""

    #: ``same`` or ``distinct``.
    word: str
    decision: Decision


def decided(network: Network, word: str, ids: Sequence[str], kind: str) -> WrittenDecision:
    """Take a decision on records of a network; their kind is found where only one has them all.

    Raises:
        UnknownIdError: no register has a record of that id.
        InputError: they are of several kinds, or of one register.
    """
    of = [kind_named(kind)] if kind else [it for it in KINDS if _has_all(network, it, ids)]
    if not of:
        missing = [name for name in ids if not any(_has_all(network, it, [name]) for it in KINDS)]
        if missing:
            raise UnknownIdError(missing[0], None)
    if len(of) != 1 or not _has_all(network, of[0], ids):
        raise InputError(
            say("{ids} are not of one kind of record", ids=Words(tuple(ids))),
            say("say which kind it is about: `--kind initiative`"),
        )
    if len({it.partition(":")[0] for it in ids}) < len(set(ids)):
        raise InputError(
            say("{ids} are of one register: they are never the same", ids=Words(tuple(ids))),
            say("name records of several members, each as `member:id`"),
        )
    return WrittenDecision(word, Decision(kind=of[0], ids=tuple(ids)))


def _has_all(network: Network, kind: str, ids: Sequence[str]) -> bool:
    found = (it.partition(":") for it in ids)
    return all(
        code in network.by_code and network.by_code[code].register.find(kind, own) is not None
        for code, _, own in found
    )


def add_decision(edits: Edits, file: str, it: WrittenDecision) -> str:
    """Add a decision to the file of decisions, which is made if it is missing; give its row.

    Raises:
        UncleanFileError: the file cannot be read.
        NotEditableError: the file would say something else than what is meant.
    """
    words = edits.reading.words
    row: Data = it.decision.model_dump(mode="json", exclude_none=True)
    row["kind"] = words.kinds[it.decision.kind].label
    if edits.reading.origin.present([file]):
        place = Place(file)
        old = edits.data(place)
        rows = cast("list[object]", old.get(it.word, []))
        edits.change(place, old | {it.word: [*rows, row]})
    else:
        edits.create(file, {it.word: [row]})
    return f"{words.key('Identities', it.word)}: {edits.writer.inline_fields(row, Decision)}"
