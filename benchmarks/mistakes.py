"""Mistakes that people make, one in a record, each of which is one finding."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from benchmarks.book import Book
from benchmarks.kinds import Fields
from benchmarks.layout import Day, Hours, Money, Node, Open, Ref, Word

Path = tuple[str | int, ...]
#: A record with a mistake, and the code of the finding; nothing where it does not apply.
Wrong = tuple[Fields, str] | None

#: The kinds that mistakes are planted in, and what a record of each must say.
_REQUIRED = {
    "structure": ("name", "roles"), "initiative": ("name", "summary", "stage", "territory"),
    "accompaniment": ("initiatives", "form", "entry"), "contribution": ("kind",),
    "funding": ("funder", "nature", "period", "status"), "evidence": ("kind", "date", "title"),
    "advocacy": ("form", "target", "demand"),
}  # fmt: skip
PLANTED = frozenset(_REQUIRED)

#: What is written instead of a value, by the code of the finding.
_WRITTEN: Mapping[str, tuple[type[str], tuple[str, ...]]] = {
    "date-form": (Day, ("début mars", "4 mars", "03/2025")),
    "no-such-day": (Day, ("2025-02-30", "2024-13-01")),
    "money-form": (Money, ("environ 300", "à voir")),
    "money-decimals": (Money, ("12,005", "99.999")),
    "negative-value": (Money, ("-40,00", "-1")),
    "duration-form": (Hours, ("une matinée", "environ 2 h")),
}


class Mistakes:
    """Plants mistakes in the records of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        #: What was misspelt already: findings say the same name once.
        self.said: set[str] = set()
        #: Those that leave their file readable, and those that do not.
        self.inside: tuple[Callable[[Random, str, Fields], Wrong], ...] = (
            self.misspelt_field, self.missing_field, self.misspelt_word, self.own_word,
            self.misspelt_reference, self.backwards, *map(written, _WRITTEN),
        )  # fmt: skip
        self.outside: tuple[Callable[[Random, Fields, str], tuple[str, str]], ...] = (
            self.twice, self.tab, self.open_quote, no_colon, conflict, bell,
        )  # fmt: skip

    def plant(self, dice: Random, kind: str, record: Fields) -> tuple[Fields, str]:
        """Change a record, whatever file it stands in; give the code of the finding too."""
        while True:
            if found := dice.choice(self.inside)(dice, kind, record):
                return found

    def spoil(self, dice: Random, record: Fields, text: str) -> tuple[str, str]:
        """Change the text of a file of one record; give the code of the finding too."""
        return dice.choice(self.outside)(dice, record, text)

    def misspelt_field(self, dice: Random, kind: str, record: Fields) -> Wrong:
        """A letter too many in a field that may be left out."""
        required = {self._key(kind, name) for name in _REQUIRED[kind]}
        optional = [key for key in record if key not in required]
        if not optional:
            return None
        chosen = dice.choice(optional)
        wrong = _doubled(dice, chosen)
        return {wrong if key == chosen else key: record[key] for key in record}, "unknown-field"

    def missing_field(self, dice: Random, kind: str, record: Fields) -> Wrong:
        """A field that must be there is not."""
        chosen = self._key(kind, dice.choice(_REQUIRED[kind]))
        return {key: record[key] for key in record if key != chosen}, "missing-field"

    def misspelt_word(self, dice: Random, _kind: str, record: Fields) -> Wrong:
        """A letter too many in a word of a list."""
        return _changed(dice, record, Word, lambda word: _doubled(dice, word), "unknown-value")

    def own_word(self, dice: Random, kind: str, record: Fields) -> Wrong:
        """A theme or a policy that nobody knows."""
        code = "unknown-policy" if kind == "funding" else "unknown-theme"
        return _changed(dice, record, Open, lambda word: self._new(dice, word), code)

    def misspelt_reference(self, dice: Random, _kind: str, record: Fields) -> Wrong:
        """The id of nobody, near that of somebody."""
        return _changed(dice, record, Ref, lambda word: self._new(dice, word), "unknown-reference")

    def backwards(self, _dice: Random, kind: str, record: Fields) -> Wrong:
        """A period that ends before it begins."""
        key = self._key(kind, "period") if kind in {"funding", "advocacy"} else ""
        period = record.get(key)
        if not isinstance(period, Mapping):
            return None
        (first, start), (last, end) = period.items()
        return {**record, key: {first: end, last: start}}, "end-before-start"

    def twice(self, dice: Random, record: Fields, text: str) -> tuple[str, str]:
        """A field that stands there twice."""
        return f"{text}{dice.choice(list(record))}: x\n", "duplicate-field"

    def tab(self, _dice: Random, _record: Fields, text: str) -> tuple[str, str]:
        """A tab that indents."""
        return f"{text}{self._key('contribution', 'tags')}:\n\t- x\n", "tab"

    def open_quote(self, _dice: Random, _record: Fields, text: str) -> tuple[str, str]:
        """A quotation mark that nothing closes."""
        return f'{text}{self._key("contribution", "import_key")}: "x\n', "unclosed-quote"

    def _key(self, kind: str, name: str) -> str:
        return self.book.words.key(kind.capitalize(), name)

    def _new(self, dice: Random, name: str) -> str:
        """A misspelt name that was not there yet; numbers are left alone."""
        stem, dash, end = name.rpartition("-")
        while True:
            stem = _doubled(dice, stem) if stem else stem
            end = end if stem else _doubled(dice, end)
            wrong = f"{stem}{dash}{end}"
            if wrong not in self.said:
                self.said.add(wrong)
                return wrong


def written(code: str) -> Callable[[Random, str, Fields], Wrong]:
    """Something that is no day, no amount or no duration."""
    wanted, choices = _WRITTEN[code]

    def plant(dice: Random, _kind: str, record: Fields) -> Wrong:
        return _changed(dice, record, wanted, lambda _: dice.choice(choices), code)

    return plant


def no_colon(_dice: Random, _record: Fields, text: str) -> tuple[str, str]:
    """A line without a colon."""
    return f"{text}a revoir\n", "missing-colon"


def conflict(_dice: Random, _record: Fields, text: str) -> tuple[str, str]:
    """What git leaves where two people changed a file."""
    return f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> autre\n", "merge-conflict"


def bell(_dice: Random, _record: Fields, text: str) -> tuple[str, str]:
    """A character that nobody sees."""
    return f"# \x07\n{text}", "control-character"


def _doubled(dice: Random, word: str) -> str:
    at = dice.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _changed(
    dice: Random, record: Fields, wanted: type[str], change: Callable[[str], str], code: str
) -> Wrong:
    """Change any one value of a type."""
    paths = list(_paths(record, wanted, ()))
    if not paths:
        return None
    changed = _with(record, dice.choice(paths), change)
    assert isinstance(changed, Mapping)
    return changed, code


def _paths(node: Node, wanted: type[str], path: Path) -> Iterator[Path]:
    """Where the values of a type stand."""
    if isinstance(node, str):
        if isinstance(node, wanted):
            yield path
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _paths(value, wanted, (*path, key))
    else:
        for place, value in enumerate(node):
            yield from _paths(value, wanted, (*path, place))


def _with(node: Node, path: Path, change: Callable[[str], str]) -> Node:
    """Give the same with the value at a place changed."""
    if isinstance(node, str):
        return change(node)
    here, *rest = path
    if isinstance(node, Mapping):
        return {
            key: _with(value, tuple(rest), change) if key == here else value
            for key, value in node.items()
        }
    return [
        _with(value, tuple(rest), change) if place == here else value
        for place, value in enumerate(node)
    ]
