"""``mes schema``."""

from typing import Annotated

import typer

from mes_cli.cli.console import out, show, speech
from mes_cli.cli.options import kinds
from mes_cli.cli.reading import root_for
from mes_cli.cli.session import current
from mes_cli.drafts.names import kind_named
from mes_cli.drafts.starter import SCHEMAS
from mes_cli.finding import count
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import IDENTITIES_FILES, vocabulary
from mes_cli.model.settings import Identities
from mes_cli.output.json import dump
from mes_cli.schema import all_schemas, kind_schema
from mes_cli.store.editing.atomic import write_all
from mes_cli.store.reading.root import register_language
from mes_cli.store.reading.settings_file import register_models

Kind = Annotated[
    str | None,
    typer.Argument(
        metavar="KIND",
        autocompletion=kinds,
        help="A kind of record; without one, all. With --write, the folder to write to.",
    ),
]
#: The decisions of a network are not records; they have a schema as well.
_IDENTITIES = {Identities.kind: [*IDENTITIES_FILES, "identités"]}
Write = Annotated[
    bool,
    typer.Option("--write", help="Write all schemas, to `.schemas` in the register or a folder."),
]


def schema(kind: Kind = None, write: Write = False) -> None:
    """Print the JSON Schema of a kind of record, for editors that complete and check.

    It speaks the language of the register, or the one that is asked for. With --write, the
    schemas of all kinds become files, which editors are told about by `mes init`.
    """
    session = current()
    words = vocabulary(register_language(session.folder) or session.language)
    models = register_models(session.folder)
    if write:
        folder = session.folder / kind if kind else root_for([]) / SCHEMAS
        schemas = all_schemas(words, models)
        write_all((folder / f"{name}.json", dump(it)) for name, it in schemas.items())
        done = count(
            "{number} schema is written to `{folder}`",
            "{number} schemas are written to `{folder}`",
            len(schemas),
            folder=str(folder),
        )
        show(f"{speech().say(done)}\n")
        return
    named = meant(kind, _IDENTITIES) if kind else None
    chosen = named or (kind_named(kind) if kind else None)
    out(dump(kind_schema(chosen, words, models) if chosen else all_schemas(words, models)))
