"""``mes explain``."""

from difflib import get_close_matches
from typing import Annotated

import typer

from mes_cli import checks
from mes_cli.checks.network_checks import NETWORK_CHECKS
from mes_cli.cli.completion import codes
from mes_cli.cli.console import out
from mes_cli.cli.session import current
from mes_cli.errors import UnknownCodeError
from mes_cli.language.catalogue import catalogue
from mes_cli.store.reading.faults import FAULTS

Code = Annotated[
    str,
    typer.Argument(
        metavar="CODE", autocompletion=codes, help="The code in brackets behind a finding."
    ),
]


def pages(language: str) -> dict[str, str]:
    """The page of every code: the docstring of its check or fault, translated."""
    said = {checks.code(check): check.__doc__ or "" for check in checks.CHECKS}
    said |= {checks.code(check): check.__doc__ or "" for check in NETWORK_CHECKS}
    said |= {code: function.__doc__ or "" for code, function in FAULTS.items()}
    sentences = catalogue(language)
    return {code: sentences.page(page) for code, page in said.items()}


def headlines(language: str) -> dict[str, str]:
    """The first sentence of every page."""
    first = {code: page.partition("\n\n")[0] for code, page in pages(language).items()}
    return {code: sentence.replace("\n", " ") for code, sentence in first.items()}


def explain(code: Code) -> None:
    """Explain why a check exists, with a bad and a good example."""
    known = pages(current().language)
    if code not in known:
        near = get_close_matches(code, known, n=1, cutoff=0.6)
        raise UnknownCodeError(code, near[0] if near else None)
    page = known[code].replace("::\n", ":\n").replace("``", "`")
    out(f"{code}\n{'=' * len(code)}\n\n{page}\n")
