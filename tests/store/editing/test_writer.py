"""What is written is read again as it was meant, on lines of its own and between brackets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.model import Accompaniment
from mes_cli.model.settings import Limits
from mes_cli.model.shape import shape
from mes_cli.store.editing.emitter import Branch, Child, Leaf, lines
from mes_cli.store.editing.writer import quoted, writer
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.tree import said

SLOTS = shape(Accompaniment).slots
TEXTS = st.text("abé019 :#-?!|>%@`'\"[]{},&*~=.\\/\n\t\u00a0…’😀", min_size=1, max_size=12)


def read(text: str) -> object:
    tree = compose(text, "f", Limits().depth)
    assert not tree.unsound, tree.findings
    return said(tree.root)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_is_read_as_it_was_written(one: str, other: str) -> None:
    french, values = writer("fr"), [one, other]

    assert read("\n".join(french.pair("titre", one, SLOTS["title"])) + "\n") == (
        "{", ("titre", one)
    )  # fmt: skip
    listed = "\n".join(french.pair("tags", values, SLOTS["tags"])) + "\n"
    assert read(listed) == ("{", ("tags", ("[", *values)))
    assert read(f"tags: {french.inline(values, SLOTS['tags'])}\n") == (
        "{",
        ("tags", ("[", *values)),
    )
    assert read(f"titre: {quoted(one)}\n") == ("{", ("titre", one))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Un mot", "Un mot"), ("no", '"no"'), ("2024", '"2024"'), ("01", '"01"'),
        ("a: b", '"a: b"'),
        ("l’été", "l’été"), ("a\nb", ["|-", "  a", "  b"]), ("a\n\nb\n", ["|", "  a", "", "  b"]),
        (" a\nb", '" a\\nb"'), ("\u00a0a", '"\u00a0a"'), ("Atelier #2", '"Atelier #2"'),
        ("x" * 300, "x" * 300),
    ],
)  # fmt: skip
def test_quotes_stand_where_they_are_needed(value: str, written: str | list[str]) -> None:
    assert writer("fr").scalar(value, SLOTS["title"]) == written


def test_codes_and_numbers_need_no_quotes_where_they_are_meant() -> None:
    french = writer("fr")

    assert french.record(
        {"started": "2025-01-02", "form": "collective", "sessions": [{"hours": "2:30"}]},
        Accompaniment,
    ) == ["forme: collectif", "debut: 2025-01-02", "seances:", "  - duree: 2:30"]


def test_comments_stand_above_beside_and_below() -> None:
    session = Branch(
        [
            Child(Leaf("date"), Leaf("x"), above=["# first"]),
            Child(Leaf("note"), Leaf("a\nb\n", "|"), beside="# block"),
        ],
        below=["# below the session"],
    )
    sessions = Branch([Child(None, session, above=["# session"])], named=False, below=["# end"])
    root = Branch(
        [
            Child(Leaf("seances"), sessions, above=["# top", ""], beside="# list"),
            Child(Leaf("tags"), Branch([Child(None, Leaf("a"))], named=False, flow=True),
                  beside="# flow"),
        ]
    )  # fmt: skip

    assert "\n".join(lines(root)) == (
        "# top\n\nseances:  # list\n  # session\n  # first\n  - date: x\n    note: |  # block\n"
        "      a\n      b\n    # below the session\n  # end\ntags: [a]  # flow"
    )


def test_a_block_keeps_the_sign_and_the_lines_that_people_gave_it() -> None:
    folded = Leaf("a  \n  b\n\nc\n", "|", ">-")

    assert lines(Branch([Child(Leaf("k"), folded)])) == ["k: >-", "  a  ", "    b", "", "  c"]
