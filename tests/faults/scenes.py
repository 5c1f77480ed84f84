"""Commands that write, each with a folder to write to."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import EXAMPLES
from tests.faults.conftest import Scene, Start, files

SLIPS = (
    ("initiatives/bean-keepers.yaml", "stage: ", "stage: Idea  # "),
    ("funding/fees-2025.yaml", "nature: ", "Nature: "),
    ("evidence/an-evening-off.yaml", "kind: ", "Kind: "),
    ("structures/town-council.yaml", "name: ", "Name: "),
)


def _register(room: Path) -> Path:
    return shutil.copytree(EXAMPLES / "seed-library", room / "register")


def _scene(room: Path, start: Start, *arguments: str | Path, **more: object) -> Scene:
    """A command that changes a register."""
    root = _register(room)
    return Scene(("-C", root, *arguments), root, files(root), start, **more)  # type: ignore[arg-type] # its own fields


def report(room: Path, start: Start) -> Scene:
    """All reports of a year, over those of a register that had another name."""
    root, folder = _register(room), room / "out"
    settings = root / "mes.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("\nname: ", "\nname: Once upon a time, "), "utf-8")
    arguments = ("-C", root, "report", "--all", "--output", folder)
    assert start(*arguments).end() == 0
    settings.write_text(text, "utf-8")
    return Scene(arguments, folder, files(folder), start)


def fix(room: Path, start: Start) -> Scene:
    """Slips of the pen in several files."""
    root = _register(room)
    for file, old, new in SLIPS:
        text = (root / file).read_text("utf-8")
        assert old in text, file
        (root / file).write_text(text.replace(old, new, 1), "utf-8")
    return Scene(("-C", root, "check", "--fix"), root, files(root), start, together=True)


def init(room: Path, start: Start) -> Scene:
    """A first register in an empty folder."""
    folder = room / "register"
    folder.mkdir()
    return Scene(("init", folder), folder, {}, start, again=(0, 2))


def rename(room: Path, start: Start) -> Scene:
    """Another id, in the file and wherever it is named."""
    return _scene(room, start, "rename", "bean-keepers", "beans", again=(0, 2), together=True)


def fmt(room: Path, start: Start) -> Scene:
    """Another language of keys, in every file."""
    made = _scene(room, start, "fmt", together=True)
    for path in made.folder.rglob("*.yaml"):
        if path.name != "mes.yaml":
            path.write_text(path.read_text("utf-8").replace(": ", ":   ", 1), "utf-8")
    made.old = files(made.folder)
    return made


def export(room: Path, start: Start) -> Scene:
    """Tables, a file each."""
    return _scene(room, start, "export", "csv")


def schema(room: Path, start: Start) -> Scene:
    """The schemas of all kinds."""
    return _scene(room, start, "schema", "--write")


def new(room: Path, start: Start) -> Scene:
    """A record by options."""
    return _scene(room, start, "new", "structure", "--set", "name=Mill", "--set", "roles=member",
                  "--id", "mill", again=(0, 2))  # fmt: skip


def change(room: Path, start: Start) -> Scene:
    """A field of a record."""
    return _scene(room, start, "set", "bean-keepers", "summary=Beans for all")


def privacy(room: Path, start: Start) -> Scene:
    """A pseudonym in a person's place."""
    made = _scene(room, start, "privacy", "--anonymise", "bean-keepers", "--as", "Somebody",
                  "--yes", again=(0, 1, 2), together=True)  # fmt: skip
    # A file that is written after the one that tells who is meant, unless somebody minds.
    with (made.folder / "years/year-2025.yaml").open("a", encoding="utf-8") as file:
        file.write("# as Odile Ferrandon said\n")
    made.old = files(made.folder)
    return made


SCENES: dict[str, Callable[[Path, Start], Scene]] = {
    "report": report,
    "fix": fix,
    "init": init,
    "rename": rename,
    "fmt": fmt,
    "export": export,
    "schema": schema,
    "new": new,
    "set": change,
    "privacy": privacy,
}
