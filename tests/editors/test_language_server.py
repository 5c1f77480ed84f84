"""What an editor shows in a register that ``mes init`` has made, by the server behind VS Code."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytestmark = pytest.mark.slow

SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server") or ""


class Editor:
    """An editor that has opened a folder, as far as the server can tell."""

    def __init__(self, root: Path) -> None:
        command = [SERVER, "--stdio"]
        command = (
            ["node", *command] if SERVER.endswith((".js", "yaml-language-server")) else command
        )
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.root = root
        self.settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
        self.answers: dict[int, Any] = {}
        self.faults: dict[str, list[Any]] = {}
        Thread(target=self._listen, daemon=True).start()
        folder = {"uri": root.as_uri(), "name": "register"}
        self.ask("initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=[folder],
                 capabilities={"workspace": {"configuration": True, "workspaceFolders": True},
                               "textDocument": {"completion": {}, "hover": {}}})  # fmt: skip
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self._configuration())

    def _configuration(self) -> dict[str, Any]:
        schemas = self.settings["yaml.schemas"]
        return {"yaml": {"schemas": schemas, "completion": True, "hover": True, "validate": True}}

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            if not line.lower().startswith(b"content-length"):
                continue
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "workspace/configuration":
            whole = self._configuration()
            asked = [item.get("section") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [whole.get(name) for name in asked]})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.faults[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif "id" in message:
            self.answers[message["id"]] = message.get("result")

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        number = len(self.answers) + 1
        self._send({"id": number, "method": method, "params": params})
        return _patiently(lambda: self.answers.get(number) if number in self.answers else None)

    def open(self, file: str, text: str) -> str:
        uri = (self.root / file).as_uri()
        about = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=about)
        return uri

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri},
                        position={"line": line, "character": column})  # fmt: skip


def _patiently(look: Any) -> Any:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if (seen := look()) is not None:
            return seen
        time.sleep(0.05)
    pytest.fail("the language server does not answer")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    from mes_cli.cli.init import init
    from mes_cli.cli.session import SharedOptions, begin, current

    root = tmp_path_factory.mktemp("editor")
    before = current()
    begin(SharedOptions(root, "fr", quiet=True, color=False))
    try:
        init()
    finally:
        begin(before)
    opened = Editor(root)
    yield opened
    opened.process.kill()
    opened.process.wait()


def test_fields_are_completed(editor: Editor) -> None:
    uri = editor.open("initiatives/un.yaml", "nom: Jardin\n\n")

    found = _patiently(lambda: editor.at("completion", uri, 1, 0)["items"] or None)

    assert {"resume", "etape", "territoire", "enjeux"} <= {item["label"] for item in found}


def test_words_of_a_field_are_completed(editor: Editor) -> None:
    uri = editor.open("initiatives/deux.yaml", "etape: \n")

    found = editor.at("completion", uri, 0, 7)

    assert {"idee", "emergence", "creation"} <= {item["label"] for item in found["items"]}


def test_hovering_over_a_field_tells_what_it_is(editor: Editor) -> None:
    uri = editor.open("initiatives/trois.yaml", "nom: Jardin\netape: idee\n")

    found = editor.at("hover", uri, 1, 2)

    contents = found["contents"]
    text = contents["value"] if isinstance(contents, dict) else str(contents)
    assert "tape" in text
    assert "initiatives" in text or len(text) > 20


def test_a_wrong_word_is_underlined_and_right_ones_are_not(editor: Editor) -> None:
    right = "nom: Jardin\nresume: x\netape: idee\nterritoire: {departement: 21}\n"
    good = editor.open("initiatives/quatre.yaml", right)
    bad = editor.open("initiatives/cinq.yaml", right.replace("idee", "ideee"))

    found = _patiently(lambda: editor.faults.get(bad) or None)

    assert {fault["range"]["start"]["line"] for fault in found} == {2}
    assert _patiently(lambda: editor.faults.get(good)) == []


def test_a_list_of_records_is_helped_as_well(editor: Editor) -> None:
    uri = editor.open("contributions/mars.yaml", "- nature: benevolat\n  \n")

    found = editor.at("completion", uri, 1, 2)

    assert {"date", "duree"} <= {item["label"] for item in found["items"]}
