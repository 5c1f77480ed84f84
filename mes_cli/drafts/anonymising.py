"""Pseudonyms in place of people: who is meant, and what would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff

from mes_cli.drafts.names import several
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.finding import count, say
from mes_cli.language.catalogue import catalogue
from mes_cli.model import KINDS, Record
from mes_cli.privacy.hiding import Hiding, concerned, renamed
from mes_cli.privacy.matching import Matcher, Person
from mes_cli.privacy.persons import people_of, pseudonyms, somebody
from mes_cli.register import Entry, Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.rewording import Rewriting, change, move
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

#: So many files are named in a refusal.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class PseudonymRequest:
    """Who is to get a pseudonym: the name, other spellings of it, and the pseudonym."""

    said: str
    #: Other ways in which they are written.
    also: Sequence[str] = ()
    pseudonym: str = ""


@dataclass(slots=True)
class AnonymisedDraft:
    """What would change in the register, not written yet, and what stays as it is."""

    matcher: Matcher
    edits: Edits
    difference: str = ""
    moved: list[tuple[str, str]] = field(default_factory=list)
    #: Files that cannot be changed.
    left: list[str] = field(default_factory=list)


def prepared(reading: Reading, wanted: PseudonymRequest) -> AnonymisedDraft:
    """Change everything on paper, for the people that are meant.

    Raises:
        InputError: nobody is meant, or more than can be told; or files were not looked into,
            which may say it as well.
    """
    if reading.unopened:
        raise InputError(
            count(
                "{number} file was not looked into and may say it as well: {files}",
                "{number} files were not looked into and may say it as well: {files}",
                len(reading.unopened),
                files=", ".join(reading.unopened[:_NAMED]),
            ),
            say("see `mes check`; mend or move them first, so that nobody is forgotten in one"),
        )
    people, own = _whose(reading.register, wanted, reading.words.language)
    return _work(reading, Matcher(people), own)


def _whose(
    register: Register, wanted: PseudonymRequest, language: str
) -> tuple[tuple[Person, ...], frozenset[tuple[str, int]]]:
    """The people, and the places of the records that are about them alone.

    Raises:
        InputError: nobody is meant, or more than can be told.
    """
    word = catalogue(language).text("Person")
    called = pseudonyms(register, word)
    if wanted.pseudonym:
        called = iter((wanted.pseudonym,))
    entry = _record(register, wanted.said)
    if entry is None:
        found = somebody(register, wanted.said, wanted.also, called)
        if found is None or not Matcher((found,)):
            raise InputError(
                say("nobody is called `{name}` here, and no record is", name=wanted.said),
                say(
                    "write the name as it stands in the records, or the id of a record;"
                    " `mes search` finds both"
                ),
            )
        return (found,), frozenset()
    try:
        people = people_of(entry.record, word, called)
    except StopIteration:
        raise InputError(
            say("`{name}` names several people", name=wanted.said),
            say("leave `--as` out, or name one of them"),
        ) from None
    if wanted.also and people:
        first = people[0]
        names = (*first.names, *wanted.also)
        people[0] = Person(names, first.pseudonym, first.slug, first.emails, first.phones)
    return tuple(people), frozenset({(entry.place.file, entry.place.item or 0)})


def _record(register: Register, said: str) -> Entry[Record] | None:
    """The record of an id, if it is one.

    Raises:
        InputError: several have it, or it could not be read.
    """
    kind, slash, name = said.partition("/")
    known = bool(slash) and kind in KINDS
    kinds, name = ([kind], name) if known else (list(KINDS), said)
    found = [entry for k in kinds if (entry := register.find(k, name))]
    if len(found) > 1:
        raise several(said, found)
    if not found and any(register.knows(k, name) for k in kinds):
        raise InputError(
            say("the record `{name}` has findings, and is left alone", name=said),
            say("see what is wrong with `{command}`, and mend that first", command="mes check"),
        )
    return found[0] if found else None


def _work(register: Reading, matcher: Matcher, own: frozenset[tuple[str, int]]) -> AnonymisedDraft:
    """Change everything, on paper."""
    edits = Edits(register)
    ids = renamed(register.register, matcher)
    hiding = Hiding(matcher, ids)

    def turned(data: Data, file: str, position: int) -> Data:
        sheet = edits.files[file]
        return hiding.record(data, sheet.kind, sheet.model, own=(file, position) in own)

    files = concerned(register.register, hiding) | {file for file, _ in own}
    rewriting = Rewriting(turned, matcher.hide, matcher.found, ids, frozenset(files))
    work = AnonymisedDraft(matcher, edits, left=change(edits, rewriting))
    work.difference = "".join(_differences(edits))
    work.moved = move(edits, rewriting)
    work.difference += "".join(f"{printed(old)} → {printed(new)}\n" for old, new in work.moved)
    # What tells who is meant is written last: a run that was killed can be taken up again.
    own_files = {file for file, _ in own}
    edits.files = dict(sorted(edits.files.items(), key=lambda row: row[0] in own_files))
    return work


def _differences(edits: Edits) -> Iterator[str]:
    """How files change, line by line, with nothing around that is not theirs."""
    for file in sorted(edits.drafts):
        sheet = edits.files[file]
        before = (sheet.before or b"").decode("utf-8").splitlines()
        after = (sheet.content or b"").decode("utf-8").splitlines()
        lines = unified_diff(before, after, f"a/{file}", f"b/{file}", n=0, lineterm="")
        yield from (f"{printed(line)}\n" for line in lines)
