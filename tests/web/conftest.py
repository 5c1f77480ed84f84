"""The page of a small register, asked without a browser."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PORT = 50123
HOST = f"127.0.0.1:{PORT}"
OWN = {"Host": HOST, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the French example."""
    return Path(shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "register"))


@pytest.fixture
def space(root: Path) -> Workspace:
    """The register as the page holds it."""
    return Workspace(root, "fr")


@pytest.fixture
def guard() -> Guard:
    """The key and the cookie of the run."""
    return Guard(PORT)


@pytest.fixture
def stranger(space: Workspace, guard: Guard) -> FlaskClient:
    """Somebody without the cookie."""
    app = application(space, guard)
    app.config.update(PASSWORD="only the keeper reads it", STOP=lambda: None)  # noqa: S106 - a test
    return app.test_client()


@pytest.fixture
def keeper(stranger: FlaskClient, guard: Guard) -> FlaskClient:
    """The keeper, whose browser has opened the link."""
    answer = stranger.get(f"/ouvrir?cle={guard.new_key()}", headers={"Host": HOST})
    assert answer.status_code == 200
    return stranger
