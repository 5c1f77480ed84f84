"""The network that benchmarks make has as many members as were asked for, and can be combined."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.book import FEWEST
from benchmarks.network import _SORTS, make, settings
from benchmarks.shop import command


def test_a_network_is_combined_from_folders_and_from_packages(
    tmp_path: Path, mes: Callable[..., Any]
) -> None:
    make(tmp_path, command(), 2, FEWEST)
    costs = set()
    for sort, (path, _most) in _SORTS.items():
        settings(tmp_path, sort, path, 2)
        done = mes("-C", tmp_path, "combine", "--year", "2025", "-f", "json")
        assert done.code == 0, done.err
        told = json.loads(done.out)
        assert told["network"]["members"] == ["m0", "m1"]
        costs.add(told["cost"]["full"])
    assert len(costs) == 1
