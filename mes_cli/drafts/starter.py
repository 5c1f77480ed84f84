"""A first register: what is asked, where it may begin, and taking its examples out again."""

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic import TypeAdapter, ValidationError

from mes_cli.drafts.questions import Question
from mes_cli.drafts.removal import Removal, examples
from mes_cli.errors import InputError, RegisterExistsError
from mes_cli.escape import printed
from mes_cli.finding import Message, Place, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import SETTINGS_FILE, Vocabulary
from mes_cli.model import Settings, Structure
from mes_cli.model.identifiers import id_of
from mes_cli.model.record import Part
from mes_cli.model.scalars import Money
from mes_cli.model.shape import shape
from mes_cli.output.json import dump
from mes_cli.schema import all_schemas, editor_settings
from mes_cli.store.editing.changes import begin
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.writer import Writer
from mes_cli.store.git.past import IGNORED
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

#: Where the schemas stand that the first lines of the starter's files point to.
SCHEMAS = ".schemas"
#: What is asked before a register begins, in order: the fields of a :class:`InitAnswers`.
STEPS = ("name", "keeper", "hourly_cost", "examples")
#: What an hour of paid work costs in the examples, by language.
_COST = {"fr": "35,00", "en": "35.00"}
#: A value of the settings that is an example still.
_MARKED = re.compile(r"^ +(?P<key>[a-z]+): (?P<value>.+?) +# (?:exemple|example)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class InitAnswers:
    """The answers of ``mes init``; empty where nothing was answered."""

    name: str = ""
    #: The name of the structure that keeps it.
    keeper: str = ""
    #: What an hour of paid work costs, in euros.
    hourly_cost: str = ""
    examples: bool = True


def question(step: str, before: InitAnswers, language: str) -> Question:
    """Give the question of one of the :data:`STEPS`; what was answered *before* is offered."""
    text = catalogue(language).text
    match step:
        case "name":
            return Question(text("Name of the network"), default=before.name)
        case "keeper":
            label = text("Structure that keeps this register")
            return Question(label, default=before.keeper or before.name)
        case "hourly_cost":
            label = text("What an hour of paid work costs, in euros")
            help_ = text("Everything included; leave it empty if you do not know it yet.")
            return Question(label, help_, before.hourly_cost, optional=True)
        case _:
            return Question(text("Begin with example records, to look at and take out later?"))


def wrong(step: str, said: str) -> Message | None:
    """Tell what is wrong with the answer to a step; None where it can be used."""
    try:
        if step == "hourly_cost" and said:
            amount(said)
        elif step in {"name", "keeper"}:
            _plain_name(said)
    except InputError as problem:
        return problem.help or problem.message
    return None


def refuse_folder(root: Path) -> None:
    """Refuse a folder in which no register may begin.

    Raises:
        RegisterExistsError: there is one already.
        InputError: the folder is no place for one, or another user's.
    """
    settings = root / SETTINGS_FILE
    if settings.exists() or settings.is_symlink():
        raise RegisterExistsError(str(settings))
    home = None
    with suppress(RuntimeError):
        home = Path.home().resolve()
    if root.resolve() in {home, Path(root.resolve().anchor)}:
        raise InputError(
            say("`{folder}` holds more than a register", folder=str(root.resolve())),
            say("name a new folder in it: `mes init FOLDER`"),
        )
    if root.exists() and _is_of_another_user(root):
        raise InputError(
            say("`{folder}` belongs to another user of this machine", folder=str(root)),
            say("name a folder of your own: `mes init FOLDER`"),
        )


def _is_of_another_user(root: Path) -> bool:
    """Tell whether another user owns a folder, who can change what is in it; not for root."""
    return hasattr(os, "getuid") and os.getuid() not in {0, root.stat().st_uid}


def begin_register(
    root: Path, start: InitAnswers, starter: Mapping[str, str], words: Vocabulary
) -> Collection[str]:
    """Write a first register, with what editors need to help with it; give its files.

    Raises:
        RegisterExistsError: there is one already.
        InputError: an answer cannot be used, or the folder is no place for a register.
        FileExistsAlreadyError: a file is there, and says something else.
        DiskError: the system refuses.
    """
    refuse_folder(root)
    contents = first_files(starter, start, words)
    schemas = all_schemas(words)
    contents |= {f"{SCHEMAS}/{kind}.json": dump(schema) for kind, schema in schemas.items()}
    # The settings of an editor may be there before the register, and are its owner's.
    contents |= {
        name: dump(about)
        for name, about in editor_settings(words, SCHEMAS).items()
        if not (root / name).exists()
    }
    if not (root / ".gitignore").exists():
        contents[".gitignore"] = "".join(f"{line}\n" for line in IGNORED)
    # Only this file makes a register of the folder: until it stands, this may be done again.
    contents[SETTINGS_FILE] = contents.pop(SETTINGS_FILE)
    begin(root, contents)
    return contents


def first_files(
    starter: Mapping[str, str], start: InitAnswers, words: Vocabulary
) -> dict[str, str]:
    """Write the files of a first register from those of the *starter*.

    Raises:
        InputError: the hourly cost is no amount, or a name cannot be written.
    """
    usual = {"fr": "Mon réseau", "en": "My network"}[words.language]
    name = start.name or usual
    keeper = start.keeper or name
    identity = id_of(keeper) or id_of(usual)
    while any(f"/{identity}.yaml" in file for file in starter):
        identity += "-2"
    known = bool(start.hourly_cost)
    cost = amount(start.hourly_cost) if known else f"{_COST[words.language]}  # {_example(words)}"
    said = {
        "@NAME@": _scalar(name, Settings, words),
        "@KEEPER-NAME@": _scalar(keeper, Structure, words),
        "@KEEPER@": identity,
        "@COST@": cost,
    }
    files = {_filled(file, said): _filled(text, said) for file, text in starter.items()}
    if start.examples:
        return files
    own = {SETTINGS_FILE, f"{words.kinds['structure'].folder}/{identity}.yaml"}
    files = {file: text for file, text in files.items() if file in own}
    unknown = ["overheads"] if known else ["hourly_costs", "overheads"]
    for field in unknown:
        files[SETTINGS_FILE] = _commented(files[SETTINGS_FILE], words.key("Settings", field))
    return files


def without_examples(reading: Reading) -> tuple[Removal, Edits]:
    """Take the examples out of a register: its records, and what the settings say for example.

    Raises:
        InputError: there is no example, or a record of the register's own cannot do without one.
    """
    removal = Removal(reading)
    for entry in examples(reading.register.entries):
        removal.take(entry)
    for place, links in removal.open().items():
        if not removal.can_stay(links):
            raise InputError(
                say("`{file}` cannot do without an example that it names", file=place.file),
                say("change it first; `mes edit` opens it"),
            )
        removal.left_out += links
    edits = removal.edits()
    data = edits.data(Place(SETTINGS_FILE))
    text = edits.files[SETTINGS_FILE].text
    for listed, key in (("hourly_costs", "rate"), ("overheads", "share")):
        marked = {it["value"] for it in _MARKED.finditer(text)}
        rules = cast("list[Data]", data.get(listed) or [])
        data[listed] = [rule for rule in rules if rule.get(key) not in marked]
    edits.change(Place(SETTINGS_FILE), data)
    if not edits.drafts:
        raise InputError(
            say("there are no examples here"),
            say("examples bear the tag `{tag}`", tag=_example(reading.words)),
        )
    return removal, edits


def _example(words: Vocabulary) -> str:
    return {"fr": "exemple", "en": "example"}[words.language]


def amount(said: str) -> str:
    """Accept an amount in euros.

    Raises:
        InputError: it is not an amount.
    """
    try:
        TypeAdapter(Money).validate_python(said)
    except ValidationError:
        raise InputError(
            say("`{value}` is no amount", value=said), say("write euros, as `35` or `35.50`")
        ) from None
    return said.strip()


def _scalar(said: str, model: type[Part], words: Vocabulary) -> str:
    """Write a name as YAML reads it.

    Raises:
        InputError: it has characters that nobody sees.
    """
    written = Writer(words).scalar(_plain_name(said), shape(model).slots["name"])
    assert isinstance(written, str)
    return written


def _plain_name(said: str) -> str:
    """Accept a name.

    Raises:
        InputError: it has characters that nobody sees.
    """
    name = " ".join(said.split())
    if printed(name) != name:
        raise InputError(
            say("`{name}` cannot be a name", name=name), say("write it with letters and signs")
        )
    return name


def _filled(text: str, said: Mapping[str, str]) -> str:
    for sign, value in said.items():
        text = text.replace(sign, value)
    return text


def _commented(text: str, key: str) -> str:
    """Turn a field with its value into comments."""
    block = re.compile(rf"^{key}:\n(?: .*\n)+", re.MULTILINE)
    return block.sub(lambda found: re.sub("(?m)^", "# ", found[0].rstrip("\n")) + "\n", text)
