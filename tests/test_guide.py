"""The guide shows what the commands and the page show, and leaves none of them out."""

import re

import pytest

from mes_cli.cli.app import COMMANDS
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.report.shipped import guide, manual, manual_html
from mes_cli.view import REPORTS
from tests.test_project import ROOT, tool

screens = tool("guide")

pytestmark = pytest.mark.parametrize("language", ["fr", "en"])


def everything(language: str) -> str:
    return "\n".join(it.text for it in (*guide(language), *manual(language)))


def test_the_screens_are_what_the_commands_show(language: str) -> None:
    assert screens.differences(language) == []


def test_the_contents_name_every_page(language: str) -> None:
    written = {it.stem for it in (screens.GUIDE / language).glob("*.md")} - {"index"}

    assert {it.name for it in guide(language)} == {*screens.PAGES[language]} == written


def test_every_command_is_met(language: str) -> None:
    text = everything(language)

    assert [it for it in COMMANDS if not re.search(rf"\bmes {re.escape(it)}\b", text)] == []


def test_every_report_is_met(language: str) -> None:
    text, words = everything(language), vocabulary(language)
    names = {it: words.value("Report", it).word for it in REPORTS}

    assert [it for it, name in names.items() if f"`{name}`" not in text and name not in text] == []


def test_every_page_is_met(language: str) -> None:
    menu = (ROOT / "templates" / "web" / "menu.html.j2").read_text("utf-8")
    bar = (ROOT / "templates" / "web" / "layout.html.j2").read_text("utf-8")
    labels = re.findall(r'\("/[a-z]*", _\("(\w+)"\)', menu + bar)
    text, words = everything(language), catalogue(language)

    assert len(labels) >= 12
    assert [it for it in labels if f"*{words.text(it)}*" not in text] == []


def test_links_lead_to_pages_of_the_help(language: str) -> None:
    pages = {it.name: it for it in (*guide(language), *manual(language))}

    for page in guide(language):
        targets = re.findall(r'href="([^"]*)"', manual_html(page, "/aide/", pages))
        assert [it for it in targets if it != "#" and it.removeprefix("/aide/") not in pages] == []
        assert targets.count("#") <= 1, f"{page.name}: only the README is not in the help"
