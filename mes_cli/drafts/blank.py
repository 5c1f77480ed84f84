"""The text of a record that is yet to be written: what must be said, and what may be."""

import textwrap

from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.writer import Writer, ordered
from mes_cli.store.reading.translation import Data


def blank(kind: str, data: Data, words: Vocabulary, language: str) -> str:
    """Write a record with what is known of it; fields that may be left out are comments.

    Keys are those of the register, whose *words* are given; help is in the reader's *language*.
    """
    lines: list[str] = []
    for slot in ordered(KINDS[kind]):
        if slot.name in {"id", "import_key"}:
            continue
        about = _comment(slot, KINDS[kind].__name__, language)
        lines += [*about, *_field(slot, KINDS[kind].__name__, data.get(slot.name), words)]
    return "".join(f"{line}\n" for line in lines)


def _field(slot: Slot, home: str, value: object, words: Vocabulary) -> list[str]:
    key = words.key(home, slot.name)
    if value is not None:
        return [*Writer(words).pair(key, value, slot), ""]
    if not slot.required:
        return [f"# {key}:", ""]
    if slot.part is not None and not slot.many:
        inner = (_line(field, shape(slot.part).home, words) for field in ordered(slot.part))
        return [f"{key}:", *inner, ""]
    return [f"{key}: []" if slot.many else f"{key}:", ""]


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
