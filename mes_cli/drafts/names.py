"""Kinds and records as people name them: by id, by label, by a part of the name."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from mes_cli.errors import InputError, UnknownIdError, UnknownKindError
from mes_cli.finding import Place, Word, WordKind, Words, say
from mes_cli.language.folding import fold, near
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import LANGUAGES, SETTINGS_FILE, Vocabulary, kind_words, vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.model.shape import shape
from mes_cli.register import Entry, Register
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places
from mes_cli.store.reading.translation import Data
from mes_cli.view.viewer import record_label

#: A path, and the place in it that findings name.
_PATH = re.compile(r"(?P<path>.+\.ya?ml)(?::(?P<line>\d{1,7}))?(?::\d{1,7})?")


def kinds_said() -> dict[str, list[str]]:
    """Give the words of every kind of record, and of the settings, in all languages."""
    said = {kind: kind_words(kind) for kind in KINDS}
    return said | {Settings.kind: [SETTINGS_FILE, *kind_words(Settings.kind)]}


def kind_word(kind: str, language: str) -> str:
    """Give the word by which a command names a kind.

    >>> kind_word("evidence", "fr"), kind_word("evidence", "en")
    ('témoignage', 'evidence')
    """
    label = vocabulary(language).kinds[kind].label
    return kind if " " in label else label


def spellings(enumeration: type[StrEnum]) -> dict[str, list[str]]:
    """Give how the words of a closed list may be written, in all languages."""
    rows = {
        str(it): [vocabulary(lang).value(enumeration.__name__, str(it)) for lang in LANGUAGES]
        for it in enumeration
    }
    return {
        name: [it for row in found for it in (row.word, row.label)] for name, found in rows.items()
    }


#: The field whose words name a sort of some kinds: a grant, volunteering, a visit.
_SORTS = {"funding": "nature", "contribution": "kind", "evidence": "kind"}


def sort_named(said: str) -> tuple[str, Data]:
    """Find the kind that somebody means, and what a record of it says if a sort of it was named.

    >>> sort_named("subvention"), sort_named("financements")
    (('funding', {'nature': 'grant'}), ('funding', {}))

    Raises:
        UnknownKindError: neither a kind nor a sort of one has this name.
    """
    if meant(said, kinds_said()) is None:
        for kind, field in _SORTS.items():
            choices = shape(KINDS[kind]).slots[field].choices
            word = meant(said, spellings(choices)) if choices else None
            if word:
                return kind, {field: word}
    return kind_named(said), {}


def kind_named(said: str) -> str:
    """Find the kind that somebody means: by its canonical name, its label or its folder.

    >>> kind_named("accompagnements"), kind_named("Témoignage"), kind_named("mes.yaml")
    ('accompaniment', 'evidence', 'settings')

    Raises:
        UnknownKindError: no kind has this name.
    """
    known = kinds_said()
    found = meant(said, known)
    if found is not None:
        return found
    table = {word: kind for kind, said_so in known.items() for word in (kind, *said_so)}
    kinds = Words(tuple(Word(WordKind.KIND, kind) for kind in KINDS))
    raise UnknownKindError(said, near(fold(said.strip()), table) or "", kinds)


#: The lists of dated rules that the settings hold.
RULES = ("hourly_costs", "overheads", "valuation")


def rule_named(said: str) -> str | None:
    """Find the list of dated rules that somebody means; None where none is.

    >>> rule_named("cout-horaire"), rule_named("overheads"), rule_named("initiative")
    ('hourly_costs', 'overheads', None)
    """
    fields = {rule: [vocabulary(it).field("Settings", rule) for it in LANGUAGES] for rule in RULES}
    known = {rule: [w for it in said for w in (it.key, it.label)] for rule, said in fields.items()}
    return meant(said, known)


#: What one line may say of each dated rule.
_EXAMPLES = {
    "hourly_costs": {"from": "2026-01-01", "rate": "35.50"},
    "overheads": {"from": "2026-01-01", "share": "15%"},
    "valuation": {"from": "2026-01-01", "method": "minimum-wage"},
}


def rule_example(rule: str, words: Vocabulary) -> str:
    """Write a command that says a dated rule in one line, in the register's words."""
    slot = shape(Settings).slots[rule]
    assert slot.part is not None
    inner = shape(slot.part)
    said = (
        f"--set {words.key(inner.home, name)}={Writer(words).word(value, inner.slots[name])}"
        for name, value in _EXAMPLES[rule].items()
    )
    word = words.key(Settings.__name__, rule).replace("_", "-")
    return " ".join((f"mes new {word}", *said))


