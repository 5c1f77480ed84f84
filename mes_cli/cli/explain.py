"""``mes explain``."""

from typing import Annotated

import typer

from mes_cli.cli.console import out
from mes_cli.cli.options import codes
from mes_cli.cli.session import current
from mes_cli.drafts.trial import pages
from mes_cli.errors import UnknownCodeError
from mes_cli.language.folding import near

Code = Annotated[
    str,
    typer.Argument(
        metavar="CODE", autocompletion=codes, help="The code in brackets behind a finding."
    ),
]


def explain(code: Code) -> None:
    """Explain why a check exists, with a bad and a good example."""
    known = pages(current().language)
    if code not in known:
        raise UnknownCodeError(code, near(code, known))
    page = known[code].replace("::\n", ":\n").replace("``", "`")
    out(f"{code}\n{'=' * len(code)}\n\n{page}\n")
