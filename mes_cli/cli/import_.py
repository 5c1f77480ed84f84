"""``mes import``."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import err, hint, out, show, speech
from mes_cli.cli.session import Exit, current
from mes_cli.drafts import journal
from mes_cli.drafts.names import kind_named
from mes_cli.errors import InputError, NoSuchPathError
from mes_cli.escape import printed
from mes_cli.exchange import accounts, mapped, timebank, volunteering
from mes_cli.exchange.accounts import Wanted
from mes_cli.exchange.carry import drafted
from mes_cli.exchange.grids import Grid, grids, text_of
from mes_cli.exchange.incoming import Arrivals, Names, plan_of
from mes_cli.exchange.merge import merge
from mes_cli.exchange.plan import Item, Plan, State
from mes_cli.exchange.sheetrows import lines
from mes_cli.exchange.state import Now
from mes_cli.finding import Message, Words, count, say
from mes_cli.language.catalogue import catalogue
from mes_cli.output.speech import Speech, labelled
from mes_cli.store.edit import Edits

SOURCES = ("benevalibre", "paheko", "timeoverflow", "table")

What = Annotated[
    list[str],
    typer.Argument(metavar="[SOURCE] FILE", help="The program it comes from, and the file."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write without asking.")]
Map = Annotated[
    Path | None,
    typer.Option("--map", metavar="PATH", help="The list of the columns of a table."),
]
Guess = Annotated[
    bool,
    typer.Option("--guess", help="Print a first list of the columns of a table; read nothing in."),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="What --guess takes the rows for.")
]
KeepNames = Annotated[
    bool, typer.Option("--keep-names", help="Keep the names of people; else pseudonyms.")
]
Pending = Annotated[
    bool, typer.Option("--pending", help="Read in what waits for moderation as well.")
]
ForAccompaniment = Annotated[
    str,
    typer.Option("--accompaniment", metavar="ID", help="Where costs go that do not say it."),
]
Funder = Annotated[
    str,
    typer.Option("--funder", metavar="ID", help="Whose money products are that do not say it."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read in, and how."""

    source: str
    path: Path
    map: Path | None
    names: Names
    pending: bool
    wanted: Wanted


def import_(  # noqa: PLR0913, PLR0917 - the options of a command
    what: What,
    yes: Yes = False,
    map_: Map = None,
    guess: Guess = False,
    kind: Kind = "",
    keep_names: KeepNames = False,
    pending: Pending = False,
    accompaniment: ForAccompaniment = "",
    funder: Funder = "",
) -> int:
    """Read in a workbook that mes exported, or what another program wrote.

    Without a source, FILE is an xlsx, ods or csv file that mes export wrote with --audience
    internal, and that somebody changed. benevalibre, paheko and timeoverflow are known by
    their columns; any other table needs a list of its columns. What would change is shown
    first; then all of it is written, or nothing. The same file twice changes nothing.
    """
    source, path = _named(what)
    if not path.is_file():
        raise NoSuchPathError(str(path))
    if guess:
        return _guess(path, kind)
    register = reading.read()
    now, edits = Now(register), Edits(register)
    spoken = catalogue(register.words.language)
    names = Names(register.register.settings.name, keep_names, spoken.text("Volunteer"))
    asked = Asked(source, path, map_, names, pending, Wanted(accompaniment, funder))
    return _carry(_plan(asked, now, edits), now, edits, yes=yes)


def _carry(plan: Plan, now: Now, edits: Edits, *, yes: bool) -> int:
    """Show what a plan would do, and do it where somebody agrees."""
    if plan.writable:
        drafted(plan, edits)
    out(_preview(plan, now))
    if not plan.writable:
        err(speech().say(say("nothing was written")))
        return Exit.FINDINGS
    if not plan.items:
        return Exit.CLEAN
    if not (yes or _agreed()):
        hint(say("nothing was written; `--yes` writes it"))
        return Exit.CLEAN
    written = len(journal.write_down(edits, "import")[0])
    show(speech().say(count("{number} file written", "{number} files written", written)) + "\n")
    hint(say("see what it says with `{command}`", command="mes check"))
    return Exit.CLEAN


def _named(words: list[str]) -> tuple[str, Path]:
    """The source and the file that a command line names.

    Raises:
        InputError: the source is unknown, or the file is missing.
    """
    first, *others = words
    if not others and first not in SOURCES:
        return "", Path(first)
    if first not in SOURCES or len(others) > 1:
        raise InputError(
            say("`{name}` is nothing that can be read in", name=" ".join(words)),
            say("write one of {choices}, and a file", choices=Words(SOURCES)),
        )
    if not others:
        raise InputError(say("`{name}` is missing", name="FILE"))
    return first, Path(others[0])


