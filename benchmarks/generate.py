"""Make a realistic register of any size: all kinds, French words, lists and single files.

``python -m benchmarks.generate FOLDER --records 10000``. The same arguments make the same
bytes, and ``mes check --strict`` has nothing to say about them.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.book import FEWEST, FIRST_YEAR, Book
from benchmarks.kinds import Fields
from benchmarks.layout import Hand, document, hand, listing
from benchmarks.money import Resources

#: Records in one folder of files, and in one file that holds a list.
_FOLDER, _LIST = 1000, 60


@dataclass(frozen=True, slots=True)
class File:
    """A file of the register, and how many records it holds."""

    name: str
    text: str
    records: int = 1


class Writer:
    """Writes the files of a book one by one."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.resources = Resources(book)
        self.makers: dict[str, Callable[[Random, int], Fields]] = {
            **self.resources.kinds.makers,
            "funding": self.resources.funding,
        }

    def files(self, *, lists: bool) -> Iterator[File]:
        """Give every file: the settings first, contributions last."""
        settings = document(self.resources.settings(), Hand())
        yield File("mes.yaml", settings, 0)
        for kind, make in self.makers.items():
            for number in range(self.book.number[kind]):
                dice = self.book.dice(kind, number)
                text = document(make(dice, number), hand(dice, self.book.texts.remarks))
                yield File(self._name(kind, number), text)
        yield from self._lists() if lists else self._contributions()

    def _name(self, kind: str, number: int) -> str:
        folder = self.book.words.kinds[kind].folder
        inner = f"/{number // _FOLDER:03}" if self.book.number[kind] > _FOLDER else ""
        if kind == "accompaniment":
            inner = f"/{self.book.course(number).started.year}{inner}"
        return f"{folder}{inner}/{self.book.id(kind, number)}.yaml"

    def _contributions(self) -> Iterator[File]:
        folder = self.book.words.kinds["contribution"].folder
        for number in range(self.book.number["contribution"]):
            dice = self.book.dice("contribution", number)
            record = self.resources.contribution(dice, number)
            day = self.resources.day_of(number)
            name = f"{day:%Y/%m}/{number // _FOLDER:04}/{day}-{number}.yaml"
            yield File(f"{folder}/{name}", document(record, hand(dice, self.book.texts.remarks)))

    def _lists(self) -> Iterator[File]:
        """The same contributions, in lists of a month or of a part of it."""
        folder = self.book.words.kinds["contribution"].folder
        month, part, rows = "", 0, list[Fields]()
        for number in range(self.book.number["contribution"]):
            now = f"{self.resources.day_of(number):%Y-%m}"
            if rows and (now != month or len(rows) == _LIST):
                yield self._list(folder, month, part, rows)
                part, rows = (part + 1 if now == month else 0), []
            month = now
            dice = self.book.dice("contribution", number)
            rows.append(self.resources.contribution(dice, number))
        yield self._list(folder, month, part, rows)

    def _list(self, folder: str, month: str, part: int, rows: list[Fields]) -> File:
        at = (int(month[:4]) - FIRST_YEAR) * 12 + int(month[5:])
        how = hand(self.book.dice("contribution", (at << 24) + part, 1), self.book.texts.remarks)
        name = f"{folder}/{month[:4]}/{month}/{month}-{part + 1:03}.yaml"
        return File(name, listing(rows, how), len(rows))


def write(book: Book, root: Path, *, lists: bool) -> int:
    """Write the whole register; give the number of its bytes."""
    made: set[Path] = set()
    size = 0
    for file in Writer(book).files(lists=lists):
        path, content = root / file.name, file.text.encode()
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
        size += len(content)
    return size


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lists", action="store_true", help="keep contributions in monthly lists")
    parser.add_argument("--style", choices=("full", "small"), default="full")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    given = parser.parse_args()
    if given.records < FEWEST:
        parser.error(f"a register of all kinds has {FEWEST} records or more")
    book = Book(given.records, given.seed, given.lang, given.style == "small")
    size = write(book, given.folder, lists=given.lists)
    print(f"{given.records} records, {size / given.records:.0f} bytes a record")


if __name__ == "__main__":
    main()
