"""Hours in three taps, on a phone and at the counter."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mes_cli.model import Contribution
from mes_cli.store.reading.load import load
from tests.browser.conftest import PHONE, Browse, Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def lines(root: Path) -> list[Contribution]:
    return [entry.record for entry in load(root).register.of(Contribution)]


def note(page: "Page", who: str, how_long: str) -> None:
    """Note a line with three taps."""
    page.locator("fieldset", has_text="Qui ?").locator("label", has_text=who).first.click()
    page.get_by_text(how_long, exact=True).first.click()
    page.get_by_role("button", name="Noter", exact=True).click()


def test_ten_lines_take_three_taps_each(serve: Serve, browse: Browse, root: Path) -> None:
    before = len(lines(root))
    page = browse(serve(root), PHONE)
    page.get_by_role("link", name="Saisir des heures").click()
    page.get_by_label("Vie de la structure").check()
    page.get_by_label("Quelle tâche ?").fill("Permanence")
    everybody = page.locator("fieldset", has_text="Qui ?").locator("label")
    people = [everybody.nth(n).inner_text() for n in range(4)]
    wanted = [(who, how_long) for how_long in ("1 h", "2 h 30", "3 h") for who in people]

    for number, (who, how_long) in enumerate(wanted[:10], 1):
        note(page, who, how_long.replace(" ", "\u00a0"))
        told = page.get_by_role("status")
        told.filter(has_text=f"{number} ligne").wait_for()

    assert len(lines(root)) == before + 10
    assert [it.title for it in lines(root)].count("Permanence") == 10


def test_four_people_without_names_are_one_record(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(serve(root), PHONE)
    page.get_by_role("link", name="Saisir des heures").click()
    page.get_by_label("Vie de la structure").check()
    page.get_by_label("Combien de personnes ?").fill("4")
    page.get_by_text("2\u00a0h\u00a030", exact=True).click()
    page.get_by_role("button", name="Noter", exact=True).click()

    page.get_by_role("status").filter(has_text="10\u00a0h").wait_for()
    last = max(lines(root), key=lambda it: str(it.date or ""))
    assert (last.people, last.hours) == (4, 36_000)


def test_a_line_that_is_sent_twice_is_one_record(serve: Serve, browse: Browse, root: Path) -> None:
    before = len(lines(root))
    page = browse(serve(root))
    page.get_by_role("link", name="Saisir des heures").click()
    page.get_by_label("Vie de la structure").check()
    page.get_by_label("Combien de personnes ?").fill("2")
    page.get_by_text("3\u00a0h", exact=True).click()
    page.get_by_role("button", name="Noter", exact=True).dblclick()

    page.get_by_role("status").filter(has_text="1 ligne").wait_for()
    assert len(lines(root)) == before + 1


def test_what_hours_were_for_is_never_guessed(serve: Serve, browse: Browse, root: Path) -> None:
    served = serve(root)
    before, page = served.files(), browse(served)
    page.get_by_role("link", name="Saisir des heures").click()
    page.get_by_label("Combien de personnes ?").fill("4")
    page.get_by_text("3\u00a0h", exact=True).click()
    with page.expect_response(lambda it: it.request.method == "POST") as answered:
        page.get_by_role("button", name="Noter", exact=True).click()

    assert answered.value.status == 422
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Combien de personnes ?").input_value() == "4"
    assert served.files() == before
