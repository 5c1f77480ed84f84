"""The files of a register as one look at its folders shows them, before any is opened."""

from dataclasses import dataclass
from pathlib import Path

from mes_cli.language.vocabulary import vocabulary
from mes_cli.store import stamps
from mes_cli.store.folder import SETTINGS_FILE, Listing, listing, stamped
from mes_cli.store.quiet import quiet


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look showed; a run looks once."""

    #: That of the register, by whose words folders are known.
    language: str
    listed: Listing
    #: The digest of the stamps of all files; nothing where one is in doubt.
    digest: bytes
    #: What was odd about the folders.
    odd: str


def look(root: Path, language: str, began: int) -> Seen:
    """Look at the folders of a register; *began* is when, in nanoseconds.

    Raises:
        DiskError: the root itself cannot be listed.
    """
    own = stamps.stamp(root / SETTINGS_FILE)
    with quiet():
        listed = listing(root, vocabulary(language), stamps=True)
        digest = stamps.digest(((SETTINGS_FILE, own), *stamped(listed)), began)
    return Seen(language, listed, digest, repr(listed.findings) if listed.findings else "")
