"""Decisions on identities: which kind they are about, and the file with one more of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from mes_cli.combined.members import Network
from mes_cli.drafts.names import kind_named
from mes_cli.errors import InputError, UnknownIdError
from mes_cli.finding import Severity, Words, say
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import KINDS
from mes_cli.model.settings import Decision, Identities
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.settings_file import LARGEST, read_identities

#: Fields of a decision in the order in which they are written.
_FIELDS = ("kind", "ids", "by", "date", "why")


@dataclass(frozen=True)
class WrittenDecision:
    """A decision that somebody takes: that records are the same, or distinct."""

    #: ``same`` or ``distinct``.
    word: str
    decision: Decision

    def row(self, words: Vocabulary) -> str:
        """Write it as a row of its list.

        >>> from mes_cli.language.vocabulary import vocabulary
        >>> told = Decision(kind="initiative", ids=("a:x", "b:y"))
        >>> WrittenDecision("same", told).row(vocabulary("fr"))
        '- {nature: initiative, ids: [a:x, b:y]}'
        """
        said: dict[str, str] = {}
        for name in _FIELDS:
            value = getattr(self.decision, name)
            if name == "kind":
                said[name] = words.kinds[value].label
            elif name == "ids":
                said[name] = f"[{', '.join(value)}]"
            elif value is not None:
                said[name] = value.isoformat() if isinstance(value, dt.date) else _quoted(value)
        inside = ", ".join(f"{words.key('Decision', name)}: {it}" for name, it in said.items())
        return f"- {{{inside}}}"


def _quoted(text: str) -> str:
    inside = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


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


def with_decision(reading: Reading, file: str, it: WrittenDecision) -> str:
    """Give the text of the file of decisions with one more; all else in it stays as it is.

    Raises:
        InputError: the list is not written row by row.
    """
    words = reading.words
    key = words.key("Identities", it.word)
    row = it.row(words)
    content = reading.origin.read(file, LARGEST)
    text = content.decode("utf-8") if isinstance(content, bytes) else ""
    made = "\n".join(_inserted(text.splitlines(), (f"{key}:", f"{it.word}:"), row)) + "\n"
    before, _, _ = read_identities(reading.origin, words)
    after, _, findings = read_identities(reading.origin, words, {file: made.encode()})
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors or not _one_more(before, after, it):
        raise InputError(
            say("`{file}` is not written row by row, so that nothing is changed", file=file),
            say("add this under `{key}`: `{row}`", key=key, row=row),
        )
    return made


def _inserted(lines: list[str], heads: tuple[str, str], row: str) -> list[str]:
    """Put a row at the end of the list under one of two heads, or of a list of its own."""
    at = next((n for n, line in enumerate(lines) if line.rstrip() in heads), None)
    if at is None:
        return [*lines, heads[0], f"  {row}"]
    after = range(at + 1, len(lines))
    end = next((n for n in after if lines[n][:1].strip(" \t#-")), len(lines))
    rows = [line for line in lines[at + 1 : end] if line.lstrip().startswith("- ")]
    indent = len(rows[0]) - len(rows[0].lstrip()) if rows else 2
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return [*lines[:end], " " * indent + row, *lines[end:]]


def _one_more(before: Identities, after: Identities, it: WrittenDecision) -> bool:
    expected = before.model_copy(update={it.word: (*getattr(before, it.word), it.decision)})
    return expected == after
