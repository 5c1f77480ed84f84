"""``mes schema``."""

from typing import Annotated

import typer

from mes_cli.cli.console import out
from mes_cli.cli.kinds import kind_named
from mes_cli.cli.session import _, current
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.json import dump
from mes_cli.schema import all_schemas, kind_schema
from mes_cli.store.peek import peek_language

Kind = Annotated[
    str | None, typer.Argument(metavar=_("KIND"), help=_("A kind of record; without one, all."))
]


def schema(kind: Kind = None) -> None:
    """Print the JSON Schema of a kind of record, for editors that complete and check.

    It speaks the language of the register, or the one that is asked for.
    """
    session = current()
    words = vocabulary(peek_language(session.folder) or session.language)
    document = kind_schema(kind_named(kind), words) if kind else all_schemas(words)
    out(dump(document))
