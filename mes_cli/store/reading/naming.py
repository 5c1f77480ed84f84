"""How a register writes the names of the models, where paths of them lead, and unknown names."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from mes_cli.finding import Edit, Finding, Fix, Loc, Place, Related, Word, WordKind, Words, say
from mes_cli.language.folding import near as nearest
from mes_cli.language.folding import sure, without_accents
from mes_cli.language.folding import words as folded
from mes_cli.language.vocabulary import (
    LANGUAGES,
    SETTINGS_FILE,
    Vocabulary,
    ordinary_words,
    vocabulary,
)
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part, Record
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Shape, Slot, shape
from mes_cli.store.reading import tree
from mes_cli.store.reading.faults import HIDDEN, fault
from mes_cli.store.reading.tree import ListNode, Node, ScalarNode, is_scalar
from mes_cli.table import shortened


class WrittenField(NamedTuple):
    """A field, and how a register in one language writes its values."""

    slot: Slot
    #: It takes a single text, no list, no table and no fields.
    single: bool
    #: By the words of the language, and the canonical ones: what they mean.
    meanings: Mapping[str, str]
    #: Other texts than these words are refused; else they stay as they are written.
    closed: bool


@cache
def fields(language: str, model: type[Part]) -> Mapping[str, WrittenField]:
    """The fields of a model by all their keys: the language's own, and the canonical ones."""
    form, words = shape(model), vocabulary(language)
    found = {
        name: WrittenField(
            slot,
            not (slot.many or slot.map_key is not None or slot.part is not None),
            meanings(language, slot),
            slot.choices is not None,
        )
        for name, slot in form.slots.items()
    }
    return found | {words.key(form.home, name): one for name, one in found.items()}


@cache
def keys(language: str, model: type[Part]) -> Mapping[str, Slot]:
    """The slots of a model by all their keys."""
    return {key: named.slot for key, named in fields(language, model).items()}


def meanings(language: str, slot: Slot) -> Mapping[str, str]:
    """What the words of a field mean, those that it knows."""
    if slot.words is not None:
        return choices(language, slot.words)
    return vocabulary(language).booleans if slot.scalar is Scalar.BOOLEAN else {}


@cache
def choices(language: str, enumeration: type[StrEnum]) -> Mapping[str, str]:
    """All words of an enumeration: the language's own, and the canonical ones."""
    words = vocabulary(language)
    table = {str(member): str(member) for member in enumeration}
    home = enumeration.__name__
    table.update((words.value(home, str(m)).word, str(m)) for m in enumeration)
    return table


#: So many fields are looked up in an index.
_MANY = 64


def follow(
    node: Node, model: type[Part], loc: Loc, words: Vocabulary, *, on_key: bool
) -> tuple[Node, bool]:
    """Follow a path of canonical names through a tree.

    Gives the node, and whether it is the record itself: then no stretch is marked.
    """
    here, whole = _beginning(node), True
    part: type[Part] | None = model
    table: Slot | None = None
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(step, int):
            if not isinstance(node, ListNode) or step >= len(node.items):
                break
            node = node.items[step]
        else:
            pair = _pair(node, None if table else part, step, words)
            if pair is None:
                break
            key, node = pair
            slot = table or (shape(part).slots.get(step) if part else None)
            part = slot.part if slot else None
            table = slot.entry if slot and slot.map_key is not None else None
            if (on_key and last) or not _begins(node):
                return key, False
        here, whole = _beginning(node), isinstance(node, tree.MapNode | ListNode)
    return here, whole


def _begins(node: Node) -> bool:
    """Tell whether a value has anything to point at."""
    return not is_scalar(node) or bool(node)


def _beginning(node: Node) -> Node:
    """Give the first word of a container, which is where an eye looks for it."""
    if isinstance(node, tree.MapNode) and node.pairs:
        return node.pairs[0][0]
    return node


def _pair(
    node: Node, model: type[Part] | None, step: str, words: Vocabulary
) -> tuple[ScalarNode, Node] | None:
    if not isinstance(node, tree.MapNode):
        return None
    if len(node.pairs) > _MANY:
        return _index(node, model, words.language).get(step)
    table = keys(words.language, model) if model else {}
    for key, value in node.pairs:
        slot = table.get(key)
        if (slot.name if slot else key) == step:
            return key, value
    return None


@lru_cache(maxsize=1)
def _index(
    node: tree.MapNode, model: type[Part] | None, language: str
) -> dict[str, tuple[ScalarNode, Node]]:
    """The fields of a mapping by their canonical names; the first of two that are one."""
    table = keys(language, model) if model else {}
    found: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.pairs:
        slot = table.get(key)
        found.setdefault(slot.name if slot else key, (key, value))
    return found


