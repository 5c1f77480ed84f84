"""What the people of other programs are called in the register: by pseudonyms.

A pseudonym is made with a random key that stays on the computer, so that nobody can try names
until one gives it; the same person has the same one in every file that is imported there.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from mes_cli.errors import DiskError
from mes_cli.finding import say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.folding import same
from mes_cli.store.editing.atomic import write
from mes_cli.store.reading.load import Reading
from mes_cli.store.user_folders import state_folder

_BYTES = 32
#: Letters and digits of a pseudonym: two people of a thousand get the same one once in 2 million.
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class People:
    """Names become pseudonyms, unless they are to be kept."""

    #: The name of the register: a person has another pseudonym in another one.
    register: str
    secret: bytes = b""
    #: Names are kept as they are.
    keep: bool = False
    #: What a pseudonym begins with.
    word: str = "Bénévole"
    #: What people are called in the register already.
    known: frozenset[str] = frozenset()

    def called(self, name: str) -> str | None:
        """What a person is called; None for a name that is empty.

        Accents, capitals and the order of the names do not matter.

        >>> people = People("Seeds", b"a key")
        >>> people.called("Ana DUPRÉ") == people.called(" dupre  Ana ") != "Ana DUPRÉ"
        True
        """
        whole = " ".join(name.split())
        if not whole or self.keep:
            return whole or None
        if (before := self._before(whole)) in self.known:
            return before  # one person stays one
        parts = " ".join(sorted(same(whole).split()))
        text = f"{self.register}\x1f{parts or whole}"
        digest = hmac.new(self.secret, text.encode(), hashlib.sha256).digest()
        return f"{self.word} {base64.b32encode(digest).decode().lower()[:_LENGTH]}"

    def _before(self, name: str) -> str:
        """What versions before 0.2 called a person, without any key."""
        text = f"{self.register}\x1f{name.casefold()}"
        return f"{self.word} {hashlib.sha256(text.encode()).hexdigest()[:6]}"


def key_of_this_computer() -> bytes:
    """Give the key of pseudonyms; it is made when it is first asked for, and only ours to read.

    Raises:
        DiskError: it cannot be read or kept: then no name may become a pseudonym.
    """
    path = state_folder("pseudonyms.key")
    if path is None:
        raise DiskError("pseudonyms.key", say("there is no folder of yours to keep it in"))
    try:
        if path.exists():
            return path.read_bytes()
    except OSError as problem:
        raise DiskError(str(path), problem) from problem
    made = secrets.token_bytes(_BYTES)
    write(path, made, mode=0o600)
    return made


def people_of(reading: Reading, *, keep: bool, named: bool) -> People:
    """How people are called in a register; only what names people (*named*) needs a key."""
    known = (getattr(entry.record, "by", None) for entry in reading.register.entries)
    return People(
        reading.register.settings.name,
        b"" if keep or not named else key_of_this_computer(),
        keep,
        catalogue(reading.words.language).text("Volunteer"),
        frozenset(filter(None, known)),
    )