class NamedRecord(NamedTuple):
    """What a command works on: a record, or the settings of the register."""

    kind: str
    place: Place
    #: What people call it.
    label: str
    #: What names it on a command line.
    id: str


def targets(reading: Reading, said: str) -> list[NamedRecord]:
    """Give what somebody may mean: by id, by a part of the name, or by the path that a check says.

    ``mes`` is the settings of the register; a path may have a line behind it: ``a/b.yaml:12``.

    Raises:
        UnknownIdError: there is nothing of that name.
    """
    register = reading.register
    if said in {SETTINGS_FILE, SETTINGS_FILE.partition(".")[0]}:
        return [NamedRecord(Settings.kind, Place(SETTINGS_FILE), register.settings.name, "mes")]
    return [target_of(entry) for entry in _at_path(reading, said) or named(register, said)]


def target_of(entry: Entry[Record]) -> NamedRecord:
    """Give what a command works on, where that is a record."""
    return NamedRecord(entry.record.kind, entry.place, record_label(entry.record), entry.record.id)


def _at_path(reading: Reading, said: str) -> list[Entry[Record]]:
    """Give the records of a file, or the one that stands at a line of it."""
    found = _PATH.fullmatch(said.replace("\\", "/"))
    if found is None:
        return []
    path, line = found["path"], int(found["line"] or 0)
    inside = [
        entry
        for entry in reading.register.entries
        if f"/{path}".endswith(f"/{entry.place.file}") or entry.place.file.endswith(f"/{path}")
    ]
    if not line:
        return inside
    lines = [spot.line or 1 for spot in places([entry.place for entry in inside], reading)]
    above = [entry for entry, first in zip(inside, lines, strict=True) if first <= line]
    return above[-1:] or inside


def named(register: Register, said: str, kinds: Iterable[str] = KINDS) -> list[Entry[Record]]:
    """Give the records that somebody may mean: of that id, else with those words in the name.

    Raises:
        InputError: the record of that id cannot be read.
        UnknownIdError: no record has this name.
    """
    kinds = list(kinds)
    kind, slash, name = said.partition("/")
    if slash and kind in KINDS:
        kinds, said = [kind], name
    exact = [entry for k in kinds if (entry := register.find(k, said))]
    if exact:
        return exact
    if register.unread & {(kind, PurePath(said).stem) for kind in kinds}:
        raise InputError(
            say("the record `{name}` cannot be read", name=said),
            say("see what is wrong with `{command}`, and mend that first", command="mes check"),
        )
    everything = [entry for kind in kinds for entry in register.of(KINDS[kind])]
    sought = fold(said).replace("-", " ").split()
    found = [entry for entry in everything if sought and _has(entry.record, sought)]
    if not found:
        raise UnknownIdError(said, near(said, [e.record.id for e in everything]))
    return found


def one(register: Register, said: str, kinds: Iterable[str] = KINDS) -> Entry[Record]:
    """Give the one record that somebody means.

    Raises:
        UnknownIdError: no record has this name.
        InputError: there are several.
    """
    found = named(register, said, kinds)
    if len(found) > 1:
        raise several(said, found)
    return found[0]


#: So many are named where several fit.
_MOST = 8


def several(said: str, found: Iterable[Entry[Record]]) -> InputError:
    """Say that a name fits several records."""
    return many(said, [target_of(entry) for entry in found])


def many(said: str, found: list[NamedRecord]) -> InputError:
    """Say that a name fits several things."""
    alike = len({it.id for it in found}) == 1
    names = [f"{it.kind}/{it.id}" if alike else it.id for it in found]
    more = ["…"] if len(names) > _MOST else []
    return InputError(
        say("`{name}` may be one of several records", name=said),
        say("write one of {choices}", choices=Words((*names[:_MOST], *more))),
    )


def _has(record: Record, sought: list[str]) -> bool:
    short = getattr(record, "short_name", None) or ""
    text = f"{record.id} {fold(record_label(record))} {fold(short)}"
    return all(word in text.replace("-", " ") for word in sought)
