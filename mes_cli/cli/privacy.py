"""``mes privacy``."""

import datetime as dt
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import asker, somebody_answers
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.options import Yes, day_option, format_option
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.writing import agree, tell
from mes_cli.drafts.anonymising import AnonymisedDraft, PseudonymRequest, prepared
from mes_cli.drafts.answers import today
from mes_cli.drafts.kept import DRAFTS
from mes_cli.drafts.trial import tried
from mes_cli.errors import GitError, InputError
from mes_cli.finding import Message, Place, count, say
from mes_cli.language.formats import formats
from mes_cli.output import table
from mes_cli.output.json import dump
from mes_cli.privacy.hiding import PART, STILL, leftovers, parts
from mes_cli.privacy.inventory import Inventory, data, inventory
from mes_cli.privacy.inventory import places as places_of
from mes_cli.privacy.matching import Matcher
from mes_cli.privacy.sections import InventorySections
from mes_cli.store.editing.journal import JOURNAL
from mes_cli.store.editing.rewording import lines, sweep
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places
from mes_cli.store.remains import Traces, authors, elsewhere, traces
from mes_cli.store.user_folders import forget
from mes_cli.table import ListedPlace, PlaceList

FORMATS = ("text", "md", "json")

Day = Annotated[dt.date | None, day_option(help="The day; else today.")]
Form = Annotated[str, format_option(*FORMATS)]
Anonymise = Annotated[
    str,
    typer.Option(
        "--anonymise",
        metavar="ID|NAME",
        help="Call these people otherwise: those of a record, or one by their name.",
    ),
]
As = Annotated[str, typer.Option("--as", metavar="PSEUDONYM", help="The pseudonym; else a number.")]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also", metavar="NAME", help="Another way in which the name is written; may be repeated."
    ),
]
All = Annotated[bool, typer.Option("--all", help="Give every place, however many.")]


def privacy(  # noqa: PLR0917 - the options of a command
    date: Day = None,
    form: Form = "text",
    everything: All = False,
    anonymise: Anonymise = "",
    pseudonym: As = "",
    also: Also = None,
    yes: Yes = False,
) -> int:
    """List what the register says of people, how long it may be kept, and who agreed to it.

    The list says where and what kind, never what stands there. Terms are those of `retention` in
    mes.yaml, else defaults, whose reasons are given. --anonymise puts a pseudonym in place of the
    people of a record, or of a name: it shows what would change, asks, and says what stays.
    """
    if anonymise:
        if form != "text":
            raise InputError(
                say("`--anonymise` goes with `--format text`"), say("leave one of the two out")
            )
        who = PseudonymRequest(anonymise, tuple(also or ()), pseudonym)
        return _anonymise(reading.read(to_write=True), who, yes=yes)
    if pseudonym or also or yes:
        raise InputError(
            say("`--as`, `--also` and `--yes` go with `--anonymise`"),
            say("say who is meant: `mes privacy --anonymise NAME`"),
        )
    day = date or today()
    register = reading.read()
    return _listed(register, inventory(register.register, day), form, everything=everything)


def _listed(register: Reading, found: Inventory, form: str, *, everything: bool) -> int:
    people = _authors(register)
    if form == "json":
        beside = {
            "commit_authors": people,
            "unread": len(register.unread),
            "unread_files": [*register.unread],
        }
        out(dump({**data(found, _lines(places_of(found), register)), **beside}))
    else:
        words, style = speech(register.words.language), formats(current().language)
        sections_ = InventorySections(found, current().catalogue, register.words, everything)
        groups = list(sections_.groups())
        given = [place for group in groups for place, _about in group.rows]
        sections = [*sections_.sections(groups, _lines(given, register)), *_git(people)]
        if form == "md":
            out(table.markdown(sections, words, style))
        else:
            out(table.text(sections, words, style, get_terminal_size().columns))
            hint(say("see all of one with `{command}`", command="mes show ID"))
    return reading.tell_unread(register)


def _authors(register: Reading) -> int:
    """How many people the history names; 0 outside git, and where git does not answer, told."""
    try:
        return authors(register.root)
    except NoRepositoryError:
        return 0
    except GitError as problem:
        announce(problem.message)
        return 0


def _git(people: int) -> list[PlaceList]:
    """What git itself holds: whoever wrote the records is a person too."""
    if not people:
        return []
    said = count(
        "{number} e-mail address of authors and committers",
        "{number} e-mail addresses of authors and committers",
        people,
    )
    return [
        PlaceList(
            say("In the history of git"), (ListedPlace(speech().say(said), ()),), places=False
        )
    ]


def _lines(at: list[Place], register: Reading) -> dict[Place, int]:
    """The lines of places; files are read again for them."""
    at = list(dict.fromkeys(at))
    return {place: spot.line for place, spot in zip(at, places(at, register), strict=True)}


