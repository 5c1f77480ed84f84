"""``mes init``."""

import datetime as dt
import shlex
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli.ci import FORGES, write_ci
from mes_cli.cli.console import hint, show, speech
from mes_cli.cli.session import current
from mes_cli.cli.usage import choice
from mes_cli.errors import RegisterExistsError
from mes_cli.finding import say
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.output.json import dump
from mes_cli.report.shipped import starter
from mes_cli.schema import all_schemas, editor_settings
from mes_cli.store.changes import begin

#: Where the schemas stand that the first lines of the starter's files point to.
SCHEMAS = ".schemas"

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
        path = write_ci(forge, root)
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
    contents = starter(language, dt.datetime.now(tz=dt.UTC).date().year)
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
