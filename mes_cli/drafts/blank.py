"""The text of a record that is yet to be written: what must be said, and what may be."""

import textwrap

from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.writer import Writer, ordered
from mes_cli.store.reading.translation import Data


def blank(model: type[Part], data: Data, words: Vocabulary, language: str) -> str:
    """Write a record with what is known of it; fields that may be left out are comments.

    Keys are those of the register, whose *words* are given; help is in the reader's *language*.
    """
    lines: list[str] = []
    for slot in ordered(model):
        if slot.name in {"id", "import_key"}:
            continue
        about = _comment(slot, model.__name__, language)
        lines += [*about, *_field(slot, model.__name__, data.get(slot.name), words)]
    return "".join(f"{line}\n" for line in lines)


def _field(slot: Slot, home: str, value: object, words: Vocabulary) -> list[str]:
    key = words.key(home, slot.name)
    if value is not None:
        return [*Writer(words).pair(key, value, slot), ""]
    if not slot.required:
        own = slot.part is not None and issubclass(slot.part, OwnPart)
        return [f"# {key}:", *(_own(slot, words) if own else []), ""]
    if slot.part is not None and not slot.many:
        inner = (_line(field, shape(slot.part).home, words) for field in ordered(slot.part))
        return [f"{key}:", *inner, ""]
    return [f"{key}: []" if slot.many else f"{key}:", ""]


def _own(slot: Slot, words: Vocabulary) -> list[str]:
    """The own fields of a register: their names and labels are nowhere else but in its settings."""
    assert slot.part is not None
    fields = ((it, words.field(slot.part.__name__, it.name)) for it in ordered(slot.part))
    return [f"#   {it.name}:  # {about.label}" for it, about in fields]


def _line(slot: Slot, home: str, words: Vocabulary) -> str:
    key = words.key(home, slot.name)
    return f"  {key}:" if slot.required else f"  # {key}:"


def _comment(slot: Slot, home: str, language: str) -> list[str]:
    """A line of help, and the words that the field knows."""
    spoken = vocabulary(language)
    about = spoken.field(home, slot.name)
    said = [f"{about.label}. {about.help}"]
    if slot.choices is not None:
        known = (spoken.value(slot.choices.__name__, str(m)).word for m in slot.choices)
        one_of = catalogue(language).text("One of: {choices}")
        said.append(one_of.replace("{choices}", ", ".join(known)))
    return [f"# {line}" for text in said for line in textwrap.wrap(text, 90)]
