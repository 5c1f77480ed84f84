"""The guide shows what the commands and the page show, and leaves none of them out."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from PIL import Image

from mes_cli.cli.app import COMMANDS
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.report.shipped import guide, manual, manual_html
from mes_cli.view import REPORTS
from tests.test_project import ROOT
from tools import guide as screens
from tools.pictures import PICTURES, SHOWN

#: Pages that speak of files and of what programmers use.
TECHNICAL = {"installer", "install"}
JARGON = re.compile(
    r"\b(ya?ml|git|json|sql|sch[ée]mas?|repositor\w*|commits?|shell|stdout|regex)\b", re.IGNORECASE
)
#: What the guide may set apart as the page does, though the page has no such word.
OTHER_WORDS = {"On hésite\u202f?", "Not sure?", "PDF", "ODT", "Word"}
#: Words that somebody reads in ten minutes who reads slowly, and does what they say.
TEN_MINUTES = 1200
#: Bytes of a picture, and of those of both languages.
PICTURE, ALL_PICTURES = 40_000, 600_000

pytestmark = pytest.mark.parametrize("language", ["fr", "en"])


def prose(name: str, language: str) -> str:
    """A page of the guide without its screens, and without what stands as code in a sentence."""
    text = (screens.GUIDE / language / f"{name}.md").read_text("utf-8").replace("\n> ", " ")
    return re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)


def words_of_the_page(language: str) -> Iterator[str]:
    """The labels of records, and all sentences of the catalogue."""
    words = vocabulary(language)
    with (ROOT / "mes_cli/language/locale/fr/LC_MESSAGES/mes.po").open("rb") as file:
        for message in read_po(file, locale="fr"):
            both = message.string if language == "fr" else message.id
            yield from both if isinstance(both, tuple | list) else (str(both),)
    yield from (it for kind in words.kinds.values() for it in (kind.label, kind.plural))
    yield from (it.label for home in words.fields.values() for it in home.values())
    yield from (it.form_label for home in words.fields.values() for it in home.values())
    yield from (it.label for home in words.values.values() for it in home.values())


def plainly(text: str) -> str:
    return " ".join(text.split()).casefold()


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


def test_what_is_set_apart_are_words_of_the_page(language: str) -> None:
    known = {plainly(it) for it in (*words_of_the_page(language), *OTHER_WORDS)}
    mark = r"\*\*([^*]+)\*\*" if language == "fr" else r"(?<!\*)\*([^*]+)\*(?!\*)"

    for page in ("index", *screens.PAGES[language]):
        said = re.findall(mark, prose(page, language))
        assert [it for it in said if plainly(it) not in known] == [], page


def test_only_the_last_page_speaks_of_what_programmers_use(language: str) -> None:
    for page in {"index", *screens.PAGES[language]} - TECHNICAL:
        text = re.sub(r"\]\([^)]*\)", "", prose(page, language))
        assert JARGON.findall(text) == [], page


def test_a_page_is_read_in_ten_minutes(language: str) -> None:
    for page in screens.PAGES[language]:
        assert len(prose(page, language).split()) <= TEN_MINUTES, page


def test_people_are_helped_where_they_hesitate(language: str) -> None:
    for page in set(screens.PAGES[language]) - TECHNICAL:
        text = (screens.GUIDE / language / f"{page}.md").read_text("utf-8")
        assert "\n> **On hésite\u202f?**" in text or "\n> **Not sure?**" in text, page


def test_each_picture_is_there_small_and_told_in_words(language: str) -> None:
    folder = screens.GUIDE / language
    shown = [it for page in folder.glob("*.md") for it in SHOWN.findall(page.read_text("utf-8"))]
    files = {it.stem: it for it in (folder / "images").iterdir()}

    assert sorted(name for _told, name in shown) == sorted(files) == sorted(PICTURES)
    for told, name in shown:
        assert len(told) >= 60, name
        assert files[name].stat().st_size <= PICTURE, name
        with Image.open(files[name]) as picture:
            assert picture.size == (PICTURES[name].width, PICTURES[name].height), name
            assert picture.info["Description"], name
    assert sum(it.stat().st_size for it in screens.GUIDE.glob("*/images/*")) <= ALL_PICTURES
