"""The file, the id and the first text of a new record."""

import re
import textwrap
from collections.abc import Collection, Iterator

from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.identifiers import free_id, id_of, valid_id
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part, label_in
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.writer import Writer, ordered
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

#: An id made of a sentence keeps so many of its words.
_WORDS = 6
#: A name of an own field has 40 characters at most; a number may come behind it.
_LONGEST_NAME = 36


def new_id(kind: str, data: Data, reading: Reading) -> str:
    """Make an id from what a record says, which no other record of its kind has."""
    made = id_of("-".join(_parts(kind, data, reading))) or kind

    def taken(name: str) -> bool:
        return reading.register.knows(kind, name) or _stands(kind, name, data, reading)

    return free_id(made, taken)


def identity_of(kind: str, data: Data, said: str, reading: Reading) -> str:
    """Give the id of a new record: the one that was said, else one made of what it says.

    Raises:
        InputError: what was said is no id, or another record has it.
    """
    if said:
        refuse_id(reading, kind, said)
    return said or new_id(kind, data, reading)


def _parts(kind: str, data: Data, reading: Reading) -> Iterator[str]:
    """The words that an id is made of."""
    year = _year(data)
    match kind:
        case "accompaniment":
            initiatives = data.get("initiatives")
            yield str(initiatives[0]) if isinstance(initiatives, list) and initiatives else ""
            yield year
        case "funding":
            yield str(data.get("funder", ""))
            yield year
        case "contribution":
            yield str(data.get("date") or year)
            yield reading.words.value("ContributionKind", str(data.get("kind", ""))).word
        case "year":
            yield str(data.get("year", ""))
        case _:
            yield " ".join(label_in(data.get).split()[:_WORDS])


def _year(data: Data) -> str:
    """The calendar year that a record begins in."""
    period = data.get("period")
    first = period.get("from", "") if isinstance(period, dict) else ""
    return str(data.get("started") or data.get("date") or first)[:4]


def short_name(label: str, taken: Collection[str], sign: str = "-") -> str:
    """Make a short name of a label, which is not *taken*; *sign* joins its words.

    It is empty where none can be made. Names of own fields begin with a letter.

    >>> short_name("Accès à l’eau", ["acces-a-l-eau"]), short_name("2e lieu", (), "_")
    ('acces-a-l-eau-2', 'e_lieu')
    """
    made = id_of(label)[:_LONGEST_NAME].strip("-0123456789").replace("-", sign)
    return free_id(made, taken.__contains__, sign) if made else ""


def refuse_id(reading: Reading, kind: str, new: str) -> None:
    """Refuse an id that is not well formed, or that another record of its kind has.

    Raises:
        InputError: it is one of these.
    """
    if valid_id(new) is None:
        raise InputError(
            say("`{name}` cannot be an id", name=new),
            say("ids have lower-case letters, digits and hyphens"),
        )
    if reading.register.knows(kind, new):
        raise InputError(
            say("another record is called `{name}` already", name=new),
            say("see it with `{command}`, or choose another id", command=f"mes show {kind}/{new}"),
        )


def file_of(kind: str, name: str, data: Data, reading: Reading) -> str:
    """The file of a new record: in the folder of its year, where the others of its kind are."""
    folder = reading.words.kinds[kind].folder
    year = _year(data)
    files = {e.place.file for e in reading.register.entries if e.record.kind == kind}
    dated = any(re.match(r"[^/]+/\d{4}/", file) for file in files)
    return f"{folder}/{year}/{name}.yaml" if dated and year else f"{folder}/{name}.yaml"


def _stands(kind: str, name: str, data: Data, reading: Reading) -> bool:
    return (reading.root / file_of(kind, name, data, reading)).exists()


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
