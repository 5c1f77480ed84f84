"""Sentences in a language: gettext catalogues, and messages put into words.

Translators use ordinary tools on ``locale/*/LC_MESSAGES/mes.po``; the English text is
the key. Where a catalogue is missing, English stands in.
"""

import datetime as dt
import gettext
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from inspect import cleandoc
from pathlib import Path

from mes_cli.finding import Amount, Argument, Message, Number, Word, WordKind, Words
from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, vocabulary

DOMAIN = "mes"
# Not asked of importlib.resources, whose import takes longer than reading the file.
_FOLDER = str(Path(__file__).parent / "locale")
#: A day as records write it.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language."""

    language: str
    sentences: gettext.NullTranslations

    def text(self, english: str) -> str:
        """Translate a sentence that takes no argument."""
        return self.sentences.gettext(english) if english else ""

    def page(self, docstring: str | None) -> str:
        """Translate the docstring of a check or of a command."""
        return self.text(cleandoc(docstring or ""))

    def say(self, message: Message, register: Vocabulary | None) -> str:
        """Put a message into words.

        Names of fields and values are those of the *register*, whatever the reader's
        language: they are what stands in the file. Where that is None, as in a form, which
        shows no file, they are labels in the reader's language, and days are written in words.
        """
        values = message.values
        if message.plural:
            number = values["number"]
            assert isinstance(number, int)
            template = self.sentences.ngettext(message.text, message.plural, number)
        else:
            template = self.text(message.text)
        words = {name: self._argument(value, register) for name, value in values.items()}
        # Not str.format: what stands in a record is never a template.
        return _fill(template, words)

    def _argument(self, value: Argument, register: Vocabulary | None) -> str:
        match value:
            case Word(WordKind.KIND, name, _):
                return vocabulary(self.language).kinds[name].plural
            case Word(what, name, home):
                words = register or vocabulary(self.language)
                if what is WordKind.FIELD:
                    return words.key(home, name) if register else words.field(home, name).form_label
                said = words.value(home, name)
                return said.word if register else said.label
            case Words(items):
                return ", ".join(f"`{self._argument(item, register)}`" for item in items)
            case Amount(exact) | Number(exact):
                # Few messages have one, and what writes them is slow to import.
                from mes_cli.language.formats import formats

                form = formats(self.language)
                write = form.money if isinstance(value, Amount) else form.number
                return write(Decimal(exact))
            case Message():
                return self.say(value, register)
            case dt.date() | str() if isinstance(value, dt.date) or (
                register is None and _DAY.fullmatch(value)
            ):
                return self._day(str(value))
            case _:
                return str(value)

    def _day(self, written: str) -> str:
        """Write a day as people read it; what only looks like one stays."""
        from mes_cli.language.formats import formats  # as above

        try:
            return formats(self.language).date(dt.date.fromisoformat(written))
        except ValueError:
            return written


def _fill(template: str, words: Mapping[str, str]) -> str:
    """Put words into the braces of a template, once: braces in the words stay as they are.

    >>> _fill("`{found}` in {{braces}} of {name}", {"found": "{name}", "name": "a"})
    '`{name}` in {braces} of a'
    """
    parts: list[str] = []
    rest = template.replace("{{", "\0").replace("}}", "\1")
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        parts += [before, words.get(name, "")]
    text = [*parts, rest]
    return "".join(
        part if position % 2 else part.replace("\0", "{").replace("\1", "}")
        for position, part in enumerate(text)
    )


@cache
def catalogue(language: str) -> Catalogue:
    """Load the sentences of a language.

    >>> catalogue("en").text("this file is empty")
    'this file is empty'
    """
    sentences = gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)
    return Catalogue(language, sentences)


def choose(said: str | None, environment: Mapping[str, str], register: str | None) -> str:
    """Choose the language: as said, else ``MES_LANG``, the register's, the locale's, French.

    >>> choose(None, {"LANG": "en_GB.UTF-8"}, None), choose(None, {"LANG": "en_GB"}, "fr")
    ('en', 'fr')
    >>> choose(None, {"LANG": "C"}, None), choose("en", {"MES_LANG": "fr"}, "fr")
    ('fr', 'en')
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[n] for n in variables if environment.get(n)), "")
    for candidate in (said, environment.get("MES_LANG"), register, locale):
        code = (candidate or "").lower()[:2]
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


def speak(language: str) -> None:
    """Make the libraries that read the process's own language speak this one too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, _FOLDER)
    gettext.textdomain(DOMAIN)
