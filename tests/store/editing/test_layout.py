"""The house's layout: the same words, the same comments, in one form."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.model import Accompaniment
from mes_cli.model.record import Part
from mes_cli.model.settings import Limits
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.layout import laid_out
from mes_cli.store.editing.spans import comments
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.load import load
from mes_cli.store.reading.tree import Node

EXAMPLES = Path(__file__).parents[3] / "examples"


def tree(text: str) -> Node:
    found = compose(text, "f", Limits().depth)
    assert found.root is not None
    assert not found.findings
    return found.root


def again(text: str, model: type[Part] = Accompaniment, into: str = "") -> str:
    """The layout of a text, which keeps comments and is the same when it is made again."""
    made = laid_out(text, tree(text), model, "fr", into)
    assert comments(made, tree(made)) == comments(text, tree(text))
    assert laid_out(made, tree(made), model, "fr", into) == made
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("forme:   'collectif'\ninitiatives: [ a,b ]\n", "initiatives: [a, b]\nforme: collectif\n"),
        ("seances:\n- duree: 2h # x\n  date: 2025-01-02\n",
         "seances:\n  - date: 2025-01-02\n    duree: 2h  # x\n"),
        ("# top\n\n\nnotes: x\n# of title\ntitre: z\n",
         "# top\n\n# of title\ntitre: z\nnotes: x\n"),
        ("seances:\n-\n  # in\n  date: x\n# end\n", "seances:\n  # in\n  - date: x\n# end\n"),
        ("seances:\n  - date: x\n  # below\ntitre: z\n",
         "titre: z\nseances:\n  - date: x\n  # below\n"),
        ("titre: |2+\n   a\n\n", 'titre: " a\\n\\n"\n'),
        ("titre: |  # c\n      a\n\n      b\n\n\nnotes: x",
         "titre: |  # c\n  a\n\n  b\n\nnotes: x\n"),
        ("titre: un\n  deux\n", "titre: un deux\n"),
        ('titre: "un\n\n  deux"\n', "titre: |-\n  un\n  deux\n"),
        ("titre: '2024'\nnotes: no\nforme: x\n", 'titre: "2024"\nforme: x\nnotes: "no"\n'),
        ("entree: {par: x, # why\n  canal: direct} # end\n",
         "# why\nentree: {canal: direct, par: x}  # end\n"),
        ("---\ntitre: a\n...\n", "titre: a\n"),
        ('{"notes": "x", # why\n  titre: a} # end\n# below\n',
         "# why\ntitre: a\nnotes: x\n# end\n# below\n"),
        ("[{notes: x, titre: a}, # why\n {titre: b}]\n",
         "# why\n- titre: a\n  notes: x\n- titre: b\n"),
        ("# top\n- {notes: x, titre: a} # why\n", "# top\n- titre: a  # why\n  notes: x\n"),
        ("titre: # c\n  # d\n  a # e\ntags:\n  - # f - g\n    x\n",
         "# c\n# d\ntitre: a  # e\ntags:\n  # f - g\n  - x\n"),
        ("titre: |\n  a\n  b", "titre: |-\n  a\n  b\n"),
        ("titre:   # later\nnotes:\n", "titre:  # later\nnotes:\n"),
    ],
)  # fmt: skip
def test_a_layout_is_one(text: str, expected: str) -> None:
    assert again(text) == expected


def test_long_lists_between_brackets_get_lines_of_their_own() -> None:
    names = [f"{letter}{'x' * 30}" for letter in "abc"]

    made = again(f"initiatives: [{', '.join(names)}] # c\n")
    assert made == "initiatives:  # c\n" + "".join(f"  - {name}\n" for name in names)


def test_a_long_text_of_several_lines_is_filled() -> None:
    made = again("titre: " + "\n  ".join(["mot"] * 60) + "\n")

    assert made.startswith("titre: >-\n  mot mot")
    assert max(map(len, made.split("\n"))) < 96


def test_words_go_into_the_other_language_and_back() -> None:
    text = "titre: forme\nforme: collectif\nentree:\n  canal: bouche-a-oreille\n"

    english = again(text, into="en")
    assert english == "title: forme\nform: collective\nentry:\n  channel: word-of-mouth\n"
    assert again(english, into="fr") == text


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES.iterdir()])
@pytest.mark.parametrize("into", ["", "en"])
def test_the_examples_say_the_same_in_the_layout_of_the_house(name: str, into: str) -> None:
    reading = load(EXAMPLES / name)
    edits = Edits(reading)
    for file in ["mes.yaml", *{entry.place.file for entry in reading.register.entries}]:
        said = edits.open(file).records
        edits.lay_out(file, into)
        made = edits.open(file)
        assert made.records == said
        language = reading.words.language
        assert laid_out(made.text, tree(made.text), made.model, language, into) == made.text


TEXTS = st.sampled_from(["mot", '"q"', "'a b'", "no", "|\n    x\n    # y\n", ">-\n    a\n    b\n"])
REMARKS = st.sampled_from(["", "\n", "\n\n", "# r\n", "  # s\n", "\n# t\n\n", "      # u\n"])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_comments_stay_wherever_they_stand(data: Any) -> None:
    parts: list[str] = []
    for key in data.draw(st.permutations(["titre", "effets", "notes"])):
        value = data.draw(TEXTS)
        beside = data.draw(st.sampled_from(["", "  # b"])) if "\n" not in value else ""
        parts += [data.draw(REMARKS), f"{key}: {value}{beside}".rstrip("\n"), "\n"]
    parts += [data.draw(REMARKS), "seances:\n"]
    for _ in range(data.draw(st.integers(1, 3))):
        parts += [data.draw(REMARKS), "  - duree: 1h\n", data.draw(REMARKS), "    date: x\n"]
    again("".join([*parts, data.draw(REMARKS)]))
