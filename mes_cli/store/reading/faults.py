"""The faults of reading: what each says, how it is mended, and its page of ``mes explain``.

They stand in ``faults.toml`` by their codes, in English; the catalogues translate them.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mes_cli.finding import Argument, Edit, Finding, Fix, Message, Place, Related, Severity, say

#: What stands in a message for the value of a private field, and for what is not known.
HIDDEN = "…"
#: The help that is said where no other one fits.
_OTHERWISE = "otherwise"
_ARGUMENT = re.compile(r"\{(\w+)\}")


class Fault(NamedTuple):
    """A fault that a file may have."""

    message: str
    #: How to mend it, by the argument that must be known for that; the first one that is, decides.
    help: Mapping[str, str]
    page: str
    severity: Severity = Severity.ERROR
    fix: Edit | None = None
    #: The file was not opened because of it.
    unopened: bool = False


@cache
def faults() -> Mapping[str, Fault]:
    """All faults of reading by code; the file is read when the first one is asked for."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {code: _fault(**it) for code, it in told.items()}


def _fault(
    message: str,
    help: str | Mapping[str, str],  # noqa: A002 - as the file says it
    page: str,
    severity: str = "error",
    fix: str = "",
    *,
    unopened: bool = False,
) -> Fault:
    cures = {_OTHERWISE: help} if isinstance(help, str) else help
    return Fault(message, cures, page, Severity(severity), Edit(fix) if fix else None, unopened)


def is_unopened(code: str) -> bool:
    """Tell whether a file with this finding was not opened."""
    return code in faults() and faults()[code].unopened


def fault(
    code: str,
    at: Place,
    /,
    *,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
    cure: Message | None = None,
    **arguments: Argument | None,
) -> Finding:
    """Find a fault; *arguments* are what its sentences may name, None where that is not known.

    A *fix* or a *cure* that is certain here takes the place of the usual one.
    """
    told = faults()[code]
    known = {name: it for name, it in arguments.items() if it is not None}
    usual = next(text for name, text in told.help.items() if name in known or name == _OTHERWISE)
    fix = fix or (Fix(told.fix) if told.fix else None)
    message, cure = _said(told.message, known), cure or _said(usual, known)
    return Finding(code, told.severity, message, at, cure, related, fix)


def _said(text: str, known: Mapping[str, Argument]) -> Message:
    return say(text, **{name: known.get(name, HIDDEN) for name in _ARGUMENT.findall(text)})
