"""The traces of a person in texts: found however they are written, and no others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.privacy.matching import Matcher, Person

ZOE = Person(
    ("Zoé Martin",), "Personne 1", "personne-1",
    emails=("zm@example.org",), phones=("06 12 34 56 78",),
)  # fmt: skip
MATCHER = Matcher((ZOE,))


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("avec Zoé Martin.", "avec Personne 1."),
        ("ZOE MARTIN", "Personne 1"),
        ("Zoe\u0301 Martin", "Personne 1"),
        ("Zoé\u00a0\u00a0Martin", "Personne 1"),
        ("Zoé\n  Martin", "Personne 1"),
        ("MARTIN Zoé, Martin, Zoé", "Personne 1, Personne 1"),
        ("media/zoe-martin_2.jpg", "media/personne-1_2.jpg"),
        ("Zoé-Martin", "Personne 1"),
        ("zoemartin", "personne-1"),
        ("ZoéMartin et Zoé Martinez", "Personne 1 et Zoé Martinez"),
        ("écrire à zm@example.org !", "écrire à … !"),
        ("zoe.martin@autre.example.org", "…"),
        ("z@x.fr, azm@example.org", "z@x.fr, azm@example.org"),
        ("0612345678 06.12.34.56.78 +33 6 12 34 56 78", "… … …"),
        ("+33 (0)6 12-34-56-78", "…"),
        ("10612345678", "10612345678"),
        ("Zoé, puis Martin", "Zoé, puis Martin"),
        ("Enzo é Martin", "Enzo é Martin"),
    ],
)
def test_a_trace_is_found_however_it_is_written(text: str, then: str) -> None:
    assert MATCHER.hide(text) == then
    assert MATCHER.found(text) is (then != text)


@pytest.mark.parametrize(
    ("name", "text", "then"),
    [
        ("Rose", "Rose aime la rose ; ROSE et Rosette", "P aime la rose ; P et Rosette"),
        ("rose", "Rose aime la rose", "P aime la P"),
        ("Maryse T.", "Maryse T. et Maryse Tessier", "P et Maryse Tessier"),
        ("Jean-Luc B.", "Jean Luc B, jean-luc-b", "P, p"),
        ("Me Salvat (retraitée)", "chez Me Salvat (retraitée)", "chez P"),
        ("O’Neil", "O'Neil, o’neil", "P, P"),
        ("S., cuisinière", "dit S., cuisinière ; S. cuisinière", "dit P ; P"),
        ("Adhérent·es", "nos adhérent·es", "nos P"),
        ("(Ana) Roy!", "vu (Ana)  Roy! hier, ana-roy", "vu P hier, p"),
        ("李 明", "avec 李 明", "avec P"),
    ],
)
def test_a_name_is_found_as_people_write_names(name: str, text: str, then: str) -> None:
    assert Matcher((Person((name,), "P", "p"),)).hide(text) == then


def test_a_doubtful_word_is_a_name_where_only_names_stand() -> None:
    matcher = Matcher((Person(("Rose",), "P", "p"),))

    assert not matcher.found("une rose")
    assert matcher.hide("rose", lone=True) == "p"


def test_the_longer_of_two_names_is_found_first() -> None:
    two = (Person(("Ana Roy",), "A", "a"), Person(("Ana Roy Diaz",), "B", "b"))

    assert Matcher(two).hide("Ana Roy Diaz, Ana Roy") == "B, A"


def test_nobody_is_found_nowhere() -> None:
    assert Matcher(()).hide("Zoé Martin") == "Zoé Martin"
    assert Matcher((Person(("…", ""), "P", "p"),)).hide("a … b") == "a … b"


@settings(max_examples=200, deadline=None)
@given(st.text("aé Zoe\u0301Martin-.,\n@1", max_size=40), st.text("aé Zoe\u0301Martin-.,\n@1"))
def test_nothing_of_a_name_is_left_and_all_else_stays(before: str, after: str) -> None:
    hidden = MATCHER.hide(f"{before} | Zoé Martin | {after}")

    assert not MATCHER.found(hidden)
    if not MATCHER.found(before) and not MATCHER.found(after):
        assert hidden == f"{before} | Personne 1 | {after}"
