"""Make a realistic register of any size: all kinds, French words, lists and single files.

``python -m benchmarks.generate FOLDER --records 10000``. The same arguments make the same
bytes. ``--wrong 0.01`` plants a mistake in one record of a hundred, each of which is one
finding; without it, ``mes check --strict`` has nothing to say.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.book import FEWEST, FIRST_YEAR, Book, likely
from benchmarks.kinds import Fields
from benchmarks.layout import Hand, document, hand, listing
from benchmarks.mistakes import PLANTED, Mistakes
from benchmarks.money import Resources

#: Records in one folder of files, and in one file that holds a list.
_FOLDER, _LIST = 1000, 60


@dataclass(frozen=True, slots=True)
class File:
    """A file of the register."""

    name: str
    text: str
    #: The codes of what ``mes check`` finds in it.
    codes: tuple[str, ...] = ()


class Writer:
    """Writes the files of a book one by one, with a mistake here and there."""

    def __init__(self, book: Book, wrong: float = 0.0) -> None:
        self.book = book
        self.wrong = wrong
        #: How many records must have been wrong by now.
        self.due = 0.5
        self.mistakes = Mistakes(book)
        self.resources = Resources(book)
        self.makers: dict[str, Callable[[Random, int], Fields]] = {
            **self.resources.kinds.makers,
            "funding": self.resources.funding,
        }

    def files(self, *, lists: bool) -> Iterator[File]:
        """Give every file: the settings first, contributions last."""
        yield File("mes.yaml", document(self.resources.settings(), Hand()))
        for kind, make in self.makers.items():
            for number in range(self.book.number[kind]):
                yield self._single(kind, number, make)
        yield from self._lists() if lists else self._contributions()

    def _single(self, kind: str, number: int, make: Callable[[Random, int], Fields]) -> File:
        dice = self.book.dice(kind, number)
        record = make(dice, number)
        how = hand(dice, self.book.texts.remarks)
        name = f"{self._folder(kind, number)}/{self._stem(kind, number)}.yaml"
        slips = self._slips(kind, number)
        if slips is None:
            return File(name, document(record, how))
        if likely(slips, 60):
            record, code = self.mistakes.plant(slips, kind, record)
            return File(name, document(record, how), (code,))
        text, code = self.mistakes.spoil(slips, record, document(record, how))
        return File(name, text, (code,))

    def _slips(self, kind: str, number: int) -> Random | None:
        """The chances of a mistake; nothing where there is none. They come at even steps."""
        if kind not in PLANTED or (kind == "structure" and number == 0):
            return None  # that of the keeper is needed
        before, self.due = int(self.due), self.due + self.wrong
        return self.book.dice(kind, number, 2) if int(self.due) > before else None

    def _folder(self, kind: str, number: int) -> str:
        folder = self.book.words.kinds[kind].folder
        if kind == "contribution":
            return f"{folder}/{self.resources.day_of(number):%Y/%m}/{number // _FOLDER:04}"
        if kind == "accompaniment":
            folder = f"{folder}/{self.book.course(number).started.year}"
        many = self.book.number[kind] > _FOLDER
        return f"{folder}/{number // _FOLDER:03}" if many else folder

    def _stem(self, kind: str, number: int) -> str:
        if kind == "contribution":
            return f"{self.resources.day_of(number)}-{number}"
        return self.book.id(kind, number)

    def _contributions(self) -> Iterator[File]:
        for number in range(self.book.number["contribution"]):
            yield self._single("contribution", number, self.resources.contribution)

    def _lists(self) -> Iterator[File]:
        """The same contributions, in lists of a month or of a part of it."""
        month, part = "", 0
        rows: list[Fields] = []
        codes: list[str] = []
        for number in range(self.book.number["contribution"]):
            now = f"{self.resources.day_of(number):%Y-%m}"
            if rows and (now != month or len(rows) == _LIST):
                yield self._list(month, part, rows, codes)
                part, rows, codes = (part + 1 if now == month else 0), [], []
            month = now
            record = self.resources.contribution(self.book.dice("contribution", number), number)
            if slips := self._slips("contribution", number):
                record, code = self.mistakes.plant(slips, "contribution", record)
                codes.append(code)
            rows.append(record)
        yield self._list(month, part, rows, codes)

    def _list(self, month: str, part: int, rows: list[Fields], codes: list[str]) -> File:
        folder = self.book.words.kinds["contribution"].folder
        at = (int(month[:4]) - FIRST_YEAR) * 12 + int(month[5:])
        how = hand(self.book.dice("contribution", (at << 24) + part, 1), self.book.texts.remarks)
        name = f"{folder}/{month[:4]}/{month}/{month}-{part + 1:03}.yaml"
        return File(name, listing(rows, how), tuple(codes))


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: bytes, and mistakes by the file that they stand in."""

    size: int
    mistakes: list[tuple[str, str]]


def write(book: Book, root: Path, *, lists: bool = False, wrong: float = 0.0) -> Written:
    """Write the whole register, file by file."""
    made: set[Path] = set()
    mistakes: list[tuple[str, str]] = []
    size = 0
    for file in Writer(book, wrong).files(lists=lists):
        path, content = root / file.name, file.text.encode()
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
        size += len(content)
        mistakes += [(file.name, code) for code in file.codes]
    return Written(size, mistakes)


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=float, default=0.0, help="share of records with a mistake")
    parser.add_argument("--planted", action="store_true", help="name every mistake: file and code")
    parser.add_argument("--lists", action="store_true", help="keep contributions in monthly lists")
    parser.add_argument("--style", choices=("full", "small"), default="full")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    given = parser.parse_args()
    if given.records < FEWEST:
        parser.error(f"a register of all kinds has {FEWEST} records or more")
    book = Book(given.records, given.seed, given.lang, given.style == "small")
    done = write(book, given.folder, lists=given.lists, wrong=given.wrong)
    if given.planted:
        for name, code in done.mistakes:
            print(f"{name}\t{code}")
    print(f"{given.records} records, {done.size / given.records:.0f} bytes a record, "
          f"{len(done.mistakes)} mistakes", file=sys.stderr)  # fmt: skip


if __name__ == "__main__":
    main()
