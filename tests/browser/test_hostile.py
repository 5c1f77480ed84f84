"""Attacks from the same machine: text of records, other pages, other names, too much at once."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mes_cli.model import KINDS
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import shape
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from mes_cli.store.reading.translation import Data
from tests.browser.conftest import Browse, Serve, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
#: Ends whatever a page may have put around it, and runs a script wherever it is not text.
EVIL = "</textarea></script></title>'\"><script>hacked=1</script><img src=x onerror=hacked=1>"
NAME = "Réseau des Possibles"


def spoilt(root: Path) -> list[str]:
    """Let a record of each kind say something evil in every text; give their pages."""
    edits, reading = Edits(load(root)), load(root)
    pages = []
    for kind, model in KINDS.items():
        entry = list(reading.register.of(model))[-1]
        data = edits.data(entry.place)
        spoil(data, model)
        edits.change(entry.place, data)
        folder = reading.words.kinds[kind].folder
        pages += [f"/fiches/{folder}", f"/fiches/{folder}/{entry.record.id}"]
        pages += [f"{pages[-1]}/{it}" for it in ("modifier", "supprimer", "renommer")]
    edits.write()
    settings = root / "mes.yaml"
    text = settings.read_text("utf-8").replace(f"nom: {NAME}", f"nom: |-\n  {NAME} {EVIL}")
    settings.write_text(text, "utf-8")
    return pages


def spoil(data: Data, model: type[Part]) -> None:
    """Let every text of a record, those of its parts included, say something evil."""
    for slot in shape(model).slots.values():
        said = data.get(slot.name)
        if slot.part is not None:
            for inner in said if isinstance(said, list) else [said]:
                if isinstance(inner, dict):
                    spoil(inner, slot.part)
        elif slot.open_words is not None or slot.refs:
            continue  # words and names: they are checked, and hold no other text
        elif slot.scalar is Scalar.TEXT and isinstance(said, str):
            data[slot.name] = f"{said} {EVIL}"


def turned(root: Path) -> None:
    """Let every value of a record of each kind begin with a sign that turns reading around."""
    for folder in load(root).words.kinds.values():
        if folder.folder and (files := sorted((root / folder.folder).rglob("*.yaml"))):
            text = files[-1].read_text("utf-8")
            files[-1].write_text(text.replace(": ", ": \u202e"), "utf-8")


def test_text_of_records_stays_text_on_every_page(serve: Serve, browse: Browse, root: Path) -> None:
    pages = spoilt(root)
    evil = root / "initiatives" / "essai.yaml"
    page = browse(served := serve(root))
    pages += ["/", "/heures", "/chercher?q=script", "/rapports/2025/annual",
              "/chiffres/2025?par=accompaniment", "/constats",
              "/rapports/2025/annual/internal/cadre"]  # fmt: skip
    for path in pages:
        answer = page.goto(f"{served.address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert page.evaluate("typeof hacked") == "undefined", path
    # Signs that turn the reading around are an error, which names the file and stays text.
    evil.write_text(f'nom: "\u202e{EVIL}', "utf-8")
    for path in ("/", "/constats", "/texte?fichier=initiatives/essai.yaml", "/rapports"):
        page.goto(f"{served.address}{path}")
        assert page.evaluate("typeof hacked") == "undefined", path


def asked(served: Served, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Send a bare request."""
    line = http.client.HTTPConnection("127.0.0.1", served.guard.port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body=b"", headers={"Host": line.host, **named})
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    line.close()
    return answer.status, text


def cookie(served: Served) -> str:
    """The cookie of the keeper, as a thief would have it."""
    path = served.link().removeprefix(served.address)
    line = http.client.HTTPConnection("127.0.0.1", served.guard.port, timeout=60)
    line.request("GET", path)
    said = line.getresponse().headers["Set-Cookie"].partition(";")[0]
    line.close()
    return str(said)


