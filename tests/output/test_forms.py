"""Findings in every form: the same findings, in the same order, harmless to print."""

import json
from collections.abc import Callable

import pytest

from mes_cli.cli.findings_form import FORMATS
from mes_cli.escape import printed
from mes_cli.finding import Finding, Place, Related, count, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.human import human
from mes_cli.output.speech import Result, Speech, closing
from mes_cli.output.table import csv
from mes_cli.table import Cell, Table, TableRow, Unit
from tests.findings import error, warning

ENGLISH = Speech(catalogue("en"), vocabulary("en"))
FRENCH = Speech(catalogue("fr"), vocabulary("en"))

AT = Place("years/a.yaml", line=12, column=7, width=3, excerpt="year: 日本é")
FOUND = [
    error("a-b", AT, say("wrong"), say("mend it"),
          related=(Related(Place("mes.yaml", line=3, column=1, width=4, excerpt="name: x"),
                           say("there")),)),
    warning("c-d", Place("mes.yaml", line=1, column=1), say("odd")),
]  # fmt: skip


def test_the_picture_shows_what_where_why_and_how(golden: Callable[..., None]) -> None:
    golden(human(Result(FOUND, 4, 3, 2), ENGLISH), "human-picture")


def test_marks_stand_below_letters_of_two_columns() -> None:
    _, _, _, line, marks, *_ = human(Result(FOUND[:1], 1, 1, 1), ENGLISH).split("\n")

    assert line.endswith("| year: 日本é")
    assert marks.endswith("|       ^^^^^")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_is_printed_moves_a_cursor(form: str) -> None:
    evil = "a\x1b[2J\x07\r\u202e\u2028\ud800b"
    at = Place(evil, line=1, column=2, width=3, excerpt=evil)
    text = FORMATS[form](Result([error("a-b", at, say("{x}", x=evil))], 1, 1, 1), ENGLISH)

    assert all(character.isprintable() or character == "\n" for character in text)
    assert text.encode("utf-8")


def test_what_stands_in_a_record_is_never_a_template() -> None:
    finding = error("a-b", AT, say("`{x}`", x="{x} %s {0.__class__} {{y}}"))

    assert "`{x} %s {0.__class__} {{y}}`" in human(Result([finding], 1, 1, 1), ENGLISH)


def test_json_has_the_same_keys_in_every_language() -> None:
    documents = [json.loads(FORMATS["json"](Result(FOUND, 4, 3, 2), s)) for s in (ENGLISH, FRENCH)]

    assert list(documents[0]) == list(documents[1])
    assert [f["severity"] for f in documents[1]["findings"]] == ["error", "warning"]
    assert documents[0]["findings"][0]["related"][0]["line"] == 3


def many(number: int, file: str = "a.yaml") -> list[Finding]:
    return [error("a-b", Place(file, line=n + 1, column=1), say("x")) for n in range(number)]


def test_at_most_twenty_of_a_file_are_shown_and_all_are_counted() -> None:
    result = Result([*many(25), *many(3, "b.yaml")], 1, 1, 1)

    assert len(result.printed) == 23
    assert closing(result, ENGLISH) == (
        "28 findings: 28 errors, 0 warnings\n5 more are not shown (`--max-findings 0` shows all)"
    )


def test_at_most_a_thousand_are_shown() -> None:
    found = [finding for n in range(60) for finding in many(20, f"{n:02}.yaml")]

    assert len(Result(found, 1, 1, 1).printed) == 1000
    assert len(Result(found, 1, 1, 1, most_per_file=0, most=0).printed) == 1200


@pytest.mark.parametrize(
    ("number", "english"),
    [(0, "0 records, 1 check, nothing to mend"), (1, "1 record, 1 check, nothing to mend"),
     (2, "2 records, 1 check, nothing to mend")],
)  # fmt: skip
def test_a_clean_register_is_closed_with_what_was_looked_at(number: int, english: str) -> None:
    assert closing(Result([], number, 1, 1), ENGLISH) == english
    assert closing(Result([], number, 1, 1), FRENCH).endswith("rien à corriger")


def test_one_finding_is_no_plural() -> None:
    assert closing(Result(FOUND[1:], 1, 1, 1), ENGLISH) == "1 finding: 0 errors, 1 warning"
    assert ENGLISH.say(count("{number} year", "{number} years", 2)) == "2 years"


def test_clean_leaves_ordinary_text_alone() -> None:
    assert printed("Énoncé 日本 😀 ' [red]") == "Énoncé 日本 😀 ' [red]"


@pytest.mark.parametrize("words", ["=1+1", " =1+1", "'=1+1", "\u00a0@x", "\uff0bx"])
def test_no_word_of_a_table_is_a_formula(words: str) -> None:
    table = Table(None, ("n",), (TableRow(words, (Cell(words, Unit.TEXT),)),))

    assert csv([table], ENGLISH).splitlines()[-1] == f"'{words},'{words}"


def test_nothing_of_a_record_is_a_command_to_a_forge() -> None:
    """Lines that begin with ``::``, or hold ``##[``, are obeyed in logs; names of files too."""
    evil = "::error::x ##[error]y\n::set-env name=a::b"
    at = Place(f"{evil}.yaml", line=1, column=1, excerpt=evil)
    finding = warning("x", at, say("{a}", a=evil), say("{a}", a=evil))
    result = Result([finding], 1, 1, 1)
    for name, form in FORMATS.items():
        text = form(result, ENGLISH)
        assert "##[" not in text, name
        lines = [line.strip() for line in text.splitlines()]
        assert [line for line in lines if line.startswith("::")] == [
            line for line in lines if name == "github" and line.startswith("::warning file=")
        ], name
