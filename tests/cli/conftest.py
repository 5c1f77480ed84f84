"""Commands called in this process, for tests that call many."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.cli.app import dispatch
from mes_cli.cli.console import trouble
from mes_cli.cli.session import Ended, SharedOptions, begin
from mes_cli.errors import MesError


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Call a command in a folder; what stops it becomes its code."""
    monkeypatch.delenv("MES_LANG", raising=False)

    def call(folder: Path, *arguments: str, columns: int = 80) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        try:
            code = dispatch(["-C", str(folder), *arguments])
        except Ended as end:
            code = end.code
        except MesError as problem:
            trouble(problem)
            code = 2
        begin(SharedOptions(Path(), "en", color=False))
        logging.getLogger("mes_cli").handlers.clear()
        logging.getLogger("mes_cli").setLevel(logging.NOTSET)
        done = capsys.readouterr()
        return code, done.out, done.err

    return call
