"""The words of records in one language: kinds, folders, keys, values, labels, short help.

One file a language holds them (``words.fr.toml``, ``words.en.toml``); a translator edits it.
Loader, schemas, forms, spreadsheets and reports all read that one file; the models hold the
canonical names, and tests hold the files complete.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mes_cli.language.folding import words as folded

#: The languages that have a vocabulary; the first is taken where nothing says which.
LANGUAGES = ("fr", "en")
#: The file at the root of a register that says what the register is.
SETTINGS_FILE = "mes.yaml"
#: The files at the root of a network that say which records of its members are one.
IDENTITIES_FILES = ("identities.yaml", "identites.yaml")
_FOLDER = Path(__file__).parent


class KindWords(NamedTuple):
    """What a kind of record is called, and the folder that holds it."""

    label: str
    plural: str
    help: str
    folder: str = ""  #: the settings have none


class FieldWords(NamedTuple):
    """The key of a field as records write it, its label, and a line of help.

    *form_help* is the help where a form asks for the field: it names no code words; *form_label*
    the label there, which may be a question.
    """

    key: str
    label: str
    help: str
    form_help: str
    form_label: str


class ValueWords(NamedTuple):
    """An enumerated value as records write it, and its label."""

    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, by the canonical names of models, fields and enumerations."""

    language: str
    kinds: Mapping[str, KindWords]
    fields: Mapping[str, Mapping[str, FieldWords]]
    values: Mapping[str, Mapping[str, ValueWords]]
    booleans: Mapping[str, str]  #: by the word of the language, the canonical one
    #: How words of the command line may be spelt, by option: the first is the one that is shown.
    options: Mapping[str, Mapping[str, Sequence[str]]]

    def field(self, home: str, name: str) -> FieldWords:
        """The words of a field; *home* is the name of its model.

        A field that a register declares has the words that it declares, in every language.
        """
        for words in (self.fields.get(home, {}), _declared_fields.get(home, {})):
            if name in words:
                return words[name]
        return self.fields["Record"].get(name) or FieldWords(name, name, "", "", name)

    def saying(self, said: Callable[[str], str]) -> "Vocabulary":
        """The same words; labels and help that registers declare are put through a function."""
        fields = {
            home: {
                name: it._replace(label=said(it.label), help=said(it.help))
                for name, it in rows.items()
            }
            for home, rows in _declared_fields.items()
        }
        values = {
            home: {name: it._replace(label=said(it.label)) for name, it in rows.items()}
            for home, rows in _declared_values.items()
        }
        return replace(self, fields={**self.fields, **fields}, values={**self.values, **values})

    def key(self, home: str, name: str) -> str:
        """The key of a field, as a record in this language writes it."""
        return self.field(home, name).key

    def value(self, home: str, name: str) -> ValueWords:
        """The words of an enumerated value; a word that a register adds stands for itself."""
        words = self.values.get(home) or _declared_values.get(home, {})
        return words.get(name) or ValueWords(name, name)


#: The words of the fields and of the lists that registers declare, by names of models.
_declared_fields: dict[str, Mapping[str, FieldWords]] = {}
_declared_values: dict[str, Mapping[str, ValueWords]] = {}


def declare(
    home: str,
    fields: Mapping[str, FieldWords] | None = None,
    values: Mapping[str, ValueWords] | None = None,
) -> None:
    """Make known the words of what a register declares; *home* names one declaration only."""
    _declared_fields[home], _declared_values[home] = fields or {}, values or {}


@cache
def vocabulary(language: str) -> Vocabulary:
    """Load the words of a language.

    >>> vocabulary("fr").key("Session", "hours")
    'duree'
    """
    words = tomllib.loads((_FOLDER / f"words.{language}.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        language,
        {kind: KindWords(**row) for kind, row in words["kinds"].items()},
        {
            home: {
                name: FieldWords(**{"form_help": row["help"], "form_label": row["label"], **row})
                for name, row in rows.items()
            }
            for home, rows in words["fields"].items()
        },
        {
            home: {name: ValueWords(**row) for name, row in rows.items()}
            for home, rows in words["values"].items()
        },
        {word: canonical for canonical, word in words.get("booleans", {}).items()},
        words["options"],
    )


def option_words(language: str, home: str, name: str) -> Sequence[str]:
    """Give the spellings of a word of the command line; the first is the one that is shown.

    Words that no vocabulary has are the same in every language.

    >>> option_words("fr", "By", "policy"), option_words("fr", "Audience", "funder")
    (['politique'], ['financeurs'])
    """
    words = vocabulary(language)
    value = words.values.get(home, {}).get(name)
    if value is not None:
        return list(dict.fromkeys((value.word, value.label)))
    return words.options.get(home, {}).get(name) or [name]


@cache
def ordinary_words() -> frozenset[str]:
    """Give all words, folded, in which the vocabularies speak of records; none has a digit.

    >>> {"telephone", "adresse", "description"} <= ordinary_words()
    True
    """
    said: set[str] = set()
    for language in LANGUAGES:
        it = vocabulary(language)
        rows = [*it.kinds.values(), *(row for part in it.fields.values() for row in part.values())]
        rows += (row for part in it.values.values() for row in part.values())
        said.update(word for row in rows for text in row for word in folded(text))
    return frozenset(word for word in said if word.isalpha())


def kind_words(kind: str) -> list[str]:
    """What a kind of record is called in all languages: its folder, its label, its plural.

    >>> kind_words("structure")
    ['structures', 'structure', 'structures', 'structures', 'structure', 'structures']
    """
    rows = (vocabulary(language).kinds[kind] for language in LANGUAGES)
    return [word for it in rows for word in (it.folder, it.label, it.plural) if word]
