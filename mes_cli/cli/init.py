"""``mes init``."""

import re
import shlex
from importlib.resources import files
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from mes_cli import __version__
from mes_cli.cli.console import hint, show, speech
from mes_cli.cli.session import current
from mes_cli.cli.usage import choice
from mes_cli.drafts.answers import today
from mes_cli.errors import FileExistsAlreadyError, RegisterExistsError
from mes_cli.finding import say
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.output.json import dump
from mes_cli.report.shipped import starter
from mes_cli.schema import all_schemas, editor_settings
from mes_cli.store.changes import begin
from mes_cli.store.write import write

#: Where the schemas stand that the first lines of the starter's files point to.
SCHEMAS = ".schemas"
#: The forges, and where each looks for the file, from the top of the repository.
FORGES = {
    "github": ".github/workflows/mes.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/mes.yml",
}
_REGISTER = re.compile(r'REGISTER: "\."')
_VERSION = re.compile(r"mes-cli==[\w.]+")

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="FOLDER", help="The folder of the new register; else this one."),
]
Ci = Annotated[
    str,
    typer.Option("--ci", metavar="|".join(FORGES), help="Write the file that lets a forge check."),
]


def init(folder: Folder = None, ci: Ci = "") -> None:
    """Make a first register, which checks clean and can be reported at once.

    Its records are examples to be replaced; --lang fr|en chooses their language.
    In a register that exists already, --ci adds the file of the forge, and nothing else.
    """
    session = current()
    root = session.folder / (folder or Path())
    forge = choice("--ci", ci, FORGES) if ci else ""
    if not (forge and (root / SETTINGS_FILE).is_file()):
        _begin(root, session.language)
    if forge:
        path = _write_ci(forge, root)
        show(speech().say(say("`{path}` is written", path=str(path))) + "\n")
    where = "" if root.samefile(Path()) else f"-C {shlex.quote(str(root))} "
    hint(say("see what it says with `{command}`", command=f"mes {where}check"))
    hint(say("and what it shows with `{command}`", command=f"mes {where}report --open"))


def _begin(root: Path, language: str) -> None:
    """Write a first register, with what editors need to help with it."""
    settings = root / SETTINGS_FILE
    if settings.exists() or settings.is_symlink():
        raise RegisterExistsError(str(settings))
    words = vocabulary(language)
    contents = starter(language, today().year)
    schemas = all_schemas(words)
    contents |= {f"{SCHEMAS}/{kind}.json": dump(schema) for kind, schema in schemas.items()}
    # The settings of an editor may be there before the register, and are its owner's.
    contents |= {
        name: dump(about)
        for name, about in editor_settings(words, SCHEMAS).items()
        if not (root / name).exists()
    }
    # Only this file makes a register of the folder: until it stands, init may be called again.
    contents[SETTINGS_FILE] = contents.pop(SETTINGS_FILE)
    begin(root, contents)
    show(speech().say(say("a first register stands in `{folder}`", folder=str(root))) + "\n")


def _write_ci(forge: str, root: Path) -> Path:
    """Write the file of a forge for the register at *root*; give its path.

    Raises:
        FileExistsAlreadyError: the repository has one already.
        DiskError: the system refuses.
    """
    root = root.resolve()
    top = next((f for f in (root, *root.parents) if (f / ".git").exists()), root)
    path = top / FORGES[forge]
    if path.exists() or path.is_symlink():
        raise FileExistsAlreadyError(str(path))
    # JSON is YAML between double quotes, whatever the name of the folder.
    register = dumps(root.relative_to(top).as_posix())
    text = _REGISTER.sub(lambda _: f"REGISTER: {register}", _shipped(forge))
    write(path, _VERSION.sub(lambda _: f"mes-cli=={__version__}", text), inside=top)
    return path


def _shipped(forge: str) -> str:
    """The file as it is shipped: inside the package in a wheel, beside it in a checkout."""
    packaged = files("mes_cli") / "ci"
    folder = packaged if packaged.is_dir() else files("mes_cli") / ".." / "ci"
    return (folder / f"{forge}.yml").read_text("utf-8")
