"""A launcher of the page, where the system looks for programs: for who uses no terminal."""

import os
import shlex
import sys
from pathlib import Path

from mes_cli.language.folding import slug

_DESKTOP = """[Desktop Entry]
Type=Application
Version=1.5
Name=mes – {name}
Exec={command}
Terminal=false
Categories=Office;
"""


def launcher(root: Path, system: str) -> tuple[Path, str]:
    """Give the file of a launcher that opens a register, and what stands in it.

    *system* is named as ``sys.platform`` does: a desktop entry of freedesktop.org, a command file
    of macOS, or one of Windows.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in root.name).split())
    file = f"mes-{slug(name) or 'registre'}"
    words = [sys.executable, "-m", "mes_cli", "-C", str(root), "web"]
    if system == "win32":
        folder = Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming")
        folder = folder / "Microsoft/Windows/Start Menu/Programs"
        # Inside quotes a command file reads only the percent sign, which is doubled.
        line = " ".join(f'"{word}"' for word in words).replace("%", "%%")
        return folder / f"{file}.cmd", f'@chcp 65001 >nul\r\n@start "mes" /min {line}\r\n'
    if system == "darwin":
        line = shlex.join(words)
        return Path.home() / f"Applications/{file}.command", f"#!/bin/sh\nexec {line}\n"
    folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    line = " ".join(map(_quoted, words))
    return folder / f"applications/{file}.desktop", _DESKTOP.format(name=name, command=line)


def _quoted(word: str) -> str:
    """Quote a word for the line of a desktop entry, whose values are escaped once more."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    inner = word.replace("%", "%%").replace("\n", " ")
    return '"' + inner.replace("\\", "\\\\") + '"'
