"""Every finding speaks both languages: its headline, its page, its help."""

import ast
import inspect
from pathlib import Path

import pytest

import mes_cli
from mes_cli.drafts.trial import known_codes, pages
from mes_cli.language.catalogue import catalogue
from mes_cli.store.reading.faults import faults
from mes_cli.store.reading.phrases import CODES as REFUSALS

CODE = Path(inspect.getfile(mes_cli)).parent
MODULES = [*(CODE / "checks").glob("*.py")]
GOOD = {"en": ("Bad::", "Good::"), "fr": ("Mauvais\u00a0::", "Bon\u00a0::")}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_a_page_with_both_examples(language: str) -> None:
    found = pages(language)

    assert set(found) == set(known_codes())
    for code, page in found.items():
        headline, _, rest = page.partition("\n\n")
        assert headline.endswith("."), code
        assert all(sign in rest for sign in GOOD[language]), code


def test_no_page_is_left_in_english() -> None:
    english, french = pages("en"), pages("fr")

    assert [code for code in english if english[code] == french[code]] == []


def calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.stem}:{node.lineno}", node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_every_finding_says_how_to_mend_it() -> None:
    found = calls("Mistake")

    assert len(found) > 50
    assert [place for place, call in found if len(call.args) < len(("at", "message", "help"))] == []


def test_every_sentence_of_a_finding_has_french_words() -> None:
    french = catalogue("fr")
    said = {
        call.args[0].value
        for _, call in calls("say")
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }

    assert len(said) > 100
    assert [text for text in said if french.text(text) == text] == []


def test_every_sentence_of_a_fault_of_reading_has_french_words() -> None:
    french = catalogue("fr")
    said = [text for it in faults().values() for text in (it.message, *it.help.values())]

    assert [text for text in said if french.text(text) == text] == []


def test_faults_of_reading_are_found_by_their_codes_and_no_others() -> None:
    """A code that is written anywhere in the code, or made of a refusal, is in the file."""
    texts = {
        node.value
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    first = {
        node.args[0].value
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fault"
        if isinstance(node.args[0], ast.Constant)
    }

    assert first <= set(faults())
    assert len(first) > 40
    assert {it for it in faults() if not {it, it.replace("-", "_")} & texts} == set()


def test_every_refusal_of_a_model_is_a_fault_that_people_know() -> None:
    assert set(REFUSALS.values()) <= set(faults())