def _guess(path: Path, kind: str) -> int:
    named = kind_named(kind) if kind else ""
    found = grids(path)
    if not found:
        return Exit.CLEAN
    out(mapped.guess(found[0], named, current().language))
    hint(say("complete it, write it to a file, and read the table in with `{command}`",
             command="mes import table FILE --map MAP.yaml"))  # fmt: skip
    return Exit.CLEAN


def _plan(asked: Asked, now: Now, edits: Edits) -> Plan:
    found = grids(asked.path)
    if not asked.source:
        return merge(lines(found, now.words), now, edits)
    return plan_of(_arrivals(asked, found, now, edits), now)


def _arrivals(asked: Asked, found: list[Grid], now: Now, edits: Edits) -> Arrivals:
    match asked.source:
        case "paheko" if accounts.is_accounting(found):
            return accounts.postings(found, asked.wanted, now, edits)
        case "timeoverflow":
            return timebank.transfers(found, asked.names, now)
        case "table":
            if asked.map is None:
                raise InputError(
                    say("a table needs a list of its columns"),
                    say("`{command}` writes a first one",
                        command="mes import table FILE --guess"),
                )  # fmt: skip
            by = mapped.mapping(text_of(asked.map.read_bytes()), asked.map.name)
            return mapped.records(found, by, asked.names, now)
        case source:
            return volunteering.hours(found, source, asked.names, pending=asked.pending)


#: More of one sort are counted, not shown.
_MOST = 40


def _preview(plan: Plan, now: Now) -> str:
    """Write what becomes of each record, and what is in the way."""
    words = speech(now.words.language)
    parts = [*_problems(plan, words), *_items(plan, words, now), _closing(plan, words)]
    return "\n".join(parts) + "\n"


def _problems(plan: Plan, words: Speech) -> Iterator[str]:
    for problem in plan.problems[:_MOST]:
        label = words.word("error")
        said = words.say(problem.message)
        yield f"{printed(problem.spot)} - {labelled(words, label, said)}"
        if problem.help is not None:
            yield f"  = {labelled(words, words.word('help'), words.say(problem.help))}"
    yield from _more(len(plan.problems) - _MOST, words)


def _items(plan: Plan, words: Speech, now: Now) -> Iterator[str]:
    for state, title in (
        (State.NEW, say("New")),
        (State.CHANGED, say("Changed")),
        (State.CONFLICT, say("In conflict: changed here, and in the folder since the export")),
    ):
        found = plan.of(state)
        if found:
            yield words.say(title)
        for item in found[:_MOST]:
            yield from _item(item, now, words)
        yield from _more(len(found) - _MOST, words)
        if found and state is State.CONFLICT:
            cure = words.say(say("export again, and make the change there"))
            yield f"  = {labelled(words, words.word('help'), cure)}"


def _item(item: Item, now: Now, words: Speech) -> Iterator[str]:
    folder = now.words.kinds[item.kind].folder
    name = f"{folder}/{item.code}" if item.code else item.file.removesuffix(".yaml")
    label = f"  {item.label}" if item.label and item.label != item.code else ""
    day = f"  {item.data['date']}" if item.state is State.NEW and "date" in item.data else ""
    yield printed(f"  {name}{day}{label}")
    for change in item.changes:
        yield printed("    " + labelled(words, change.field, f"{change.old} → {change.new}"))


def _more(number: int, words: Speech) -> Iterator[str]:
    if number > 0:
        yield "  " + words.say(count("… and {number} more", "… and {number} more", number))


def _closing(plan: Plan, words: Speech) -> str:
    parts: list[Message] = [
        count("{number} new", "{number} new", len(plan.of(State.NEW))),
        count("{number} changed", "{number} changed", len(plan.of(State.CHANGED))),
        count("{number} unchanged", "{number} unchanged", plan.unchanged),
    ]
    if conflicts := len(plan.of(State.CONFLICT)):
        parts.append(count("{number} in conflict", "{number} in conflict", conflicts))
    if plan.problems:
        parts.append(count("{number} problem", "{number} problems", len(plan.problems)))
    lines = [", ".join(map(words.say, parts))]
    for reason, number in plan.left_out.items():
        left = words.say(count("{number} row left out", "{number} rows left out", number))
        lines.append(labelled(words, left, words.say(reason)))
    return "\n".join(lines)


def _agreed() -> bool:
    """Ask whether to write; nobody to ask is a no."""
    if not sys.stdin.isatty():
        return False
    words = speech()
    err(words.word("Write this? y/n"))
    return sys.stdin.readline().strip().lower()[:1] in {"y", "o"}
