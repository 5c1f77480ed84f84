"""Serving the page: one port for each register, one running page, one key for each opening."""

import json
import logging
import os
import secrets
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.utilities import RequestEntityTooLarge

from mes_cli.errors import MesError
from mes_cli.finding import say
from mes_cli.store.editing.atomic import write
from mes_cli.store.user_folders import name_of
from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace

#: Ports that no program reserves and that browsers do not refuse.
_FIRST_PORT, _PORTS = 49152, 16000
_THREADS = 8
#: Connections that may be open at once, and how long one may stay idle, in seconds: whoever opens
#: many and says nothing does not keep the page from its keeper.
_CONNECTIONS, _IDLE = 400, 20
#: How long a second start waits for the running page, in seconds.
_PATIENCE = 2.0


class PortTakenError(MesError):
    """Another program listens where the page wants to."""

    def __init__(self, port: int) -> None:
        super().__init__(
            say("another program uses port {port} of this machine", port=port),
            say("choose another one: `mes web --port {port}`", port=port + 1),
        )


class _RequestParser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Receives a body that is too large to its end, and drops it: the page then says what to do.

    Whoever is answered while they still send sees a lost connection instead of the answer.
    """

    error: object = None
    #: How many bytes are still to be dropped.
    left = 0

    def received(self, data: bytes) -> int:
        """Take some bytes of a request; return how many."""
        if self.left:
            taken = min(self.left, len(data))
            self.left -= taken
            self.completed = not self.left
            return taken
        taken = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked:
            self.error, self.completed, self.left = None, False, self.content_length
        return taken


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """A connection with that parser."""

    parser_class = _RequestParser


@dataclass(frozen=True)
class Running:
    """What a running page leaves for a second start: where it is, and how to ask it for a key."""

    path: Path

    @classmethod
    def of(cls, root: Path, folder: Path) -> "Running":
        """The note of one register, in the state folder."""
        return cls(folder / f"{name_of(root)}.json")

    def read(self) -> dict[str, object]:
        """Return what the note says; empty if there is no note of ours."""
        with suppress(OSError, ValueError):
            about = self.path.stat()
            ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            found = json.loads(self.path.read_text("utf-8")) if ours else None
            return found if isinstance(found, dict) else {}
        return {}

    def write(self, port: int, password: str) -> None:
        """Leave the note, for this user only."""
        write(self.path, json.dumps({"port": port, "password": password}), mode=0o600)

    def port(self) -> int:
        """The port of this register: as it was, or drawn now, so that open tabs stay right."""
        said = self.read().get("port")
        if isinstance(said, int) and 1024 <= said < 65536:  # noqa: PLR2004 - the ports of users
            return said
        return _FIRST_PORT + secrets.randbelow(_PORTS)

    def opening_link(self) -> str | None:
        """Ask the running page for an opening link; None if no page runs."""
        said = self.read()
        if not said.get("password"):
            return None
        address = f"http://127.0.0.1:{said['port']}/ouvrir/cle"
        asked = Request(
            address,
            method="POST",
            headers={"X-Mes-Password": str(said["password"]), "Sec-Fetch-Site": "same-origin"},
        )
        opener = build_opener(ProxyHandler({}))
        with suppress(OSError, ValueError), opener.open(asked, timeout=_PATIENCE) as answer:
            key = quote(answer.read(100).decode())
            return f"http://127.0.0.1:{said['port']}/ouvrir?cle={key}"
        return None


def serve(space: Workspace, folder: Path, port: int | None, started: Callable[[str], None]) -> None:
    """Serve the page until it is closed or interrupted; *started* is told the opening link.

    Raises:
        PortTakenError: another program listens there.
    """
    note = Running.of(space.root, folder)
    number = port or note.port()
    logging.getLogger("waitress").setLevel(logging.ERROR)  # it tells of every short wait
    guard, password = Guard(number), secrets.token_urlsafe(32)
    app = application(space, guard)
    app.config["PASSWORD"] = password
    try:
        server = create_server(
            app,
            host="127.0.0.1",
            port=number,
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE,
            cleanup_interval=_IDLE // 2,
            ident=None,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            clear_untrusted_proxy_headers=True,
        )
    except OSError:
        raise PortTakenError(number) from None
    server.channel_class = _Channel
    app.config["STOP"] = lambda: threading.Thread(target=server.close, daemon=True).start()
    note.write(number, password)
    started(f"http://127.0.0.1:{number}/ouvrir?cle={guard.new_key()}")
    try:
        server.run()
    finally:
        server.close()
        note.write(number, "")


def open_browser(link: str, folder: Path) -> None:
    """Open a link by way of a file of this user's: the key then stands in no list of processes."""
    path = folder / "ouvrir.html"
    page = (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}">'
    )
    write(path, page, mode=0o600)
    webbrowser.open(path.as_uri())