#: A longer value is not worth repeating in a message.
_LONGEST = 60


#: What may say who an initiative is.
_NAMING = {Scalar.TEXT, Scalar.URL, Scalar.SIREN, Scalar.SIRET, Scalar.RNA}
#: The field that says whether the name of an initiative may be published, and what allows it.
PUBLISHING = ("publish_name", "nom_publiable")
OPENLY = ("true", "vrai", "public")


def tells_who(slot: Slot) -> bool:
    """Tell whether a field of an initiative may say who that is."""
    return slot.scalar in _NAMING or slot.name == "id"


def shown(value: str, *, hidden: bool) -> str:
    """Give a value as a message may repeat it: nothing of a private one, little of a long one."""
    if hidden:
        return HIDDEN
    return shortened(" ".join(value.split()), _LONGEST)


def may_show(key: str, known: Iterable[str]) -> bool:
    """Tell whether a name that is none of the *known* fields may be repeated.

    Somebody may have typed a person's name there. What looks like a field may be shown, and what
    is made of words by which records are spoken of.
    """
    said = folded(key.replace("_", " "))
    return (bool(said) and ordinary_words().issuperset(said)) or _near(
        _bare(key), {_bare(name): name for name in known}
    ) is not None


def _bare(key: str) -> str:
    return without_accents(key).replace("-", "_")


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
    return fault(
        "accented-value" if bare in known else "unknown-value",
        at,
        name=name,
        found=shown(value, hidden=hidden),
        near=None if hidden else _near(bare, known),
        choices=Words(tuple(own)),
        fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
    )


def unknown_field(
    key: str, form: Shape, written: Iterable[str], at: Place, words: Vocabulary, *, hidden: bool
) -> tuple[Finding, str | None]:
    """Find a field that the model does not have; give the field that was probably meant as well.

    A field that is *written* already is not suggested.
    """
    if key.isdecimal():
        return fault("comma-in-braces", at), None
    left = [name for name in form.slots if name not in set(written)]
    own = {words.key(form.home, name): name for name in left}
    own.update({name: name for name in left if name not in own})
    bare = _bare(key)
    known = {_bare(k): k for k in own}
    near = _near(bare, known)
    # Behind the first word there may be a value that only lacks its colon.
    first, _, others = key.partition(" ")
    if not may_show(first, keys(words.language, form.model)):
        # The path to it, which the cache keeps, would tell it too.
        hidden, at = True, at._replace(loc=at.loc[:-1])
    found = shown(f"{first} …" if others else first, hidden=hidden)
    if near is None and is_own_key(bare, form):
        return _undeclared(found, form, at, words), None
    meant = bare if bare in known else sure(bare, known, lambda word: own[known[word]])
    accented = bare in known and near is not None and near != key
    # Settings and decisions, at the root, have no notes.
    fields = None if "/" in at.file else [Word(WordKind.FIELD, it, form.home) for it in left]
    finding = fault(
        "accented-field" if accented else "unknown-field",
        at,
        found=found,
        near=near,
        unsaid=found if found == HIDDEN else None,
        choices=Words(tuple(fields)) if fields else None,
        notes=Word(WordKind.FIELD, "notes", "Record"),
        fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
    )
    return finding, own[near] if near is not None else None


def _undeclared(found: str, form: Shape, at: Place, words: Vocabulary) -> Finding:
    """Find an own field that the settings do not declare, or the key of all of them."""
    key = words.key("Record", "own")
    field = f"{key}.{found}" if issubclass(form.model, OwnPart) else key
    return fault(
        "undeclared-field",
        at,
        found=found,
        fields=Word(WordKind.FIELD, "fields", "Settings"),
        file=SETTINGS_FILE,
        command=f"mes set … {field}=" if found != HIDDEN else None,
    )


def is_own_key(bare: str, form: Shape) -> bool:
    """Tell whether a key is, or leads to, an own field that the settings do not declare."""
    own = {vocabulary(it).key("Record", "own") for it in LANGUAGES} | {"own"}
    return issubclass(form.model, OwnPart) or (issubclass(form.model, Record) and bare in own)


def written_twice(name: Word, first: Place, at: Place) -> Finding:
    """Find a field that is written twice, in one language or in two."""
    related = (Related(first, say("written here first")),)
    return fault("duplicate-field", at, name=name, related=related)


def _near(bare: str, known: dict[str, str]) -> str | None:
    """Give the known word that looks most like *bare*, if one does."""
    found = nearest(bare, known)
    return known[found] if found is not None else None
