"""``mes import``."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import import_preview, reading
from mes_cli.cli.asking import asker, somebody_answers
from mes_cli.cli.console import hint, out, show, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.import_preview import preview
from mes_cli.cli.options import WordList, number_of, one_of, option_of
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.writing import agree
from mes_cli.drafts.names import kind_named
from mes_cli.errors import InputError
from mes_cli.exchange import guesses, mapping
from mes_cli.exchange.accounts import LedgerWishes
from mes_cli.exchange.apply import drafted
from mes_cli.exchange.current import Current
from mes_cli.exchange.encodings import ENCODINGS, text_of
from mes_cli.exchange.grids import Tables, content_of, grids
from mes_cli.exchange.plan import ItemState, Plan, Strategy
from mes_cli.exchange.sources import (
    NAMES,
    ImportWishes,
    Source,
    planned,
    recognised,
)
from mes_cli.exchange.volunteers import people_of
from mes_cli.finding import Words, count, say
from mes_cli.language.typed import meant
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.settings_file import register_models

#: What may stand before the file; a table that mes exported says itself what it is.
SOURCES = WordList("Source", [source for source in Source if source is not Source.MES])
#: Bytes of a list of columns.
_LONGEST_MAP = 1 << 20

What = Annotated[
    list[str],
    one_of(
        SOURCES.names,
        "Source",
        label="[SOURCE] FILE",
        help="The file, and the program it comes from.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write without asking; conflicts are refused.")]
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
Titles = Annotated[
    int, number_of("--titles", least=0, metavar="N", help="The row in which the titles stand.")
]
EncodingName = Annotated[
    str,
    typer.Option("--encoding", metavar="|".join(ENCODINGS), help="What a text file is written in."),
]
StrategyName = Annotated[
    str,
    option_of(
        "--strategy",
        names=Strategy,
        home="Strategy",
        help="Whose words stay in conflicts: the table’s, the folder’s, or none.",
    ),
]
Remove = Annotated[
    bool,
    typer.Option("--remove", help="Take away records that are no longer in the table."),
]
Match = Annotated[
    list[str] | None,
    typer.Option(
        "--match", metavar="PROJECT=ID", help="The accompaniment or initiative that a project is."
    ),
]
KeepNames = Annotated[
    bool, typer.Option("--keep-names", help="Keep the names of people; else pseudonyms.")
]
Pending = Annotated[
    bool, typer.Option("--pending", help="Read in what waits for moderation as well.")
]
Hidden = Annotated[bool, typer.Option("--hidden", help="Read in hidden rows and sheets as well.")]
ForAccompaniment = Annotated[
    str,
    typer.Option("--accompaniment", metavar="ID", help="Where costs without a project go."),
]
Funder = Annotated[
    str,
    typer.Option("--funder", metavar="ID", help="Who paid grants and fees that do not say it."),
]
Wages = Annotated[bool, typer.Option("--wages", help="Take wages for expenses as well.")]
Tie = Annotated[
    list[str] | None,
    typer.Option("--tie", metavar="ENTRY=ENTRY", help="The entry that another one takes back."),
]


def import_(  # noqa: PLR0913, PLR0917 - the options of a command
    what: What,
    yes: Yes = False,
    map_: Map = None,
    guess: Guess = False,
    kind: Kind = "",
    titles: Titles = 0,
    encoding: EncodingName = "",
    strategy: StrategyName = "",
    remove: Remove = False,
    match: Match = None,
    keep_names: KeepNames = False,
    pending: Pending = False,
    hidden: Hidden = False,
    accompaniment: ForAccompaniment = "",
    funder: Funder = "",
    wages: Wages = False,
    tie: Tie = None,
) -> int:
    """Read in a workbook that mes exported, or what another program wrote.

    What mes export wrote with --audience internal, Bénévalibre, Paheko and TimeOverflow are
    known by their columns; any other table needs a list of its columns. What would change is
    shown first; then all of it is written, or nothing. The same file twice changes nothing.
    """
    named, path = _named(what)
    if encoding:
        WordList("", ENCODINGS).read("--encoding", encoding)
    how = Strategy(strategy) if strategy else None
    tables = grids(path, encoding, hidden=hidden)
    if guess:
        return _guess(tables, kind, titles)
    register = Current(reading.read(to_write=True))
    source = named or _seen(tables, path, titles)
    wishes = ImportWishes(
        people_of(register.reading, keep=keep_names, named=source is not Source.MES),
        titles,
        pending,
        LedgerWishes(accompaniment, funder, wages, _pairs("--tie", tie)),
        _pairs("--match", match),
        _columns(source, map_, register),
    )
    asks = somebody_answers() and not yes
    wishes = import_preview.with_projects(tables, wishes, register, asks=asks)
    plan = _plan(tables, source, wishes, register)
    return _carry(plan, register, how, yes=yes, remove=remove)


def _seen(tables: Tables, path: Path, titles: int) -> Source:
    """Tell from its columns which program wrote a table, and say so."""
    source = recognised(tables, path.name, titles)
    if source is not Source.MES:
        announce(say("`{name}` comes from {source}", name=path.name, source=NAMES[source]))
    return source


def _plan(tables: Tables, source: Source, wishes: ImportWishes, register: Current) -> Plan:
    if tables.has_hidden and source is not Source.MES:
        hint(say("`--hidden` reads in hidden rows and sheets as well"))
    return planned(tables, source, wishes, register, Edits(register.reading))


def _carry(plan: Plan, register: Current, how: Strategy | None, *, yes: bool, remove: bool) -> int:
    """Show what a plan would do, let somebody decide what is open, and do it."""
    asks = somebody_answers() and not yes
    if how is not None:
        plan.settle(how)
    for item in plan.of(ItemState.MISSING) if remove else ():
        plan.remove(item)
    edits = _tried(plan, register)
    if not plan.problems and _decided(plan, register, asks=asks and how is not Strategy.REFUSE):
        edits = _tried(plan, register)
    if not plan.writable:
        announce(say("nothing was written"))
        return Exit.FINDINGS
    if not plan.changing:
        return Exit.CLEAN
    if not (yes or asks):  # what an import would do can be looked at where nobody can be asked
        hint(say("nothing was written; `--yes` writes it"))
        return Exit.CLEAN
    agree(asker(), _("Write this?"), yes=yes, default=True)
    written = len(edits.write("import").files)
    show(speech().say(count("{number} file written", "{number} files written", written)) + "\n")
    hint(say("see what it says with `{command}`", command="mes check"))
    return Exit.CLEAN


def _tried(plan: Plan, register: Current) -> Edits:
    """Try a plan on a draft of the register, and show it with all that is in its way."""
    edits = Edits(register.reading)
    drafted(plan, edits)
    out(preview(plan, register))
    return edits


def _decided(plan: Plan, register: Current, *, asks: bool) -> bool:
    """Ask what is open; tell whether something was decided."""
    conflicts = plan.of(ItemState.CONFLICT)
    if not asks:
        if conflicts:
            hint(
                say(
                    "`--strategy` says whose words stay, for all conflicts: {choices}",
                    choices=Words((Strategy.MINE, Strategy.REGISTER)),
                )
            )
        return False
    import_preview.settle(plan, register, asker())
    import_preview.ask_removals(plan, register, asker())
    return bool(conflicts or plan.of(ItemState.REMOVED))


def _named(words: list[str]) -> tuple[Source | None, Path]:
    """The source and the file that a command line names.

    Raises:
        InputError: the source is unknown, or the file is missing.
    """
    first, *others = words
    named = meant(first, SOURCES.known())
    if not others and named is None:
        return None, Path(first)
    if named is None or len(others) > 1:
        raise InputError(
            say("`{name}` is nothing that can be read in", name=" ".join(words)),
            say("write one of {choices}, and a file", choices=Words(tuple(SOURCES.spoken()))),
        )
    if not others:
        raise InputError(say("`{name}` is missing", name=_("FILE")))
    return Source(named), Path(others[0])


def _pairs(option: str, said: Iterable[str] | None) -> dict[str, str]:
    """The two sides of each value of an option.

    Raises:
        InputError: a value has no equals sign.
    """
    found: dict[str, str] = {}
    for pair in said or ():
        before, sign, behind = pair.rpartition("=")
        if not sign or not before.strip() or not behind.strip():
            raise InputError(
                say("`{value}` is nothing that `{option}` knows", value=pair, option=option),
                say("write what it is, an equals sign, and the id: `Jardin=jardin-2025`"),
            )
        found[before.strip()] = behind.strip()
    return found


def _columns(source: Source, path: Path | None, register: Current) -> mapping.Columns | None:
    """The list of columns of any other table.

    Raises:
        InputError: such a table comes without one.
    """
    if source is not Source.TABLE:
        return None
    if path is None:
        raise InputError(
            say("a table needs a list of its columns"),
            say("`mes import table FILE --guess` writes a first one"),
        )
    text = text_of(content_of(path, _LONGEST_MAP), path.name)
    return mapping.mapping(text, path.name, register.maker.models)


def _guess(tables: Tables, kind: str, titles: int) -> int:
    named, models = kind_named(kind) if kind else "", register_models(current().folder)
    if found := guesses.guess(tables.grids, named, current().language, titles, models):
        out(found)
        hint(
            say(
                "complete it, write it to a file, and read the table in with"
                " `mes import table FILE --map MAP.yaml`"
            )
        )
    return Exit.CLEAN
