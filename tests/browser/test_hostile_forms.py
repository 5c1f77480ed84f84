"""Hostile text in every field of every form: it stays text, in a window of any width."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mes_cli.model import KINDS
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from mes_cli.store.reading.translation import Data
from tests.browser.conftest import PHONE, Browse, Serve
from tests.browser.test_accessibility import Scheme, faults
from tests.browser.test_hostile import EVIL

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WORD = "w" * 300
TEXT = f"{EVIL} \"' & {{{{ 7*7 }}}} {WORD}"
#: Turns the reading around; no file may hold it, but a form may be sent with it.
TURNED = f"\u202e{TEXT}"
FORMS = {
    kind: load_words.folder
    for kind, load_words in load(
        Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
    ).words.kinds.items()
    if kind in KINDS
}
TYPE_EVERYWHERE = """(text) => {
  for (const it of document.querySelectorAll("form.record details")) it.open = true;
  const all = [...document.querySelectorAll("form.record :is(input:not([type]), textarea)")];
  for (const it of all) it.value = text;
  return all.length;
}"""
ADD = "(value) => document.querySelector(`button[value='${value}']`).click()"
STANDS = """(text) => [...document.querySelectorAll("form.record :is(input:not([type]), textarea)")]
  .filter((it) => it.value === text).length"""


def looked_at(page: "Page", where: str, *views: tuple[Scheme, int]) -> list[str]:
    """What is wrong with the page that is shown: scripts that ran, width, accessibility."""
    views = views or (("light", 1100), ("dark", PHONE))
    found = [f"{where}: a script ran"] if page.evaluate("typeof hacked") != "undefined" else []
    if "AXE" in os.environ:
        return found + faults(page, list(views))
    for _scheme, width in views:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{where} {width}: wider than the window")
    return found


def test_what_is_typed_stays_text(serve: Serve, browse: Browse, root: Path) -> None:
    served = serve(root)
    before, page = served.files(), browse(served)
    for path in [*(f"/fiches/{it}/nouvelle" for it in FORMS.values()), "/reglages"]:
        page.goto(f"{served.address}{path}")
        lists = "all => all.map((it) => it.value)"
        for name in page.eval_on_selector_all("button[value^='add:']", lists):
            with page.expect_response(lambda it: it.request.method == "POST"):
                page.evaluate(ADD, name)
            page.locator("form.record:not([inert])").wait_for()
        typed = page.evaluate(TYPE_EVERYWHERE, TURNED)
        page.get_by_role("button", name="Vérifier", exact=True).last.click()
        page.get_by_text("invisible U+202E").first.wait_for()

        assert typed > 3
        assert page.evaluate(STANDS, TURNED) >= typed - 1, path  # a place is named twice
        assert looked_at(page, path, ("light", PHONE)) == []
        page.set_viewport_size({"width": 1100, "height": 900})
    assert served.files() == before


def spoilt(data: Data, model: type[Part]) -> Data:
    """What a record would say with hostile text in every text of its own words."""
    return {slot.name: _spoilt(data[slot.name], slot) for slot in shape(model).slots.values()
            if slot.name in data}  # fmt: skip


def _spoilt(value: object, slot: Slot) -> object:
    if slot.part is not None and slot.map_key is None and isinstance(value, Mapping):
        return spoilt(dict(value), slot.part)
    if isinstance(value, list):
        return [_spoilt(it, slot) for it in value]
    plain = slot.scalar is Scalar.TEXT and not slot.refs and slot.open_words is None
    if plain and slot.map_key is None and slot.name not in {"task", "role", "media", "figure"}:
        return f"{value} {TEXT}"
    return value


def test_what_records_say_stays_text_in_their_forms(
    serve: Serve, browse: Browse, root: Path
) -> None:
    reading = load(root)
    edits, paths = Edits(reading), []
    for kind, model in KINDS.items():
        entries = list(reading.register.of(model))
        for entry in entries[-3:]:
            edits.change(entry.place, spoilt(edits.data(entry.place), type(entry.record)))
        paths.append(f"/fiches/{FORMS[kind]}/{entries[-1].record.id}/modifier")
        paths.append(f"/fiches/{FORMS[kind]}/nouvelle")
    edits.write()
    page, found = browse(served := serve(root)), []
    for path in [*paths, "/reglages"]:
        answer = page.goto(f"{served.address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        found += looked_at(page, path)
    page.goto(f"{served.address}/fiches/financements/nouvelle")
    page.locator("#funder-name").type("script")
    found += looked_at(page, "combobox")

    assert found == []
