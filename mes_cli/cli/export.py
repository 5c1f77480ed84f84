"""``mes export``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import audiences, check_run
from mes_cli.cli.console import hint, out
from mes_cli.cli.options import Day, Output, Readers, WordList, Year, kinds, one_of, option_of
from mes_cli.cli.reading import At, moment_of, tell
from mes_cli.cli.session import Exit, current
from mes_cli.drafts.answers import today
from mes_cli.drafts.names import kind_named
from mes_cli.errors import AudienceRefusedError, InputError
from mes_cli.exchange.csv import DIALECTS
from mes_cli.exchange.document import schema as document_schema
from mes_cli.exchange.export import FORMS, LAYOUTS, ExportForm, ExportWish, Files
from mes_cli.exchange.parquet import write_lake
from mes_cli.figures.years import newest_day
from mes_cli.finding import Words, say
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.store.editing.atomic import write, write_all
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.settings_file import register_models
from mes_cli.view.viewer import viewer

#: The folder of the register that exports go to.
FOLDER = "exports"

FormName = Annotated[str, one_of(FORMS, "Form", label="FORM", help="What it is to become.")]
Kinds = Annotated[
    list[str] | None,
    typer.Argument(metavar="KIND", autocompletion=kinds, help="Only these kinds of record."),
]
Dialect = Annotated[
    str,
    option_of("--dialect", names=DIALECTS, help="How CSV is written; fr: for spreadsheets."),
]
Layout = Annotated[
    str,
    option_of(
        "--layout",
        names=LAYOUTS,
        help="How Parquet is laid out; lake: lines by register and year, for any engine.",
    ),
]
Schema = Annotated[
    bool, typer.Option("--schema", help="Print the JSON Schema of the document instead.")
]


def export(  # noqa: PLR0913, PLR0917 - the options of a command
    form: FormName,
    kinds: Kinds = None,
    audience: Readers = "",
    year: Year = None,
    date: Day = None,
    output: Output = "",
    dialect: Dialect = DIALECTS[0],
    layout: Layout = "",
    schema: Schema = False,
    at: At = "",
) -> int:
    """Hand records over to other programs, as one audience may see them.

    xlsx and ods are workbooks to work in; with --audience internal they can be read back by
    mes import. csv, json, sqlite and parquet are for other programs. paheko writes the year's
    contributions in kind as accounting lines; time-sheets, a sheet a volunteer to be signed.
    network makes the package that your network puts together with those of its other members.
    The audience is the public unless another one is named; that of time-sheets, and of parquet
    with --layout lake, is internal; that of network, its members.
    """
    form = WordList("Form", FORMS).read("FORM", form)
    wanted = _laid_out(form, layout)
    readers = _readers(form, wanted, audience)
    if schema:
        out(dump(document_schema(readers, register_models(current().folder))))
        return Exit.CLEAN
    day = date
    chosen = _kinds(kinds, form)
    register = check_run.sound(at)
    counted = audiences.figures(register, year) if wanted.yearly or year is not None else None
    day = day or newest_day(register.register) or today()
    seen_by = viewer(register.register, readers, day, current().language)
    tell(register, printed=False)
    only, moment = [] if year is None else [year], moment_of(register.past)
    asked = ExportWish(seen_by, chosen, counted, dialect, only, moment=moment)
    if form == "network":
        asked = _of_network(asked, register)
    files = wanted.make(asked)
    if wanted is LAYOUTS["lake"]:
        _pour(files, output, register, asked)
    else:
        _hand_over(files, form, output, register, asked)
    if readers is Audience.INTERNAL and output != "-":
        hint(say("this holds what only those who keep the register may see"))
    return Exit.CLEAN


def _of_network(asked: ExportWish, register: Reading) -> ExportWish:
    """Add what a package says of the register's state, and what it carries of its members."""
    from mes_cli.cli import combine

    asked = replace(asked, state=audiences.package_state(register))
    if not register.settings.members:
        return asked
    from mes_cli.exchange.joining import carried, packed_decisions

    found = combine.counted(register, carry=True)
    assert asked.figures is not None
    return replace(
        asked,
        carried=carried(found, asked.figures.year),
        decisions=packed_decisions(found.network.identities),
    )


def _readers(form: str, wanted: ExportForm, said: str) -> Audience:
    """The audience that is named, or the one that the form is mostly for.

    Raises:
        AudienceRefusedError: the form is not for it.
    """
    usual = Audience.PUBLIC if Audience.PUBLIC in wanted.audiences else wanted.audiences[-1]
    readers = Audience(said or usual)
    if readers not in wanted.audiences:
        raise AudienceRefusedError(form, readers, *wanted.audiences)
    return readers


def _laid_out(form: str, layout: str) -> ExportForm:
    """The form that is wanted.

    Raises:
        InputError: only Parquet has layouts.
    """
    if not layout:
        return FORMS[form]
    if form != "parquet":
        raise InputError(
            say("`--layout` goes with `parquet`"), say("leave it out, or export `parquet`")
        )
    return LAYOUTS[layout]


def _pour(files: Files, output: str, register: Reading, asked: ExportWish) -> None:
    """Write the files of a lake; say where it is."""
    folder = Path(output) if output else _folder(register, asked) / "lake"
    inside = None if output else register.root
    write_lake(folder, files, asked.audience, whole=not asked.only, inside=inside)
    out(f"{folder}\n")


def _kinds(named: list[str] | None, form: str) -> list[str]:
    """The kinds that are wanted.

    Raises:
        InputError: settings are no records, or the form is about all kinds.
    """
    chosen = [kind_named(name) for name in named or ()]
    if "settings" in chosen or (chosen and FORMS[form].yearly):
        raise InputError(
            say("`{form}` cannot be made of these", form=form),
            say("choose kinds of records: {kinds}", kinds=Words(tuple(KINDS))),
        )
    return chosen


def _hand_over(files: Files, form: str, output: str, register: Reading, asked: ExportWish) -> None:
    """Print what can be printed, and write the rest; say where it is."""
    wanted = FORMS[form]
    printed = output == "-" or (not output and wanted.text and len(files) == 1)
    if printed:
        _print(files, form)
        return
    inside = None if output else register.root
    target = Path(output) if output else _folder(register, asked)
    if len(files) == 1 and not (wanted.several and target.is_dir() and output):
        name, content = next(iter(files.items()))
        path = target if output else target / name
        write(path, content, inside=inside)
        out(f"{path}\n")
    else:
        folder = target if output else target / f"{form}-{asked.audience}"
        write_all(((folder / name, content) for name, content in files.items()), inside=inside)
        out(f"{folder}\n")


def _folder(register: Reading, asked: ExportWish) -> Path:
    """Where exports are written to; those of a past state have a folder of their own."""
    return register.root / FOLDER / (asked.moment.short if asked.moment else "")


def _print(files: Files, form: str) -> None:
    """Write bytes to standard output as they are.

    Raises:
        InputError: there are several files.
    """
    if len(files) > 1:
        raise InputError(
            say("`{form}` makes several files, which cannot be printed", form=form),
            say("name one kind of record that has a single table, or a folder with `--output`"),
        )
    out(next(iter(files.values())))
