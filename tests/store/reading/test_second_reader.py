"""A second opinion: ruamel.yaml's own composer, in pure Python, reads the same."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from mes_cli.model.settings import Limits
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.tree import ListNode, MapNode, Node

EXAMPLES = Path(__file__).parents[3] / "examples"


def _plain(node: Node | None) -> object:
    match node:
        case None:
            return None
        case MapNode():
            return {str(key): _plain(value) for key, value in node.pairs}
        case ListNode():
            return [_plain(item) for item in node.items]
        case _:
            return str(node)


@pytest.mark.parametrize("example", ["reseau-des-possibles", "seed-library"])
def test_every_file_of_an_example_means_the_same_to_another_reader(example: str) -> None:
    files = sorted((EXAMPLES / example).rglob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text("utf-8")
        tree = compose(text, path.name, Limits().depth)
        # Its base constructor leaves every value the text that it is.
        assert _plain(tree.root) == YAML(typ="base", pure=True).load(text), path
        assert tree.findings == []
