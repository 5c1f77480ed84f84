"""The essentials laid out: one page on each paper, links that lead somewhere, files by page."""

import re
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from pypdf import PdfReader

from mes_cli.checks.years import LONGEST_SENTENCE
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report.pdf import pdf
from mes_cli.report.pictures import Album
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import PAGES, Reader, view
from mes_cli.view.records import ViewData
from tests.conftest import write_folder

EXAMPLES = Path(__file__).parents[2] / "examples"
#: In points, as a PDF says it.
SIZES = {"a4": (595, 842), "slide": (960, 540), "a3": (842, 1191)}
#: Five sentences of the longest that there is room for, and the longest quotation.
LONG = (
    "Somebody wrote this with care, for nothing goes without saying, and the mayor has a minute. "
)
LONGEST = (LONG * 4)[:LONGEST_SENTENCE]
SENTENCES = ("entry", "coverage", "standing", "policies", "advocacy")
OWN = "essential:\n" + "".join(f'  {name}: "{LONGEST}"\n' for name in SENTENCES)
WORDY = (
    "-- mes.yaml --\nmes: 1\nname: A network with quite a long name of its own\nlanguage: en\n"
    "keeper: k\n-- structures/k.yaml --\nname: K\nroles: [support, funder]\n-- years/2025.yaml --\n"
    "year: 2025\n{}"
    "-- evidence/said.yaml --\nkind: testimony\ndate: 2025-03-01\ntitle: T\nverbatim: true\n"
    "author: Somebody\nrole: Gardener\ntext: {}\n"
    "consent: {{scope: public, naming: true, given: 2025-01-01}}\n"
).format(OWN, f'"{"Some words. " * 40}"')


def there() -> bool:
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


def seen(
    name: str, root: Path, page: str = "a4", audience: Audience = Audience.PUBLIC
) -> tuple[ViewData, Album, str]:
    reading = load(root)
    figures = YearFigures(books(reading.register), 2025)
    day = newest_day(reading.register)
    assert day is not None
    album = Album(reading.picture)
    language = reading.register.settings.language
    reader = Reader(audience, day, language, page=page, pictures=album.name)
    return view(name, figures, reader), album, language


def laid_out(
    name: str, root: Path, path: Path, page: str = "a4", audience: Audience = Audience.PUBLIC
) -> PdfReader:
    facts, album, language = seen(name, root, page, audience)
    path.write_bytes(pdf(album.embedded(render(name, "html", facts, language))))
    return PdfReader(path)


@pytest.mark.slow
@pytest.mark.skipif(not there(), reason="WeasyPrint, or what it needs, is not installed")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("register", "audience"),
    [
        ("reseau-des-possibles", Audience.PUBLIC),
        ("reseau-des-possibles", Audience.INTERNAL),
        ("seed-library", Audience.PUBLIC),
    ],
)
@pytest.mark.parametrize("more", ["", OWN], ids=["ours", "own"])
def test_each_page_is_one_page(
    tmp_path: Path, register: str, audience: Audience, page: str, more: str
) -> None:
    root = Path(shutil.copytree(EXAMPLES / register, tmp_path / "register"))
    (year,) = (*root.glob("years/*2025.yaml"), *root.glob("exercices/*2025.yaml"))
    year.write_text(year.read_text("utf-8") + more, "utf-8")

    made = laid_out("essential", root, tmp_path / "a.pdf", page, audience)

    assert len(made.pages) == 1
    box = made.pages[0].mediabox
    assert (round(box.width), round(box.height)) == SIZES[page]


@pytest.mark.slow
@pytest.mark.skipif(not there(), reason="WeasyPrint, or what it needs, is not installed")
def test_the_annual_report_begins_with_the_essentials_on_a_page_of_their_own(
    tmp_path: Path,
) -> None:
    pages = laid_out("annual", EXAMPLES / "reseau-des-possibles", tmp_path / "a.pdf").pages
    texts = [" ".join(page.extract_text().split()) for page in pages[:3]]

    assert "Sept accompagnements sur neuf" in texts[1]
    assert "Deux demandes" in texts[1]
    assert "Roseline Barthas" in texts[1]
    assert "SOMMAIRE" in texts[2]


@pytest.mark.parametrize("name", ["annual", "essential"])
def test_each_sentence_leads_to_its_proof(name: str) -> None:
    facts, _, language = seen(name, EXAMPLES / "reseau-des-possibles")
    text = render(name, "html", facts, language)

    leads = re.findall(r'class="proof" href="#([^"]+)"', text)
    assert len(leads) == (6 if name == "annual" else 5)
    assert all(f'id="{it}"' in text for it in leads)


def test_the_picture_that_leads_is_shown_once_in_a_report() -> None:
    for name, others in (("essential", 0), ("annual", 1)):
        facts, album, language = seen(name, EXAMPLES / "reseau-des-possibles")
        page = album.embedded(render(name, "html", facts, language))

        assert page.count('alt="Un étal de marché') == 1
        assert page.count("<img") == 1 + others
        assert page.count("data:image/png") == 1 + others


def test_own_words_without_figures_lead_nowhere(tmp_path: Path) -> None:
    write_folder(tmp_path, WORDY)
    for name in ("annual", "essential"):
        facts, _, language = seen(name, tmp_path)
        text = render(name, "html", facts, language)

        assert text.count(LONGEST) == 5
        assert 'href="#figures' not in text
        assert 'class="shares"' not in text


def test_words_of_records_stay_words(tmp_path: Path) -> None:
    own = 'essential: {entry: "<b>x</b> [y](javascript:z) # q"}\n'
    base = (
        WORDY.split("-- years")[0]
        + f"-- years/2025.yaml --\nyear: 2025\n{own}"
        + ("-- contributions/c.yaml --\nkind: volunteering\ndate: 2025-03-01\nhours: 3h\n")
    )
    write_folder(tmp_path, base)
    facts, _, language = seen("essential", tmp_path)

    assert "&lt;b&gt;x&lt;/b&gt;" in render("essential", "html", facts, language)
    assert "<b>" not in render("essential", "md", facts, language)
    assert 'href="javascript' not in render("essential", "html", facts, language)


def test_a_page_has_a_file_of_its_own_and_is_for_the_essentials(
    mes: Callable[..., object], tmp_path: Path
) -> None:
    write_folder(tmp_path, WORDY)
    done = mes("-C", tmp_path, "report", "essential", "--page", "slide")
    assert getattr(done, "code", None) == 0, getattr(done, "err", "")
    assert (tmp_path / "reports/2025/essential-slide-public.html").exists()

    for words in (
        ["annual", "--page", "a3"],
        ["essential", "--page", "a3", "--format", "md"],
        ["essential", "--page", "a5"],
        ["essential", "--page", "slide", "--all"],
    ):
        refused = mes("-C", tmp_path, "report", *words)
        assert getattr(refused, "code", None) == 2, words


def test_a_year_that_says_nothing_says_so(mes: Callable[..., object], folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    for form in ("html", "md"):
        done = mes("-C", folder, "report", "essential", "--format", form, "--output", "-")
        assert "do not say enough yet" in getattr(done, "out", "")
    annual = getattr(mes("-C", folder, "report", "--output", "-"), "out", "")
    assert 'id="essential"' not in annual
    assert "do not say enough yet" not in annual
