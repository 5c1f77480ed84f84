"""The official YAML test suite: each case is a tree or a finding, never an accident.

``yaml-test-suite.json`` holds its inputs with their licence (MIT).
"""

import json
from pathlib import Path

import pytest

from mes_cli.finding import Severity
from mes_cli.model.settings import Limits
from mes_cli.store.reading.composer import compose, in_c, pure
from mes_cli.store.reading.origin import decode

SUITE = json.loads((Path(__file__).parent / "yaml-test-suite.json").read_text("utf-8"))
CASES: dict[str, str] = SUITE["cases"]

#: Cases of nothing but comments and marks: a file of records would be found empty.
EMPTY = {"8G76", "98YD", "AVM7"}

#: What libyaml reads and the pure parser does not, mostly tabs within a line and empty lines of
#: spaces at the top of a block; and the other way round. Both answers are sound: a tree, or a
#: finding.
UNLIKE = {
    "4QFQ", "DC7X", "DK95/05", "DWX9", "HS5T", "J3BT", "K54U", "NB6Z", "S98Z", "T26H", "UV7Q",
    "X4QW",
} | {"4ABK", "96NN/00", "96NN/01", "DK3J", "FP8R", "Y79Y/001"}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_case_ends_in_a_tree_or_in_findings(name: str) -> None:
    text, findings = decode(CASES[name].encode(), "a.yaml")
    if any(f.severity is Severity.ERROR for f in findings):
        return
    trees = [compose(text, "a.yaml", Limits().depth, parser) for parser in (in_c, pure)]

    for tree in trees:
        assert (tree.root is None and not tree.findings) == (name in EMPTY)
        assert all(f.at.line >= 1 and f.at.column >= 1 for f in tree.findings)
    fast, slow = (bool(tree.findings) for tree in trees)
    assert (fast != slow) == (name in UNLIKE)


def test_the_licence_stands_beside_the_cases() -> None:
    assert SUITE["licence"][0] == "MIT License"
    assert len(CASES) == 402
