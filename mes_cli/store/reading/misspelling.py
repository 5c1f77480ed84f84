"""Unknown names of fields and words of lists, and what was probably meant by them."""

from collections.abc import Iterable
from enum import StrEnum

from mes_cli.finding import Edit, Finding, Fix, Place, Related, Word, WordKind, Words, say
from mes_cli.language.folding import near as nearest
from mes_cli.language.folding import sure, without_accents
from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, vocabulary
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Record
from mes_cli.model.shape import Shape
from mes_cli.store.reading.faults import field_use as faults
from mes_cli.store.reading.faults.refused import HIDDEN, RefusedValue
from mes_cli.store.reading.faults.syntax import comma_in_braces
from mes_cli.store.reading.naming import choices

#: A longer value is not worth repeating in a message.
_LONGEST = 60


def shown(value: str, *, hidden: bool) -> str:
    """Give a value as a message may repeat it: nothing of a private one, little of a long one."""
    if hidden:
        return HIDDEN
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def unknown_word(
    value: str,
    enumeration: type[StrEnum],
    name: Word,
    at: Place,
    words: Vocabulary,
    *,
    hidden: bool,
) -> Finding:
    """Find a word that is not in the closed list of a field."""
    table = choices(words.language, enumeration)
    own = [words.value(enumeration.__name__, str(m)).word for m in enumeration]
    known = {without_accents(word): word for word in (*table, *own)}
    bare = without_accents(value)
    meant = bare if bare in known else sure(bare, known, lambda word: table.get(known[word]))
    refused = RefusedValue(
        at,
        name,
        shown(value, hidden=hidden),
        near=None if hidden else _near(bare, known),
        more={"choices": Words(tuple(own))},
        fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
    )
    return (faults.accented_value if bare in known else faults.unknown_value)(refused)


def unknown_field(
    key: str, form: Shape, written: Iterable[str], at: Place, words: Vocabulary, *, hidden: bool
) -> tuple[Finding, str | None]:
    """Find a field that the model does not have; give the field that was probably meant as well.

    A field that is *written* already is not suggested.
    """
    if key.isdecimal():
        return comma_in_braces(at), None
    left = [name for name in form.slots if name not in set(written)]
    own = {words.key(form.home, name): name for name in left}
    own.update({name: name for name in left if name not in own})
    bare = without_accents(key).replace("-", "_")
    known = {without_accents(k).replace("-", "_"): k for k in own}
    near = _near(bare, known)
    # Behind the first word there may be a value that only lacks its colon.
    first, _, others = key.partition(" ")
    found = shown(f"{first} …" if others else first, hidden=hidden)
    if near is None and is_own_key(bare, form):
        key = words.key("Record", "own")
        field = f"{key}.{found}" if issubclass(form.model, OwnPart) else key
        return faults.undeclared_field(RefusedValue(at, found, found, more={"field": field})), None
    meant = bare if bare in known else sure(bare, known, lambda word: own[known[word]])
    refused = RefusedValue(
        at,
        found,
        found,
        near=near,
        more={"notes": Word(WordKind.FIELD, "notes", "Record")},
        fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
    )
    accented = bare in known and near is not None and near != key
    finding = faults.accented_field(refused) if accented else faults.unknown_field(refused)
    return finding, own[near] if near is not None else None


def is_own_key(bare: str, form: Shape) -> bool:
    """Tell whether a key is, or leads to, an own field that the settings do not declare."""
    own = {vocabulary(it).key("Record", "own") for it in LANGUAGES} | {"own"}
    return issubclass(form.model, OwnPart) or (issubclass(form.model, Record) and bare in own)


def written_twice(name: Word, first: Place, at: Place) -> Finding:
    """Find a field that is written twice, in one language or in two."""
    related = Related(first, say("written here first"))
    return faults.duplicate_field(RefusedValue(at, name, related=(related,)))


def _near(bare: str, known: dict[str, str]) -> str | None:
    """Give the known word that looks most like *bare*, if one does."""
    found = nearest(bare, known)
    return known[found] if found is not None else None
