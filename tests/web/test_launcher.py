"""A launcher opens this register and nothing else, whatever the folder is called."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from mes_cli.web.launcher import launcher

ODD = 'Réseau $HOME `id` "x" 100 %'


def test_a_desktop_entry_quotes_every_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path, text = launcher(tmp_path / ODD, "linux")

    [line] = [it for it in text.splitlines() if it.startswith("Exec=")]
    # As a value it is unescaped once, then read as words between quotes (Desktop Entry 1.5).
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    words = [re.sub(r"\\(.)", r"\1", it) for it in re.findall(r'"((?:[^"\\]|\\.)*)"', value)]
    assert path.parent == tmp_path / "applications"
    assert [it.replace("%%", "%") for it in words] == [
        sys.executable, "-m", "mes_cli", "-C", str(tmp_path / ODD), "web",
    ]  # fmt: skip
    assert text.count("\n") == len(text.splitlines())


def test_a_command_file_of_macos_is_a_shell_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path, text = launcher(tmp_path / ODD, "darwin")

    assert path == tmp_path / "Applications" / "mes-reseau-home-id-x-100.command"
    assert shlex.split(text.splitlines()[1])[-2:] == [str(tmp_path / ODD), "web"]


def test_a_command_file_of_windows_expands_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    path, text = launcher(tmp_path / "100 %PATH%", "win32")

    assert path.suffix == ".cmd"
    assert "100 %%PATH%%" in text


def test_a_folder_with_a_line_break_makes_no_second_line(tmp_path: Path) -> None:
    _path, text = launcher(tmp_path / "a\nExec=evil", "linux")

    assert [it for it in text.splitlines() if it.startswith("Exec=evil")] == []
