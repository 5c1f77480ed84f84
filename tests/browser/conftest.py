"""A register served on this machine, and Chromium in which a keeper works on it.

The tests need Playwright (``requirements/browser.lock``) and the system's Chromium.
"""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from waitress.server import create_server

from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Download, Page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: How long a page may take to show what a test waits for, in milliseconds.
#: It is long, for machines that do other work beside.
PATIENCE = 60_000
PHONE = 390


class Browse(Protocol):
    """Opens a served register in a browser of its own."""

    def __call__(self, served: "Served", width: int = 1280, *, script: bool = True) -> "Page":
        """Give the first page, with or without JavaScript."""
        ...


class Serve(Protocol):
    """Serves a register until the test ends."""

    def __call__(self, root: Path, *, read_only: bool = False) -> "Served":
        """Give what is served."""
        ...


@dataclass(frozen=True)
class Served:
    """A register that is served until the test ends."""

    root: Path
    guard: Guard

    @property
    def address(self) -> str:
        """The address of the home page, without the last stroke."""
        return f"http://127.0.0.1:{self.guard.port}"

    def link(self) -> str:
        """A new opening link."""
        return f"{self.address}/ouvrir?cle={self.guard.new_key()}"

    def files(self) -> dict[str, bytes]:
        """Everything that the register holds."""
        found = (it for it in self.root.rglob("*") if it.is_file())
        return {it.relative_to(self.root).as_posix(): it.read_bytes() for it in found}


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on the path; name one with CHROMIUM="
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the French example."""
    return Path(shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "register"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A register that holds its keeper, and nothing else."""
    root = tmp_path / "empty"
    (root / "structures").mkdir(parents=True)
    text = "mes: 1\nlangue: fr\nnom: Réseau neuf\nteneur: le-reseau\n"
    (root / "mes.yaml").write_text(text, "utf-8")
    text = "nom: Le réseau\nroles: [tete-de-reseau, accompagnement]\n"
    (root / "structures" / "le-reseau.yaml").write_text(text, "utf-8")
    return root


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve a register, as often as a test needs."""
    running = []

    def serve(root: Path, *, read_only: bool = False) -> Served:
        with socket.create_server(("127.0.0.1", 0)) as drawn:
            guard = Guard(drawn.getsockname()[1])
        to_begin = not (root / "mes.yaml").exists()
        space = Workspace(root, "fr", read_only=read_only, to_begin=to_begin)
        app = application(space, guard)
        app.config.update(PASSWORD="", STOP=lambda: None)
        server = create_server(app, host="127.0.0.1", port=guard.port, threads=4, ident=None)
        thread = threading.Thread(target=_run, args=(server.run,), daemon=True)
        thread.start()
        running.append((server, thread))
        return Served(root, guard)

    yield serve
    for server, thread in running:
        server.close()
        thread.join(PATIENCE / 1000)


def _run(serving: Callable[[], None]) -> None:
    """Serve until the server is closed: it may be waiting for its sockets at that moment."""
    with suppress(OSError):
        serving()


def to_more(page: "Page", name: str) -> None:
    """Go to one of the pages behind «Plus», which fold up if the focus moves meanwhile."""
    from playwright.sync_api import TimeoutError as TooLong

    link = page.locator(".more").get_by_role("link", name=name, exact=True)
    for _ in range(5):
        if not link.is_visible():
            page.get_by_text("Plus", exact=True).click()
        with suppress(TooLong):
            link.click(timeout=PATIENCE / 6)
            return
    raise AssertionError(name)


def downloaded(page: "Page", edition: str, form: str) -> "Download":
    """Download an edition in a form; a click may be lost while the frames are being drawn."""
    from playwright.sync_api import TimeoutError as TooLong

    item = page.get_by_role("listitem").filter(has_text=edition)
    page.wait_for_load_state()
    for _ in range(5):
        with suppress(TooLong):
            with page.expect_download(timeout=PATIENCE / 3) as download:
                item.get_by_role("link", name=form).click()
            return download.value
    raise AssertionError(edition, form)


@pytest.fixture
def browse(chromium: "Browser") -> Iterator[Browse]:
    """Open a served register in a browser of its own; nothing may fail in it, or leave it."""
    contexts, faults = list["BrowserContext"](), list[str]()

    def browse(served: Served, width: int = 1280, *, script: bool = True) -> "Page":
        height = 844 if width == PHONE else 900
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", java_script_enabled=script
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda it: faults.append(str(it)))
        page.on("dialog", lambda it: faults.append(f"dialog: {it.message}"))
        context.on("request", lambda it: _inside(it.url, served, faults))
        page.goto(served.link())
        page.wait_for_url(lambda url: "/ouvrir?" not in url)
        return page

    yield browse
    for context in contexts:
        context.close()
    assert faults == []


def saved(page: "Page") -> None:
    """Wait until a record is written; what keeps it from that is said."""
    page.locator("[role=status], [role=alert]").first.wait_for()
    told = page.locator(".notice, .found").all_inner_texts()
    assert any("Enregistré" in text for text in told), told


def _inside(url: str, served: Served, faults: list[str]) -> None:
    if not url.startswith((served.address, "data:", "about:")):
        faults.append(f"a request left: {url}")
