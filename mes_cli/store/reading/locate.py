"""From places in records to lines and columns, with the line as it may be shown.

Only files that have a finding are read again: a register without one pays nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mes_cli.finding import Finding, Place
from mes_cli.store.reading.load import RegisterSource
from mes_cli.store.reading.page import MASK, Page


def locate(findings: Iterable[Finding], reading: RegisterSource) -> list[Finding]:
    """Give every finding its line, its column and the line it is about, in order of place."""
    findings = list(findings)
    found = _found((place for finding in findings for place in _places(finding)), reading)
    located = [
        finding._replace(
            at=found[finding.at],
            related=tuple(other._replace(at=found[other.at]) for other in finding.related),
        )
        for finding in findings
    ]
    return sorted(located, key=lambda f: (*f.at.order, f.code))


def places(wanted: Iterable[Place], reading: RegisterSource) -> list[Place]:
    """Give places their lines, in the order in which they come."""
    wanted = list(wanted)
    found = _found(wanted, reading)
    return [found[place] for place in wanted]


def _found(wanted: Iterable[Place], reading: RegisterSource) -> dict[Place, Place]:
    """Look places up, one file after the other: no two of them are in memory at once."""
    by_file: dict[str, set[Place]] = defaultdict(set)
    for place in wanted:
        by_file[place.file].add(place)
    found: dict[Place, Place] = {}
    for file, places_ in by_file.items():
        try:
            page = _page(file, reading)
            # A line of another register is not shown: what is private is for its keeper to say.
            look = page.place if page.file == file else page.found
            found.update((place, look(place)) for place in places_)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - reading the file has failed before, and was told
            found.update(
                (it, it._replace(line=it.line or 1, column=it.column or 1)) for it in places_
            )
    return found


def _page(file: str, reading: RegisterSource) -> Page:
    """Open a file, or one of a member's folder: ``member:file``."""
    code, _, inside = file.partition(":")
    member = reading.members.get(code)
    return Page(inside, member) if member else Page(file, reading)


def lines(file: str, reading: RegisterSource) -> tuple[list[str], list[str]]:
    """Give the lines of a file as they are, and as they may be shown."""
    page = Page(file, reading)
    shown = [
        page.excerpt(number) or (MASK if line.strip() else "")
        for number, line in enumerate(page.lines, 1)
    ]
    return page.lines, shown


def _places(finding: Finding) -> Iterator[Place]:
    yield finding.at
    for other in finding.related:
        yield other.at


class Sources(Mapping[Place, str]):
    """Where places stand, as ``file:line``, looked up on demand.

    Only the files that are asked about are read again.
    """

    def __init__(self, reading: RegisterSource) -> None:
        self.reading = reading
        self._pages: dict[str, Page] = {}
        self._found: dict[Place, str] = {}

    def __getitem__(self, place: Place) -> str:
        """Give the file and the line of a place."""
        said = self._found.get(place)
        if said is None:
            page = self._pages.get(place.file)
            if page is None:
                page = self._pages[place.file] = _page(place.file, self.reading)
            said = self._found[place] = f"{place.file}:{page.found(place).line}"
        return said

    def __iter__(self) -> Iterator[Place]:
        """Go through the places that were asked for."""
        return iter(self._found)

    def __len__(self) -> int:
        """Count them."""
        return len(self._found)
