"""Mending: what a finding's fix says is done to the text, and to nothing else of it.

An edit is textual and local: it replaces the span of one value, or the spaces before one
line. Comments and layout stay as they are, byte for byte. What an edit has made is read
again and compared with what was there: if anything but what was meant has changed, the
file is left alone. A file is written whole or not at all.
"""

from collections.abc import Callable

from mes_cli.finding import Finding
from mes_cli.store.load import Drafts, Reading

Find = Callable[[Drafts], tuple[Reading, list[Finding]]]


def mended(register: Reading, find: Find) -> Drafts:
    """Give the new contents of the files that can be mended."""
    return {}


def difference(register: Reading, drafts: Drafts) -> str:
    """Write the difference that drafts make."""
    return ""


def apply(register: Reading, drafts: Drafts) -> None:
    """Write drafts."""
