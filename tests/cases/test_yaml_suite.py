"""The official YAML test suite: each case is a tree or a finding, never an accident.

``yaml-test-suite.json`` holds its inputs with their licence (MIT).
"""

import json
from pathlib import Path

import pytest
from yaml._yaml import CParser

from mes_cli.finding import Severity
from mes_cli.model.settings import Limits
from mes_cli.store.compose import PureParser, compose
from mes_cli.store.text import decode

SUITE = json.loads((Path(__file__).parent / "yaml-test-suite.json").read_text("utf-8"))
CASES: dict[str, str] = SUITE["cases"]

#: Cases of nothing but comments and marks: a file of records would be found empty.
EMPTY = {"8G76", "98YD", "AVM7"}

#: What libyaml reads and PyYAML's own parser does not, mostly tabs within a line; and the other
#: way round. Both answers are sound: a tree, or a finding.
UNLIKE = {
    "6HB6", "DC7X", "DK95/05", "HS5T", "J3BT", "JR7V", "K54U", "NB6Z", "UV7Q", "X4QW", "Y79Y/002",
    "Y79Y/003",
} | {"4ABK", "96NN/00", "96NN/01", "R4YG", "Y79Y/001"}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_case_ends_in_a_tree_or_in_findings(name: str) -> None:
    text, findings = decode(CASES[name].encode(), "a.yaml")
    if any(f.severity is Severity.ERROR for f in findings):
        return
    trees = [compose(text, "a.yaml", Limits(), parser) for parser in (CParser, PureParser)]

    for tree in trees:
        assert (tree.root is None and not tree.findings) == (name in EMPTY)
        assert all(f.at.line >= 1 and f.at.column >= 1 for f in tree.findings)
    fast, pure = (bool(tree.findings) for tree in trees)
    assert (fast != pure) == (name in UNLIKE)


def test_the_licence_stands_beside_the_cases() -> None:
    assert SUITE["licence"][0] == "MIT License"
    assert len(CASES) == 402
