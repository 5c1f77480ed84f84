"""What completes a command line: kinds, ids, years and codes.

Nothing is ever said here: a line that is being typed shows no mistakes.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from mes_cli.cli.session import current
from mes_cli.errors import MesError
from mes_cli.escape import printed
from mes_cli.language.vocabulary import vocabulary

if TYPE_CHECKING:
    from mes_cli.store.reading.load import Reading


#: What a shell may take for more than text: zsh evaluates what it shows beside a completion.
_EVALUATED = re.compile(r"[\\$`\"]+")


def described(text: str) -> str:
    """Give a text that shells show beside a completion, without what they would evaluate.

    >>> described("L'atelier $(date)")
    'L’atelier (date)'
    """
    return " ".join(_EVALUATED.sub(" ", printed(text)).replace("'", "’").split())


def kinds(incomplete: str) -> Iterator[tuple[str, str]]:
    """Give the kinds of record that begin so, with their help."""
    for it in vocabulary(current().language).kinds.values():
        if it.folder and it.folder.startswith(incomplete):
            yield it.folder, described(it.help)


def ids(incomplete: str) -> Iterator[tuple[str, str]]:
    """Give the ids that begin so, with what people call their records."""
    from mes_cli.view.viewer import record_label

    reading = _read()
    for entry in reading.register.entries if reading else ():
        if entry.record.id.startswith(incomplete):
            yield entry.record.id, described(record_label(entry.record))


def years(incomplete: str) -> Iterator[str]:
    """Give the financial years that the register knows."""
    from mes_cli.figures.years import years as known

    reading = _read()
    for year in known(reading.register) if reading else ():
        if str(year).startswith(incomplete):
            yield str(year)


def codes(incomplete: str) -> Iterator[str]:
    """Give the codes of checks that begin so."""
    from mes_cli.drafts.trial import known_codes

    yield from (code for code in known_codes() if code.startswith(incomplete))


def _read() -> "Reading | None":
    """Read the register that is meant; None if there is no register."""
    from mes_cli.store.reading.load import load
    from mes_cli.store.reading.root import find_root

    with suppress(MesError, OSError):
        return load(find_root(current().folder))
    return None
