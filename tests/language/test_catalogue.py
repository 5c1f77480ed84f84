"""The French sentences: all there, true to the English ones, and typeset as French is."""

import io
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from inspect import cleandoc
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from mes_cli.drafts.trial import pages
from mes_cli.language.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]
FRENCH = ROOT / "mes_cli/language/locale/fr/LC_MESSAGES/mes.po"

NAME = re.compile(r"(?<!\{)\{(\w*)\}(?!\})")
CODE = re.compile(r"``.+?``(?!`)|`[^`]*`", re.DOTALL)
JARGON = re.compile(
    r"\b(?:mappings?|scalars?|scalaires?|schémas?|null|chaînes? de caractères)\b", re.IGNORECASE
)
#: A sign that wants a space before it, and does not have the one that French asks for.
BADLY_SPACED = re.compile(
    r"(?<!\u202f)[;!?»]|(?<![\u00a0:]):|(?<!\u00a0)(?:€|%(?!\())|«(?!\u202f)"
    r"|[\u202f\u00a0] | [\u202f\u00a0]"
)
GOOD = re.compile(r"^Bon\u00a0::\n\n((?:    .*\n?|\n)+)", re.MULTILINE)
KEY = re.compile(r"(?:^ *(?:- )?|[{,] ?)([a-z_]+):(?= |$)", re.MULTILINE)


def _tool() -> ModuleType:
    spec = spec_from_file_location("messages", ROOT / "tools/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return _tool()


@pytest.fixture(scope="module")
def template(tool: ModuleType) -> Catalog:
    catalog = tool.template()
    assert isinstance(catalog, Catalog)
    return catalog


@pytest.fixture(scope="module")
def french() -> Catalog:
    return read_po(io.BytesIO(FRENCH.read_bytes()), locale="fr")


def _forms(sentence: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [sentence or ""] if isinstance(sentence, str | None) else list(sentence)


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _prose(text: str) -> str:
    """Leave out what readers copy as it is: examples, and what stands between backticks."""
    paragraphs = (part for part in text.split("\n\n") if not part.startswith(">>>"))
    lines = "\n".join(paragraphs).split("\n")
    return CODE.sub("x", "\n".join(line for line in lines if not line.startswith("    ")))


def test_every_sentence_is_translated(template: Catalog, french: Catalog) -> None:
    missing = []
    for sentence in _messages(template):
        known = french.get(sentence.id)
        if known is None or known.fuzzy or not all(_forms(known.string)):
            missing.append(sentence.id)
    assert missing == []


def test_every_page_is_a_sentence_of_the_catalogue(french: Catalog) -> None:
    missing = [code for code, page in pages("en").items() if french.get(cleandoc(page)) is None]
    assert missing == []


def test_plurals_have_all_their_forms(french: Catalog) -> None:
    wrong = [
        message.id
        for message in _messages(french)
        if message.pluralizable and len(_forms(message.string)) != french.num_plurals
    ]
    assert wrong == []


def test_names_in_braces_agree(french: Catalog) -> None:
    wrong = [
        (message.id, form)
        for message in _messages(french)
        for english, form in zip(_forms(message.id), _forms(message.string), strict=True)
        if set(NAME.findall(form)) != set(NAME.findall(english))
        or form.count("{{") != english.count("{{")
    ]
    assert wrong == []


def test_catalogues_are_up_to_date(tool: ModuleType) -> None:
    paths = sorted(tool.LOCALES.glob("*/LC_MESSAGES/*.po"))
    assert FRENCH in paths
    assert [path for path in paths if tool.update(path) != path.read_bytes()] == []


def test_sentences_begin_and_end_as_the_english_ones(french: Catalog) -> None:
    wrong = [
        (english, form)
        for message in _messages(french)
        for english, form in zip(_forms(message.id), _forms(message.string), strict=True)
        if english.endswith(".") != form.endswith(".")
        or (english[0].islower() and form[0].isupper())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    ["deux mots ; et", "deux mots: et", "«a»", "100 %", "vrai?", "un\u00a0 :"],
)
def test_bad_spacing_is_seen(text: str) -> None:
    assert BADLY_SPACED.search(text)


@pytest.mark.parametrize(
    "text",
    ["deux mots\u202f; et", "deux mots\u00a0: et", "«\u202fa\u202f»", "Bon\u00a0::", "100\u00a0%"],
)
def test_good_spacing_is_left_alone(text: str) -> None:
    assert not BADLY_SPACED.search(text)


def test_french_typography(french: Catalog) -> None:
    wrong = [
        form
        for message in _messages(french)
        for form in _forms(message.string)
        if BADLY_SPACED.search(_prose(form)) or "'" in _prose(form) or "·" in form
    ]
    assert wrong == []


def test_no_jargon(french: Catalog) -> None:
    wrong = [
        text
        for message in _messages(french)
        for text in (*_forms(message.id), *_forms(message.string))
        if JARGON.search(_prose(text))
    ]
    assert wrong == []


def test_pages_keep_their_examples(french: Catalog) -> None:
    wrong = [
        message.id
        for message in _messages(french)
        if isinstance(message.id, str)
        and (
            message.id.count("Bad::\n") != str(message.string).count("Mauvais\u00a0::\n")
            or message.id.count("Good::\n") != str(message.string).count("Bon\u00a0::\n")
        )
    ]
    assert wrong == []


def test_good_examples_are_written_in_the_words_of_french_registers(french: Catalog) -> None:
    keys = {field.key for fields in vocabulary("fr").fields.values() for field in fields.values()}
    found = {
        (key, _forms(message.id)[0].partition("\n")[0])
        for message in _messages(french)
        for block in GOOD.findall(str(message.string))
        for key in KEY.findall(block)
        if key not in keys
    }
    assert found == set()
