"""Where records stand in files, for those who may know."""

from collections.abc import Iterator, Mapping

from mes_cli.finding import Place
from mes_cli.store.reading.load import Ground
from mes_cli.store.reading.locate import Page


class Sources(Mapping[Place, str]):
    """Where places stand, as ``file:line``, looked up for whoever asks.

    Only the files that are asked about are read again.
    """

    def __init__(self, reading: Ground) -> None:
        self.reading = reading
        self._pages: dict[str, Page] = {}
        self._found: dict[Place, str] = {}

    def __getitem__(self, place: Place) -> str:
        """Give the file and the line of a place."""
        said = self._found.get(place)
        if said is None:
            page = self._pages.get(place.file)
            if page is None:
                page = self._pages[place.file] = Page(place.file, self.reading)
            said = self._found[place] = f"{place.file}:{page.found(place).line}"
        return said

    def __iter__(self) -> Iterator[Place]:
        """Go through the places that were asked for."""
        return iter(self._found)

    def __len__(self) -> int:
        """Count them."""
        return len(self._found)
