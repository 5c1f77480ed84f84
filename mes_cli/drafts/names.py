"""Kinds and records as people name them: by id, by label, by a part of the name."""

from collections.abc import Iterable
from difflib import get_close_matches

from mes_cli.errors import InputError, UnknownIdError, UnknownKindError
from mes_cli.finding import Words, say
from mes_cli.language.folding import fold
from mes_cli.language.near import near
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.register import Entry, Register
from mes_cli.view.records import record_label


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


def several(said: str, found: list[Entry[Record]]) -> InputError:
    """Say that a name fits several records."""
    alike = len({entry.record.id for entry in found}) == 1
    names = [f"{e.record.kind}/{e.record.id}" if alike else e.record.id for e in found]
    more = ["…"] if len(names) > _MOST else []
    return InputError(
        say("`{name}` may be one of several records", name=said),
        say("write one of {choices}", choices=Words((*names[:_MOST], *more))),
    )


def _has(record: Record, words: list[str]) -> bool:
    short = getattr(record, "short_name", None) or ""
    text = f"{record.id} {fold(record_label(record))} {fold(short)}"
    return all(word in text.replace("-", " ") for word in words)
