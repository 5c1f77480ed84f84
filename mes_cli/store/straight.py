"""The straight way from plain data to a record, where everything in it is right.

The fields of each model are laid out once, with what takes the value of each. Values are read
by the same functions that the pydantic models call. At the first thing that is not plainly
right the whole record is left to ``store.translate`` and pydantic, which say what is wrong.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.model.part import Part
from mes_cli.model.readers import READERS, TEXT
from mes_cli.model.scalars import Reads, Refusal, Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.plainwords import NotPlain
from mes_cli.store.translate import choices, keys

Take = Callable[[Any], Any]
_ID = READERS[Scalar.ID]
_new, _set = object.__new__, object.__setattr__
#: How many texts of one type are remembered with their values: days come again and again.
_REMEMBERED = 4096


class Layout(NamedTuple):
    """How the fields of a model are taken."""

    model: type[Part]
    #: By the words of the register, and the canonical ones: the attribute, and what takes it.
    takers: Mapping[str, tuple[str, Take | None]]
    required: frozenset[str]

    def take(self, data: Any) -> Part:
        """Make a part of its fields.

        Raises:
            NotPlain, KeyError, TypeError: anything is not plainly right.
        """
        if data.__class__ is not dict:
            raise NotPlain
        values: dict[str, Any] = {}
        blank: set[str] = set()
        takers = self.takers
        for key, value in data.items():
            attribute, take = takers[key]
            if value.__class__ is not str:
                if take is None:
                    raise NotPlain
                values[attribute] = take(value)
            elif not value or value.isspace():
                blank.add(attribute)
            else:
                values[attribute] = value if take is None else take(value)
        # Two words for one field leave fewer than there were.
        if len(values) + len(blank) != len(data) or not blank.isdisjoint(values):
            raise NotPlain
        if not self.required <= values.keys():
            raise NotPlain
        part = _new(self.model)
        _set(part, "__dict__", values)  # as `made` does; there are millions of them
        return part


class Straight:
    """Makes records in a language and with a length of the day of work, in seconds."""

    def __init__(self, words: Vocabulary, day_length: int) -> None:
        self.words = words
        self.day_length = day_length
        self.layouts: dict[type[Part], Layout] = {}
        self.readers: dict[Reads, Take] = {}

    def record(self, kind: str, data: Any, name: str, *, alone: bool) -> Record:
        """Make the record of a kind that has, or is given, a *name*; *alone* in its file.

        Raises:
            NotPlain: anything is not plainly right.
        """
        if data.__class__ is not dict:
            raise NotPlain
        said = data.setdefault("id", name)
        if alone and said != name:
            raise NotPlain
        try:
            return cast("Record", self.layout(KINDS[kind]).take(data))
        except (KeyError, TypeError):  # a word that is not known, a list where a text should be
            raise NotPlain from None

    def settings(self, data: Any) -> Settings:
        """Make settings.

        Raises:
            NotPlain: anything is not plainly right.
        """
        try:
            return cast("Settings", self.layout(Settings).take(data))
        except (KeyError, TypeError):
            raise NotPlain from None

    def layout(self, model: type[Part]) -> Layout:
        """Lay out the fields of a model, once."""
        found = self.layouts.get(model)
        if found is None:
            takers = {
                key: (slot.attribute, self.field(slot, model.fields[slot.attribute].least))
                for key, slot in keys(self.words.language, model).items()
            }
            found = Layout(model, takers, model.required)
            self.layouts[model] = found
        return found

    def field(self, slot: Slot, least: int) -> Take | None:
        """Make what takes the value of a field; nothing for text, which is taken as it is."""
        one = self.single(slot)
        if slot.many:
            return _many(one or _text, slot, self, least)
        if slot.map_key is not None:
            return _table(self.reader(READERS[slot.map_key]) or _text, one or _text)
        return one

    def single(self, slot: Slot) -> Take | None:
        """Make what takes one value."""
        language = self.words.language
        if slot.part is not None:
            return self.layout(slot.part).take
        if slot.choices is not None:
            words = {w: slot.choices(c) for w, c in choices(language, slot.choices).items()}
            return words.__getitem__
        if slot.open_words is not None:
            return _open_word(choices(language, slot.open_words.words))
        if slot.scalar is Scalar.BOOLEAN:
            known = {"true": True, "false": False}
            known |= {w: known[c] for w, c in self.words.booleans.items()}
            return known.__getitem__
        return self.reader(slot.reads) if slot.reads else None

    def reader(self, reads: Reads) -> Take | None:
        """Give what reads the text of a type; all fields of one type share it."""
        if reads.function is TEXT.function:
            return None
        if reads not in self.readers:
            self.readers[reads] = self._reader(reads)
        return self.readers[reads]

    def _reader(self, reads: Reads) -> Take:
        function, day = reads.function, self.day_length

        def take(value: Any) -> Any:
            if value.__class__ is not str:
                raise NotPlain
            try:
                return function(value, day)
            except Refusal:
                raise NotPlain from None

        # Every record has an id of its own: there is nothing to remember.
        return take if reads is _ID else lru_cache(_REMEMBERED)(take)


def _text(value: Any) -> Any:
    if value.__class__ is not str:
        raise NotPlain
    return value


def _open_word(known: Mapping[str, str]) -> Take:
    def take(value: Any) -> Any:
        if value.__class__ is not str:
            raise NotPlain
        return known.get(value, value)

    return take


def _many(one: Take, slot: Slot, straight: Straight, least: int) -> Take:
    alone, part = slot.alone, slot.part
    inner = straight.single(shape(part).slots[alone]) or _text if alone and part else None
    made = (part, shape(part).slots[alone].attribute) if alone and part else None

    def single(value: Any) -> Any:
        if value.__class__ is str:
            if not value or value.isspace():
                raise NotPlain
            if inner is not None and made is not None:
                return made[0].made({made[1]: inner(value)})
        return one(value)

    def take(value: Any) -> Any:
        if value.__class__ is str and alone:
            return (single(value),)
        if value.__class__ is not list or len(value) < least:
            raise NotPlain
        return tuple([one(it) if it.__class__ is dict else single(it) for it in value])

    return take


def _table(key_reader: Take, one: Take) -> Take:
    def take(value: Any) -> Any:
        if value.__class__ is not dict:
            raise NotPlain
        return {
            key_reader(key): one(item)
            for key, item in value.items()
            if item.__class__ is not str or (item and not item.isspace())
        }

    return take
