"""Run the screens of the guide as they stand, and write what they show.

``python tools/guide.py fr`` runs every command in the ``console`` blocks of ``docs/guide/fr``, page
after page, in one register that they make themselves, and says where a page shows something else;
with ``--write`` it puts what was shown into the pages. A line ``[…]`` ends a screen that is cut.
The day is always the same one, so that the pages are the same whenever they are made.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
#: The register of a network, beside which the guide's own one is made.
NETWORK = ROOT / "examples" / "mouvement"
#: The pages in the order in which their commands are run, by the stems of both languages.
PAGES = {
    "fr": (
        "commencer", "heures", "accueillir", "benevolat", "subvention", "rapport", "editions",
        "plusieurs", "installer",
    ),
    "en": (
        "start", "hours", "welcome", "volunteering", "grant", "report", "editions", "together",
        "install",
    ),
}  # fmt: skip
#: When the guide is told, a minute more for each command; and how wide its screens are.
BEGIN = datetime(2026, 4, 2, 9, tzinfo=UTC)
COLUMNS = 80
CUT = "[…]"
SCREEN = re.compile(r"```console\n(.*?)```\n", re.DOTALL)
_FROZEN = (
    "import sys, time_machine; time_machine.travel(sys.argv.pop(1), tick=True).start(); "
    "sys.argv[0] = 'mes'; from mes_cli.cli import main; main()"
)


class Place:
    """The folder in which the commands of a language run, one after another."""

    def __init__(self, folder: Path, language: str) -> None:
        self.home = self.here = folder.resolve() / "home"
        self.here.mkdir()
        shutil.copytree(NETWORK, self.home / NETWORK.name)
        self.now = BEGIN
        #: Where the last command left off.
        self.last = folder / "last"
        command = folder / "bin" / "mes"
        command.parent.mkdir()
        call = shlex.join([sys.executable, "-c", _FROZEN])
        command.write_text(f'#!/bin/sh\nexec {call} "$NOW" "$@"\n', "utf-8")
        command.chmod(0o755)
        self.environment = {
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "LAST": str(self.last),
            "HOME": str(folder / "home"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "COLUMNS": str(COLUMNS),
            # What both streams say comes in the order in which it is said.
            "PYTHONUNBUFFERED": "1",
            "MES_LANG": language,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }

    def surroundings(self) -> dict[str, str]:
        """The environment of a command that is run now."""
        return {**self.environment, "NOW": self.now.isoformat()}

    def shown(self, command: str) -> str:
        """Run a command line; what it prints on either stream. ``cd`` holds for the next ones."""
        self.now += timedelta(minutes=1)
        done = subprocess.run(  # noqa: S603 - commands of our own pages
            ["/bin/sh", "-c", f'{command}\npwd > "$LAST"'],
            cwd=self.here,
            env=self.surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.here = Path(self.last.read_text("utf-8").strip())
        return done.stdout.replace(str(self.home), "~")


def screen(text: str, place: Place) -> str:
    """Run the commands of a screen, and give the screen as it is then."""
    shown: list[str] = []
    for part in re.split(r"^(?=\$ )", text, flags=re.MULTILINE):
        if not part:
            continue
        line, _, said = part.partition("\n")
        while line.endswith("\\"):
            more, _, said = said.partition("\n")
            line = f"{line}\n{more}"
        lines = place.shown(line.removeprefix("$ ")).rstrip("\n").splitlines()
        before = said.splitlines()
        if CUT in before:
            lines = [*lines[: before.index(CUT)], CUT]
        shown += [line, *(it.rstrip() for it in lines)]
    return "\n".join(shown) + "\n"


def page(text: str, place: Place) -> str:
    """Give a page with the screens that its commands make."""
    return SCREEN.sub(lambda found: f"```console\n{screen(found[1], place)}```\n", text)


def differences(language: str, *, write: bool = False) -> list[str]:
    """Say, line by line, where the pages of a language show something else than they would."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), language)
        for stem in PAGES[language]:
            file = GUIDE / language / f"{stem}.md"
            before = file.read_text("utf-8")
            after = page(before, place)
            found += unified_diff(
                before.splitlines(), after.splitlines(), f"{language}/{file.name}", lineterm=""
            )
            if write:
                file.write_text(after, "utf-8")
    return found


class Differences(Protocol):
    """Says what of a language is not as it would be made now, and writes it if that is asked."""

    def __call__(self, language: str, *, write: bool = False) -> list[str]:
        """Give a line for each difference."""
        ...


def main(arguments: list[str], differences: Differences = differences) -> int:
    """Print the differences; give 1 where there are any that were not written."""
    write = "--write" in arguments
    languages = [it for it in arguments if it in PAGES] or [*PAGES]
    found = [line for it in languages for line in differences(it, write=write)]
    print("\n".join(found))
    return int(bool(found) and not write)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
