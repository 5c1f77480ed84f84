"""What stays when people are called otherwise: for somebody to look at, and in the past."""

from collections.abc import Iterator
from dataclasses import dataclass
from shutil import get_terminal_size

from mes_cli.cli.console import speech
from mes_cli.cli.session import current
from mes_cli.errors import GitError
from mes_cli.finding import Message, count, say
from mes_cli.language.formats import formats
from mes_cli.output import inventory as written
from mes_cli.privacy.leftovers import PART, STILL, leftovers, parts
from mes_cli.privacy.matching import Matcher
from mes_cli.store.anonymising import lines
from mes_cli.store.edit import Edits
from mes_cli.store.elsewhere import elsewhere
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.store.git.search import Past, search
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places
from mes_cli.table import Spot, Spots


@dataclass(frozen=True, slots=True)
class Stays:
    """Who is to be called otherwise, the files that cannot be changed, and the changes."""

    matcher: Matcher
    left: tuple[str, ...]
    #: Lines that still say it.
    still: tuple[tuple[str, int], ...]
    edits: Edits


def what_stays(stays: Stays, draft: Reading) -> str:
    """What stays as it is, and what somebody has to do by hand."""
    sections = [part for part in _sections(stays, draft) if part.spots]
    words, style = speech(draft.words.language), formats(current().language)
    return "\n" + written.text(sections, words, style, get_terminal_size().columns)


def _sections(stays: Stays, draft: Reading) -> Iterator[Spots]:
    holds = stays.matcher.found
    yield Spots(say("Who is called what"), tuple(_called(stays.matcher)), places=False)
    yield _files(say("Files with findings, left alone: mend them, and run this again"), stays.left)
    yield Spots(
        say("Look at these yourself: a program cannot judge them; `--also` names other spellings"),
        tuple(_looked_at(stays, draft)),
    )
    held, unknown = elsewhere(draft.root, {*stays.edits.sheets, *stays.left}, holds)
    yield _files(say("Other files that say it: write them anew, or delete them"), held)
    yield _files(say("Other files that could not be looked into"), unknown)
    remarks = (*_history(draft, stays.matcher), _pseudonym())
    said = speech().say
    yield Spots(
        say("What git still holds, and what this is not"),
        tuple(Spot(f"- {said(it)}", ()) for it in remarks),
        places=False,
    )


def _files(title: Message, files: list[str] | tuple[str, ...]) -> Spots:
    return Spots(title, tuple(Spot(file, ()) for file in files))


def _called(matcher: Matcher) -> Iterator[Spot]:
    for person in matcher.people:
        for name in person.names:
            yield Spot(f"{name} → {person.pseudonym}", ())


def _looked_at(stays: Stays, draft: Reading) -> Iterator[Spot]:
    for file, line in stays.still:
        yield Spot(f"{file}:{line}", (speech().say(STILL),))
    seen = list(leftovers(draft.register, stays.matcher))
    for it, at in zip(seen, places([it.at for it in seen], draft), strict=True):
        yield Spot(f"{at.file}:{at.line}", (speech().say(it.why),))
    for file, line in lines(stays.edits, parts(stays.matcher)):
        yield Spot(f"{file}:{line}", (speech().say(PART),))


def _pseudonym() -> Message:
    return say(
        "a pseudonym is not anonymity: what the records tell may still say who it is (GDPR,"
        " art. 4(5)); nothing here keeps the link between the two"
    )


def _history(draft: Reading, matcher: Matcher) -> Iterator[Message]:
    try:
        found = search(draft.root, matcher.found)
    except NoRepositoryError:
        yield say("this register has no history in git; copies and backups may hold it")
        return
    except GitError as problem:
        yield say("git could not look through its history: {reason}", reason=problem.reason)
        yield say("`git log --all -S NAME` may do it")
        return
    yield from _counted(found)
    yield say("commit this change without naming anybody in its message")


def _counted(found: Past) -> Iterator[Message]:
    """How much of the history holds it, and what would take it out."""
    yield count(
        "{number} commit of {of} holds it in its files, for whoever has a copy of the repository",
        "{number} commits of {of} hold it in their files, for whoever has a copy of the"
        " repository", found.commits, of=str(found.of),
    )  # fmt: skip
    if found.messages:
        yield count("{number} message of a commit says it", "{number} messages of commits say it",
                    found.messages)  # fmt: skip
    if found.authors:
        yield count("{number} commit names it as its author or committer",
                    "{number} commits name it as their author or committer",
                    found.authors)  # fmt: skip
    if found.skipped:
        yield count("{number} larger file of the past was not looked into",
                    "{number} larger files of the past were not looked into",
                    found.skipped)  # fmt: skip
    if found.shallow:
        yield say("only the newest commits are here: others may hold it as well")
    if found.commits or found.messages or found.authors:
        yield say(
            "to take it out, somebody has to write the history anew, with `git filter-repo"
            " --replace-text` in a fresh clone, and push it by force: every later commit gets"
            " another name, and everybody clones again"
        )
        yield say("clones, forks and backups keep the old history until they are deleted")
