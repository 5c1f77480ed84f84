from typing import Any

import pytest

from mes_cli.report.bounds import Sandbox
from mes_cli.report.render import render


class Codes:
    """Compiled templates, in memory."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self.kept = kept

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def put(self, name: str, content: bytes) -> None:
        self.kept[name] = content


PAGE: dict[str, Any] = {
    "register": "Seeds & <co>", "year_label": "2025", "audience_label": "public", "day": None,
    "period": {"from": None, "to": None}, "language": "en", "report": "index", "pages": [],
}  # fmt: skip


def test_what_is_compiled_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    first = render("index", "html", PAGE, "en", (), Codes(kept))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Sandbox, "compile", refuse)
    assert render("index", "html", PAGE, "en", (), Codes(kept)) == first
    assert "Seeds &amp; &lt;co&gt;" in first


def test_a_template_that_changed_is_compiled_anew() -> None:
    kept: dict[str, bytes] = {}
    mine = ("index/index.html.j2", "{{ register }} %s", "mine.html.j2")

    for text in ("one", "two"):
        own = ((mine[0], mine[1] % text, mine[2]),)
        assert render("index", "html", PAGE, "en", own, Codes(kept)).endswith(text)
