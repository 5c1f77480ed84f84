"""``mes explain``."""

from difflib import get_close_matches
from typing import Annotated

import typer

from mes_cli.cli.completion import codes
from mes_cli.cli.console import out
from mes_cli.cli.session import current
from mes_cli.drafts.trial import pages
from mes_cli.errors import UnknownCodeError

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
        near = get_close_matches(code, known, n=1, cutoff=0.6)
        raise UnknownCodeError(code, near[0] if near else None)
    page = known[code].replace("::\n", ":\n").replace("``", "`")
    out(f"{code}\n{'=' * len(code)}\n\n{page}\n")
