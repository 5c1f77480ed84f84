"""An edition: the figures of a year as one audience may see them, from which views are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mes_cli.figures.groups import NONE
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.geography import territory_label
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import Record
from mes_cli.model.audience import FUNDER, Audience
from mes_cli.register import Entry, Register
from mes_cli.view.pseudonyms import VocabularyWord
from mes_cli.view.records import ViewData, plain
from mes_cli.view.viewer import Named, Viewer


def no_pictures(path: str, lead: bool) -> str:  # noqa: ARG001, FBT001 - one of several answers
    """Show no picture: for forms that hold none."""
    return ""


@dataclass(frozen=True)
class Edition:
    """A year as one audience may see it."""

    viewer: Viewer
    figures: YearFigures
    #: The year before, where the register has something about it.
    before: YearFigures | None = None
    #: Where things stand in files, as ``file:line``; empty for those who may not know.
    sources: Mapping[Place, str] = field(default_factory=dict)
    #: The id of the record that the report is about, where it is about one.
    subject: str = ""
    #: The name of the picture that a file holds, and whether it leads; empty where none is shown.
    pictures: Callable[[str, bool], str] = no_pictures

    @property
    def register(self) -> Register:
        """The register that is looked at."""
        return self.viewer.register

    @property
    def words(self) -> Vocabulary:
        """The words of the reader's language."""
        return vocabulary(self.viewer.language)

    @property
    def minimum(self) -> int:
        """On how many initiatives a row of money or hours must stand; 0 if on any number."""
        return 0 if self.sees(FUNDER) else self.register.settings.minimum_group

    def sees(self, widest: Audience) -> bool:
        """Tell whether something meant for *widest* may be seen."""
        return self.viewer.sees(widest)

    def plain(self, entry: Entry[Record]) -> ViewData:
        """One record, with only what may be seen of it."""
        return {**plain(entry, self.viewer), "source": self.source(entry.place)}

    def record(self, kind: str, name: str) -> ViewData | None:
        """One record by its id, if it may be seen."""
        entry = self.register.find(kind, name)
        return self.plain(entry) if entry and self.viewer.may_see(entry.record) else None

    def source(self, place: Place) -> str | None:
        """Where something stands, for those who may know."""
        return self.viewer.source(place, self.sources.get(place))

    def name(self, kind: str, name: str) -> Named:
        """What a record is called."""
        return self.viewer.name(kind, name)

    def code(self, kind: str, name: str) -> str:
        """Its id, or for those who may not know it a number that tells it from others."""
        return self.viewer.code(kind, name)

    def label(self, home: str, word: str) -> str:
        """Name a word of a list, be it the vocabulary's or the register's own."""
        if word == NONE:
            return ""
        if home == "Territory":
            return VocabularyWord(territory_label(word))
        settings = self.register.settings
        added = {"Theme": settings.themes, "Policy": settings.policies}.get(home, {})
        if word in self.words.values.get(home, {}) and word not in added:
            return VocabularyWord(self.words.value(home, word).label)
        return self.viewer.hide_names(added.get(word, word))

    def labels(self, home: str, words: Iterable[str]) -> dict[str, str]:
        """Name several words of a list."""
        return {word: self.label(home, word) for word in words}
