"""Another user of the machine gets nothing, with the keeper's cookie either; on Linux."""

import os
import socket
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.web import connections
from mes_cli.web.connections import is_of_another_user
from tests.web.conftest import OWN, PORT

linux = pytest.mark.skipif(sys.platform != "linux", reason="tables of Linux")


@linux
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_system_tells_whose_a_connection_is(
    monkeypatch: pytest.MonkeyPatch, family: str
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(getattr(socket, family)) as browser,
    ):
        own = server.getsockname()[1]
        browser.connect(("127.0.0.1" if family == "AF_INET" else "::ffff:127.0.0.1", own))
        port = browser.getsockname()[1]
        with server.accept()[0]:
            user = os.getuid()
            monkeypatch.setattr(os, "getuid", lambda: user)
            assert not is_of_another_user("127.0.0.1", port, own)
            owner = {0} if user == 0 else set()
            monkeypatch.setattr(os, "getuid", lambda: 54321)
            assert is_of_another_user("127.0.0.1", port, own) == (not owner)


def row(local: str, remote: str, state: str, user: int, inode: int) -> str:
    return (
        f"  0: {local} {remote} {state} 00000000:00000000 00:0 00000000 {user} 0 {inode} 1 0 100\n"
    )


LISTENING = row("0100007F:C3CB", "00000000:0000", "0A", 1000, 7)
CLIENT = "0100007F:9C40"  # port 40000


@pytest.mark.skipif(sys.byteorder != "little", reason="a table of a little-endian machine")
@pytest.mark.parametrize(
    ("rows", "other"),
    [
        (LISTENING + row(CLIENT, "0100007F:C3CB", "01", 1000, 8), False),
        (LISTENING + row(CLIENT, "0100007F:C3CB", "01", 0, 8), False),
        (LISTENING + row(CLIENT, "0100007F:C3CB", "01", 1001, 8), True),
        # Closed already by whoever sent it: the system names nobody, and shows 0.
        (LISTENING + row(CLIENT, "0100007F:C3CB", "05", 0, 0), True),
        (LISTENING, True),
        # A browser outside of this Linux: our end is open, and nobody here has the other one.
        (LISTENING + row("0100007F:C3CB", CLIENT, "01", 1000, 9), False),
        (LISTENING + row("0100007F:C3CB", CLIENT, "08", 1000, 9), True),
        (
            LISTENING
            + row("0100007F:C3CB", CLIENT, "01", 1000, 9)
            + row(CLIENT, "0100007F:C3CB", "05", 0, 0),
            True,
        ),
        # Somebody else's port, or another way.
        (LISTENING + row("0200007F:9C40", "0100007F:C3CB", "01", 1000, 8), True),
        (LISTENING + row(CLIENT, "0100007F:C3CC", "01", 1000, 8), True),
        # A table that does not know the page tells nothing.
        ("", False),
        ("damaged\n", False),
    ],
)
def test_tables_are_read_strictly(
    keeper: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, *, other: bool
) -> None:
    (tmp_path / "tcp").write_text("heading\n" + rows, "ascii")
    monkeypatch.setattr(connections, "TABLES", (tmp_path / "tcp", tmp_path / "none"))
    monkeypatch.setattr(os, "getuid", lambda: 1000, raising=False)

    answer = keeper.get("/", headers=OWN, environ_overrides={"REMOTE_PORT": "40000"})
    assert PORT == 0xC3CB
    assert (answer.status_code, answer.text == "") == ((403, True) if other else (200, False))
