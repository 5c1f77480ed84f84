"""The records of a register as the audience that is asked for may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from mes_cli.cli import reading
from mes_cli.cli.session import current
from mes_cli.cli.usage import audience_named
from mes_cli.drafts.answers import today
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS, Record
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.walk import Path, steps
from mes_cli.register import Entry
from mes_cli.store.reading.load import Reading
from mes_cli.view.records import ViewData, plain
from mes_cli.view.viewer import Viewer, viewer


@dataclass(frozen=True, slots=True)
class ViewedRegister:
    """A register, and who looks at it."""

    reading: Reading
    viewer: Viewer

    @property
    def words(self) -> Vocabulary:
        """The words of the reader's language."""
        return vocabulary(self.viewer.language)

    def entries(self, kind: str) -> Iterator[Entry[Record]]:
        """The records of a kind that may be seen, in order."""
        for entry in self.viewer.ordered(self.viewer.register.of(KINDS[kind])):
            if self.viewer.may_see(entry.record):
                yield entry

    def plain(self, entry: Entry[Record]) -> ViewData:
        """What may be seen of a record."""
        return plain(entry, self.viewer)

    def name(self, entry: Entry[Record]) -> str:
        """What a record is called."""
        return self.viewer.name(*entry.name).name

    def keys(self, kind: str, path: Path) -> str:
        """The keys of the fields on a path, as a file has them: ``territoire.commune``."""
        return ".".join(self.words.key(*it) for it in steps(kind, path.slots))

    def heading(self, kind: str, path: Path) -> str:
        """The labels of the fields on a path; that of an own field stands alone."""
        own = [slot.part is not None and issubclass(slot.part, OwnPart) for slot in path.slots]
        way = zip(steps(kind, path.slots), own, strict=True)
        return " · ".join(self.words.field(*step).label for step, is_own in way if not is_own)

    def id(self, entry: Entry[Record]) -> str:
        """The id of a record, or its code where it may not be known."""
        return self.viewer.code(*entry.name)


def seen_by(audience: str, at: str = "", *, of_network: bool = False) -> ViewedRegister:
    """Read the register, a state of it that git keeps, or all of the network.

    *audience* names who looks.
    """
    if of_network:
        from mes_cli.cli import combining

        combining.only_today(at)
        readers = combining.readers("" if audience == Audience.INTERNAL else audience)
        whole = combining.network().whole
        return ViewedRegister(whole, viewer(whole.register, readers, today(), current().language))
    audience_ = audience_named(audience)
    register = reading.read(at=at)
    return ViewedRegister(
        register, viewer(register.register, audience_, today(), current().language)
    )
