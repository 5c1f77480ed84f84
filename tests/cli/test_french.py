"""A French session speaks French: help, questions, words of options and their hints."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mes_cli.cli.app import COMMANDS
from mes_cli.drafts.answers import Answers, today
from mes_cli.drafts.questions import Questionnaire
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.store.reading.load import load
from tests.conftest import EXAMPLES, ROOT

Call = Callable[..., tuple[int, str, str]]

#: What stays as it is: names of commands and options, and what is to be typed as it stands.
VERBATIM = re.compile(r"`[^`]*`|--?[a-z-]+|\bmes [a-z]+\b|^  [a-z]+  ", re.MULTILINE)
#: Spelt alike in both languages, or a name.
BOTH = {"programme", "programmes", "action", "actions", "collective", "services", "mes", "json",
        "csv", "par", "type", "note", "file", "on", "date", "a", "as", "or", "eu"}  # fmt: skip


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{2,}", text.lower()))


def english() -> set[str]:
    """The words of the English glossary that no French one has."""
    found: dict[str, set[str]] = {}
    for language in ("en", "fr"):
        told = vocabulary(language)
        said = [it.label for it in told.kinds.values()] + [it.plural for it in told.kinds.values()]
        said += [it.label for rows in told.values.values() for it in rows.values()]
        said += [it.word for rows in told.values.values() for it in rows.values()]
        said += [it.label for rows in told.fields.values() for it in rows.values()]
        said += [it.key for rows in told.fields.values() for it in rows.values()]
        said += [word for rows in told.options.values() for it in rows.values() for word in it]
        found[language] = {word for text in said for word in words(text)}
    return found["en"] - found["fr"] - BOTH


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_word_that_the_glossary_has_in_french(
    command: str, call: Call, tmp_path: Path
) -> None:
    code, out, _err = call(tmp_path, "--lang", "fr", *filter(None, [command]), "--help")

    assert (code, out[:7]) == (0, "Usage\u00a0:")
    assert words(VERBATIM.sub("", out)) & english() == set()
    assert re.search(r"<list|<str|\[1900|\[required|None", out) is None
    assert max(map(len, out.splitlines())) <= 80


#: Beside what is typed as it stands: examples, places of arguments, and words that are explained.
QUOTED = re.compile(r"^    .*$|%\(\w+\)s|\{\w+\}|[\w-]+(?= \()|CC BY|no-hourly-cost", re.MULTILINE)


def sentences() -> list[str]:
    """All sentences of the French catalogue, and what questions say of their fields."""
    with (ROOT / "mes_cli/language/locale/fr/LC_MESSAGES/mes.po").open("rb") as file:
        found = [it.string for it in read_po(file, locale="fr") if it.id]
    told = [str(text) for it in found for text in (it if isinstance(it, tuple) else (it,))]
    fields = [it for rows in vocabulary("fr").fields.values() for it in rows.values()]
    return told + [it.form_help for it in fields]


def test_no_sentence_has_an_english_word_that_the_glossary_has_in_french() -> None:
    """Every hint, finding, prompt and heading, whoever says it."""
    known, told = english(), sentences()

    assert len(told) > 1000
    assert [it for it in told if words(VERBATIM.sub("", QUOTED.sub("", it))) & known] == []


#: Places of arguments, as help and hints name them.
METAVARS = re.compile(r"\b(?:FILE|FOLDER|NAME|YEAR|KIND|PATH|WORDS?|DAY|FIELD|VALUE|MAP)\b")


def test_commands_in_sentences_name_their_arguments_in_french() -> None:
    assert [it for it in sentences() if METAVARS.search(it)] == []


def prompts(kind: str) -> Iterator[str]:
    reading = load(EXAMPLES / "seed-library")
    form = Questionnaire(kind, reading, Answers(reading.register, reading.words, "fr", today()))
    for path in form.steps():
        question = form.question(path, {})
        yield question.label
        yield question.help
        # Names of records are those of the register.
        yield from (option.label for option in question.options if not question.kinds)
    yield from (option.label for _slot, option in form.more({}))


@pytest.mark.parametrize("kind", KINDS)
def test_questions_have_no_english_word_and_no_code(kind: str) -> None:
    for prompt in prompts(kind):
        assert words(prompt) & english() == set(), prompt
        assert "_" not in prompt


@pytest.mark.parametrize(
    ("arguments", "same"),
    [
        (["list", "Témoignages"], ["list", "evidence"]),
        (["list", "financement", "--audience", "Financeur"],
         ["list", "funding", "--audience", "funder"]),
        (["list", "subventions"], ["list", "funding", "--where", "nature=grant"]),
        (["coverage", "--by", "politiques"], ["coverage", "--by", "policy"]),
        (["coverage", "--format", "texte"], ["coverage", "--format", "text"]),
        (["report", "annuels", "-o", "-"], ["report", "annual", "-o", "-"]),
        (["report", "Échanges", "-o", "-"], ["report", "exchanges", "-o", "-"]),
    ],
)  # fmt: skip
def test_words_are_taken_in_both_languages(
    arguments: list[str], same: list[str], call: Call
) -> None:
    root = EXAMPLES / "seed-library"

    assert call(root, *arguments) == call(root, *same)
    assert call(root, *arguments)[0] == 0


def test_hints_are_words_of_the_reader(call: Call) -> None:
    root = EXAMPLES / "seed-library"

    for arguments, hint in (
        (["coverage", "--by", "politik"], "écrivez `politique`"),
        (["list", "temoignaje"], "temoignages"),
        (["report", "resume", "-o", "-"], "annuel, "),
    ):
        code, _out, err = call(root, "--lang", "fr", *arguments)
        assert (code, hint in err) == (2, True), err


def test_titles_of_csv_are_words_of_the_reader(call: Call) -> None:
    root = EXAMPLES / "seed-library"

    for language, titles in (("fr", "id,nom,etape,territoire.nom,enjeux"),
                             ("en", "id,name,stage,territory.name,themes")):  # fmt: skip
        out = call(root, "--lang", language, "list", "initiative", "--format", "csv")[1]
        assert out.splitlines()[0] == titles