def _anonymise(register: Reading, who: PseudonymRequest, *, yes: bool) -> int:
    """Show what would change, and what would still say it; then write it, where it is agreed to."""
    work = prepared(register, who)
    draft = work.edits.draft()
    out(work.difference)
    still = [row for row in lines(work.edits, work.matcher.found) if row[0] not in work.left]
    out(_what_stays(work, still, draft))
    code = Exit.FINDINGS if work.left or still else Exit.CLEAN
    if not work.edits.drafts:
        announce(say("no record says anything that could be changed"))
        return code
    asking = asker() if somebody_answers() and not yes else None
    agree(asking, _("Write this?"), yes=yes)
    tell(tried(work.edits))
    files = work.edits.write().files
    sweep(work.edits, work.moved)
    for name in (JOURNAL, DRAFTS):
        forget(register.root, name)
    announce(count("{number} file written", "{number} files written", len(files)))
    return code


def _what_stays(work: AnonymisedDraft, still: list[tuple[str, int]], draft: Reading) -> str:
    """What stays as it is, and what somebody has to do by hand."""
    sections = [part for part in _sections(work, still, draft) if part.spots]
    words, style = speech(draft.words.language), formats(current().language)
    return "\n" + table.text(sections, words, style, get_terminal_size().columns)


def _sections(
    work: AnonymisedDraft, still: list[tuple[str, int]], draft: Reading
) -> Iterator[PlaceList]:
    holds = work.matcher.found
    yield PlaceList(say("Who is called what"), tuple(_called(work.matcher)), places=False)
    yield _files(say("Files with findings, left alone: mend them, and run this again"), work.left)
    yield PlaceList(
        say("Look at these yourself: a program cannot judge them; `--also` names other spellings"),
        tuple(_looked_at(work, still, draft)),
    )
    held, unknown = elsewhere(draft.root, {*work.edits.files, *work.left}, holds)
    yield _files(say("Other files that say it: write them anew, or delete them"), held)
    yield _files(say("Other files that could not be looked into"), unknown)
    remarks = (*_history(draft, work.matcher), _pseudonym())
    said = speech().say
    yield PlaceList(
        say("What git still holds, and what this is not"),
        tuple(ListedPlace(f"- {said(it)}", ()) for it in remarks),
        places=False,
    )


def _files(title: Message, files: Sequence[str]) -> PlaceList:
    return PlaceList(title, tuple(ListedPlace(file, ()) for file in files))


def _called(matcher: Matcher) -> Iterator[ListedPlace]:
    for person in matcher.people:
        for name in person.names:
            yield ListedPlace(f"{name} → {person.pseudonym}", ())


def _looked_at(
    work: AnonymisedDraft, still: list[tuple[str, int]], draft: Reading
) -> Iterator[ListedPlace]:
    for file, line in still:
        yield ListedPlace(f"{file}:{line}", (speech().say(STILL),))
    seen = list(leftovers(draft.register, work.matcher))
    for it, at in zip(seen, places([it.at for it in seen], draft), strict=True):
        yield ListedPlace(f"{at.file}:{at.line}", (speech().say(it.why),))
    for file, line in lines(work.edits, parts(work.matcher)):
        yield ListedPlace(f"{file}:{line}", (speech().say(PART),))


def _pseudonym() -> Message:
    return say(
        "a pseudonym is not anonymity: what the records tell may still say who it is (GDPR,"
        " art. 4(5)); nothing here keeps the link between the two"
    )


def _history(draft: Reading, matcher: Matcher) -> Iterator[Message]:
    try:
        found = traces(draft.root, matcher.found)
    except NoRepositoryError:
        yield say("this register has no history in git; copies and backups may hold it")
        return
    except GitError as problem:
        yield say("git could not look through its history: {reason}", reason=problem.reason)
        yield say("`git log --all -S NAME` may do it")
        return
    yield from _counted(found)
    yield say("commit this change without naming anybody in its message")


def _counted(found: Traces) -> Iterator[Message]:
    """How much of the history holds it, and what would take it out."""
    yield count(
        "{number} commit of {of} holds it in its files, for whoever has a copy of the repository",
        "{number} commits of {of} hold it in their files, for whoever has a copy of the repository",
        found.commits,
        of=str(found.of),
    )
    if found.messages:
        yield count(
            "{number} message of a commit says it",
            "{number} messages of commits say it",
            found.messages,
        )
    if found.authors:
        yield count(
            "{number} commit names it as its author or committer",
            "{number} commits name it as their author or committer",
            found.authors,
        )
    if found.skipped:
        yield count(
            "{number} larger file of the past was not looked into",
            "{number} larger files of the past were not looked into",
            found.skipped,
        )
    if found.shallow:
        yield say("only the newest commits are here: others may hold it as well")
    if found.commits or found.messages or found.authors:
        yield say(
            "to take it out, somebody has to write the history anew, with `git filter-repo"
            " --replace-text` in a fresh clone, and push it by force: every later commit gets"
            " another name, and everybody clones again"
        )
        yield say("clones, forks and backups keep the old history until they are deleted")