def test_other_names_of_this_machine_get_nothing(serve: Serve, root: Path) -> None:
    served = serve(root)
    before, known = served.files(), cookie(served)
    port = served.guard.port
    for host in (
        f"evil.example:{port}",
        "evil.example",
        f"127.0.0.1.evil.example:{port}",
        "",
        f"[::1]:{port}",
    ):
        status, text = asked(served, "GET", "/", Host=host, Cookie=known)
        assert status in {400, 403}
        assert NAME not in text
    own = f"127.0.0.1:{port}"
    origins = [{"Origin": "http://evil.example"}, {"Origin": "null"}, {},
               {"Origin": f"http://127.0.0.1:{port + 1}"}, {"Sec_Fetch_Site": "cross-site"},
               {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"}]  # fmt: skip
    for origin in origins:
        for path in ("/heures", "/reglages", "/importer", "/defaire", "/quitter"):
            status, text = asked(served, "POST", path, Host=own, Cookie=known, **origin)
            assert (status, text) == (403, "")
    assert served.files() == before


def test_a_key_opens_once_and_a_guess_never(serve: Serve, root: Path) -> None:
    served = serve(root)
    path = served.link().removeprefix(served.address)
    own = f"127.0.0.1:{served.guard.port}"
    assert asked(served, "GET", path, Host=own)[0] == 200
    for again in (path, "/ouvrir?cle=", "/ouvrir?cle=%00", "/ouvrir"):
        status, text = asked(served, "GET", again, Host=own)
        assert status == 403
        assert NAME not in text


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, dict[str, str]]]:
    """A page of another program on this machine; what it says is set by the test."""
    says = {"page": ""}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(says["page"].encode())

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", says
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_a_page_of_another_program_writes_nothing_and_frames_nothing(
    serve: Serve, chromium: "Browser", root: Path, elsewhere: tuple[str, dict[str, str]]
) -> None:
    served = serve(root)
    before, (address, says) = served.files(), elsewhere
    says["page"] = f"""<!doctype html><form method="post" action="{served.address}/heures">
      <input name="pour" value="-"><input name="duree" value="9h"><input name="personnes" value="2">
      <button>x</button></form><iframe src="{served.address}/fiches"></iframe>"""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served.link())
    page.wait_for_url(f"{served.address}/")
    # Same site, same cookie: only the guard is between them.
    page.goto(address)
    assert NAME not in page.frames[1].content()
    with page.expect_response(f"{served.address}/heures") as answered:
        page.get_by_role("button").click()
    context.close()

    assert answered.value.status == 403
    assert served.files() == before


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "a\u202eb", "con", "x" * 300, ""])
def test_a_short_name_that_is_none_is_refused(
    serve: Serve, browse: Browse, root: Path, name: str
) -> None:
    page = browse(served := serve(root))
    before = served.files()
    page.goto(f"{served.address}/fiches/plaidoyer/evaluer-sans-mesurer/renommer")
    page.get_by_label("Nom court").fill(name)
    with page.expect_response(lambda it: it.request.method == "POST") as answered:
        page.get_by_role("button", name="Renommer").click()

    assert answered.value.status == 422
    assert str(root) not in page.content()
    assert served.files() == before


def test_too_large_a_file_is_refused_in_words(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root))
    before = served.files()
    page.goto(f"{served.address}/importer")
    (root.parent / "gros.csv").write_bytes(b"x" * (12 << 20))
    page.locator("input[type=file]").set_input_files(root.parent / "gros.csv")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("alert").filter(has_text="C’est trop gros").wait_for()

    assert str(root) not in page.content()
    assert served.files() == before


def test_reading_only_writes_nothing(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root, read_only=True))
    before = served.files()
    for path in ("/", "/heures", "/fiches/initiatives", "/fiches/initiatives/chants-de-friche"):
        page.goto(f"{served.address}{path}")
        assert page.get_by_text("Consultation seule").is_visible()
        assert page.locator("form[method=post]").count() == 0
    for path in ("/heures", "/reglages", "/fiches/initiatives/nouvelle", "/defaire", "/exemples",
                 "/texte", "/constats/corriger", "/importer"):  # fmt: skip
        status = page.evaluate(
            "(path) => fetch(path, { method: 'POST' }).then((it) => it.status)", path
        )
        assert status == 403
    assert served.files() == before
