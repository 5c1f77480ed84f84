"""The short way to read a command line says what the library says, or nothing."""

import inspect
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.exceptions import TyperException

from mes_cli.cli.commands import COMMANDS, function
from mes_cli.cli.options import plainly, told

WORDS = (
    "x", "2024", "0", "-1", "3.5", "", " ", "a=b", "--", "-", "-x", "--year=2024", "--nothing",
    "--help", "é", "a b", "٣", "--format=json", "-fjson", "-f=json", "12345678901", "1_0",
)  # fmt: skip


def lines(name: str) -> st.SearchStrategy[list[str]]:
    """Command lines for a command, most of them with options that it has."""
    declared = [it.annotation.__metadata__[0] for it in parameters(name).values()]
    names = [known for one in declared for known in one.names]
    given = st.sampled_from([*names, *(f"{known}=y" for known in names)] or ["x"])
    return st.lists(st.one_of(given, st.sampled_from(WORDS), given), max_size=6)


def parameters(name: str) -> Any:
    return inspect.signature(function(name)).parameters


def library(name: str, words: list[str]) -> dict[str, Any] | None:
    """What the library reads in a line; nothing where it finds a mistake."""
    seen: dict[str, Any] = {}

    def take(**values: Any) -> None:
        seen.update(values)

    take.__signature__ = inspect.signature(function(name))  # type: ignore[attr-defined]
    app = typer.Typer(add_completion=False)
    app.command(name)(told(take))
    try:
        app(words, standalone_mode=False, prog_name="mes")
    except TyperException:
        return None
    return seen


@pytest.mark.parametrize("name", COMMANDS)
def test_where_both_read_a_line_they_read_the_same(name: str) -> None:
    defaults = {key: it.default for key, it in parameters(name).items()}

    @settings(max_examples=60, deadline=None)
    @given(lines(name))
    def agree(words: list[str]) -> None:
        short = plainly(function(name), words)
        if short is not None:
            assert {**defaults, **short} == library(name, words)

    agree()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check", {}),
        ("check a b -f json", {"paths": [Path("a"), Path("b")], "form": "json"}),
        ("check --select=x --select y", {"select": ["x", "y"]}),
        ("check --strict --max-findings 0", {"strict": True, "max_findings": 0}),
        ("report annual --year 2024", {"name": "annual", "year": 2024}),
        ("check --max-findings -1", None),
        ("check --help", None),
        ("check --formt json", None),
        ("report --year 20245", None),
        ("rename one", None),
        ("show a b c", None),
    ],
)
def test_plain_lines_are_read_without_the_library(line: str, said: dict[str, Any] | None) -> None:
    name, *words = line.split()

    assert plainly(function(name), words) == said
