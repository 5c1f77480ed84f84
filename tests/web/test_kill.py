"""A page that is killed while it saves leaves the files as they were, or as they were to be."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mes_cli.web.workspace import Workspace
from tests.conftest import EXAMPLES, ROOT

#: Renames a record that others name; the process is killed before one of its files takes its place.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace

guard, real, left = Guard(50123), Path.replace, [int(sys.argv[2])]
keeper = application(Workspace(Path(sys.argv[1]), "fr"), guard).test_client()
own = {"Host": "127.0.0.1:50123", "Sec-Fetch-Site": "same-origin"}
keeper.get(f"/ouvrir?cle={guard.new_key()}", headers=own)

def replace(self, target):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return real(self, target)

Path.replace = replace
address = "/fiches/initiatives/chants-de-friche/renommer"
keeper.post(address, data={"nouveau": "friche"}, headers=own)
"""


def files(root: Path) -> dict[str, bytes]:
    return {it.relative_to(root).as_posix(): it.read_bytes() for it in root.rglob("*.yaml")}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_all_files_change_or_none(tmp_path: Path) -> None:
    outcomes = set[bool]()
    for at in (0, 1, 2, 4, 99):
        root = Path(shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / str(at)))
        before = files(root)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, root, str(at)], cwd=ROOT, check=False, timeout=120
        )
        assert (done.returncode == 0) == (at == 99)
        state = Workspace(root, "fr").state()
        renamed = "initiatives/friche.yaml" in files(root)
        assert state.errors == []
        assert renamed or files(root) == before
        assert not renamed or "initiatives/chants-de-friche.yaml" not in files(root)
        outcomes.add(renamed)
    assert outcomes == {False, True}
