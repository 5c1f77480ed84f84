"""Kinds and records as people name them: by id, by label, by a part of the name."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from mes_cli.errors import InputError, UnknownIdError, UnknownKindError
from mes_cli.finding import Place, Words, say
from mes_cli.language.folding import fold
from mes_cli.language.near import near
from mes_cli.language.vocabulary import LANGUAGES, SETTINGS_FILE, vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.register import Entry, Register
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places
from mes_cli.view.records import record_label

#: A path, and the place in it that findings name.
_PATH = re.compile(r"(?P<path>.+\.ya?ml)(?::(?P<line>\d{1,7}))?(?::\d{1,7})?")


def kind_named(said: str) -> str:
    """Find the kind that somebody means: by its canonical name, its label or its folder.

    >>> kind_named("accompagnements"), kind_named("initiative"), kind_named("mes.yaml")
    ('accompaniment', 'initiative', 'settings')

    Raises:
        UnknownKindError: there is none.
    """
    table = {name: name for name in (*KINDS, Settings.kind)} | {"mes.yaml": Settings.kind}
    for language in LANGUAGES:
        for kind, words in vocabulary(language).kinds.items():
            table.update(dict.fromkeys((words.folder, words.label, words.plural), kind))
    table.pop("", None)
    word = said.strip().lower().rstrip("/")
    if word in table:
        return table[word]
    near = get_close_matches(word, table, n=1, cutoff=0.6)
    raise UnknownKindError(said, near[0] if near else ", ".join(KINDS))


class Target(NamedTuple):
    """What a command works on: a record, or the settings of the register."""

    kind: str
    place: Place
    #: What people call it.
    label: str
    #: What names it on a command line.
    id: str


def targets(reading: Reading, said: str) -> list[Target]:
    """Give what somebody may mean: by id, by a part of the name, or by the path that a check says.

    ``mes`` is the settings of the register; a path may have a line behind it: ``a/b.yaml:12``.

    Raises:
        UnknownIdError: there is nothing of that name.
    """
    register = reading.register
    if said in {SETTINGS_FILE, SETTINGS_FILE.partition(".")[0]}:
        return [Target(Settings.kind, Place(SETTINGS_FILE), register.settings.name, "mes")]
    return [_target(entry) for entry in _at_path(reading, said) or named(register, said)]


def _target(entry: Entry[Record]) -> Target:
    return Target(entry.record.kind, entry.place, record_label(entry.record), entry.record.id)


def _at_path(reading: Reading, said: str) -> list[Entry[Record]]:
    """Give the records of a file, or the one that stands at a line of it."""
    found = _PATH.fullmatch(said.replace("\\", "/"))
    if found is None:
        return []
    path, line = found["path"], int(found["line"] or 0)
    inside = [e for e in reading.register.entries if f"/{path}".endswith(f"/{e.place.file}")]
    if not line:
        return inside
    lines = [spot.line or 1 for spot in places([entry.place for entry in inside], reading)]
    above = [entry for entry, first in zip(inside, lines, strict=True) if first <= line]
    return above[-1:] or inside


def named(register: Register, said: str, kinds: Iterable[str] = KINDS) -> list[Entry[Record]]:
    """Give the records that somebody may mean: of that id, else with those words in the name.

    Raises:
        UnknownIdError: there is none.
    """
    kinds = list(kinds)
    kind, slash, name = said.partition("/")
    if slash and kind in KINDS:
        kinds, said = [kind], name
    exact = [entry for k in kinds if (entry := register.find(k, said))]
    if exact:
        return exact
    everything = [entry for kind in kinds for entry in register.of(KINDS[kind])]
    words = fold(said).replace("-", " ").split()
    found = [entry for entry in everything if words and _has(entry.record, words)]
    if not found:
        raise UnknownIdError(said, near(said, [e.record.id for e in everything]))
    return found


def one(register: Register, said: str, kinds: Iterable[str] = KINDS) -> Entry[Record]:
    """Give the one record that somebody means.

    Raises:
        UnknownIdError: there is none.
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
    return many(said, [_target(entry) for entry in found])


def many(said: str, found: list[Target]) -> InputError:
    """Say that a name fits several things."""
    alike = len({it.id for it in found}) == 1
    names = [f"{it.kind}/{it.id}" if alike else it.id for it in found]
    more = ["…"] if len(names) > _MOST else []
    return InputError(
        say("`{name}` may be one of several records", name=said),
        say("write one of {choices}", choices=Words((*names[:_MOST], *more))),
    )


def _has(record: Record, words: list[str]) -> bool:
    short = getattr(record, "short_name", None) or ""
    text = f"{record.id} {fold(record_label(record))} {fold(short)}"
    return all(word in text.replace("-", " ") for word in words)
