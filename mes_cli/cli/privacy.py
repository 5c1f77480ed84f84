"""``mes privacy``."""

import datetime as dt
from shutil import get_terminal_size
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.anonymising import Wanted
from mes_cli.cli.anonymising import anonymise as call_otherwise
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.exits import Exit
from mes_cli.cli.session import current
from mes_cli.cli.usage import UsageProblem, choice, day_named
from mes_cli.errors import GitError
from mes_cli.finding import Place, count, say
from mes_cli.language.formats import formats
from mes_cli.output import inventory as written
from mes_cli.output.json import dump
from mes_cli.privacy import Inventory, inventory
from mes_cli.privacy.plain import plain, wanted
from mes_cli.privacy.telling import Telling
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.store.git.search import authors
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places
from mes_cli.table import Spot, Spots

FORMATS = ("text", "md", "json")

Day = Annotated[str, typer.Option("--date", metavar="DATE", help="The day; else today.")]
Form = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="The form to print.")
]
Anonymise = Annotated[
    str,
    typer.Option("--anonymise", metavar="ID|NAME",
                 help="Call these people otherwise: those of a record, or one by their name."),
]  # fmt: skip
As = Annotated[str, typer.Option("--as", metavar="PSEUDONYM", help="The pseudonym; else a number.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="NAME",
                 help="Another way in which the name is written; may be repeated."),
]  # fmt: skip
Yes = Annotated[bool, typer.Option("--yes", help="Write without asking.")]
All = Annotated[bool, typer.Option("--all", help="Give every place, however many.")]


def privacy(  # noqa: PLR0917 - the options of a command
    date: Day = "",
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
    choice("--format", form, FORMATS)
    if anonymise:
        if form != "text":
            raise UsageProblem(
                say("`--anonymise` goes with `--format text`"), say("leave one of the two out")
            )
        wanted = Wanted(anonymise, tuple(also or ()), pseudonym, yes)
        return call_otherwise(reading.read(), wanted)
    if pseudonym or also or yes:
        raise UsageProblem(
            say("`--as`, `--also` and `--yes` go with `--anonymise`"),
            say("say who is meant: `mes privacy --anonymise NAME`"),
        )
    day = day_named("--date", date) or dt.datetime.now(tz=dt.UTC).astimezone().date()
    register = reading.read()
    return _listed(register, inventory(register.register, day), form, everything=everything)


def _listed(register: Reading, found: Inventory, form: str, *, everything: bool) -> int:
    unread, people = len(register.register.unread), _authors(register)
    if form == "json":
        beside = {"commit_authors": people, "unread": unread}
        out(dump({**plain(found, _lines(wanted(found), register)), **beside}))
    else:
        words, style = speech(register.words.language), formats(current().language)
        telling = Telling(found, current().catalogue, register.words, everything)
        groups = list(telling.groups())
        given = [place for group in groups for place, _about in group.rows]
        sections = [*telling.sections(groups, _lines(given, register)), *_git(people)]
        if form == "md":
            out(written.markdown(sections, words, style))
        else:
            out(written.text(sections, words, style, get_terminal_size().columns))
            hint(say("see all of one with `{command}`", command="mes show ID"))
    if unread:
        announce(
            count(
                "{number} record could not be read and is not listed; see `mes check`",
                "{number} records could not be read and are not listed; see `mes check`",
                unread,
            )
        )
    return Exit.FINDINGS if unread else Exit.CLEAN


def _authors(register: Reading) -> int:
    """How many people the history names; 0 outside git, and where git does not answer, told."""
    try:
        return authors(register.root)
    except NoRepositoryError:
        return 0
    except GitError as problem:
        announce(problem.message)
        return 0


def _git(people: int) -> list[Spots]:
    """What git itself holds: whoever wrote the records is a person too."""
    if not people:
        return []
    said = count("{number} e-mail address of authors and committers",
                 "{number} e-mail addresses of authors and committers", people)  # fmt: skip
    return [Spots(say("In the history of git"), (Spot(speech().say(said), ()),), places=False)]


def _lines(at: list[Place], register: Reading) -> dict[Place, int]:
    """The lines of places; files are read again for them."""
    at = list(dict.fromkeys(at))
    return {place: spot.line for place, spot in zip(at, places(at, register), strict=True)}
