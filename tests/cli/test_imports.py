"""What each command may load: modules by name, since their weight is what people wait for."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


#: What nobody waits for who only asks for a version.
PYTHON_ONLY = ("typer", "pydantic", "yaml", "jinja2", "babel", "rich", "prompt_toolkit")
#: What is for reading records, for reports, for spreadsheets, for questions.
READING = ("yaml", "pydantic", "mes_cli.model.validation", "mes_cli.store.compose")
REPORTS = ("jinja2", "markdown_it", "nh3", "mdformat", "mes_cli.report", "mes_cli.view")
QUESTIONS = ("prompt_toolkit",)
TABLES = ("xlsxwriter", "python_calamine", "duckdb", "mes_cli.exchange")
SEVERAL = ("multiprocessing", "concurrent")

BUDGETS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "version": (["--version"], (*PYTHON_ONLY, "mes_cli.finding", "mes_cli.cli.entry")),
    "help": (["--help"], ("yaml", *REPORTS[:4], *QUESTIONS, *TABLES[:3], *SEVERAL)),
    "check again": (
        ["check"],
        (*READING, *REPORTS, *QUESTIONS, *TABLES, *SEVERAL, "typer", "rich", "babel", "stdnum",
         "mes_cli.checks", "mes_cli.figures", "mes_cli.model", "mes_cli.store.load",
         "mes_cli.store.survey"),
    ),
    "check anew": (
        ["check", "--no-cache"],
        (*READING, *REPORTS, *QUESTIONS, *TABLES, *SEVERAL, "typer", "rich",
         "mes_cli.store.locate"),
    ),
    "explain": (["explain", "no-date"], ("yaml", *REPORTS, *QUESTIONS, *TABLES)),
    "coverage": (
        ["coverage"],
        (*READING, "typer", "jinja2", "nh3", "mdformat", *QUESTIONS, *TABLES, *SEVERAL),
    ),
    "report": (["report", "--output", "-"], (*READING, "typer", *QUESTIONS, *TABLES, *SEVERAL)),
}  # fmt: skip

SHOW = """\
import os, sys
ended = os._exit
def show(code):
    print(*sorted(sys.modules), file=sys.stderr)
    sys.stderr.flush()
    ended(code)
os._exit = show
sys.argv[1:] = {arguments!r}
from mes_cli.cli import main
main()
show(0)
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[list[str]], set[str]]:
    """Run a command, and give the modules that were loaded when it ended."""

    def loaded(arguments: list[str]) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", SHOW.format(arguments=arguments)], check=True, cwd=EXAMPLES /
            "seed-library", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        return set(done.stderr.splitlines()[-1].split())

    return loaded


@pytest.mark.parametrize("name", BUDGETS)
def test_a_command_loads_what_it_needs(name: str, loaded: Callable[[list[str]], set[str]]) -> None:
    arguments, spared = BUDGETS[name]
    if name == "check again":
        loaded(arguments)

    modules = loaded(arguments)

    assert "mes_cli" in modules
    assert [m for m in sorted(modules) if any(f"{m}.".startswith(f"{s}.") for s in spared)] == []
