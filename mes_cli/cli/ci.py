"""The files by which forges check a register: written by ``mes init --ci``."""

import re
from importlib.resources import files
from json import dumps
from pathlib import Path

from mes_cli import __version__
from mes_cli.errors import FileExistsAlreadyError
from mes_cli.store.write import write

#: The forges, and where each looks for the file, from the top of the repository.
FORGES = {
    "github": ".github/workflows/mes.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/mes.yml",
}
_REGISTER = re.compile(r'REGISTER: "\."')
_VERSION = re.compile(r"mes-cli==[\w.]+")


def write_ci(forge: str, root: Path) -> Path:
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
