"""What a register comes to depends neither on its language nor on the order of its files."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import years
from mes_cli.finding import Place
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import Settings
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.settings import Limits
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.folders import listing
from mes_cli.store.reading.load import load
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import read_tree
from mes_cli.store.reading.settings_file import read_settings
from mes_cli.store.reading.translation import translate
from mes_cli.store.reading.tree import ListNode, MapNode, Node
from tests.figures.whole import annual

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

Data = dict[str, Any]


def figures(root: Path) -> dict[int, list[Data]]:
    """Everything that a register comes to, in all its years and by all its rows."""
    reading = load(root)
    assert [it for it in (*reading.findings, *checks.run(reading.register))
            if it.severity == "error"] == []  # fmt: skip
    counted = books(reading.register)
    return {
        year: [annual(YearFigures(counted, year), by) for by in By]
        for year in years(reading.register)
    }


@cache
def known(name: str) -> dict[int, list[Data]]:
    return figures(EXAMPLES / name)


def records(root: Path) -> Iterator[tuple[str, Path, Any]]:
    """The records of each file in canonical names, a list where the file has one."""
    register = load(root).register
    words = vocabulary(register.settings.language)
    for found in listing(Folder(root), words).files:
        tree = read_tree(Folder(root), found.file, Limits()).root
        model = register.models[found.kind]
        if isinstance(tree, ListNode):
            yield found.kind, root / found.file, [canonical(it, model, words) for it in tree.items]
        elif tree is not None:
            yield found.kind, root / found.file, canonical(tree, model, words)


def canonical(node: Node, model: type[Part], words: Vocabulary) -> Data:
    assert isinstance(node, MapNode)
    return translate(node, model, words, Place("")).data


def worded(data: Data, model: type[Part], words: Vocabulary) -> Data:
    """Write a record in the words of a language."""
    form = shape(model)
    return {
        words.key(form.home, name): every(value, form.slots[name], words)
        for name, value in data.items()
    }


def every(value: Any, slot: Slot, words: Vocabulary) -> Any:
    if slot.many:
        return [one(item, slot, words) for item in value]
    if slot.map_key is not None:
        return {key: one(item, slot, words) for key, item in value.items()}
    return one(value, slot, words)


def one(value: Any, slot: Slot, words: Vocabulary) -> Any:
    if slot.part is not None:
        return worded(value, slot.part, words)
    if slot.choices is not None:
        return words.value(slot.choices.__name__, value).word
    if slot.open_words is not None:
        return str(words.value(slot.open_words.words.__name__, value).word)
    if slot.scalar is Scalar.BOOLEAN:
        return next((said for said, meant in words.booleans.items() if meant == value), str(value))
    return str(value)


def rewrite(root: Path, target: Path, language: str) -> None:
    """Write a register anew, in the words of another language."""
    words = vocabulary(language)
    tree = read_tree(Folder(root), "mes.yaml", Limits()).root
    assert tree
    own, _ = read_settings(Folder(root))
    settings = canonical(tree, Settings, vocabulary(own.language))
    write(target / "mes.yaml", worded({**settings, "language": language}, Settings, words))
    models = load(root).register.models
    for kind, path, found in records(root):
        model = models[kind]
        several = isinstance(found, list)
        content = [worded(it, model, words) for it in found] if several else worded(
            found, model, words)  # fmt: skip
        write(target / words.kinds[kind].folder / path.name, content)


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


@pytest.mark.parametrize(
    ("name", "language"), [("reseau-des-possibles", "en"), ("seed-library", "fr")]
)
def test_a_value_does_not_depend_on_the_language(tmp_path: Path, name: str, language: str) -> None:
    rewrite(EXAMPLES / name, tmp_path, language)

    assert (tmp_path / vocabulary(language).kinds["funding"].folder).is_dir()
    assert figures(tmp_path) == known(name)


def test_canonical_names_count_as_french_ones(tmp_path: Path) -> None:
    """A French register whose keys are English, as everywhere they may be."""
    rewrite(EXAMPLES / "reseau-des-possibles", tmp_path, "en")
    for kind, words in vocabulary("en").kinds.items():
        if words.folder and words.folder != (own := vocabulary("fr").kinds[kind].folder):
            (tmp_path / words.folder).rename(tmp_path / own)
    settings = tmp_path / "mes.yaml"
    settings.write_text(settings.read_text("utf-8").replace('"language": "en"', '"language": "fr"'))

    assert load(tmp_path).words.language == "fr"
    assert figures(tmp_path) == known("reseau-des-possibles")


@pytest.mark.parametrize("name", ["reseau-des-possibles", "seed-library"])
def test_the_order_of_files_changes_nothing(tmp_path: Path, name: str) -> None:
    """Folders below a kind mean nothing: the last file becomes the first."""
    paths = [path for path in sorted((EXAMPLES / name).rglob("*.yaml")) if path.stem != "mes"]
    for number, path in enumerate(reversed(paths)):
        kind = path.relative_to(EXAMPLES / name).parts[0]
        target = tmp_path / kind / f"n{number:03}" / path.name
        target.parent.mkdir(parents=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "mes.yaml").write_bytes((EXAMPLES / name / "mes.yaml").read_bytes())

    assert figures(tmp_path) == known(name)
