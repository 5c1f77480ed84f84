"""The generator of registers: the same bytes, no finding, or exactly those that were planted."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from benchmarks import generate
from benchmarks.book import FEWEST, Book
from benchmarks.generate import Writer, write
from benchmarks.kinds import Fields
from benchmarks.layout import DUMP, Code, Hand, Node, Prose, Text, document, listing
from benchmarks.money import Resources
from mes_cli.language.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
HANDS = (
    Hand(), Hand(prose="folded", dash=0), Hand(prose="double", quote="'"), Hand(prose="single"),
    Hand(prose="plain", spaced=True), Hand(flow=True, careful=True, remark="À relire : vite."),
    DUMP,
)  # fmt: skip


def texts(book: Book, *, lists: bool = False, wrong: float = 0) -> dict[str, str]:
    return {file.name: file.text for file in Writer(book, wrong).files(lists=lists)}


def records(files: dict[str, str], folder: str) -> list[Any]:
    found: list[Any] = []
    for name, text in files.items():
        if name.startswith(folder):
            content = YAML(typ="base", pure=True).load(text)
            found += content if isinstance(content, list) else [content]
    return found


def plain(node: Node | Fields) -> Any:
    """What a tree says, whatever the line ends inside its paragraphs."""
    if isinstance(node, str):
        return re.sub(r"(?<!\n)\n(?!\n)", " ", node).strip()
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node]


def some_records(book: Book) -> list[Fields]:
    resources = Resources(book)
    makers = {**resources.kinds.makers, "funding": resources.funding,
              "contribution": resources.contribution}  # fmt: skip
    made = [
        make(book.dice(kind, number), number)
        for kind, make in makers.items()
        for number in range(min(5, book.number[kind]))
    ]
    return [*made, resources.settings()]


def test_the_same_arguments_make_the_same_bytes() -> None:
    assert texts(Book(60)) == texts(Book(60))
    assert texts(Book(60), wrong=0.2) == texts(Book(60), wrong=0.2)
    assert texts(Book(60)) != texts(Book(60, seed=2))


def test_bytes_do_not_depend_on_the_process_that_makes_them(tmp_path: Path) -> None:
    made = []
    for hashes in ("1", "2"):
        root = tmp_path / hashes
        command = [sys.executable, "-m", "benchmarks.generate", str(root), "--records", "60"]
        environment = {**os.environ, "PYTHONHASHSEED": hashes}
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        made.append({path.relative_to(root): path.read_bytes() for path in root.rglob("*.yaml")})

    assert made[0] == made[1]
    assert len(made[0]) == 61


@pytest.mark.parametrize("language", ["fr", "en"])
def test_there_are_records_of_every_kind_and_as_many_as_were_asked_for(language: str) -> None:
    files = texts(Book(FEWEST, language=language))
    folders = {name.partition("/")[0] for name in files if "/" in name}

    assert folders == {
        words.folder for words in vocabulary(language).kinds.values() if words.folder
    }
    assert len(files) == FEWEST + 1


@pytest.mark.parametrize(
    ("book", "lists"),
    [
        (Book(400), False),
        (Book(400, seed=3), True),
        (Book(FEWEST, seed=2), False),
        (Book(200, small=True), False),
        (Book(200, language="en"), True),
    ],
)
def test_a_register_is_clean(
    book: Book, tmp_path: Path, mes: Callable[..., Any], *, lists: bool
) -> None:
    write(book, tmp_path / "register", lists=lists)

    done = mes("-C", tmp_path / "register", "check", "--strict", "--format", "json")

    assert json.loads(done.out)["findings"] == []
    assert done.code == 0


@pytest.mark.parametrize(
    ("book", "lists"),
    [(Book(400, seed=5), False), (Book(400), True), (Book(300, language="en"), False)],
)
def test_each_mistake_that_was_planted_is_one_finding(
    book: Book, tmp_path: Path, mes: Callable[..., Any], *, lists: bool
) -> None:
    planted = write(book, tmp_path / "register", lists=lists, wrong=0.3).mistakes

    done = mes("-C", tmp_path / "register", "check", "--format", "json", "--max-findings", "0")

    found = json.loads(done.out)["findings"]
    assert Counter((one["file"], one["code"]) for one in found) == Counter(planted)
    assert done.code == 1


def test_mistakes_are_of_many_kinds_and_as_many_as_were_asked_for() -> None:
    files = list(Writer(Book(2000), 0.05).files(lists=False))
    codes = [code for file in files for code in file.codes]

    assert 95 <= len(codes) <= 100
    assert len(set(codes)) >= 12


def test_a_wrong_register_differs_from_the_right_one_in_its_mistakes_only() -> None:
    right, wrong = texts(Book(200)), Writer(Book(200), 0.1).files(lists=False)

    changed = {file.name for file in wrong if file.text != right[file.name]}

    assert changed == {
        file.name for file in Writer(Book(200), 0.1).files(lists=False) if file.codes
    }


def test_lists_hold_the_same_contributions_as_single_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generate, "_LIST", 2)  # a month needs several
    alone = records(texts(Book(300)), "contributions")
    listed = records(texts(Book(300), lists=True), "contributions")

    assert list(map(plain, alone)) == list(map(plain, listed))


def test_records_are_of_a_thousand_bytes_on_average(tmp_path: Path) -> None:
    assert 850 <= write(Book(1000), tmp_path / "full").size / 1000 <= 1150
    assert write(Book(1000, small=True), tmp_path / "small").size / 1000 <= 400


def test_files_are_made_one_by_one() -> None:
    files = Writer(Book(10**9)).files(lists=False)

    assert [next(files).name.partition("/")[0] for _ in range(3)] == [
        "mes.yaml",
        *["structures"] * 2,
    ]


@pytest.mark.parametrize("how", HANDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_hand_says_the_same(how: Hand, language: str) -> None:
    for record in some_records(Book(500, language=language)):
        text = document(record, how)

        assert plain(YAML(typ="base", pure=True).load(text)) == plain(record), text


HARD = ("l'eau : \"non\"", "12 voisines", "- un", "a # b", "c\\d", "à :", "[a, b]", "{a}", "& co",
        "!", "% et @", "«\u00a0oui\u00a0: non\u00a0»", "mot " * 60 + "fin")  # fmt: skip


@pytest.mark.parametrize("how", HANDS)
@pytest.mark.parametrize("text", HARD)
def test_every_hand_writes_what_yaml_reads_otherwise(how: Hand, text: str) -> None:
    record: dict[str, Node] = {
        "a": Text(text), "b": [Text(text), Text("x")], "c": Prose(f"{text}\n\n{text}\n"),
        "d": {"e": Text(text), "f": Code("01")},
    }  # fmt: skip

    assert plain(YAML(typ="base", pure=True).load(document(record, how))) == plain(record)


@pytest.mark.parametrize("how", HANDS)
def test_every_hand_writes_lists(how: Hand) -> None:
    rows = some_records(Book(500))

    assert plain(YAML(typ="base", pure=True).load(listing(rows, how))) == plain(rows)


def test_hands_differ() -> None:
    all_text = "".join(texts(Book(300)).values())

    for mark in (": |\n", ": >\n", ": '", ': "', ": [", ": {", "\n\n", "\n# ", "\n- ", "\n  - "):
        assert mark in all_text
